"""The person that a heading is about, by its words alone.

Policy: a heading that names a victim, a witness, a relative or anybody else beside the nominal is
that person's, whatever else it says ("Offender's mother", "Name (victim)"). Words for the nominal
come next, then words that can be the nominal's own. A worker's word makes the column a worker's,
unless a victim is named: "Victim liaison officer" is about a victim. The words of a group title
over the heading ("Victim / Name") count where the heading itself names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from cohortmatch.reading.columns.headings import (
    is_unnamed,
    parent_or_carer,
    plain_heading,
    vocabulary,
)
from cohortmatch.reading.wordlists import table
from cohortmatch.values.roles import Role

__all__ = ["NOBODY", "Label", "label_of", "one_word_for", "role_of_word", "spoken", "words_for"]

Kind = Literal["", "offender", "own", "other", "worker", "thing"]
"""Nobody; the nominal; perhaps the nominal; somebody else; a worker; a thing about another."""
OWN = ("own_first", "own_second", "own_third", "own_last")
SECOND_ROLES = {
    "second_subject": Role.subject,
    "second_associate": Role.associate,
    "second_family": Role.family,
}
"""The lists of words, and the role that each says."""
NUMBERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
ORDINALS = "|".join(NUMBERS)
COUNTING = frozenset(NUMBERS) | {"st", "nd", "rd"}
"""The ordinals as they stand in spoken words, which have no digits."""
GLUED = ("name", "surname", "forename", "dob", "address", "postcode", "phone", "age", "sex")


@dataclass(frozen=True)
class Label:
    """Whom a heading is about: the kind of person, the word for them, and the words that remain.

    `rank` orders words that can be the nominal's own, the surest 0. `is_short` says that the word
    is an abbreviation which can mean something else.
    """

    kind: Kind = ""
    word: str = ""
    rest: str = ""
    rank: int = 0
    is_short: bool = False

    def number_in(self, heading: str) -> int:
        """The number right after the word, or the ordinal before it: 2 for "Perp 2 DOB" and "Second
        perp", 0 for "Perp" and "Perp DOB 2"."""
        if not self.word:
            return 0
        text = re.sub(r"[\W_]+", " ", parent_or_carer(heading.casefold()))
        found = re.search(
            rf"(?:\b({ORDINALS}) )?\b{re.escape(self.word)} ?(\d{{1,2}})?(?!\d)", text
        )
        if found is None:
            return 0
        return int(found[2]) if found[2] else NUMBERS.get(found[1] or "", 0)


NOBODY = Label()


@cache
def words_for(key: str) -> frozenset[str]:
    """One list of `whose.toml`."""
    return frozenset(table("whose")[key])


def role_of_word(word: str) -> Role | None:
    """The role that a word for a second person says, None for any other word.

    >>> role_of_word("partner").name, role_of_word("victim")
    ('family', None)
    """
    return next((role for key, role in SECOND_ROLES.items() if word in words_for(key)), None)


def one_word_for(word: str) -> str:
    """The word by which a person is called for each other word of the same meaning ("Defendant" for
    "def"); '' for a word without another."""
    return _one_words().get(word, "")


@cache
def _one_words() -> dict[str, str]:
    groups = table("whose")["same_person"]
    return {word: group[0].capitalize() for group in groups for word in group}


def spoken(heading: str, *, camel: bool = True) -> str:
    """The heading in plain words, without digits; "VictimDOB" and "vicdob" are two words."""
    known = plain_heading(heading[:200]) in vocabulary().phrases  # "DoB" is not two words
    plain = plain_heading(heading[:200], camel=camel and not known)
    words = re.sub(r"\d+", " ", plain).split()
    return " ".join(_unglued(word) for word in words)


def _unglued(word: str) -> str:
    for end in GLUED:
        if word.endswith(end) and word.removesuffix(end) in _ends_glued():
            return f"{word.removesuffix(end)} {end}"
    return word


@cache
def _ends_glued() -> frozenset[str]:
    long = words_for("other") | words_for("family") | words_for("offender") | words_for("accused")
    return frozenset(word for word in long if len(word) > 2) | words_for("short") - {"ap", "ex"}


@lru_cache(maxsize=4096)
def label_of(heading: str) -> Label:
    """Whom a heading is about; a group title's person counts where its own words name nobody.

    >>> label_of("Victim's DOB").kind, label_of("Perp DOB").kind, label_of("Lead officer").kind
    ('other', 'offender', 'worker')
    """
    if is_unnamed(heading):
        return NOBODY
    if (as_one := parent_or_carer(heading.casefold())) != heading.casefold():
        heading = as_one  # "Parent / Carer" is no group's title over "Carer"
    group, _, own = heading.rpartition(" / ")
    own = _without_remark(own)
    mine, over = _named_in(own), _named_in(group) if group else NOBODY
    if mine.kind in ("", "own", "worker") and over.kind in ("other", "thing"):
        return Label(over.kind, over.word, mine.rest or spoken(own), is_short=over.is_short)
    if mine.kind or not over.kind:
        return mine
    return Label(over.kind, over.word, spoken(own), over.rank, over.is_short)


def _without_remark(heading: str) -> str:
    """A heading of a nominal's, or a second subject's, without the one word in brackets that says
    more of them: "Offender (parent)", "2nd subject (runner)", "Co-defendant (dob)"."""
    before, bracket, remark = heading.rstrip(" )").partition("(")
    words = spoken(remark).split()
    if not (bracket and before.strip() and heading.rstrip().endswith(")") and len(words) == 1):
        return heading
    if words[0] in words_for("other") or words[0] in words_for("short"):
        return heading
    named = _named_in(before)
    is_subject = named.kind == "offender" or role_of_word(named.word) is Role.subject
    return before.strip() if is_subject else heading


def _named_in(text: str) -> Label:
    """Whom a text names; it is split at inner capitals first."""
    forms = dict.fromkeys(spoken(text, camel=camel) for camel in (True, False))
    return next((found for form in forms if (found := _named(form)).kind), NOBODY)


def _named(form: str) -> Label:
    bare = _without(form, words_for("no_person"))
    works = bool(_phrase(_without(bare, words_for("lead_members")), "worker"))
    if found := _of(bare, "other", "other") or _nature(bare) or _asked(bare):
        return found
    if (found := _of(bare, "family", "other")) and not works:
        return found
    if found := _lettered(bare) or _harmed_kind(bare):
        return found
    if found := _of(bare, "accused", "offender") or _of(bare, "offender", "offender"):
        return Label("worker", found.word, found.rest) if works else found
    for rank, key in enumerate(OWN):
        if found := _of(bare, key, "own"):
            kind: Kind = "worker" if works else "own"
            return Label(kind, found.word, found.rest, rank)
    if works:
        return Label("worker", "", bare)
    found = _of(bare, "short", "other")
    return Label("other", found.word, found.rest, is_short=True) if found else NOBODY


def _of(form: str, key: str, kind: Kind) -> Label | None:
    """The label of the first phrase of a list that occurs in the form; None for none."""
    phrase = _phrase(form, key)
    if not phrase:
        return None
    rest = _without(form, words_for(key)).split()
    return Label(kind, phrase, " ".join(w for w in rest if w not in COUNTING))


def _nature(form: str) -> Label | None:
    """Headings that name other people by their nature; "Household ID" does not."""
    phrase = _phrase(form, "nature")
    if not phrase or not words_for("references").isdisjoint(form.split()):
        return None
    kind: Kind = "thing" if phrase in words_for("things") else "other"
    return Label(kind, phrase, _without(form, frozenset((phrase,))))


def _asked(form: str) -> Label | None:
    """Headings that end as one that asks for another person does ("Lives at the address of")."""
    words = form.split()
    ends = (" ".join(words[at:]) for at in range(len(words)))
    asked = next((end for end in ends if end in words_for("asking")), "")
    return Label("thing", asked) if asked else None


def _harmed_kind(form: str) -> Label | None:
    """ "Cuckooed SU", "Exploited YP": a word for somebody harmed before one that can be a nominal's
    own."""
    first, _, rest = form.partition(" ")
    if first not in words_for("harmed_kinds") or not rest:
        return None
    found = next((each for key in OWN if (each := _of(rest, key, "other"))), None)
    is_next = found is not None and rest.startswith(found.word)
    return Label("other", f"{first} {found.word}", found.rest) if found and is_next else None


def _lettered(form: str) -> Label | None:
    """ "V DOB" and "P name": one letter for the side, before a field that is plainly a person's."""
    letter, _, rest = form.partition(" ")
    if rest.split(" ")[0] not in GLUED:
        return None
    if letter in words_for("letters"):
        return Label("other", letter, rest)
    return Label("offender", letter, rest) if letter in words_for("offender_letters") else None


def _phrase(form: str, key: str) -> str:
    """The longest phrase of a list that occurs in the form as whole words; '' for none."""
    return max((each for each in _spans(form) if each in words_for(key)), key=len, default="")


@lru_cache(maxsize=256)
def _spans(form: str) -> tuple[str, ...]:
    words = form.split()
    counted = ((at, at + n) for n in (1, 2, 3) for at in range(len(words) - n + 1))
    return tuple(" ".join(words[start:end]) for start, end in counted)


def _without(form: str, phrases: frozenset[str]) -> str:
    """The form without the phrases in it, the longest first."""
    words, kept = form.split(), list[str]()
    while words:
        taken = next((n for n in (3, 2, 1) if " ".join(words[:n]) in phrases), 0)
        kept += [] if taken else words[:1]
        words = words[max(taken, 1) :]
    return " ".join(kept)
