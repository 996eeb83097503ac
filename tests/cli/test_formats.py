"""One list in every format that panels send: the report is on the same people each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import xlwt  # type: ignore[import-untyped]

from running import AS_OF, Command

TITLE = "Integrated Offender Management – cohort"
HEADINGS = ["Nominal", "DOB", "PNC ID", "Address", "RAG"]
ROWS = [
    ["QUARMBY, Ivor", "03/04/1989", "2087/0012345Q", "7 Fennel Row, RM99 9AA", "Red"],
    ["O’DELL, Una", "31/01/1990", "", "2 Sorrel Way, RM99 9AB", "Amber"],
    ["PYM, Renée", "09/09/1971", "", "9 Teasel Close, RM99 9AC", "Green"],
]
OTHER = (
    "Surname;First name;D.O.B.;Last known address\n"
    "Quarmby;Ivor;3.4.89;NFA\nODell;Una;31-Jan-1990;2 Sorrel Way RM99 9AB\nZebb;Cy;1/1/1980;\n"
)
GRID = [[TITLE, "", "", "", ""], HEADINGS, *ROWS]


def text(delimiter: str, encoding: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        lines = [delimiter.join(f'"{cell}"' for cell in row) for row in GRID]
        path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))

    return write


def workbook(path: Path) -> None:
    frame = pd.DataFrame(GRID)
    engine = "odf" if path.suffix == ".ods" else "xlsxwriter"
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine=engine) as writer:
        pd.DataFrame({"Guidance": ["One row a person"]}).to_excel(writer, sheet_name="Guidance")
        frame.to_excel(writer, sheet_name="Cohort", header=False, index=False)
    path.write_bytes(buffer.getvalue())


def old_workbook(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    for row, cells in enumerate(GRID):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(path))


def parquet(path: Path) -> None:
    pd.DataFrame(ROWS, columns=HEADINGS).to_parquet(path)


FORMATS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "UTF-8": (".csv", text(",", "utf-8")),
    "UTF-8 with a mark": (".csv", text(",", "utf-8-sig")),
    "UTF-16": (".csv", text("\t", "utf-16")),
    "Windows-1252, semicolons": (".csv", text(";", "cp1252")),
    "pipes": (".txt", text("|", "utf-8")),
    "TSV": (".tsv", text("\t", "utf-8")),
    "xlsx": (".xlsx", workbook),
    "xls": (".xls", old_workbook),
    "ods": (".ods", workbook),
    "parquet": (".parquet", parquet),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("suffix", "write"), FORMATS.values(), ids=FORMATS.keys())
def test_a_list_is_read_in_any_format(
    cohortmatch: Command, tmp_path: Path, suffix: str, write: Callable[[Path], None]
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    write(lists / f"IOM cohort list{suffix}")
    (lists / "SGV panel.csv").write_text(OTHER, encoding="utf-8")
    told = cohortmatch("run", lists, "-o", "out", "--as-of", AS_OF)
    assert told.exit_code == 0, told.stderr
    assert "2 people are on more than one panel" in told.stdout
    people = pd.read_csv("out/people.csv", dtype=str, keep_default_na=False)
    first = 2 if suffix == ".parquet" else 3
    assert set(people["IOM"]) == {f"IOM:{first}", f"IOM:{first + 1}"}
    memberships = pd.read_csv("out/memberships.csv", dtype=str, keep_default_na=False)
    assert set(memberships["file"]) == {f"IOM cohort list{suffix}", "SGV panel.csv"}
    page = Path("out/cross-reference.html").read_text(encoding="utf-8")
    assert "Red" in page
