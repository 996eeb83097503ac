"""The borough's own list of institutional addresses, from a CSV file or a DataFrame.

Policy: the columns are recognised by their headings, in any order and case. Several columns of
address lines are joined. A table without a column of addresses or postcodes cannot be used at all,
which is an error. A row that is not understood is a finding with its row number; the others are
used. Addresses are kept only in memory.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from cohortmatch.core.accepting import a_path, one_of
from cohortmatch.core.any_frame import Frame, as_frame
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.findings import Finding
from cohortmatch.core.regular_file import bytes_of
from cohortmatch.core.types import InstitutionsInfo
from cohortmatch.values.institutions import Institution, parse_institution
from cohortmatch.values.text import squash

__all__ = ["Institutions", "InstitutionsSource", "read_institutions"]

HEADINGS = {
    "name": {"name", "institution", "premises", "place", "organisation", "hostel", "site"},
    "address": {"address", "addr", "fulladdress", "street", "streetaddress", "house", "location"}
    | {f"address{line}{number}" for line in ("", "line") for number in range(1, 6)},
    "postcode": {"postcode", "postalcode", "pcode", "zip"},
}
"""The headings of each column, letters and digits only."""
TABLE = "institutional addresses"
"""The name in findings of a table that is not a file."""
NO_COLUMN = (
    "there is no column of addresses or postcodes; head the columns name, address and postcode"
)


@dataclass(frozen=True, eq=False, repr=False)
class Institutions:
    """The places of a borough's list, where the list came from, and the findings on it."""

    places: tuple[Institution, ...] = ()
    info: InstitutionsInfo | None = None
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Institutions: {len(self.places)} addresses, {len(self.findings)} findings>"


InstitutionsSource = str | Path | pd.DataFrame | Frame | Institutions
"""The forms in which institutional addresses can be given."""


def read_institutions(source: InstitutionsSource | None) -> Institutions:
    """Read a borough's institutional addresses from a CSV file or a DataFrame.

    Columns: name, address, postcode; an address or a postcode is needed. A DataFrame is not
    changed. Raises SettingsError when the file or its columns cannot be used.
    """
    if source is None:
        return Institutions()
    if isinstance(source, Institutions):
        return source
    source = as_frame("institutional_addresses", source)
    if isinstance(source, pd.DataFrame):
        frame = source.astype(object).where(source.notna(), "")
        rows = [[str(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
        headings = [str(heading) for heading in source.columns]
        return _understood(headings, rows, list(source.index), InstitutionsInfo())
    one_of("institutional_addresses", source, (str, Path), "a CSV file or a DataFrame")
    return _from_file(a_path("institutional_addresses", source))


def _from_file(path: Path) -> Institutions:
    try:
        data = bytes_of(path)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise SettingsError(f"{path.name}: {reason}") from None
    info = InstitutionsInfo(path.name, str(path), hashlib.sha256(data).hexdigest())
    if b"\0" in data[:4096]:
        raise SettingsError(f"{path.name}: the file is not text; save it as “CSV UTF-8”")
    numbered = list(_lines(_text(data), path.name))
    if not numbered:
        raise SettingsError(f"{path.name}: the file is empty")
    headings = numbered[0][1]
    rows = [row + [""] * (len(headings) - len(row)) for _, row in numbered[1:]]
    return _understood(headings, rows, [number for number, _ in numbered[1:]], info)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with their spreadsheet numbers."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(rows, start=1):
            if any(cell.strip() for cell in row):
                yield number, row
    except csv.Error:
        raise SettingsError(f"{name}: the file is damaged; save it again as “CSV UTF-8”") from None


def _understood(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    labels: Sequence[object],
    info: InstitutionsInfo,
) -> Institutions:
    where = {field: _columns(headings, known) for field, known in HEADINGS.items()}
    if not where["address"] and not where["postcode"]:
        raise SettingsError(f"{info.file or TABLE}: {NO_COLUMN}")
    places: dict[Institution, None] = {}
    noticed: dict[str, list[object]] = {}
    for label, row in zip(labels, rows, strict=True):
        cells = (", ".join(filter(None, (row[i].strip() for i in at))) for at in where.values())
        parsed = parse_institution(*cells)
        places.update(dict.fromkeys(parsed.values))
        for note in parsed.notes:
            noticed.setdefault(note, []).append(label)
    told = info.file or TABLE
    findings = tuple(Finding(code, told, rows=tuple(at)) for code, at in noticed.items())
    return Institutions(tuple(places), replace(info, addresses=len(places)), findings)


def _columns(headings: Sequence[str], known: set[str]) -> list[int]:
    return [place for place, heading in enumerate(headings) if squash(heading) in known]
