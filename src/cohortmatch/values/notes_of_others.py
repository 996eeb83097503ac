"""What the opening of a note says of a listed person who is somebody else than the nominal.

Policy: only the opening clause counts, because further on a note speaks of other people. A kin or
role word with whose ("Mother of above", "GP of client", "Complainant re nominal") is another
person, and so is whoever "gave a statement", "reported the incident", "paid surety", "referred
above", was harmed by the person above, or owns what was stolen. "Not a suspect" counts in any
clause. A colon or a verb behind the words means that the note tells the nominal's own helpers
("Social worker for client: …") and says nothing.
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.values.annotations import annotation_role
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["may_be_role_alone", "opening_role", "role_alone", "says_no_nominal"]

CLAUSE = re.compile(r"[.;,!?\n|()/]+|\s[-–—]+\s|\band\b|\bbut\b")
LONGEST_KIND = 4
"""The most words that name who somebody is ("foster carer", "the social worker")."""


def opening_role(text: str) -> Role | None:
    """The role of a person whom a note calls somebody else than a nominal; None for any other.

    >>> opening_role("Mother of above, lives at address").name, opening_role("Known to above")
    ('family', None)
    """
    first = _clauses(text)[0]
    if done := _done().match(first):
        return Role.victim if done["harmed"] else Role.witness
    whose = _whose().fullmatch(first)
    return _kind(whose["kind"]) if whose else None


def says_no_nominal(text: str) -> bool:
    """Whether a clause of a note says that the person is none: "Not a suspect"."""
    return any(map(_denied().fullmatch, _clauses(text)))


def role_alone(text: str) -> Role | None:
    """The role that a note's first sentence gives where it is one kin or role word and no more, or
    where a comma follows with another such word or with what that person does.

    For columns of notes only: in any other ("Lives with", "Referred by") the word is a value.

    >>> role_alone("Sister; referral made").name, role_alone("Wife, attends family group").name
    ('family', 'family')
    >>> role_alone("Partner, two children")
    """
    said, *more = _first_sentence(text)
    if said not in word_set("roles", "note_alone") or not all(map(_is_about_that_person, more)):
        return None
    role = _kind(said)
    return Role.family if role is None else role


def may_be_role_alone(text: str) -> bool:
    """Whether a note opens as one about somebody else does, and may be of the nominal as well.

    >>> may_be_role_alone("Partner"), may_be_role_alone("Mother, unwell"), may_be_role_alone("Red")
    (True, True, False)
    """
    said, *more = _first_sentence(text)
    is_one = said in word_set("roles", "note_alone note_doubtful")
    return is_one and not any(map(_is_kin, more)) and role_alone(text) is None


def _first_sentence(text: str) -> list[str]:
    """The parts between commas of a note's first sentence, in plain words."""
    first = re.split(r"[.;\n]|\s[-–—]+\s", fold(text), maxsplit=1)[0]
    return [" ".join(re.findall(r"[a-z]+|\d+", part)) for part in re.split(r"[,()]+", first)]


def _is_about_that_person(said: str) -> bool:
    """Whether words behind a comma go on about whoever was named before it."""
    is_another_word = said in ("concerned other", "affected other", "significant other", "nok")
    starts = (f"{said} ".startswith(f"{each} ") for each in word_set("roles", "note_doing"))
    return not said or is_another_word or any(starts)


def _is_kin(said: str) -> bool:
    """Whether words behind a comma name one more person: a list of whom somebody lives with."""
    words = {word.removesuffix("s") for word in said.split()}
    return not words.isdisjoint(word_set("roles", "family")) or "children" in words


def _clauses(text: str) -> list[str]:
    clauses = (" ".join(clause.split()) for clause in CLAUSE.split(fold(text)))
    return [clause for clause in clauses if clause] or [""]


def _kind(said: str) -> Role | None:
    """The role that a few words give, where it is not a nominal's or an associate's."""
    if len(said.split()) > LONGEST_KIND:
        return None
    role = annotation_role(re.sub(r"^(?:(?:is|was|the|a|an) )+", "", said))
    return None if role in (Role.subject, Role.associate) else role


@cache
def _whom() -> str:
    return rf"(?:the |our )?(?:{any_of(word_set('roles', 'note_whom'))})(?: above)?"


@cache
def _whose() -> re.Pattern[str]:
    more = any_of(word_set("roles", "note_more"))
    return re.compile(
        rf"(?P<kind>[a-z' -]{{2,40}}?) (?:of|to|for|by|re) {_whom()}(?: (?:{more}|\d)\b.*)?"
    )


@cache
def _denied() -> re.Pattern[str]:
    nominals = any_of(word_set("roles", "beside_subject") | {"subject"})
    return re.compile(
        rf"(?:(?:he|she|they|person|is|are|was) )*(?:not|never)(?: an?| the)? (?:{nominals})"
    )


@cache
def _done() -> re.Pattern[str]:
    """What whoever is listed did as a witness, or had done to them by the person above."""
    harmed = any_of(word_set("roles", "beside_victim_by"))
    did = "|".join(sorted(word_set("roles", "note_of_witness")))  # Patterns, each with its end.
    before = r"(?:(?:he|she|they|who|has|have|also|was|been|got|is) )*"
    return re.compile(
        rf"{before}(?:(?P<harmed>(?:{harmed}) (?:by|from) {_whom()}\b)|(?:{did})\b"
        rf"|(?:referred|reported|named|identified) {_whom()}\b"
        r"|owner of (?!.*\b(?:used|seized|suspected)\b)"
        r".*\b(?:stolen|damaged|burgled|broken into)\b)"
    )
