"""What stands beside the name in a name cell and is no part of it: a role, or another person.

Policy: a role counts in brackets or asterisks, before a colon or dash, and after a comma or dash.
It counts without a sign where the word is nobody's name ("Victim Jane Doe"). Single letters count
only with a sign. "IP" in capitals before a name of two words counts too, unless all of it can be a
Cantonese name ("IP Ka Man") that does not begin with an English one ("IP Dan Lee"). A victim of
anything is a victim ("Jane Doe (victim of DA)"). Of a role that leaves a person out and another
role, the first counts. Another person who is named by a tie ("partner of B", "A -> B", "c/o B",
"lives with B", "(NOK B)") is cut off: the cell's own person stands first. So is a second whole name
behind a sign that joins two people ("A = B", "A ~ B", "A … B", "A by B") or on a line of its own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cohortmatch.values.annotations import (
    LEFT_OUT_FIRST,
    annotation_role,
    is_said_last,
    opens_with_role,
    role_before,
    role_behind,
)
from cohortmatch.values.common_names import forename_share
from cohortmatch.values.marked_people import marked_nominals, without_company
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.spelling import mended
from cohortmatch.values.tails import TELLING, without_tail
from cohortmatch.values.text import fold, squeezed
from cohortmatch.values.two_sides import is_opposed, reported
from cohortmatch.values.variants import nicknames_of
from cohortmatch.values.words import table, word_set

__all__ = [
    *("Beside", "named_workers", "names_another", "own_name_cell", "role_beside", "without_beside"),
]

_any_of = partial(any_of, space=r"[\s-]+")


def named_workers() -> str:
    """The part of a pattern that matches words for a worker: "OM" and "Spoc", and not "Om"."""
    words = word_set("roles", "named_workers")
    long = {word.capitalize() for word in words if len(word) > len("pom")}
    return _any_of({word.upper() for word in words} | long)


UNSIGNED = (
    "before_victim before_witness before_family before_neither "
    "behind_victim behind_witness behind_family behind_neither"
)
OPENED = rf"(?:(?:{_any_of(word_set('roles', 'ties_opened'))})[ -]?)?"
TIE = rf"{OPENED}(?:{_any_of(word_set('roles', 'ties'))})"
SHORT = rf"(?:{_any_of(word_set('roles', 'ties_short'))}|ex(?=\s+(?:of|to)\b|\s*[:=]))"
NAMED = r"(?:\s*[:=–—-]\s*|\s+)(?!only\b|not\b|in\b|\d)(?=\w)"
"""The signs that separate such a word from the named person's name."""
LIVES = rf"(?:(?:now|currently)\s+)?(?:{_any_of(word_set('roles', 'ties_living'))})\s+(?:with|at)\b"
VICTIM_OF = re.compile(
    r"(?:^|[\s,;/(\[{–—-])(?P<role>victim|complainant|survivor|injured party|witness|informant)s?"
    r"\s+(?:of|to|in)\b",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s*(?:[-=–—]+>|→|⇒|➔|(?<=\s)>(?=\s)|>>)\s*(?=\S).*$", re.DOTALL)
IN_BRACKETS = re.compile(
    rf"\s*[(\[{{]\s*(?:(?:the )?{TIE}s? (?:of|to)\b|{TIE}\s*[:=–—-]|c[/.]o\b|care of\b|re:? "
    rf"|(?:the )?{TIE}\s+(?:is\s+)?(?=\w)|{LIVES}|{SHORT}{NAMED})"
    r"[^()\[\]{}]*[)\]}]?",
    re.IGNORECASE,
)
OPEN = re.compile(
    rf"(?:\s*[,/;–—-])?\s+(?:vs?\.? (?=\S+ \S)|(?:the )?{TIE}s? (?:of|to) |c/o\b|care of |{LIVES}"
    r"|re: ?|re (?=\S+ \S)).*$"
    rf"|\s*(?:[,;/+\n]|\s[–—-])\s*{TIE}\s*(?:[:=–—-]\s*|(?=\s\S)).*$"
    rf"|\s*(?:[;/+\n]|\s[–—-])\s*{SHORT}{NAMED}.*$"
    r"|(?<=\w\w)\s+(?:on|against)\s+(?=(?-i:[A-Z])\S*\s+(?-i:[A-Z])).*$"
    r"|(?<=\w\w)\s+(?:in\s+)?hosp(?:ital)?\b.*$",
    re.IGNORECASE | re.DOTALL,
)
BRACKETED = re.compile(r"\s*[(\[{]\s*vs?\.?\s+(?=\S+\s+\S)[^()\[\]{}]*[)\]}]?", re.IGNORECASE)
_LETTERS = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*[.,]?"
_WHOLE = rf"{_LETTERS}(?:[ ]+{_LETTERS})+"
JOINED = re.compile(
    rf"^(?P<own>\s*{_WHOLE})"
    r"(?:\s*(?:[=~…×^*#<•·\\!?\n\v\f\x85\u2028\u2029―]+|\.{2,}|\s\.\s|-{2,}|::+)\s*"
    r"|[—–](?=\w)|(?<=[^\W\d_]{4}\.)\s+"
    r"|\s+(?:by|also|then|(?-i:et|x))\s+)"
    rf"(?P<other>{_WHOLE})\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""A whole name, a sign that joins two people and names nobody's alias, and another whole name."""
CROWN = re.compile(r"^\s*(?:R|Regina|Rex|The Crown)\.?(?:\s+v\.?\s+|\s*-\s*v\s*-\s*)(?=\w\w)")
AGAINST = re.compile(
    r"(?<=\w\w)(?:\s+(?:vs|v)\.?\s+(?=\w\w)|\s*-\s*[vV]s?\s*-\s*(?=\w)).*$", re.DOTALL
)
WORKER = re.compile(
    r"^(?P<own>.*?[^\s,])(?P<sign>\s*[(\[{,;/|]\s*|\s+[–—-]+\s*)"
    rf"(?:{named_workers()})\b\.?(?:\s*[:=–—-]\s*|\s+)(?=\w).*$",
    re.DOTALL,
)
"""A name, a sign, and the nominal's worker, who is named: "A (SPOC B)", "A, OM B"."""
COMPANION = re.compile(
    rf"^(?P<own>.*?[^\s,&])\s*(?P<sign>,\s*and\s|,|&|\sand\s|\s)\s*(?P<his>(?:his|her|their|the)\s)?"
    rf"\s*(?P<word>{TIE}|{_any_of(word_set('roles', 'ties_behind'))})s?\.?"
    r"(?P<colon>\s*[:=–—-]\s*|\s+(?!of\b|in\b|to\b|only\b|not\b|too\b)|$)(?P<whom>\w.*)?$",
    re.IGNORECASE | re.DOTALL,
)
"""A name, a sign, and a word for another person who is named or meant."""
SAID = re.compile(r"\s*[(\[{<*]+\s*(?P<said>[^()\[\]{}<>*]+?)\s*[)\]}>*]+")
SIGN = re.compile(r"\s*[,;=?/]+\s*|\s+[–—-]+\s*|\s*[–—-]+\s+|\s+(?=is the\b)")
OF_SOMEBODY = re.compile(
    rf"^\s*(?:the\s+)?(?P<of>{TIE}|gf|bf|vic|mum)\s+(?:of|to)\s"
    rf"|['’]s?\s+(?P<whose>{TIE}|g/?f|b/?f|vic|mum)\b",
    re.IGNORECASE,
)
ALIKE = 0.7
"""How much of two forenames is the same where they may be one written twice ("John", "Jon")."""
LETTERS = {"v": Role.victim, "w": Role.witness}
SEGMENT = re.compile(r"\n|;|/|\s[&+]\s|\s(?=[SVPW]\s*:)|(?<=[)\]])\s+(?=\w)")
CAPITALS = re.compile(r"^\s*(?:IP|I\.P\.)\s+(?=(?P<rest>\S+(?:\s+\S+)+)$)")
SYLLABLE = re.compile(
    r"(?:ch|gw|kw|ng|sh|ts|tz|[bcdfghjklmnpstwyz])?y?[aeiou]{1,3}(?:ng|[mnptk])?", re.IGNORECASE
)
PLAUSIBLE = re.compile(
    r"[:(\[{/>*→–—-]|\bIP\b|victim|complainant|perpetrator|suspect|injured|informant|witness|,"
    r"|[=?+&;\n\v\f\x85\u2028\u2029~…×^#<•·―\\!]|\s\.\s|\.\.|[^\W\d_]{4}\.\s|\b(?:also|then|et|x)\b|\bon\b|\bagainst\b|\bsurety|\baa\b|['’]s?\s|\bvic|\bcomp|\bagg|\bwit|\binf|\btarget\b|\bex\b|\bmum|\bnok\b|\bviw\b|\bchis\b"
    r"|\bdad\b|\b[gb]f\b|^\s*[vw]\d|^\s*(?:t?dc|pc|pcso|ps|ds|di|dci|sgt|wpc)\b"
    rf"|\band\s+(?:his|her|the|their|{TIE}|ip|\d|{_any_of(word_set('roles', 'company'))})\b"
    rf"|\b(?:{_any_of(word_set('roles', UNSIGNED))})\b"
    rf"|{TELLING}"
    r"|\bof\b|^\s*dr\b|\bstmt|\bstatement|\bcaller|\bhosp|accus|[-–—]\s*vs?\b|\bto\b|\bin\b|\bwith\b|\bat\b|\bre\b|\bcare\b|\bvs?\b",
    re.IGNORECASE,
)
"""A sign that anything can stand beside the name; most cells have none and are skipped."""


_NAME = r"(?:(?:Mc|Mac)?[A-Z][a-z]+|[A-Z]{2,})"
_WORD = rf"{_NAME}(?:-{_NAME})*"
QUIET = re.compile(
    rf" *(?:(?:{_WORD}(?: {_WORD})?,|{_WORD})(?: (?:{_WORD}|[A-Z])){{0,3}}"
    r"|[a-z]{2,}(?:-[a-z]{2,})*,?(?: [a-z]{2,}){0,2}) *"
)
"""Words with capitals or all without, and a comma at the most behind the first or the second."""
SPANNING = frozenset({"and", "no", "non"})
"""Words that are a sign together with the next one only."""


class Beside(NamedTuple):
    """The name alone, and the role beside it (None for none)."""

    name: str
    role: Role | None = None


SPOKEN_OF = re.compile(
    r"\b(?:vics?|victims?|[Ss]te?mts?|[Ss]tatements?|[Cc]allers?|[Rr]ef(?:erred)? by|c/o)\b"
    r"|^\s*(?:Dr|DR)\.?\s+\S+\s+\S"
    r"|[(\[{][^()\[\]{}]*\b(?i:vics?|victims?|stmts?|statements?|callers?|c/o)\b"
)
"""Words that stand beside a nominal's name only where somebody else is meant too."""
NESTED = re.compile(r"\(([^()]*\S)\s*\(([^()]*)\)\s*\)")
"""Brackets in brackets: "(Witness (reluctant))"."""
LONGEST = 4_000
"""Characters of a name cell that are looked at: searching a longer one takes very long."""


class _Searched(NamedTuple):
    """What a name cell says beside its name: the name alone, and whether it names another."""

    own: Beside
    names_another: bool = False


def without_beside(text: str) -> Beside:
    """A name cell without a role and without another person's name beside it."""
    return Beside(text) if is_quiet(text) else _searched(text).own


def role_beside(text: str) -> Role | None:
    """The role that stands beside the name in a name cell; None for none."""
    return None if is_quiet(text) else _searched(text).own.role


def names_another(text: str) -> bool:
    """Whether a name cell names another person beside its own."""
    return not is_quiet(text) and _searched(text).names_another


@lru_cache(maxsize=1 << 14)
def _searched(text: str) -> _Searched:
    text = _looked_at(text)
    if not PLAUSIBLE.search(text):
        return _Searched(Beside(text))
    if is_opposed(text):
        return _Searched(Beside(text, Role.neither), names_another=True)
    if whom := reported(text):
        return _Searched(Beside(whom), names_another=True)
    if marked := marked_nominals(text):
        return _Searched(Beside(marked, Role.subject), names_another=True)
    if own := _own_person(text):
        return _Searched(own, names_another=True)
    one = _of_one(text)
    is_cut = _without_others(text) != CROWN.sub("", text).strip()
    return _Searched(one, is_cut or (one.role is None and _speaks_of_another(text)))


def _speaks_of_another(text: str) -> bool:
    """Whether a word of another person stands in a cell from which no role could be read."""
    is_cased = not (text.isupper() or text.islower())
    return is_cased and SPOKEN_OF.search(text) is not None


@lru_cache(maxsize=1 << 16)
def is_quiet(text: str) -> bool:
    """Whether a cell is a few words with capitals of which none is about a role or another person.

    This is a fast path for most names, which are made of words that many cells have: each word is
    looked at once, and the patterns need not search the cell.
    """
    if not QUIET.fullmatch(text):
        return False
    words = text.replace(",", " ").replace("-", " ").split()
    if not all(map(_is_quiet, words)):
        return False
    is_plain = "," not in text and "-" not in text
    return is_plain or _telling_words().isdisjoint(map(str.lower, words))


@lru_cache(maxsize=1 << 16)
def _is_quiet(word: str) -> bool:
    plain = word.lower()
    return plain not in SPANNING and mended(plain) == plain and not PLAUSIBLE.search(word)


@cache
def _telling_words() -> frozenset[str]:
    """Every word of the tables of roles, ties and marks, in phrases too."""
    tables = ("roles", "marks", "connectors", "about_others")
    return frozenset(word for name in tables for word in re.findall("[a-z]+", repr(table(name))))


def _looked_at(text: str) -> str:
    """What is searched of a cell: no function here searches more."""
    return NESTED.sub(r"(\1, \2)", squeezed(text)[:LONGEST])


def _own_person(text: str) -> Beside | None:
    """The nominal of a cell that names several people with a role for some; None for any other.

    A person named as an offender counts; else the first, where only those behind are others.
    """
    parts = [_bare(part) for part in SEGMENT.split(text) if part and part.strip()]
    if not 1 < len(parts) < 5:
        return None
    each = [_of_one(part) for part in parts]
    if not any(map(_is_other, parts, each)):
        return None
    nominals = [one.name for one in each if one.role is Role.subject]
    if nominals:
        return Beside(" & ".join(nominals), Role.subject)
    is_first = each[0].role is None and len(each[0].name.split()) > 1
    return Beside(each[0].name) if is_first else None


def _bare(part: str) -> str:
    part = part.strip()
    return part[1:-1].strip() if part[:1] in "([" and part[-1:] in ")]" else part


def _is_other(part: str, one: Beside) -> bool:
    """Whether a part of a cell names a victim, a relative or anybody who is not a nominal."""
    named = sum(map(str.isalpha, one.name)) > 2
    is_left_out = one.role is not None and one.role not in (Role.subject, Role.associate)
    return is_left_out and named and not opens_with_role(part)


def _of_one(text: str) -> Beside:
    """One person's name without anything beside it."""
    found: set[Role] = set()
    if role := _of_somebody(text):
        return Beside(text, role)
    text = _without_companion(without_company(text))
    rest = _without_annotations(text, found)
    if Role.subject in found:
        return Beside(_without_others(rest), Role.subject)
    found.update(_roles()[_plain(match["role"])] for match in VICTIM_OF.finditer(text))
    rest = _without_roles(rest, found)
    rest = _without_roles(_without_others(rest), found)
    role = next((each for each in LEFT_OUT_FIRST if each in found), None)
    return Beside(rest, role)


def own_name_cell(text: str) -> str:
    """A cell with a name, and perhaps more, without another person; a role beside it stays.

    >>> own_name_cell("Ivor Pym (vic Una Odell 18/07/1976)"), own_name_cell("Una Odell (victim)")
    ('Ivor Pym', 'Una Odell (victim)')
    """
    if not names_another(text):
        return text
    own = without_beside(text)
    if own.role is Role.subject:
        return f"{own.name} (suspect)"
    return text if own.role else own.name


def _of_somebody(text: str) -> Role | None:
    """The role of a person who is named only by another's name: "Mother of A", "A's mum"."""
    match = OF_SOMEBODY.search(text)
    if match is None or _is_child_of_another(text, match):
        return None
    return annotation_role(match["of"] or match["whose"])


def _is_child_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether a name comes first and brackets say whose child it is: "A (B's son)"."""
    named, bracket, _ = text[: match.start()].partition("(")
    is_child = (match["whose"] or "").casefold() in word_set("marks", "children")
    return bool(bracket and named.strip()) and is_child


def _without_annotations(text: str, found: set[Role]) -> str:
    """The text without what is in brackets, behind a sign, or in a code before or behind."""
    for match in SAID.finditer(text):
        # "(victims: Una Odell and her daughter)" says whom else the row names, not who it is of.
        if _names_somebody(match["said"]):
            continue
        if role := annotation_role(match["said"]):
            found.add(role)
            text = text.replace(match[0], " ").strip()
    for without in (role_before, role_behind):
        role, text = without(text) if "," not in text else (None, text)
        found.update([role] if role else [])
    for sign in SIGN.finditer(text):
        before, behind = text[: sign.start()], text[sign.end() :]
        role = _role_behind_sign(before, sign[0].strip(), behind)
        if role and before:
            found.add(role)
            text = before
            break
    return text


def _names_somebody(said: str) -> bool:
    """Whether a word for a side is followed by a colon and a whole name."""
    word, colon, whom = said.partition(":")
    one = word.strip().removesuffix("s")
    return bool(colon) and len(whom.split()) > 1 and annotation_role(one) is not None


def _role_behind_sign(before: str, sign: str, behind: str) -> Role | None:
    """The role behind a sign, unless it may be a given name behind a surname ("MOYO, Witness")."""
    is_short = len(before.split()) < 2
    is_forename = len(behind.split()) == 1 or is_said_last(behind)
    if sign.startswith(",") and is_short and is_forename:
        return None
    lettered = LETTERS.get(behind.strip(" .?").casefold()) if sign[:1] in ("-", "–", "/") else None
    if lettered and not is_short:
        return lettered
    return annotation_role(behind) if opens_with_role(behind) else None


def _without_companion(text: str) -> str:
    """The text without somebody who is named behind the nominal by a word: "X, vic Y", "X & wife".

    "Vic" with a capital before one more word may be a forename, and so may any word behind a
    surname alone.
    """
    match = COMPANION.match(text)
    if match is None or len(match["own"].split()) < 2 or _is_open(match["own"], text):
        return text
    whom, word = (match["whom"] or "").split(), match["word"]
    is_cased = not (text.isupper() or text.islower())
    if match["sign"].isspace():
        return match["own"] if whom and word.islower() and is_cased and _is_side(word) else text
    if not whom:
        return match["own"] if "," not in match["sign"] and _is_side(word) else text
    is_sure = match["his"] or match["colon"].strip() or len(whom) > 1 or len(word) > len("victi")
    return match["own"] if is_sure or (word.islower() and is_cased) else text


def _is_open(own: str, text: str) -> bool:
    """Whether a name is cut inside brackets that say of itself who it is: "A (stabbing victim)".

    Brackets that end before the cell does are about whoever comes after them.
    """
    start = own.rfind("(")
    said = text[start:]
    is_last = start > own.rfind(")") and said.rstrip().endswith(")") and said.count(")") == 1
    return is_last and annotation_role(said.strip("() ")) is not None


def _is_side(word: str) -> bool:
    """Whether a word means a victim or a witness."""
    return annotation_role(word) in (Role.victim, Role.witness)


def _without_others(text: str) -> str:
    """The text without another person; unchanged where nobody would be left."""
    text = _without_worker(_without_companion(without_company(CROWN.sub("", text))))
    for cut in (IN_BRACKETS, BRACKETED, ARROW, AGAINST, OPEN):
        rest = cut.sub("", text).strip()
        if any(map(str.isalpha, rest)):
            text = rest
    return JOINED.sub(_own_of_two, without_tail(text))


def _without_worker(text: str) -> str:
    """The text without a worker who is named behind a sign. "SINGH, OM PRAKASH" is one name."""
    match = WORKER.match(text)
    if match is None or len(match["own"].split()) < 2:
        return text
    is_cased = not (text.isupper() or text.islower())
    return match["own"] if is_cased or "," not in match["sign"] else text


def _own_of_two(found: re.Match[str]) -> str:
    """The first of two names, unless their forenames are alike: then one person has two names."""
    own, other = found["own"].strip().rstrip(".,"), found["other"]
    both = (fold(each.split()[0]) for each in (own, other))
    return found[0] if OSA.normalized_similarity(*both) >= ALIKE else own


def _without_roles(text: str, found: set[Role]) -> str:
    if _plain(text) in word_set("roles", "bare"):
        found.add(_roles()[_plain(text)])
        return text
    for pattern in _patterns():
        matches = list(pattern.finditer(text))
        if not matches or _is_a_name(text, matches[-1]):
            continue
        found.update(_roles()[_plain(match["role"])] for match in matches)
        text = pattern.sub(" ", text).strip()
    match = CAPITALS.match(text)
    if match and not match["rest"].isupper() and not _is_cantonese(match["rest"]):
        found.add(Role.victim)
        text = text[match.end() :]
    return text


def _plain(role: str) -> str:
    return " ".join(fold(role).replace("-", " ").split())


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a word after a surname and a comma may be a given name ("MOYO, Witness")."""
    before = text[: match.start()].split()
    bare = _plain(match["role"]) in word_set("roles", "bare")
    return match[0].lstrip().startswith(",") and len(before) == 1 and not bare


def _is_cantonese(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return all(map(SYLLABLE.fullmatch, words)) and not _is_english(fold(words[0]))


def _is_english(word: str) -> bool:
    """Whether a word is a forename, in full or short, that very many people in England have."""
    return any(forename_share(each) > 0 for each in (word, *nicknames_of(word)))


@cache
def _roles() -> dict[str, Role]:
    """Every word that may stand beside a name."""
    return {
        word: role
        for role in reversed(LEFT_OUT_FIRST)
        for kind in ("beside", "letters")
        for word in (_words(kind, role))
    }


def _words(kind: str, role: Role) -> frozenset[str]:
    lettered = role in (Role.subject, Role.victim, Role.witness)
    return word_set("roles", f"{kind}_{role.name}") if kind == "beside" or lettered else frozenset()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    every = _any_of(set(_roles()))
    said = _any_of({w for w in _roles() if len(w) > 2 and _roles()[w] is not Role.family} | {"ip"})
    bare = _any_of(set(word_set("roles", "bare")))
    number = r"(?:\s*\d{1,2})?\??"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"[(\[{{<*]+\s*(?P<role>{every}){number}\s*[)\]}}>*]+\s*[:,–—-]?",
            rf"^\s*(?P<role>{every}){number}\s*(?::|\s[–—-]+\s?|[–—-]\s)\s*(?=\w)",
            rf"(?:\s*[,;:/]\s*|\s+[–—-]+\s*)(?P<role>{said}){number}\s*$",
            rf"^\s*(?P<role>{bare}){number}\s+(?=\w)",
            rf"(?<=\w)\s+(?P<role>{bare}){number}\s*$",
        )
    )
