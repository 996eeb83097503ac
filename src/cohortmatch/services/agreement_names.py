"""Names of files that look like the sharing agreement's and are not it.

Policy: whoever saved an agreement under such a name believes that it is obeyed. So a name counts
that has the word in it and the ending behind it, whatever else stands there: blanks, a number, a
version, a further ending, a letter of another script, a letter too many or too few.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from cohortmatch.core.own_names import ACCEPTED_AGREEMENT, AGREEMENT

__all__ = ["looks_like_agreement"]

WORD, ENDING = AGREEMENT.split(".")
FOREIGN = r"[^\x00-\x7f]"
"""Any letter that is not one of ours may be meant to look like one."""
SHAPE = re.compile(
    f"({''.join(f'(?:{sign}|{FOREIGN})' for sign in WORD)}).*?"
    + "".join(f"(?:{sign}|{FOREIGN})" for sign in ENDING)
)
FEWEST = 5
"""Letters of the word at least that are ours."""
NEAR = 0.88
"""How alike a misspelt word is, from 0 to 1."""


def looks_like_agreement(name: str) -> bool:
    """Whether a file's name looks like the agreement's, and is neither its name nor its copy's.

    >>> looks_like_agreement("agreement (1).toml"), looks_like_agreement("agreement.toml")
    (True, False)
    """
    if name in (AGREEMENT, ACCEPTED_AGREEMENT):
        return False
    plain = _plain(name)
    found = SHAPE.search(plain)
    if found and sum(sign.isascii() for sign in found[1]) >= FEWEST:
        return True
    stem, _, rest = plain.partition(".")
    return rest.startswith(ENDING) and SequenceMatcher(None, stem, WORD).ratio() >= NEAR


def _plain(name: str) -> str:
    """A name's letters, figures and full stops alone, without accents, none of them large."""
    signs = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in signs if sign.isalnum() or sign == ".")
