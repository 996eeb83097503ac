"""The chair's page: tonight's people in order, one line each, what is unproven apart."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.people.meetings import Meeting
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.chair import Chair
from cohortmatch.reporting.chair_part import chair_part
from cohortmatch.reporting.sheets.corrections import DIFFERS
from cohortmatch.reporting.sheets.corrections import rows as corrections
from cohortmatch.synthetic import invent
from sketches import AS_OF, borough
from tracked import a_list, matched

MEETINGS = (
    Meeting("IOM", "main", {"RAG": ["Red"]}),
    Meeting("IOM", "mid-month", "others", ("list",)),
)
IOM = {
    "Quarmby": {"RAG": "Amber", "Lead officer": "PC Zay"},
    "Odell": {"RAG": "Red", "Lead officer": "PC Abe", "Next review": "01/05/2026"},
    "Yardley": {"RAG": "", "Lead officer": "", "Next review": "01/07/2026"},
    "Mensah": {"RAG": "Red", "Lead officer": "PC Zay", "Next review": "01/07/2026"},
    "Okafor": {"RAG": "Green", "Lead officer": "PC Abe"},
}
SGV = {"Odell": {"Harm band": "Amber", "Lead": "PC Sea"}, "Quarmby": {"Harm band": "Red"}}
NPS = {"Yardley": {"RoSH": "High"}}


def chair(meeting: str = "", **choices: object) -> Chair:
    """The chair's page of IOM's edition."""
    result = matched({"IOM": IOM, "SGV": SGV, "NPS": NPS}, meetings=MEETINGS, **choices)
    found = result.edition("IOM", meeting=meeting).chair
    assert found is not None
    return found


def names(found: Chair) -> list[str]:
    return [line.name.split()[-1].capitalize() for line in found.lines]


ORDERS = [
    (("risk", "name"), ["Mensah", "Odell", "Quarmby", "Okafor", "Yardley"]),
    (("name",), ["Mensah", "Odell", "Okafor", "Quarmby", "Yardley"]),
    (("list",), ["Quarmby", "Odell", "Yardley", "Mensah", "Okafor"]),
    (("panels", "name"), ["Odell", "Quarmby", "Mensah", "Okafor", "Yardley"]),
    (("lead", "list"), ["Odell", "Okafor", "Quarmby", "Mensah", "Yardley"]),
]


@pytest.mark.parametrize(("order", "expected"), ORDERS)
def test_tonight_s_people_stand_in_the_order_that_the_borough_chose(
    order: tuple[str, ...], expected: list[str]
) -> None:
    assert names(chair(agenda_order=order)) == expected


def test_the_order_is_stated() -> None:
    assert "In this order: the most pressing RAG or risk first, then by name." in chair().told
    assert "In this order: as on the list." in chair("mid-month").told


def test_a_meeting_has_those_whom_it_discusses_and_the_other_the_rest() -> None:
    assert names(chair("main")) == ["Mensah", "Odell"]
    assert names(chair("Mid-Month")) == ["Quarmby", "Yardley", "Okafor"]


def test_a_line_says_who_holds_somebody_who_leads_and_what_is_due() -> None:
    lines = {line.name: line for line in chair().lines}
    una = lines["Una ODELL"]
    assert (una.born, una.risk) == ("17 Nov 1994 (31)", "Red")
    assert (una.held, una.lead) == ("SGV (Amber)", "PC Abe")
    assert una.due == "Review overdue 1 May 2026"
    assert lines["Gus YARDLEY"].held == "NPS (High)"
    assert lines["Grace MENSAH"].born == "21 Sep 2008 (17, UNDER 18)"
    assert lines["Daniel OKAFOR"].born == "birth not recorded (age not known)"
    assert [name for name, line in lines.items() if line.is_quiet] == [
        "Daniel OKAFOR",
        "Gus YARDLEY",
    ]


def test_another_panel_that_leads_is_named_with_its_officer() -> None:
    led = chair(lead_order=("SGV", "IOM"))
    leads = {line.name: line.lead for line in led.lines}
    assert leads["Una ODELL"] == "PC Abe (SGV: PC Sea)"
    assert leads["Ivor QUARMBY"] == "PC Zay (SGV)"
    assert leads["Grace MENSAH"] == "PC Zay"


def test_what_differs_is_told_with_the_lists_and_without_the_values() -> None:
    others = a_list(SGV).assign(DOB=["18/11/1994", "03/04/1989"])
    edition = cm.match({"IOM": a_list(IOM), "SGV": others}, as_of=AS_OF).edition("IOM")
    assert edition.chair is not None
    differs = {line.name: line.differs for line in edition.chair.lines if line.differs}
    assert differs == {"Una ODELL": "DOB (SGV)"}


def other_names(*surnames: str) -> Chair:
    """IOM's page, where SGV has Una and Ivor under these surnames and their PNC IDs."""
    others = a_list(SGV).assign(Surname=list(surnames))
    edition = cm.match({"IOM": a_list(IOM), "SGV": others}, as_of=AS_OF).edition("IOM")
    assert edition.chair is not None
    return edition.chair


def test_a_conflict_of_names_is_told_with_the_list_and_without_the_other_name() -> None:
    found = other_names("Odell", "Wharton")
    differs = {line.name: line.differs for line in found.lines if line.differs}
    assert differs == {"Ivor QUARMBY": "name (SGV)"}
    assert not any("WHARTON" in text.upper() for line in found.lines for text in map(str, line))


def test_the_page_has_the_conflicts_that_the_sheet_of_corrections_has() -> None:
    """Of the invented borough, for each panel: the same people, and the same details of each."""
    result = cm.match(invent(seed=2026).frames, as_of=AS_OF)
    names = 0
    for panel in ("IOM", "SGV", "ASB"):
        edition = result.edition(panel)
        assert edition.chair is not None
        rows = corrections(edition.audience.view, edition.audience.code)
        wanted: dict[str, set[str]] = {}
        short = {"date of birth": "dob", "probation number (crn)": "crn"}
        for _, listing, cells in rows:
            detail = short.get(str(cells[4]).lower(), str(cells[4]).lower())
            if cells[-1] == DIFFERS:
                wanted.setdefault(owner(edition.chair, listing), set()).add(detail)
        told = {
            edition.audience.ref(person): {
                each.rpartition(" (")[0].lower() for each in line.differs.split("; ")
            }
            for line, person in zip(edition.chair.lines, edition.chair.people, strict=True)
            if line.differs
        }
        assert told == wanted
        names += sum("name" in each for each in told.values())
    assert names > 3


def owner(found: Chair, listing: int) -> str:
    """The ref of whoever a row is of."""
    audience = found.audience
    return next(audience.ref(p) for p in found.people if listing in audience.own(p))


def test_rows_of_the_panel_that_differ_among_themselves_are_told_as_its_own() -> None:
    again = a_list({"Odell": IOM["Odell"]}).assign(DOB="18/11/1994")
    twice = pd.concat([a_list(IOM), again])
    others = a_list(SGV).assign(DOB="")
    edition = cm.match({"IOM": twice, "SGV": others}, as_of=AS_OF).edition("IOM")
    assert edition.chair is not None
    told = [each.differs for each in edition.chair.lines if each.differs]
    assert told == ["DOB (rows of IOM)"]


LEVELS = [
    ({"RAG": "Red"}, {"RAG": "Amber"}, "RAG", ["Red", "Amber"]),
    ({"RAG": "Red", "Score": "10"}, {"RAG": "Amber"}, "RAG / Score", ["Red / 10", "Amber / –"]),
    ({"MAPPA Category": "2", "Level": "3"}, {}, "MAPPA Category / Level", ["2 / 3", ""]),
]


@pytest.mark.parametrize(("one", "other", "head", "cells"), LEVELS)
def test_headings_of_the_own_list_stand_once_over_the_column(
    one: dict[str, str], other: dict[str, str], head: str, cells: list[str]
) -> None:
    iom = {"Odell": one, "Quarmby": other}
    found = matched({"IOM": iom, "SGV": SGV}, agenda_order=("list",)).edition("IOM").chair
    assert found is not None
    _, content = chair_part(found)
    assert content["heads"][3] == head
    assert [row[3] for row in content["rows"]] == cells


def test_what_is_unproven_stands_apart_and_nowhere_else() -> None:
    """Otto is perhaps on MAPPA and Mary certainly."""
    found = borough(choices=Choices(restricted=())).edition("IOM").chair
    assert found is not None
    lines = {line.name: line for line in found.lines}
    assert "MAPPA" in lines["Mary ARDEN"].held
    otto = lines["Otto QUILL"]
    assert otto.held == "" and not otto.is_quiet
    assert f"{otto.number} Otto QUILL: perhaps also on MAPPA." in found.unproven
    part, content = chair_part(found)
    assert part.number == "3" and content["unproven"] == found.unproven


def test_victims_witnesses_relatives_and_associates_are_on_no_agenda() -> None:
    roles = ["Offender", "Victim", "Witness", "Mother", "Associate"]
    iom = a_list(IOM).assign(Role=roles, RAG="Red")
    result = cm.match(
        {"IOM": iom, "SGV": a_list(SGV)},
        plan=cm.Plan(as_of=AS_OF, report=Choices(meetings=MEETINGS)),
    )
    for meeting in ("", "main"):
        found = result.edition("IOM", meeting=meeting).chair
        assert found is not None and names(found) == ["Quarmby"]


def test_somebody_whom_no_meeting_discusses_is_counted() -> None:
    result = matched({"IOM": IOM, "SGV": SGV}, meetings=MEETINGS[:1])
    found = result.edition("IOM", meeting="main").chair
    assert found is not None and "3 people on IOM no meeting discusses." in found.told
    assert not any("no meeting" in text for text in chair("main").told)


def test_a_meeting_with_nobody_to_discuss_says_so() -> None:
    blue = Meeting("IOM", "main", {"RAG": ["Blue"]})
    found = matched({"IOM": IOM, "SGV": SGV}, meetings=(blue,)).edition("IOM", meeting="main").chair
    assert found is not None and not found.people
    assert found.headline.startswith("Nobody on IOM is to be discussed (RAG: Blue).")
    _, content = chair_part(found)
    assert content["rows"] == [] and content["nobody"] == "Nobody to discuss"


def test_what_is_new_is_told_since_the_last_edition(tmp_path: Path) -> None:
    """The page of a second edition has what is new; a first says that it is not known."""
    from click.testing import CliRunner

    from cohortmatch.cli import app

    def run(folder: str, day: str, sgv: dict[str, dict[str, str]]) -> str:
        lists = tmp_path / "lists"
        lists.mkdir(exist_ok=True)
        a_list(IOM).to_csv(lists / "IOM.csv", index=False)
        a_list(sgv).to_csv(lists / "SGV.csv", index=False)
        out = tmp_path / folder
        words = ("run", lists, "-o", out, "--for", "IOM", "--as-of", day)
        done = CliRunner().invoke(app, [*map(str, words), "--store", str(tmp_path / "s.db")])
        assert done.exit_code == 0, done.output
        return next(out.glob("*.html")).read_text(encoding="utf-8").partition("</section>")[0]

    first = run("may", "2026-05-01", {"Quarmby": {"Harm band": "Red"}})
    assert "The first edition: what is new is not known." in first
    second = run("june", "2026-06-01", SGV)
    row = next(each for each in second.split("<tr>") if "Una ODELL" in each)
    assert "New on SGV" in row
    assert "Since 1 May 2026: 1 of them new on a list; 0 rows no longer on IOM." in second


@pytest.mark.parametrize("reader", ["NPS", "Families"])
def test_a_register_does_not_meet_and_has_no_chair_s_page(reader: str) -> None:
    result = matched({"IOM": IOM, reader: NPS})
    edition = result.edition(reader)
    assert edition.chair is None
    assert edition.sheets[0].title == "Agenda"
    assert 'class="chair' not in edition._page().decode()


def test_a_meeting_of_nobody_s_is_refused_in_a_notebook_too() -> None:
    result = matched({"IOM": IOM, "SGV": SGV}, meetings=MEETINGS)
    with pytest.raises(SettingsError, match="it can be main or mid-month"):
        result.edition("IOM", meeting="mian")


def test_the_sheet_stands_first_upright_and_has_everybody(tmp_path: Path) -> None:
    result = matched({"IOM": IOM, "SGV": SGV, "NPS": NPS}, meetings=MEETINGS)
    edition = result.edition("IOM", meeting="main")
    book = openpyxl.load_workbook(edition.write(tmp_path)[0])
    sheet = book[book.sheetnames[0]]
    assert sheet.title == "For the chair"
    assert sheet.page_setup.orientation == "portrait" and sheet.page_setup.paperSize == 9
    assert book[book.sheetnames[1]].page_setup.orientation == "landscape"
    cells = [str(cell) for row in sheet.values for cell in row if cell]
    assert "For the chair of IOM, main" in cells and "Una ODELL" in cells
    assert "Ivor QUARMBY" not in cells
    book.close()


@pytest.mark.parametrize("panel", ["ASB", "MAPPA"])
def test_of_a_long_agenda_those_of_whom_there_is_nothing_to_tell_stand_below(panel: str) -> None:
    result = cm.match(invent(seed=2026).frames, as_of=AS_OF)
    found = result.edition(panel).chair
    assert found is not None
    _, content = chair_part(found)
    above = [int(row[0]) for row in content["rows"]]
    below = [int(text.split()[0]) for text in content["quiet"]]
    assert sorted(above + below) == [line.number for line in found.lines]
    assert above == sorted(above) and below == sorted(below)
    assert below == [line.number for line in found.lines if line.is_quiet]
    assert int(content["last"]) == above[-1]
    assert len(below) > 20


def test_its_page_says_all_that_its_lines_do() -> None:
    text = re.sub(r"<[^>]*>", "\n", chair_page(chair("main")))
    for line in chair("main").lines:
        for told in (line.name, line.born, line.risk, line.held, line.lead, line.due):
            assert told in text


def chair_page(found: Chair) -> str:
    """The chair's part of the page."""
    result = matched({"IOM": IOM, "SGV": SGV, "NPS": NPS}, meetings=MEETINGS)
    assert found.meeting is not None
    page = result.edition("IOM", meeting=found.meeting.name)._page().decode()
    return page.partition('<section class="chair')[2].partition("</section>")[0]


def test_its_headline_and_repr_name_nobody(result: CrossReference) -> None:
    edition = result.edition("IOM")
    assert edition.chair is not None
    told = " ".join((edition.chair.headline, *edition.chair.told, repr(edition.chair)))
    assert not re.search("ARDEN|QUILL|PENN", told)
