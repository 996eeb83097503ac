"""The word by which a list calls its nominals, where no list of words knows it.

Policy: "Rider, Rider DOB" or "Owner name, Owner tel, Owner DOB" tell by themselves whom the list is
about: the one word stands before a column of names and before a date of birth. It counts only where
no other column is the nominal's name or names a side of an offence, and never a word for somebody
else ("Carer", "Victim"). A column under a word for the nominal that holds whole names ("Nominal
using address") comes first: then "Host" is none. The columns are told as read by their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import field_of, is_unnamed, is_who_alone
from cohortmatch.reading.columns.named_cells import is_persons_name
from cohortmatch.reading.columns.person_words import label_of, spoken, words_for
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.understood import LABELS, Understood
from cohortmatch.reading.columns.unnamed import are_plainly_names
from cohortmatch.reading.columns.whose_column import NAMING
from cohortmatch.values.fields import PERSONAL

__all__ = ["called_by_one_word"]

WHOLE = ("", "name", "names", "full name")
PERSONS = 0.8
"""The share of cells with a person's whole name from which a column holds names."""
WEAK = 2
"""The rank from which a word for somebody ("Tenant") gives way to one for an offender."""
OTHERS = ("other", "thing", "offender", "own")


def called_by_one_word(out: Understood, said: Mapping[str, str]) -> dict[str, str]:
    """The fields of the columns under the list's own word for its nominals; none for most lists."""
    headings = [each for each in out.frame.columns if not is_unnamed(each)]
    if not set(said.values()).isdisjoint(NAMING):
        return {}
    naming = [each for each in headings if _names_the_nominal(each)]
    free = [each for each in headings if each not in said]
    is_weak = all(label_of(each).rank >= WEAK for each in naming)
    if is_weak and (named := _named_by_cells(out, free)):
        return _told(out, named)
    if naming:
        return {}
    for word in dict.fromkeys(_words(headings)):
        fields = dict(_fields(headings, word))
        naming = [h for h, field in fields.items() if field in NAMING]
        births = [h for h, field in fields.items() if field == "date_of_birth"]
        if births and naming and _are_named(naming, out.shapes) and births[0] not in said:
            return _told(out, {h: field for h, field in fields.items() if h not in said})
    return {}


def _names_the_nominal(heading: str) -> bool:
    """Whether a heading is the nominal's by its words, or names a side of an offence: the unknown
    word may then be for the other."""
    label = label_of(heading)
    if label.word in words_for("harmed") | words_for("accused"):
        return True
    if label.kind in ("offender", "own"):
        is_whole = set(label.rest.split()) <= words_for("whole")
        return is_whole or field_of(heading) in NAMING or field_of(label.rest) in NAMING
    return not label.kind and field_of(heading) in NAMING


def _named_by_cells(out: Understood, headings: Sequence[str]) -> dict[str, str]:
    """The one column under a word for the nominal that holds whole names, whatever else the heading
    says ("Nominals frequenting", "Nominal using address"); nobody else's names are taken then."""
    mine = [each for each in headings if label_of(each).kind == "offender"]
    found = [each for each in mine if _holds_persons(out.shapes[each])]
    return {found[0]: "name"} if len(found) == 1 else {}


def _holds_persons(shape: Shape) -> bool:
    return bool(shape.cells) and shape.share_of(is_persons_name) >= PERSONS


def _words(headings: Sequence[str]) -> Iterator[str]:
    """What stands before a date of birth, and names nobody that is known."""
    for heading in headings:
        if label_of(heading).kind in OTHERS:
            continue
        words = spoken(heading).split()
        for size in (1, 2):
            before, rest = " ".join(words[:size]), " ".join(words[size:])
            if _is_birth(rest) and not _is_birth(before) and label_of(before).kind not in OTHERS:
                yield before


def _is_birth(text: str) -> bool:
    return bool(text) and field_of(text) == "date_of_birth"


def _fields(headings: Sequence[str], word: str) -> Iterator[tuple[str, str]]:
    for heading in headings:
        said = spoken(heading)
        if said == word or said.startswith(f"{word} "):
            rest = said.removeprefix(word).strip()
            field = "name" if rest in WHOLE else field_of(rest)
            if field in PERSONAL or field in NAMING:
                yield heading, field


def _are_named(naming: Sequence[str], shapes: Mapping[str, Shape]) -> bool:
    """Whether the columns hold names: of two words, or a surname and a forename."""
    if len(naming) > 1:
        return all(shapes[each].names >= 0.8 for each in naming)
    shape = shapes[naming[0]]
    return are_plainly_names(shape) or (shape.names >= 0.8 and shape.words >= 1.5)


def _told(out: Understood, fields: dict[str, str]) -> dict[str, str]:
    for heading, field in fields.items():
        out.put(heading, field, "values")
        if is_who_alone(heading):
            continue  # the heading says so itself
        told = f"read as {LABELS[field]}"
        out.findings.append(Finding("column-by-values", "", heading, detail=told))
    return fields
