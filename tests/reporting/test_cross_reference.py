"""What the library's user holds: tables, one sentence, a card without names, whole files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cohortmatch.core.errors import OutputError
from cohortmatch.reporting import CrossReference
from sketches import IOM, MAPPA, NPS, borough, reordered

FILES = {
    "cross-reference.xlsx",
    "cross-reference.html",
    "people.csv",
    "memberships.csv",
    "tracker.csv",
    "families.csv",
    "links.csv",
    "datapackage.json",
    "run.json",
}


def personal() -> Iterator[str]:
    """Every name, date and number that the lists hold."""
    for sketch in (IOM, MAPPA, NPS):
        for row in sketch.rows.values():
            yield from (cell for cell in row if len(cell) > 3)


def test_headline_counts_people_on_panels(result: CrossReference) -> None:
    assert result.headline == "3 people are on more than one panel: 2 certain, 1 to check."


def test_repr_and_card_hold_no_personal_value(result: CrossReference) -> None:
    shown = repr(result) + result._repr_html_()
    assert "3 people are on more than one panel" in shown
    assert [text for text in personal() if text in shown] == []


def test_card_has_the_overlap_table(result: CrossReference) -> None:
    card = result._repr_html_()
    assert '<th scope="col">Also on MAPPA</th>' in card
    assert '<th scope="row">IOM</th>' in card


def test_tables_are_copies(result: CrossReference) -> None:
    mine = result.people
    mine["panels"] = 0
    assert result.people["panels"].max() == 2


def test_write_writes_exactly_the_documented_files(result: CrossReference, tmp_path: Path) -> None:
    paths = result.write(tmp_path / "new" / "folder")
    assert {path.name for path in paths} == FILES
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == FILES


def test_two_writes_are_byte_for_byte_the_same(tmp_path: Path) -> None:
    first, second = borough().write(tmp_path / "a"), borough().write(tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_files_hold_the_documented_columns(result: CrossReference, tmp_path: Path) -> None:
    result.write(tmp_path)
    heads = {
        name: _head(tmp_path / name) for name in ("people.csv", "memberships.csv", "links.csv")
    }
    names = ["person_id", "names", "date_of_birth", "panels", "registers", "IOM", "MAPPA", "NPS"]
    assert heads["people.csv"] == names
    assert heads["memberships.csv"] == [
        "person_id", "listing_id", "panel", "file", "sheet", "row", "role",
    ]  # fmt: skip
    assert heads["links.csv"][:6] == ["left", "right", "weight", "band", "surname", "forename"]


def _head(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_manifest_is_written_as_it_is(tmp_path: Path) -> None:
    borough(manifest={"version": "1", "pairs": {"compared": 3}}).write(tmp_path)
    written = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    outputs = written.pop("outputs")
    assert set(outputs) == {path.name for path in tmp_path.iterdir()}
    (counts,) = written.pop("counts")
    assert counts["panels"]["IOM"]["people"] == 3
    assert written == {"version": "1", "pairs": {"compared": 3}}


def test_order_of_rows_and_lists_changes_no_answer(result: CrossReference) -> None:
    other = reordered()
    assert other.headline == result.headline
    assert other.people.index.tolist() == result.people.index.tolist()
    assert other.people["IOM"].tolist() == result.people["IOM"].tolist()
    same = ["left", "right", "weight", "band"]
    assert other.links[same].values.tolist() == result.links[same].values.tolist()
    assert other.review_queue().index.tolist() == result.review_queue().index.tolist()


def test_to_excel_and_to_html_write_one_file_each(result: CrossReference, tmp_path: Path) -> None:
    assert result.to_excel(tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"
    assert result.to_html(tmp_path / "a.html").read_bytes().startswith(b"<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.xlsx"]


def test_a_folder_that_is_a_file_is_an_output_error(result: CrossReference, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("here first")
    with pytest.raises(OutputError, match="Nothing was changed"):
        result.write(tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "here first"


def test_marking_is_printed_on_workbook_and_page(tmp_path: Path) -> None:
    marked = borough(marking='OFFICIAL "B&D" only')
    page = marked.to_html(tmp_path / "a.html").read_text(encoding="utf-8")
    assert "OFFICIAL &#34;B&amp;D&#34; only" in page
    assert marked.to_excel(tmp_path / "a.xlsx").stat().st_size > 0


def test_nothing_found_is_a_report_all_the_same(nothing: CrossReference, tmp_path: Path) -> None:
    assert nothing.headline == "Nobody is on more than one panel."
    assert nothing.people.empty and nothing.links.empty and nothing.review_queue().empty
    assert nothing.people.index.name == "person_id"
    assert {path.name for path in nothing.write(tmp_path)} == FILES


def test_findings_say_where_and_what(result: CrossReference) -> None:
    findings = result.findings
    assert findings.index.name == "finding"
    assert findings["rows"].tolist() == ["7", "14–16, 20"]
    assert findings["list"].tolist() == ["MAPPA", "IOM"]
