"""What a few words beside a name, in brackets or behind a sign, say about the named person.

Policy: each part between commas or slashes counts where it opens with a word for a role. Before the
word only its kind may stand ("DA survivor", "prev. vic"), and behind it only what or whom it
concerns ("vic of above", "victim only", "IP not perp"). Of a victim and an offender the victim
counts, unless the offender is named first and is also called a victim ("suspect, also victim of a
stabbing"). A person who is "not a suspect" has neither role. A relative's word counts where it
names nobody or "above"; "partner of B" names another person and says little about this one. To whom
something was done ("assaulted by above"), whoever else is described by the person above, and who is
under ten ("7 yrs", "Year 3", "unborn") is another person.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from cohortmatch.values.ages import parse_age
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.spelling import mended
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = [
    *("LEFT_OUT_FIRST", "annotation_role", "is_said_last", "opens_with_role", "role_before"),
    "role_behind",
]

LEFT_OUT_FIRST = (
    *(Role.victim, Role.witness, Role.neither, Role.subject, Role.associate, Role.family),
)
PARTS = re.compile(r"[,;+]|\s[–—-]+\s|\band\b|&|(?<![a-z\s])/|/(?=[a-z]{2})")
MORE = re.compile(r"(?:only|too|not|of|in|to|for|from|on|by|\d)\b.*")
OF_THE_ABOVE = re.compile(r"(?:of|to) (?:the )?(?:above|below|nominal|perp|suspect|offender)")
HIS_OWN = ("gf", "bf", "mum", "nok", "dad")
"""Short words after which the named person is not the row's own person ("gf of B")."""
NUMBERED = {
    "ip": Role.victim,
    "v": Role.victim,
    "rp": Role.victim,
    "w": Role.witness,
    "wit": Role.witness,
}
"""After a name without a sign these mean a role only with a number: "Una Odell IP1"."""
OF_HIM = ("girlfriend", "mother")
"""Words after which a named person is not the row's own person either ("girlfriend of Ivor")."""
OF_ONE = re.compile(
    r"of (?!(?:the )?(?:vic|victim|ip|complainant|survivor)\b|\d|(?:two|three|four|five)\b)"
)
"""Of somebody who is named: "mother of three" and "girlfriend of victim" may be the nominal."""
SLASHED = re.compile(r"\b(?:(g)/f|(b)/f(?!\s+of\b))\b")
MOST_WORDS = 4
"""The most words in the name of a profession."""
ABOVE = re.compile(r"(?P<first>[a-z]+)\b.* (?:the )?above(?: (?:nominal|person|suspect|offender))?")
SCHOOL_YEAR = re.compile(r"(?:in )?(?:yr|year) ?[1-4](?: (?:pupil|child|class|student))?")
UNDER = 10
"""The age in years below which nobody in England and Wales can be an offender."""
TOO = re.compile(r"\b(?:also|previously|as well|too|formerly|once)\b")
ALSO = re.compile(r"^(?:he|she|who|but|also|is|was|were|previously)\s")


def annotation_role(text: str) -> Role | None:
    """The role that a short text beside a name gives; None for none.

    >>> annotation_role("prev. vic"), annotation_role("not a suspect").name, annotation_role("Daz")
    (<Role.victim: 4>, 'neither', None)
    """
    if text.isupper() and text.strip(" .?").lower() in word_set("roles", "beside_capitals"):
        return Role.neither
    folded = SLASHED.sub(r"\1\2f", re.sub(r"['’`.]", "", fold(text)))
    if folded in word_set("names", "titles_behind"):
        return None  # "Mrs" beside a name is a title
    if _is_under_ten(folded):
        return Role.family
    found = [role for part in PARTS.split(folded) if (role := _part_role(_words(part)))]
    whole = _part_role(_words(folded))
    if whole and whole is not Role.subject:
        return whole
    if found[:1] == [Role.subject] and TOO.search(folded):
        return Role.subject
    return next((role for role in LEFT_OUT_FIRST if role in found), whole)


def _is_under_ten(folded: str) -> bool:
    """Whether a text is an age under ten years and says so: "7 yrs", "aged 7", "3 months"."""
    if not any(map(str.isalpha, folded)):
        return False
    said = folded.strip(" .?")
    ages = parse_age(said, date.min).values
    return SCHOOL_YEAR.fullmatch(said) is not None or any(each.most < UNDER for each in ages)


def opens_with_role(text: str) -> bool:
    """Whether the first part of a text, before any bracket, gives a role."""
    opening = text.partition("(")[0] or text
    return annotation_role(PARTS.split(opening, maxsplit=1)[0]) is not None


def _words(part: str) -> str:
    return mended(" ".join(re.findall(r"[a-z]+|\d+", part)))


def _part_role(said: str) -> Role | None:
    if _denied().match(said):
        return Role.neither
    if done := _done_by().match(said):
        return Role.victim if done["by"] else Role.neither
    while ALSO.match(said):
        said = ALSO.sub("", said)
    return _kind_of(said) or _by_the_above(said)


def _by_the_above(said: str) -> Role | None:
    """Neither role for whoever is described by the person above ("fears above", "d/o above")."""
    match = ABOVE.fullmatch(said)
    is_another = match and match["first"] not in word_set("roles", "above_of_nominals")
    return Role.neither if is_another else None


def is_said_last(text: str) -> bool:
    """Whether the last word alone gives the role ("GBH vic"): behind a comma, maybe a forename."""
    said = _words(fold(text))
    return _opening(said) is None and _headed(said) is not None


def _kind_of(said: str) -> Role | None:
    return _opening(said) or _headed(said)


def _opening(said: str) -> Role | None:
    """The role that the first words give, behind fillers ("the", "believed to be")."""
    role = _at_the_start(said)
    while role is None and said.partition(" ")[0] in _fillers():
        said = said.partition(" ")[2]
        role = _at_the_start(said)
    return role or (Role.neither if _is_profession(said) else None)


def _headed(said: str) -> Role | None:
    """The role of the word at the end of a few that say of what kind ("GBH vic", "partners mum").

    A relative counts only where somebody stands before the word, whose relative it is.
    """
    *kind, head = said.split() or [""]
    if not 0 < len(kind) < MOST_WORDS or head not in word_set("roles", "beside_heads"):
        return None
    role = _roles().get(head)
    if role is Role.family:
        return role if kind[-1].endswith("s") and kind[-1][:-1] in _somebody() else None
    is_done = any(word.endswith("ed") for word in kind) or TOO.search(said) is not None
    is_spoken_of = not word_set("marks", "not_the_profession whose").isdisjoint(kind)
    return None if is_done or is_spoken_of or _somebody() & set(kind) else role


@cache
def _somebody() -> frozenset[str]:
    """Words for one person."""
    return frozenset(_roles()) | {"nominal", "subject", "client", "suspect"}


@cache
def _fillers() -> frozenset[str]:
    return word_set("roles", "beside_fillers") | word_set("marks", "whose")


def _is_profession(said: str) -> bool:
    """Whether a text is somebody's profession: "housing officer", "GP"."""
    words = said.split()
    if not 0 < len(words) <= MOST_WORDS or words[-1] not in word_set("marks", "professions"):
        return False
    return word_set("marks", "not_the_profession").isdisjoint(words)


def _at_the_start(said: str) -> Role | None:
    match = _pattern().match(said)
    if not match:
        return None
    role, rest = _roles()[match[1]], said[match.end() :].strip()
    if match[1] in word_set("roles", "beside_alone") and rest and not OF_THE_ABOVE.match(rest):
        return None
    if role in (Role.family, Role.associate) and rest and not rest.isdecimal():
        if match[1] in HIS_OWN and rest.startswith("of "):
            return role
        is_own = OF_THE_ABOVE.match(rest) or (match[1] in OF_HIM and OF_ONE.match(rest))
        return role if is_own else None
    return role if not rest or MORE.fullmatch(rest) else None


def role_before(text: str) -> tuple[Role | None, str]:
    """The role that a word without a sign gives before a name of two words, and that name."""
    match = _before().match(text)
    if match is None:
        return None, text
    word = " ".join(match["word"].rstrip(".").casefold().split())
    return _of_words("before")[word] if not match["number"] else _lettered(word), match["name"]


def _lettered(word: str) -> Role:
    return {"w": Role.witness, "v": Role.victim}.get(word) or _of_words("before")[word]


def role_behind(text: str) -> tuple[Role | None, str]:
    """The role that a word without a sign gives behind a name of two words, and that name."""
    match = _behind().match(text)
    if match is None:
        return None, text
    word = " ".join(re.findall("[a-z]+", fold(match["word"])))
    return _of_words("behind").get(word) or NUMBERED[word], match["name"]


@cache
def _before() -> re.Pattern[str]:
    words = any_of(_of_words("before"))
    two = r"(?!(?:of|to)\b)[^\W\d_][^\s,:;/()]*\s+[^\W\d_].*"
    return re.compile(
        rf"\s*(?:(?P<word>{words}|[vw](?=\d))\s?(?P<number>\d{{1,2}})?[.:]?)\s+(?P<name>{two})",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _behind() -> re.Pattern[str]:
    words = any_of(_of_words("behind")).replace(" ", r"\s*[/&]\s*")
    words = rf"{words}|(?:{any_of(NUMBERED)})(?=\d)"
    return re.compile(
        rf"(?P<name>\S+\s.*\S)\s+(?P<word>{words})\d{{0,2}}\s*$", re.IGNORECASE | re.DOTALL
    )


@cache
def _of_words(place: str) -> dict[str, Role]:
    roles = [Role.victim, Role.witness, Role.family]
    roles += [Role.neither, *([Role.subject] if place == "before" else [])]
    return {word: role for role in roles for word in word_set("roles", f"{place}_{role.name}")}


@cache
def _denied() -> re.Pattern[str]:
    subjects = any_of(word_set("roles", "beside_subject") | {"subject", "suspected"})
    return re.compile(rf"(?:is |was )?(?:not|non|never)(?: an?| the)? (?:{subjects})s?\b")


@cache
def _done_by() -> re.Pattern[str]:
    """To whom something was done, and who lives with somebody listed ("lives with above")."""
    done, lives = (
        any_of(word_set("roles", f"beside_{key}")) for key in ("victim_by", "neither_with")
    )
    whom = r"(?:the )?(?:above|nominal|perp|suspect|offender|subject|him|her|them)"
    return re.compile(rf"(?:was |been )?(?:{done}) (?P<by>by|from)\b|(?:{lives})(?: {whom}\b|$)")


@cache
def _roles() -> dict[str, Role]:
    known = {
        " ".join(re.findall("[a-z0-9]+", word)): role
        for role in reversed(LEFT_OUT_FIRST)
        for word in word_set("roles", f"beside_{role.name}")
    }
    more = (Role.family, Role.witness, Role.victim)
    return {word: role for role in more for word in word_set("marks", role.name)} | known


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"({any_of(_roles())})\b")
