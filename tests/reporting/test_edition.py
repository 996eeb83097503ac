"""One panel's edition: its own people, and of other lists only what may be shared."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from cohortmatch.synthetic import Invented
from sketches import AS_OF, borough


@pytest.fixture(scope="module")
def iom(result: CrossReference) -> Edition:
    return result.edition("IOM")


def everything(edition: Edition) -> str:
    """All that stands on the sheets of an edition."""
    sheets = edition.sheets
    cells = [str(cell) for s in sheets for row in s.table.rows for cell in row if cell is not None]
    return "\n".join([*cells, *(line for s in sheets for line in (s.sentence, *s.lines))])


def test_it_holds_the_panels_own_people_only(iom: Edition) -> None:
    found = borough(choices=Choices(restricted=())).edition("IOM")
    assert found.headline == (
        "2 of 3 people on IOM are also on another panel that may be shown here, "
        "and 1 more may be, which is still to check."
    )
    assert set(found.agenda["Row"]) == {"9", "10", "11"}
    assert "Sol" not in everything(found) and "Sol" not in everything(iom)


def test_a_closed_list_counts_for_nobody_and_adds_who_is_known_there(iom: Edition) -> None:
    assert iom.headline == (
        "0 of 3 people on IOM are also on another panel that may be shown here."
    )
    alone = next(s for s in iom.sheets if s.title == "On no other panel").table.rows
    known = {row[2]: row[-1] for row in alone}
    said = "Known to MAPPA: ask the co-ordinator"
    # Adah is another name than Ada, and Otto’s dates differ.
    assert known == {"Mary ARDEN": said, "Otto QUILL": None, "Ada PENN": None}


def test_the_order_of_its_people_is_stated(iom: Edition) -> None:
    agenda = next(sheet for sheet in iom.sheets if sheet.title == "Agenda")
    told = "Those on most other panels come first, then those on most other lists, then they stand"
    assert any(told in line for line in agenda.lines)


def test_its_refs_are_its_own_and_leave_no_gap(iom: Edition) -> None:
    alone = next(s for s in iom.sheets if s.title == "On no other panel").table.rows
    assert [row[0] for row in sorted(alone, key=lambda row: int(row[1]))] == ["1", "2", "3"]


def test_a_restricted_list_is_named_and_nothing_of_what_it_says_is_shown(iom: Edition) -> None:
    told = everything(iom)
    assert "Known to MAPPA: ask the co-ordinator" in told
    for hidden in ("Level", "PC Made Up", "Adah", "DC</b>"):
        assert hidden not in told


def test_a_restricted_list_is_not_named_where_the_link_is_to_check(iom: Edition) -> None:
    """Otto is perhaps on MAPPA: it might be somebody else, so nothing of it is told."""
    told = "\n".join(str(cell) for cell in _row_of(iom, "10"))
    assert "QUILL" in told and "MAPPA" not in told


def _row_of(edition: Edition, row: str) -> list[object]:
    of_people = (s for s in edition.sheets if s.title in ("Agenda", "On no other panel"))
    heads_and_rows = (r for s in of_people for r in s.table.rows)
    return next(list(r) for r in heads_and_rows if r[1] == row)


def test_the_audience_of_a_restricted_list_sees_its_own_rows_in_full(
    result: CrossReference,
) -> None:
    mappa = result.edition("mappa")
    mary = mappa.agenda[mappa.agenda["Name"] == "Mary ARDEN"].iloc[0]
    assert mary["MAPPA says"] == "PNC ID: 2087/0000001Z; Level: 2; Lead: PC Made Up"
    assert mary["IOM"] == "✓ RAG: Red"
    assert mary["Suggested lead"] == "MAPPA: PC Made Up"


def test_what_may_be_shared_is_the_boroughs_choice() -> None:
    shy = borough(choices=Choices(share=(), restricted=())).edition("MAPPA")
    mary = shy.agenda[shy.agenda["Name"] == "Mary ARDEN"].iloc[0]
    assert mary["IOM"] == "✓"
    open_handed = Choices(share=("risk", "level", "lead", "name"), restricted=())
    iom = borough(choices=open_handed).edition("IOM")
    mary = iom.agenda[iom.agenda["Name"] == "Mary ARDEN"].iloc[0]
    assert mary["MAPPA"] == "✓ Level: 2; Lead: PC Made Up"


def test_the_boroughs_order_says_who_leads() -> None:
    first = borough(choices=Choices(lead_order=("IOM", "MAPPA"), restricted=())).edition("IOM")
    assert set(first.agenda["Suggested lead"]) == {"IOM"}
    second = borough(choices=Choices(restricted=())).edition("IOM").agenda
    assert set(second["Suggested lead"]) == {"MAPPA: PC Made Up", "IOM", "MAPPA"}


def test_what_may_not_be_told_takes_no_part_in_corrections(iom: Edition) -> None:
    rows = next(s for s in iom.sheets if s.title == "Corrections").table.rows
    assert {(row[0], row[3]) for row in rows}.isdisjoint({("11", "Name"), ("9", "Postcode")})
    opened = borough(choices=Choices(share=("postcode",))).edition("IOM")
    rows = next(s for s in opened.sheets if s.title == "Corrections").table.rows
    assert "ZZ9 9AA (NPS)" in {row[5] for row in rows}


def test_under_18s_are_marked_and_stand_apart(iom: Edition) -> None:
    young = next(s for s in iom.sheets if s.title == "Under 18").table.rows
    assert [row[2] for row in young] == ["Ada PENN"]
    alone = next(s for s in iom.sheets if s.title == "On no other panel").table.rows
    assert {row[2]: row[4] for row in alone}["Ada PENN"] == "Under 18"


def test_files_say_for_whom_and_how_many(iom: Edition, tmp_path: Path) -> None:
    written = iom.write(tmp_path / "for IOM")
    assert [p.name for p in written] == ["agenda-IOM-3-people.xlsx", "agenda-IOM-3-people.html"]
    book = openpyxl.load_workbook(written[0])
    assert "OFFICIAL-SENSITIVE: for IOM" in str(book["Agenda"].oddHeader.center.text)
    book.close()
    page = written[1].read_text(encoding="utf-8")
    assert "OFFICIAL-SENSITIVE: for IOM" in page and "Level" not in page


def test_an_edition_is_not_written_beside_the_whole_report(
    result: CrossReference, tmp_path: Path
) -> None:
    result.write(tmp_path / "june")
    for place in ("june", "june/for IOM"):
        with pytest.raises(OutputError, match="whole report stands in"):
            result.edition("IOM").write(tmp_path / place)
    assert not (tmp_path / "june" / "for IOM").exists()


def test_the_whole_report_is_not_written_beside_an_edition(
    result: CrossReference, tmp_path: Path
) -> None:
    result.edition("IOM").write(tmp_path / "out" / "iom")
    for place in ("out", "out/iom"):
        with pytest.raises(OutputError, match="edition for a panel stands in"):
            result.write(tmp_path / place)


def test_two_panels_editions_do_not_share_a_folder(result: CrossReference, tmp_path: Path) -> None:
    result.edition("IOM").write(tmp_path)
    result.edition("IOM").write(tmp_path)
    with pytest.raises(OutputError, match="edition for a panel stands in"):
        result.edition("MAPPA").write(tmp_path)


def test_files_of_ones_own_called_agenda_are_in_nobodys_way(
    result: CrossReference, tmp_path: Path
) -> None:
    (tmp_path / "agenda-june.xlsx").write_bytes(b"")
    assert result.write(tmp_path)


def test_a_name_no_list_has_is_refused_with_the_names_there_are(result: CrossReference) -> None:
    with pytest.raises(SettingsError, match="it can be IOM, MAPPA or NPS"):
        result.edition("DIP")


def test_its_repr_and_card_name_nobody(iom: Edition) -> None:
    for text in (repr(iom), iom._repr_html_()):
        assert "ARDEN" not in text and "PENN" not in text


@pytest.mark.parametrize("reader", ["IOM", "ASB", "NPS"])
def test_nothing_that_only_a_restricted_list_says_is_in_anybody_elses_edition(
    invented: Invented, reader: str, tmp_path: Path
) -> None:
    """Cells of MAPPA's list that no other list has are looked for in the whole edition."""
    lists = cm.read_lists(invented.frames, as_of=AS_OF)
    named = dict(zip([info.name for info in lists.lists], lists.raw, strict=True))
    mappa = named.pop("MAPPA")
    others = {str(cell) for frame in named.values() for cell in frame.to_numpy().ravel()}
    closed = mappa[["ViSOR Ref", "Home address", "Next MAPP meeting"]].to_numpy().ravel()
    only_mappa = {str(cell) for cell in closed if len(str(cell)) > 4} - others
    assert len(only_mappa) > 20
    written = cm.match(lists).edition(reader).write(tmp_path)
    page = written[1].read_text(encoding="utf-8")
    opened = openpyxl.load_workbook(written[0])
    cells = "\n".join(str(c) for sheet in opened for row in sheet.values for c in row if c)
    opened.close()
    assert not [text for text in only_mappa if text in page or text in cells]


def test_its_workbook_hides_and_computes_nothing(iom: Edition, tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(iom.write(tmp_path)[0])
    for sheet in opened:
        assert sheet.sheet_state == "visible" and not sheet.merged_cells.ranges
        sizes = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(size.hidden for size in sizes)
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert len(sheet.tables) == 1
    opened.close()


OWN = pd.DataFrame(
    {
        "Surname": ["Quarmby", "Odell"],
        "Forename": ["Ivor", "Una"],
        "DOB": ["03/04/1989", "30/01/1990"],
        "PNC": ["02/73319Z", ""],
        "RAG": ["Red", "Amber"],
        "Engagement": ["Good", "Poor"],
        "Last contact": ["01/05/2026", "02/05/2026"],
        "Offence": ["Burglary", "Theft"],
        "Release": ["12/06/2026", ""],
        "Address": ["1 Hill Road, E3 2AA", ""],
        "Mobile": ["", "07700 900123"],
        "Lead officer": ["PC 123 Dee", "PC 9 Fee"],
        "Notes": ["Seen with his mum Ann Zephyr about a job and a flat", "none"],
        "Mother": ["Ann Zephyr", ""],
    }
)
SAID = {
    "Ivor QUARMBY": "PNC: 02/73319Z\nRAG: Red\nEngagement: Good\nLast contact: 01/05/2026\n"
    "Offence: Burglary\nRelease: 12/06/2026\nAddress: 1 Hill Road, E3 2AA\n"
    "Lead officer: PC 123 Dee",
    "Una ODELL": "RAG: Amber\nEngagement: Poor\nLast contact: 02/05/2026\nOffence: Theft\n"
    "Mobile: 07700 900123\nLead officer: PC 9 Fee",
}
THEIRS = {"Engagement": "Refuses", "Offence": "Wounding", "Release": "09/09/2027", "Kit": "drum"}


def test_a_panel_s_own_edition_shows_all_its_own_columns_and_another_s_only_if_shared() -> None:
    who = OWN[["Surname", "Forename", "DOB", "PNC"]].iloc[:1]
    result = cm.match({"IOM": OWN, "SGV": who.assign(RAG="Green", **THEIRS)})
    sheets = {sheet.title: sheet.table for sheet in result.edition("IOM").sheets}
    for title in ("Agenda", "On no other panel"):
        heads = [column.heading for column in sheets[title].columns]
        for row in sheets[title].rows:
            cells = dict(zip(heads, row, strict=True))
            assert cells["IOM says"] == SAID[str(cells["Name"])]
    (row,) = sheets["Agenda"].rows
    heads = [column.heading for column in sheets["Agenda"].columns]
    assert dict(zip(heads, row, strict=True))["SGV"] == "✓ RAG: Green"
    assert heads.index("IOM says") < heads.index("SGV")
    written = str([sheet.rows for sheet in sheets.values()])
    assert not [value for value in (*THEIRS.values(), "Zephyr") if value in written]
