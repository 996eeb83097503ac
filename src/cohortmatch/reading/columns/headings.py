"""What a heading means, by its words alone.

Policy: a heading is put into plain words and looked up. If it is not found, it is looked up again
without the words for the person the row is about ("Client DOB") and without words that add nothing
("PNC No."). A heading that names somebody else ("Officer name", "Victim DOB") is never the
nominal's: it is carried along as a status. A heading that ends on a word for the nominal ("YOT
client") means his name. Where the words do not decide, the values in the column do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cohortmatch.reading.columns.qualified import qualified_field
from cohortmatch.reading.columns.who_words import (
    names_the_nominal,
    own_rest,
    spelt_out,
    who_words,
    without_who,
)
from cohortmatch.reading.wordlists import table
from cohortmatch.values.fields import NUMBERS

__all__ = [
    "IDENTIFIERS",
    "each_part_means",
    "field_of",
    "is_who_alone",
    "listed_field",
    "nearest_headings",
    "parent_or_carer",
    "plain_heading",
    "unique_headings",
    "vocabulary",
]

IDENTIFIERS = frozenset(NUMBERS)
"""The fields that hold one kind of identifier."""


UNNAMED = re.compile(r"\(column [A-Z]{1,3}\)")


@dataclass(frozen=True)
class HeadingVocabulary:
    """The words of `headings.toml`: phrase to field, and the five kinds of side words."""

    phrases: dict[str, str]
    owners: frozenset[str]
    fillers: frozenset[str]
    others: frozenset[str]
    relatives: frozenset[str]
    status_words: frozenset[str]


@cache
def vocabulary() -> HeadingVocabulary:
    """The shipped headings, read once."""
    data = table("headings")
    phrases: dict[str, str] = {}
    for field, entry in data["fields"].items():
        for phrase in entry["headings"]:
            phrases.setdefault(phrase, field)
    kinds = ("owners", "fillers", "others", "relatives", "status_words")
    return HeadingVocabulary(phrases, *(frozenset(data[kind]) for kind in kinds))


AS_AT = re.compile(
    r"\b(?:as )?(?:at|of|on|@) \d{1,2}(?:[./-]\d{1,2}[./-]| [a-z]{3,9} )\d{2,4}\b",
)
"""The day that values are of ("Age at 01/09/25"), which says nothing of what they are."""

ASKED_ABOUT = re.compile(
    r"\b(?:of|for) the [a-z]+(?: [a-z]+)? (?:that |who |whom )?you (?:are|wish)\b.*"
)
"""The end of a form's question that says whom it asks about ("of the person you are referring")."""


RELATION = re.compile(r"rel(?:ation)?(?:ship)? to (?:the )?(?:main|lead|head|primary|first)\b")
"""Headings of how somebody is related to the first of a family: "Relation to main adult"."""

LEADING = re.compile(
    r"\blead (?=(?:tenant|adult|suspect|offender|nominal|subject|defendant|perp|perpetrator"
    r"|respondent|applicant|occupant|parent|carer)s?(?: (?:name|surname|forename|dob|date|first"
    r"|last|address|postcode|phone|mobile|\d+).*)?$)"
)
"""A word for the first of several people, and for no worker: "Lead suspect"."""

PARENT_OR_CARER = re.compile(
    r"\bparents?\s*(?:/|or|and|&|\s)\s*(?:carer|guardian)s?\b"
    r"|\bp/c(?= ?\d? ?(?:mob|tel|phone|name|email|e-mail|contact|dob|address))"
)
"""Parents and carers taken together, as schools and youth services write."""

EXAMPLE = re.compile(
    r"[(\[]\s*(?:{opens})[^)\]]*[)\]]?|(?<=[a-z)\]])[\s,;:.–—-]+(?:{opens}).*$".replace(
        "{opens}",
        r"e\.? ?g\b\.?|for (?:example|instance)\b|i\.? ?e\b\.?(?=\W)|such as\b"
        r"|(?:in (?:the )?)?format:? *(?=[dmy]{1,4}\b)",
    ),
    re.S,
)
"""How a cell is to be filled in, which says nothing of what it is: "Name e.g. SMITH John"."""

ADDED = re.compile(r"\s*[(\[]\s*(?:with|and|plus|incl?\w*|inc\.|\+|&)\s[^)\]]*[)\]]", re.I)
"""What cells hold besides: "Banned person (with dob)"."""


@lru_cache(maxsize=4096)
def plain_heading(heading: str, *, brackets: bool = True, camel: bool = False) -> str:
    """The heading in plain words: lower case, single spaces, no punctuation, no end number.

    `brackets=False` leaves out text in brackets; `camel` splits words at inner capitals.
    """
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"[\u200b-\u200f\ufeff\u00ad]", "", text)
    if not brackets:
        text = re.sub(r"[(\[{][^)\]}]*[)\]}]?", " ", text)
    if camel:
        text = re.sub(r"\bDoB\b", "DOB", text)
        text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = EXAMPLE.sub(" ", text.casefold())
    text = re.sub(r"['’`]s\b|['’`]", "", parent_or_carer(text))
    text = re.sub(r"(?:(?<=^)|(?<=[^a-z]))(?:[a-z]\.){2,}[a-z]?(?![a-z])", _undotted, text)
    text = re.sub(r"\bd[. ]*0[. ]*b\b", "dob", text)
    text = ASKED_ABOUT.sub(" ", AS_AT.sub(" ", text.replace("no.s", "nos")))
    text = text.replace("&", " and ").replace("#", " number ")
    text = LEADING.sub("", re.sub(r"[\W_]+", " ", text).strip())
    return re.sub(r"(?<=[a-z ])\s*\d{1,2}$", "", text).strip() or text


def parent_or_carer(text: str) -> str:
    """A heading in small letters with one word for a parent or carer: "parent 1 mobile" of "p/c 1
    mobile"."""
    return PARENT_OR_CARER.sub("parent", text) if "car" in text or "p/c" in text else text


def _unbracketed(match: re.Match[str]) -> str:
    return re.sub(r"[()\[\]]", " ", match.group())


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "") + " "


def unnamed_heading(letters: str) -> str:
    """The name of a column without a heading: the letters that a spreadsheet gives it."""
    return f"(column {letters})"


def unique_headings(texts: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The headings with a number after each that was used before, and which those are."""
    out: list[str] = []
    repeated: list[str] = []
    seen = set(texts)
    times: dict[str, int] = {}
    for text in texts:
        times[text] = times.get(text, 0) + 1
        unique = text
        while times[text] > 1 and unique in seen:
            unique = f"{text} ({times[text]})"
            times[text] += unique in seen
        if unique != text:
            repeated.append(unique)
            seen.add(unique)
        out.append(unique)
    return out, tuple(repeated)


def is_unnamed(heading: str) -> bool:
    """Whether a column has no heading; its letters (FN, NI, AGE) are then not words."""
    return UNNAMED.fullmatch(heading) is not None


@lru_cache(maxsize=4096)
def field_of(heading: str, *, slips: bool = True) -> str:
    """The field a heading means, '' when its words do not say.

    A heading under a group title is written "Title / Heading"; `slips` allows for a letter or two
    that are wrong.

    >>> field_of("D.O.B. (dd/mm/yyyy)"), field_of("Lead officer name"), field_of("Column1")
    ('date_of_birth', 'status', '')
    """
    forms = [] if is_unnamed(heading) else _forms(heading)
    phrases = vocabulary().phrases
    if not forms:
        return ""
    if ADDED.search(heading) and (own := ADDED.sub("", heading).strip()):
        return field_of(own, slips=slips) or field_of(ADDED.sub(_unbracketed, heading), slips=slips)
    if forms[0] in phrases:
        return _as_bracketed(phrases[forms[0]], heading)
    if any(map(RELATION.match, forms)):
        return "role"
    kinds = _identifiers_named(heading, forms)
    if kinds:
        return kinds
    known = next((phrases[form] for form in forms if form in phrases), "")
    known = _as_bracketed(known, heading)
    if known or any(BOTH_SIDES.search(form) for form in forms):
        return known or "role"
    meant = _whose(forms, _core(heading, forms, slips))
    return (_of_nominal(forms) if meant in ("", "status", "reference") else "") or meant


def is_who_alone(heading: str) -> bool:
    """Whether a heading says who is listed and nothing else, so that its cells may be names or, as
    well, yes and no: "IOM nominal", "Prolific offender"."""
    if is_unnamed(heading) or listed_field(heading) not in ("", "status"):
        return False
    forms = _forms(heading)
    said = {word for form in forms for word in form.split()}
    return said.isdisjoint(("name", "names")) and any(map(_is_nominal, forms))


def _of_nominal(forms: list[str]) -> str:
    """The field of a heading by its word for the nominal, wherever that stands."""
    if any(_is_nominal(form) or NAMED_BY.match(form) for form in forms):
        return "name"
    rests = (own_rest(form) for form in forms)
    return next((field for rest in rests if rest and (field := field_of(rest))), "")


def _is_nominal(form: str) -> bool:
    """Whether a heading is the nominal's name, and no word in it is for somebody else."""
    others = vocabulary().others - who_words("kinds")
    return names_the_nominal(form) and not _says([without_who(form)], others)


def _as_bracketed(field: str, heading: str) -> str:
    """The field of a listed heading; letters that are explained as no sexes mean none: "F/M
    (final, midway)"."""
    inside = re.search(r"\(([^)]*)\)", heading)
    is_told = inside and len(plain_heading(inside[1])) > 1
    explained = set(plain_heading(inside[1]).split()) if inside and is_told else set()
    own = plain_heading(heading, brackets=False)
    is_letters = field == "sex" and max(map(len, own.split()), default=0) < SPELT
    return "status" if is_letters and explained and explained.isdisjoint(SEXES) else field


def listed_field(heading: str) -> str:
    """The field of a heading that is listed exactly as it stands, '' for any other; quicker."""
    phrases = vocabulary().phrases
    plain = plain_heading(heading)
    if plain in phrases or "(" not in heading:
        return phrases.get(plain, "")
    return phrases.get(plain_heading(heading, brackets=False), "")


def _core(heading: str, forms: list[str], slips: bool) -> str:
    """The field of a heading with further words, whoever it is about."""
    own = heading.rpartition(" / ")[2] if " / " in heading else ""
    return (
        next((field for form in forms if (field := _without_side_words(form))), "")
        or next((field for form in forms if (field := _by_core(form))), "")
        or next((field for form in forms if (field := _of_one_field(form))), "")
        or each_part_means(heading)
        or next((f for form in forms if (f := qualified_field(form, vocabulary().phrases))), "")
        or (field_of(own, slips=slips) if own else _misspelt(forms) if slips else "")
        or ("status" if _says(forms, vocabulary().status_words) else "")
    )


def _whose(forms: list[str], core: str) -> str:
    """The field, or 'status' when the heading is about somebody else."""
    words = vocabulary()
    if core in (*IDENTIFIERS, "identifier") and not _says(forms, words.relatives):
        return core
    others = words.others - {"contact"} if core in ("phone", "email") else words.others
    return "status" if _says(forms, others) else core


def _says(forms: list[str], words: frozenset[str]) -> bool:
    """Whether one of the words or phrases occurs in one of the forms."""
    return any(not words.isdisjoint(_phrases(form)) for form in forms)


def _identifiers_named(heading: str, forms: list[str]) -> str:
    """The kind of identifier named in brackets, or "identifier" when two kinds are named."""
    phrases = vocabulary().phrases
    inside = re.search(r"\(([^)]*)\)", heading)
    if inside and phrases.get(plain_heading(inside[1])) in IDENTIFIERS:
        return phrases[plain_heading(inside[1])]
    words = [phrases.get(word, "") for word in _strip(forms[0], vocabulary().fillers).split()]
    kinds = {kind for kind in words if kind in IDENTIFIERS}
    return "identifier" if len(kinds) >= 2 and all(words) else ""


def _forms(heading: str) -> list[str]:
    cut = heading[:200]
    forms = [
        plain_heading(cut, brackets=brackets, camel=camel)
        for brackets in (True, False)
        for camel in (False, True)
    ]
    spelt = [spelt_out(form) for form in forms]
    return [form for form in dict.fromkeys([*forms, *spelt]) if form]


def _phrases(form: str) -> set[str]:
    """The words of a heading, and every two or three of them that stand together."""
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
    whose = words.phrases.get(_strip(bare, words.others), "")
    return whose if whose in IDENTIFIERS else ""


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


MISSPELT = frozenset(
    ("name", "surname", "forename", "middle", "alias", "date_of_birth", "sex", "address")
) | {"postcode", "prison_number", "nino"}
"""The fields whose headings are recognised with a typing slip in them."""


@cache
def _spelled_out() -> list[str]:
    phrases = vocabulary().phrases
    return [p for p, field in phrases.items() if field in MISSPELT and len(p) >= 6]


def _misspelt(forms: list[str]) -> str:
    """The field of a phrase that differs from a form by one letter, or by two if it is long."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    words = vocabulary()
    phrases = _spelled_out()
    for form in [*forms, *(_strip(form, words.owners) for form in forms)]:
        slips = 2 if len(form) >= 7 else 1
        if len(form) >= 6 and form not in words.others:
            near = process.extractOne(form, phrases, scorer=OSA.distance, score_cutoff=slips)
            if near and near[0][0] == form[0] and _has_short_words_of(form, near[0]):
                return words.phrases[near[0]]
    return ""


def _has_short_words_of(form: str, phrase: str) -> bool:
    """Whether the short words of a heading are those of a phrase: "pc" is no slip of "at"."""
    short = [word for word in form.split() if len(word) <= SPELT]
    return set(short) <= set(phrase.split())


CORES: tuple[tuple[str, str], ...] = (
    (
        r"^(?:full )?names? (?:and |or )?"
        r"(?:street names?|nick ?names?|alias(?:es)?|aka|monikers?)\b",
        "name",
    ),
    (r"\bdate (?:and )?(?:of birth )?(?:and )?place of birth\b", "date_of_birth"),
    (
        r"\b(?:place|country|town|verified|checked|confirmed|source|type|flag|format|y n|yes no)\b",
        "status",
    ),
    (r"\b(?:ip|web|mac|work) (?:address|addr|email|e mail|phone|tel)\b", "status"),
    (r"\be ?mails?\b", "email"),
    (r"\b(?:ip|web|mac|work)\b", "status"),
    (
        r"\b(?:previous|maiden|former|prev|birth|old|married) (?:sur|last |family )?names?\b"
        r"|\bother (?:sur|last |family )names?\b",
        "previous_surname",
    ),
    (r"\bdates? of birth|birth date|dobs?\b", "date_of_birth"),
    (r"\b(?:post ?code|postal code|zip code)s?\b", "postcode"),
    (r"\b(?:alias|aliases|aka|also known as|other names?)\b", "alias"),
    (
        r"\b(?:alternat(?:iv)?e|other|previously|assumed|false) (?:used )?(?:names?|identit)",
        "alias",
    ),
    (r"\b(?:nicknames?|street names?|monikers?)\b", "street_name"),
    (r"\b(?:middle names?|name middle)\b", "middle"),
    (r"\b(?:fore|first|given)(?: ?names?)? (?:and |or )?(?:sur|last|family) ?names?\b", "name"),
    (r"\b(?:surname|last name|family name).*\b(?:fore|first |given )names?\b", "name"),
    (r"\b(?:fore|first |given )names?\b.*\b(?:surname|last name|family name)", "name"),
    (r"\b(?:surname|last ?name|family name|name (?:last|family))\b", "surname"),
    (r"\b(?:fore ?names?|first ?names?|given ?names?|name (?:first|given))\b", "forename"),
    (r"\b(?:full name|legal name)\b", "name"),
    (r"\b(?:nomis|noms|prison|prisoner) (?:id|no|number|num|ref|reference)\b", "prison_number"),
    (r"\bpnc (?:id|no|number|num|ref|reference)\b", "pnc"),
    (r"\bcro (?:id|no|number|num|ref|reference)\b", "cro"),
    (r"\bcrn\b", "crn"),
    (r"\bnational insurance|ni (?:number|no)\b", "nino"),
    (r"\bnhs (?:number|no)\b", "nhs_number"),
    (r"\baddress\b", "address"),
    (r"\bgender\b", "sex"),
    (r"\b(?:(?:tele|mobile )?phone|mobile|tel) (?:no|number|num)s?\b", "phone"),
)
"""What a longer heading means, from the words at its core; the first that fits decides."""
SPELT = 3
"""The fewest letters of a word for a sex that is spelt out."""
SEXES = frozenset(("m", "f", "male", "female", "sex", "gender", "man", "woman"))
NAMED_BY = re.compile(r"(?:full )?names? (?:as|on|per|known|recorded|shown|given|held) ")
"""Headings of the nominal's name that say who calls him so: "Name as known to police"."""
JOINING = frozenset(("and", "or", "with"))
BOTH_SIDES = re.compile(
    r"\b(?:victim|complainant)s?\b.*\b(?:perp|perpetrator|suspect|offender|subject)s?\b"
    r"|\b(?:perp|perpetrator|suspect|offender)s?\b.*\b(?:victim|complainant)s?\b"
)
"""Headings that name both sides of an offence: the column says which side a person is on."""


def _of_one_field(form: str) -> str:
    """The field of a heading whose words each mean it: "Mobile / landline"."""
    words = _strip(form, vocabulary().fillers | JOINING).split()
    fields = {vocabulary().phrases.get(word, "") for word in words}
    return fields.pop() if len(words) > 1 and len(fields) == 1 else ""


BETWEEN = re.compile(r"\s*(?:[/,;&+|]|\band\b|\bor\b)\s*", re.I)
ALIASES = frozenset(("alias", "street_name", "previous_surname"))


@lru_cache(maxsize=4096)
def each_part_means(heading: str) -> str:
    """The field that every part of a heading means by itself ("Nicknames / tags"); '' for none.

    Several kinds of other names together are aliases.
    """
    parts = [plain_heading(each) for each in BETWEEN.split(heading[:200]) if each.strip()]
    fields = {vocabulary().phrases.get(each, "") for each in parts}
    if len(parts) < 2 or not all(fields):
        return ""
    return fields.pop() if len(fields) == 1 else "alias" if fields <= ALIASES else ""


def _by_core(form: str) -> str:
    return next((field for pattern, field in CORES if re.search(pattern, form)), "")


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
