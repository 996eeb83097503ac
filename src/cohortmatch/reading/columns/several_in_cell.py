"""Several second people in one cell ("Ann Moss 17/03/2010; Bo Lee 04/02/2009"): a listing for each.

Policy: a cell is parted where every part between semicolons or lines, or between commas and "and"
behind a date, is one person's whole name, with or without a date of birth. Under a heading for
several ("Known associates") so it is between any commas, strokes and "and". Any other cell stays as
it is. Each person keeps the date beside his own name, and the columns are those of the first
person, the second and so on.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cohortmatch.reading.columns.dates_in_cells import DATE
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.second_people import SecondPerson
from cohortmatch.reading.columns.several_names import is_headed_for_several, names_between_commas
from cohortmatch.reading.columns.whole_names import is_whole_name

__all__ = ["part_cells"]

BETWEEN = re.compile(r"\s*[;|\n]+\s*|(?<=\d)([)\]]?)\s*(?:,|/|&|\+|\band\b)\s*(?=[^\W\d_])", re.I)
SEVERAL = re.compile(r"\s*(?:[;|\n&+]|/(?!\d)|\band\b)\s*", re.I)
"""What stands between several people under a heading for them."""
BIRTH = "Date of birth"
MOST = 6
"""The most people of whom one cell is parted."""
Row = dict[Hashable, str]
Part = tuple[SecondPerson, pd.DataFrame]


def part_cells(people: Sequence[Part]) -> list[Part]:
    """The second people with their columns, each of several in a cell as a person of their own."""
    taken = {person.label for person, _ in people}
    return [each for person, frame in people for each in _parted(person, frame, taken)]


def _parted(person: SecondPerson, frame: pd.DataFrame, taken: set[str]) -> list[Part]:
    names = [heading for heading in frame.columns if field_of(heading) == "name"]
    if len(names) == 1 and any(map(is_headed_for_several, person.columns)):
        frame = frame.assign(**{names[0]: frame[names[0]].map(_with_semicolons)})
    if len(names) != 1 or not _may_hold_several(frame[names[0]].tolist()):
        return [(person, frame)]
    rows = [_people(row, names[0]) for row in frame.to_dict("records")]
    most = max(map(len, rows), default=0)
    if not 1 < most <= MOST:
        return [(person, frame)]
    headings = list(frame.columns)
    if BIRTH not in headings and any(each.get(BIRTH) for row in rows for each in row):
        headings.append(BIRTH)
    out = list[Part]()
    for at in range(most):
        here = [row[at] if at < len(row) else {} for row in rows]
        texts = {heading: [each.get(heading, "") for each in here] for heading in headings}
        made = pd.DataFrame(texts, index=frame.index, dtype=str)
        out.append((replace(person, label=_label(person.label, at, taken)), made))
    return out


def _may_hold_several(cells: Sequence[str]) -> bool:
    """Whether a sign between people stands in some cell: a quick test."""
    return any(BETWEEN.search(cell) for cell in cells)


def _with_semicolons(cell: str) -> str:
    """A cell of several whole names with semicolons between them; any other cell unchanged."""
    parts = [part for part in SEVERAL.split(cell) if part]
    names = [name for part in parts for name in (names_between_commas(part) or [part])]
    if len(names) < 2 or not all(is_whole_name(_name_and_birth(name)[0]) for name in names):
        return cell
    return "; ".join(names)


def _label(label: str, at: int, taken: set[str]) -> str:
    """What the person is called: "Co-defendant", "Co-defendant 2"."""
    made = f"{label} {at + 1}" if at else label
    while at and made in taken:
        made += "*"
    taken.add(made)
    return made


def _people(row: Mapping[Hashable, str], named: str) -> list[Row]:
    """The cells of each person of a row; the whole row where it is of one, where the name's cell
    does not name people and nothing else, or where another cell cannot be shared out."""
    parts = _parts(row[named])
    found = [_name_and_birth(part) for part in parts]
    if len(found) < 2 or not all(is_whole_name(name) for name, _ in found):
        name, birth = _name_and_birth(row[named])
        is_one = not birth or any(field_of(str(each)) == "date_of_birth" for each in row)
        return [dict(row) if is_one else {**row, named: name, BIRTH: birth}]
    people: list[Row] = [
        {named: name, **({BIRTH: birth} if birth else {})} for name, birth in found
    ]
    for heading, cell in row.items():
        if heading == named or not cell.strip():
            continue
        own = _parts(cell)
        if len(own) != len(people):
            return [dict(row)]
        for person, text in zip(people, own, strict=True):
            person[heading] = text
    return people


def _parts(cell: str) -> list[str]:
    parts = (part.strip(" ,") for part in BETWEEN.sub(r"\1\n", cell).split("\n"))
    return [part for part in parts if part]


def _name_and_birth(text: str) -> tuple[str, str]:
    birth = DATE.search(text)
    name = DATE.sub(" ", text).strip(" ,;:-/|()[]") if birth else text
    return (" ".join(name.split()), birth[1]) if birth else (name, "")
