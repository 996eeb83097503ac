"""One arrangement: a list that holds other people beside the nominals, and what must come of it.

Cells are templates. `{n1.full}` is the first nominal's name, `{o1.dob}` the first other person's
date of birth; in a pattern, which is repeated for five rows, `{n.…}` and `{o.…}` are the row's own.
`{rag}` is a status of the nominal that must go on being shown.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from .cast import PEOPLE, STRANGER, Someone, dates, details_of, names_of, people

SHOWN = ("Red", "Amber", "Green")
OFFICER = "PC Tamsin Orrery"
SOMEBODY = re.compile(r"\{([no])([1-9])")
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of templates as they stand on one sheet; the headings are the last of `heads` rows."""

    rows: tuple[Cells, ...]
    heads: int = 1
    above: int = 0
    merged: tuple[str, ...] = ()

    @property
    def headings(self) -> Cells:
        """The headings of the columns."""
        return self.rows[self.above + self.heads - 1]

    @property
    def body(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the headings, by the number that a spreadsheet shows."""
        first = self.above + self.heads
        yield from enumerate(self.rows[first:], start=first + 1)


@dataclass(frozen=True)
class Arrangement:
    """A list with other people on it, by an id, one line that says what it is, and its kind.

    `namesake`: the fourth nominal has no date of birth here, and the companion list holds somebody
    of that name with the other person's: the two must not be certain.
    """

    id: str
    about: str
    kind: str
    file: str
    sheets: Mapping[str, Table]
    namesake: bool = False
    cast: tuple[tuple[Someone, ...], tuple[Someone, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cast", people(self.id))

    @property
    def nominals(self) -> dict[int, tuple[str, int]]:
        """For each nominal, counted from one, the sheet and the row where he stands first."""
        found: dict[int, tuple[str, int]] = {}
        for sheet, row, cells in self._body():
            for number in _numbers("n", cells):
                found.setdefault(number, (sheet, row))
        return found

    @property
    def must_match(self) -> dict[int, tuple[str, int]]:
        """The nominals whom the companion list holds too."""
        places = self.nominals
        return {n: places[n] for n in places if not (self.namesake and n == 4)}

    @property
    def rows_left_out(self) -> int:
        """How many rows are of somebody else alone."""
        return sum(not _numbers("n", cells) for _, _, cells in self._body() if _numbers("o", cells))

    @property
    def rows_of_others(self) -> frozenset[tuple[str, int]]:
        """Where these rows stand."""
        body = [(s, r) for s, r, cells in self._body() if _numbers("o", cells)]
        return frozenset(body) - set(self.nominals.values())

    @property
    def columns_told(self) -> tuple[str, ...]:
        """The headings of columns that hold something of another person in a nominal's row."""
        found: dict[str, None] = {}
        for table in self.sheets.values():
            for _, cells in table.body:
                if _numbers("n", cells):
                    pairs = zip(table.headings, cells, strict=False)
                    found |= {heading: None for heading, cell in pairs if _numbers("o", (cell,))}
        return tuple(found)

    @property
    def others(self) -> frozenset[str]:
        """What stands on the list about people who are no nominals, and may stand in no output.

        The fifth other person is on the companion list as well, and so are the details of the
        fourth, under a stranger's name: traps, that a link by another person's data be seen.
        """
        others = self.cast[1]
        named = [form for each in others[:4] for form in names_of(each)]
        details = [form for each in others[:3] for form in details_of(each)]
        return self._standing([*named, *details], others[3:])

    @property
    def traps(self) -> frozenset[str]:
        """What in addition may not stand in the edition that goes to this list's own panel."""
        fourth, fifth = self.cast[1][3:]
        forms = [*names_of(fifth), *details_of(fifth), *details_of(fourth)]
        return self._standing(forms, ()) | {STRANGER.split()[1]}

    @property
    def shown(self) -> tuple[str, ...]:
        """The nominals' own status, which the report must go on showing."""
        body = [cells for _, _, cells in self._body() if _numbers("n", cells)]
        return tuple(each for each in SHOWN if any(each in cells for cells in body))

    def write(self, folder: Path) -> None:
        """The list and its companion, as files in a folder."""
        folder.mkdir()
        (folder / f"{self.companion}.csv").write_text(self._companion_rows(), encoding="utf-8")
        if self.file.endswith(".xlsx"):
            _book(folder / self.file, self._filled(), self.sheets)
        else:
            (rows,) = self._filled().values()
            (folder / self.file).write_text(_csv(rows), encoding="utf-8")

    @property
    def companion(self) -> str:
        """The clean list that holds the same nominals."""
        return "SGV" if self.file.startswith("IOM") else "IOM"

    def _body(self) -> Iterator[tuple[str, int, Cells]]:
        for sheet, table in self.sheets.items():
            for row, cells in table.body:
                yield sheet, row, cells

    def _standing(
        self, groups: Sequence[frozenset[str]], open_to_all: Sequence[Someone]
    ) -> frozenset[str]:
        """The forms of what does stand on the list, and is no part of what may be shown."""
        text = "\n".join(_csv(rows) for rows in self._filled().values()).casefold()
        held = [forms for forms in groups if any(form.casefold() in text for form in forms)]
        shown = "\n".join(
            form for each in (*self.cast[0], *open_to_all) for form in dates(each.born)
        )
        return frozenset(form for forms in held for form in forms if form not in shown)

    def _filled(self) -> dict[str, list[list[str]]]:
        """The cells of each sheet with the people's details in place of the templates."""
        nominals, others = self.cast
        known = {f"n{i}": each for i, each in enumerate(nominals, start=1)}
        known |= {f"o{i}": each for i, each in enumerate(others, start=1)}
        blank = "{n4.dob}" if self.namesake else "\0"
        return {
            name: [[cell.replace(blank, "").format(**known) for cell in row] for row in table.rows]
            for name, table in self.sheets.items()
        }

    def _companion_rows(self) -> str:
        nominals, (*_, fourth, fifth) = self.cast
        rows = [["Surname", "Forename", "DOB", "PNC", "Address", "Postcode", "Phone"]]
        rows += [_companion_row(each, each.fore, each.sur) for each in nominals]
        fore, _, sur = STRANGER.partition(" ")
        if self.namesake:
            rows[4] = _companion_row(fourth, nominals[3].fore, nominals[3].sur)
        else:
            rows.append(_companion_row(fourth, fore, sur))
        return _csv([*rows, _companion_row(fifth, fifth.fore, fifth.sur)])


def _companion_row(person: Someone, fore: str, sur: str) -> list[str]:
    return [sur, fore, person.dob, person.pnc, person.street, person.post, person.phone]


def pattern(headings: str, cells: str, above: int = 0, merged: tuple[str, ...] = ()) -> Table:
    """A table whose five rows all look alike; rows of titles and headings are parted by a line
    break."""
    heads = [_cells(line) for line in headings.split("\n")]
    body = [_row(_cells(cells), number) for number in range(1, PEOPLE + 1)]
    return Table((*heads, *body), len(heads) - above, above, merged)


def table(text: str, above: int = 0, merged: tuple[str, ...] = ()) -> Table:
    """A table written out row by row, its headings first; a blank line is a blank row."""
    lines = [line.strip() for line in text.strip().split("\n")]
    rows = tuple(_row(_cells(line), row) for row, line in enumerate(lines))
    return Table(rows, 1, above, merged)


def _cells(line: str) -> Cells:
    return tuple(cell.strip() for cell in line.split("|"))


def _row(cells: Cells, number: int) -> Cells:
    """The row's own people and status in place of those of a pattern."""
    status = SHOWN[number % len(SHOWN)]
    for mark, own in (("{n.", f"{{n{number}."), ("{o.", f"{{o{number}."), ("{rag}", status)):
        cells = tuple(cell.replace(mark, own) for cell in cells)
    return tuple(cell.replace("{row}", str(number)).replace("{po}", OFFICER) for cell in cells)


def _numbers(side: str, cells: Sequence[str]) -> list[int]:
    """Which people of one side stand in cells."""
    return [int(n) for cell in cells for who, n in SOMEBODY.findall(cell) if who == side]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _book(path: Path, filled: Mapping[str, list[list[str]]], tables: Mapping[str, Table]) -> None:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in filled.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
        for area in tables[name].merged:
            sheet.merge_cells(area)
    made.save(path)
