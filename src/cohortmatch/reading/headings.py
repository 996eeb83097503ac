"""What a heading means, by its words alone.

Policy: a heading is put into plain words and looked up; then again without the words for the
person the row is about ("Client DOB") and without words that add nothing ("PNC No."). A heading
that speaks of somebody else ("Officer name", "Victim DOB") is never the nominal's: it is carried
along as a status. What the words do not settle is left to the values in the column.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from cohortmatch.reading.wordlists import table

__all__ = ["FIELDS", "IDENTIFIERS", "field_of", "nearest_headings", "plain_heading", "vocabulary"]

FIELDS = (
    *("name", "surname", "forename", "middle", "title", "alias", "street_name"),
    *("previous_surname", "date_of_birth", "age", "sex", "pnc", "cro", "crn", "prison_number"),
    *("asn", "nino", "nhs_number", "driver_number", "visor", "identifier", "address", "postcode"),
    *("role", "status", "reference", "other", "ignored"),
)
"""Every field a column can be understood as."""
IDENTIFIERS = frozenset(
    ("pnc", "cro", "crn", "prison_number", "asn", "nino", "nhs_number", "driver_number", "visor")
)
"""The fields that hold one kind of identifier."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of `headings.toml`: phrase to field, and the four kinds of side words."""

    phrases: dict[str, str]
    owners: frozenset[str]
    fillers: frozenset[str]
    others: frozenset[str]
    relatives: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The shipped headings, read once."""
    data = table("headings")
    phrases: dict[str, str] = {}
    for field, entry in data["fields"].items():
        for phrase in entry["headings"]:
            phrases.setdefault(phrase, field)
    kinds = ("owners", "fillers", "others", "relatives")
    return Vocabulary(phrases, *(frozenset(data[kind]) for kind in kinds))


def plain_heading(heading: str, *, brackets: bool = True, camel: bool = False) -> str:
    """The heading in plain words: lower case, single spaces, no punctuation, no end number.

    `brackets=False` leaves out what stands in brackets; `camel` parts words at inner capitals.
    """
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"[\u200b-\u200f\ufeff\u00ad]", "", text)
    if not brackets:
        text = re.sub(r"[(\[{][^)\]}]*[)\]}]?", " ", text)
    if camel:
        text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = text.casefold()
    text = re.sub(r"['’`]s\b|['’`]", "", text)
    text = re.sub(r"(?:(?<=^)|(?<=[^a-z]))(?:[a-z]\.){2,}", _undotted, text)
    text = text.replace("&", " and ").replace("#", " number ")
    text = re.sub(r"[\W_]+", " ", text).strip()
    return re.sub(r"(?<=[a-z ])\s*\d{1,2}$", "", text).strip() or text


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "") + " "


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str:
    """The field a heading means, '' when its words do not say.

    A heading under a group title is written "Title / Heading".

    >>> field_of("D.O.B. (dd/mm/yyyy)"), field_of("Lead officer name"), field_of("Column1")
    ('date_of_birth', 'status', '')
    """
    forms = _forms(heading)
    words = vocabulary()
    for form in forms:
        if form in words.phrases:
            return words.phrases[form]
    own = heading.rpartition(" / ")[2] if " / " in heading else ""
    core = next((field for form in forms if (field := _without_side_words(form))), "")
    core = core or next((field for form in forms if (field := _by_core(form))), "")
    if not core and own:
        core = field_of(own)
    said = set().union(*map(_phrases, forms))
    if core in IDENTIFIERS and said.isdisjoint(words.relatives):
        return core
    return "status" if not said.isdisjoint(words.others) else core


def _forms(heading: str) -> list[str]:
    cut = heading[:200]
    forms = [
        plain_heading(cut, brackets=brackets, camel=camel)
        for brackets in (True, False)
        for camel in (False, True)
    ]
    return [form for form in dict.fromkeys(forms) if form]


def _phrases(form: str) -> set[str]:
    """The words of a heading and every two and three of them that stand together."""
    words = form.split()
    spans = (words[i : i + n] for n in (1, 2, 3) for i in range(len(words) - n + 1))
    return {" ".join(span) for span in spans}


def _without_side_words(form: str) -> str:
    """The field of the heading without words for the person and words that add nothing."""
    words = vocabulary()
    without_owner = _strip(form, words.owners)
    without_filler = _strip(form, words.fillers)
    bare = _strip(without_owner, words.fillers)
    for attempt in (without_owner, without_filler, bare):
        if attempt and attempt != form and attempt in words.phrases:
            return words.phrases[attempt]
    return ""


def _strip(form: str, side_words: frozenset[str]) -> str:
    """The heading without the side words in it, the longest phrases first."""
    words = form.split()
    kept: list[str] = []
    while words:
        taken = next((n for n in (3, 2, 1) if " ".join(words[:n]) in side_words), 0)
        if not taken:
            kept.append(words[0])
        words = words[max(taken, 1) :]
    return " ".join(kept)


CORES: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:place|country|town|verified|checked|confirmed|source|type|flag|format|y n|yes no)\b",
        "",
    ),
    (r"\b(?:email|e mail|ip|web|mac|work)\b", ""),
    (
        r"\b(?:previous|maiden|former|prev|birth|old|married) (?:sur|last |family )?names?\b",
        "previous_surname",
    ),
    (r"\bdate of birth|birth date|dob\b", "date_of_birth"),
    (r"\b(?:post ?code|postal code|zip code)s?\b", "postcode"),
    (r"\b(?:alias|aliases|aka|also known as|other names?)\b", "alias"),
    (r"\b(?:nicknames?|street names?|monikers?)\b", "street_name"),
    (r"\bmiddle names?\b", "middle"),
    (r"\b(?:surname|last name|family name).*\b(?:fore|first |given )names?\b", "name"),
    (r"\b(?:fore|first |given )names?\b.*\b(?:surname|last name|family name)", "name"),
    (r"\b(?:surname|last ?name|family name)\b", "surname"),
    (r"\b(?:fore ?names?|first ?names?|given ?names?)\b", "forename"),
    (r"\b(?:full name|names? of|legal name)\b", "name"),
    (r"\b(?:nomis|noms|prison|prisoner) (?:id|no|number|num|ref|reference)\b", "prison_number"),
    (r"\bpnc (?:id|no|number|num|ref|reference)\b", "pnc"),
    (r"\bcro (?:id|no|number|num|ref|reference)\b", "cro"),
    (r"\bcrn\b", "crn"),
    (r"\bnational insurance|ni (?:number|no)\b", "nino"),
    (r"\bnhs (?:number|no)\b", "nhs_number"),
    (r"\baddress\b", "address"),
    (r"\bgender\b", "sex"),
)
"""What a longer heading means by the words at its core; the first that fits decides."""


def _by_core(form: str) -> str:
    for pattern, field in CORES:
        if re.search(pattern, form):
            return field
    return ""


def nearest_headings(headings: list[str], wanted: tuple[str, ...], limit: int = 3) -> list[str]:
    """The headings most like those that would mean one of the wanted fields, best first."""
    import difflib

    phrases = [p for p, field in vocabulary().phrases.items() if field in wanted]
    scored = []
    for heading in headings:
        plain = plain_heading(heading)
        near = difflib.get_close_matches(plain, phrases, 1, cutoff=0.5)
        if near:
            scored.append((difflib.SequenceMatcher(None, plain, near[0]).ratio(), heading))
    return [heading for _, heading in sorted(scored, key=lambda each: -each[0])[:limit]]
