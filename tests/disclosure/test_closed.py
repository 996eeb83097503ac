"""Which lists and columns are closed to a reader, and whose edition a name means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ColumnUse, ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import closed_to, is_closed_heading, is_closed_value
from cohortmatch.disclosure.closed_names import closed_name
from cohortmatch.disclosure.readers import list_named
from cohortmatch.reading.panels import panel_named

from .cast import people

PROTECTED = "of people under public protection: its name, file or sheet says so"


def info(name: str, *columns: ColumnUse) -> ListInfo:
    panel = panel_named(name)
    return ListInfo(name, "panel", panel_type=panel.key if panel else "", columns=columns)


def status(*headings: str) -> tuple[ColumnUse, ...]:
    return tuple(ColumnUse(heading, "status", "heading") for heading in headings)


@pytest.mark.parametrize(
    "name",
    [
        *("MAPPA", "MAPPAL3", "ViSOR", "RSO", "RSOs June", "Level 3 MAPP meeting"),
        *("Public Protection", "Registered sex offenders", "Jigsaw team", "Housing", "Larkspur"),
    ],
)
def test_lists_of_public_protection_and_unknown_ones_are_closed(name: str) -> None:
    assert [each.name for each in closed_to("IOM", [info("IOM"), info(name)], Choices())] == [name]


CLOSED_BY_NAME = {
    "MAPPA misspelt": ("SGV MAPA", "NPS MAPPPA", "IOM MPPA", "Probation Vizor"),
    "a MAPPA level": (
        *(
            "NPS level 3",
            "NPS level 2 meeting",
            "Probation level 3 panel",
            "Probation L3",
            "CRC L2",
        ),
        *("NPS_Level3", "Probation levels 2 and 3", "NPS lvl two", "Probation Level II"),
    ),
    "a MAPPA category": ("NPS cat 1", "Probation Category 3", "NPS Cat2"),
    "sexual offenders": (
        *("NPS SO register", "NPS registered", "IOM high risk sexual", "NPS SOMU", "CRC SHPO"),
        "Probation POLIT",
    ),
    "dangerous people": (
        *(
            "IOM dangerous offenders",
            "NPS PDP",
            "NPS potentially dangerous persons",
            "NPS CPPC",
            "SGV SPO",
            "NPS V.high RoSH",
            "NPS high risk of harm",
        ),
        *("NPS PP cases", "Probation IPP"),
    ),
    "names nobody had thought of": (
        *(
            "NPS S.O. register",
            "SGV rape",
            "DIP rapists",
            "SGV child abuse",
            "NPS Channel",
            "NPS TX",
        ),
        *("NPS BBR", "NPS DRIVE", "NPS M2", "NPS two and three level", "NPS Schedule 15"),
        *("NPS notification requirements", "NPS ARMS"),
    ),
    "terrorism": (
        *("NPS terrorism", "Probation TACT", "SGV Prevent", "NPS extremists", "NPS TPIM"),
        *("Probation TPIMs", "NPS TORER", "CRC TORERs", "NPS pathfinder", "NPS_Pathfinder"),
    ),
    "orders and sentences that public protection manages": (
        *("IOM violent offender order", "NPS violent offender orders", "CRC VOO", "NPS VSOs"),
        *("NPS pub prot", "SGV PubProt", "IOM monitored offenders", "NPS Part 2 SOA 2003"),
        *("NPS SOA", "SOA nominals", "NPS sexual offences act", "NPS restricted patients"),
        *("NPSRestrictedPatients", "Probation lifers", "NPS life licence", "NPS ROSHO"),
        *("DIP arson risk", "NPS hospital orders", "NPS s37/41", "Probation Sarah's law"),
    ),
    "domestic abuse": ("IOM DA perpetrators", "SGV MARAC", "DA MARAC", "DIP domestic", "MARAC"),
}
OPEN_BY_NAME = {
    "panels": ("SGV", "DIP", "IOM cohort", "SGV nominals", "SGV 2026-06", "IOM June level"),
    "registers": ("NPS", "NPS caseload", "Probation high risk", "Gangs matrix", "Families", "CRC"),
    "the ASB panel": ("ASB MARAC", "Community MARAC", "ASB and Community MARAC", "CMARAC"),
    "words that look alike": (
        "IOM firearms",
        "IOM shared drive",
        "IOM Prevent and Deter",
        "SGV category A",
        "IOM level 4",
        "DIP data",
        *(
            "IOM lifestyle",
            "IOM lifeline",
            "SGV Solar",
            "DIP Solace",
            "SGV LSOA",
            "IOM life skills",
        ),
        *("IOM pathways", "IOM voucher", "SGV Voodoo Crew", "DIP patients", "NPS orders"),
        *("IOM violent offenders", "SGV serious violence", "NPS licence", "DIP restricted zones"),
        *("IOM sentences", "IOM monitoring", "SGV arsenal", "IOM hospital", "Probation lifespan"),
    ),
}


OF_OTHERS = ("Victims", "SGV victims", "Witnesses", "Complainants", "SGV vics", "IOM NOK")


@pytest.mark.parametrize("stem", [*OF_OTHERS, "Repeat victims 2026", "Suspects and victims"])
def test_a_list_named_after_others_is_closed_and_never_called_so(stem: str) -> None:
    panel = panel_named(stem)
    key, name = (panel.key, panel.name) if panel else ("", stem)
    listed = ListInfo(name, "panel", panel_type=key, file=f"{stem}.csv")
    (closed,) = closed_to("DIP", [info("DIP"), listed], Choices())
    assert closed.may_open
    assert closed_name(listed, Choices()) == "another list"
    assert not closed_to("DIP", [info("DIP"), listed], Choices(open=(name,)))


@pytest.mark.parametrize("stem", ["SGV nominals", "IOM cohort", "Families", "ASB", "NPS caseload"])
def test_a_list_named_after_nominals_or_families_stays_open(stem: str) -> None:
    panel = panel_named(stem)
    assert panel
    listed = ListInfo(panel.name, "panel", panel_type=panel.key, file=f"{stem}.csv")
    assert not closed_to("DIP", [listed], Choices())


def _names(told: dict[str, tuple[str, ...]]) -> list[str]:
    return [name for names in told.values() for name in names]


@pytest.mark.parametrize("name", _names(CLOSED_BY_NAME))
def test_a_name_of_a_known_panel_opens_no_list_of_public_protection(name: str) -> None:
    """A list is called by the panel that its file names first; the file's name closes it."""
    panel = panel_named(name)
    called = replace(info(name), name=panel.name if panel else "NPS", file=f"{name}.xlsx")
    found = closed_to("own", [info("own"), called], Choices())
    assert [each.why for each in found] == [PROTECTED]
    assert found[0].may_open
    assert closed_to("own", [info("own"), called], Choices(open=(called.name,))) == ()


@pytest.mark.parametrize("name", _names(OPEN_BY_NAME))
def test_known_panels_and_registers_are_open(name: str) -> None:
    assert closed_to("own", [info("own"), info(name)], Choices()) == ()


def test_a_list_is_known_by_its_columns_too() -> None:
    by_level = info("Tuesday group", *status("MAPPA category", "MAPPA level"))
    by_number = info("Thursday group", ColumnUse("ViSOR no", "visor", "heading"))
    opened = Choices(open=("Tuesday group",))
    assert len(closed_to("IOM", [by_level, by_number], Choices())) == 2
    assert [each.name for each in closed_to("IOM", [by_level, by_number], opened)] == [
        "Thursday group"
    ]


def test_a_list_of_public_protection_is_closed_by_last_month_s_names_too() -> None:
    last_month = Choices(restricted=("MAPPA level 2", "MAPPA level 3"))
    assert [each.name for each in closed_to("IOM", [info("IOM"), info("MAPPA")], last_month)]
    assert is_closed_heading("MAPPA lead", last_month)


def test_an_open_list_of_public_protection_is_told_to_whoever_makes_the_edition() -> None:
    row = pd.DataFrame({"Name": ["Quarmby, Ivor"], "DOB": ["03/04/1989"]})
    plan = cm.Plan(report=Choices(restricted=("SGV",)))
    edition = cm.match({"IOM": row, "MAPPA": row}, plan=plan).edition("IOM")
    assert edition.closed_words == ("Open to IOM: MAPPA, as [report] in cohortmatch.toml says",)


def test_an_edition_names_no_closed_list_that_knows_nobody_on_it() -> None:
    own = pd.DataFrame({"Name": ["Quarmby, Ivor"], "DOB": ["03/04/1989"]})
    other = pd.DataFrame({"Name": ["Odell, Una"], "DOB": ["31/01/1990"]})
    lists = {"IOM": own, "SGV": own, "MAPPA": other, "Larkspur": other}
    shut = cm.match(lists).edition("IOM")
    without = cm.match({"IOM": own, "SGV": own}).edition("IOM")
    assert shut.closed == ("MAPPA", "Larkspur")
    assert [repr(sheet) for sheet in shut.sheets] == [repr(sheet) for sheet in without.sheets]


def test_nothing_is_of_public_protection_where_the_borough_says_so() -> None:
    assert closed_to("IOM", [info("MAPPA")], Choices(restricted=())) == ()
    assert not is_closed_heading("MAPPA lead", Choices(restricted=()))


@pytest.mark.parametrize(
    ("heading", "closed"),
    [
        ("MAPPA lead", True),
        ("Risk level (MAPPA)", True),
        ("ViSOR ref", True),
        ("MARAC lead", True),
        ("MARACLead", True),
        ("maraclead", True),
        ("marac_lead", True),
        ("Lead (PPU)", True),
        ("PPULead", True),
        ("DA risk", True),
        ("D.A. risk", True),
        ("DARisk", True),
        ("DV flag", True),
        ("DASH score", True),
        ("Domestic abuse risk", True),
        ("SOPO review", True),
        ("SHPO review date", True),
        ("Notification requirement review", True),
        ("MOSOVO officer", True),
        ("ARMS level", True),
        ("RSOs", True),
        ("Stalking risk", True),
        ("Clare's Law review", True),
        ("RAG", False),
        ("Lead officer", False),
        ("Level", False),
        ("Supervisor", False),
        ("Housing advisor", False),
        ("Supply risk", False),
        ("Date of next review", False),
        ("Data risk", False),
        ("Firearms risk", False),
        ("OSP/C risk", True),
        ("Static-99 risk", True),
        ("Risk Matrix 2000", True),
        ("SARA risk", True),
        ("VAWG risk", True),
        ("CSE risk", True),
        ("Prevent level", True),
        ("L2 meeting review", True),
        ("L3 review date", True),
        ("Level 2 lead", True),
        ("Mapa review", True),
        ("Terror risk", True),
        ("VOO review", True),
        ("TPIM review date", True),
        ("Pub prot lead", True),
        ("Lifer manager", True),
        ("Pathfinder lead", True),
        ("Arson risk", True),
        ("LSOA", False),
        ("Lifestyle risk", False),
        ("SOMU lead", True),
        ("IPP review", True),
        ("Level of risk", False),
        ("Tier 2 review", False),
        ("Victim RAG", True),
        ("Partner risk", True),
    ],
)
def test_columns_about_public_protection_are_closed(heading: str, closed: bool) -> None:
    assert is_closed_heading(heading, Choices()) is closed


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("MOSOVO", True),
        ("Mosovo team", True),
        ("MAPPA L2", True),
        ("MAPPAL2", True),
        ("RSO", True),
        ("DA", True),
        ("PPU", True),
        ("DC Hall (MOSOVO)", True),
        ("SOMU", True),
        ("DC Jones SOMU", True),
        ("DC Somu", True),
        ("PC Mapa", True),
        ("PC Stone MAPA", True),
        ("MAPPPA", True),
        ("MPPA", True),
        ("Red", False),
        ("PC Hall", False),
        ("Emma Parker", False),
        ("PC Marc Mapes", False),
        ("Level 2", True),
        ("Supervisor", False),
    ],
)
def test_values_about_public_protection_are_closed(text: str, closed: bool) -> None:
    assert is_closed_value(text, Choices()) is closed
    assert not is_closed_value(text, Choices(restricted=()))


@pytest.mark.parametrize(
    ("name", "meant"), [("asb", "ASB"), ("ASB", "ASB"), ("da marac", "DA MARAC"), ("sgv", "Gangs")]
)
def test_an_exact_name_comes_first(name: str, meant: str) -> None:
    lists = [info("DA MARAC"), info("ASB"), ListInfo("Gangs", "panel", panel_type="sgv")]
    assert lists[list_named(lists, name)].name == meant


@pytest.mark.parametrize("name", ["probation", "nobody", ""])
def test_a_name_of_none_or_of_two_is_refused(name: str) -> None:
    lists = [
        ListInfo("North", "register", panel_type="probation"),
        ListInfo("South", "register", panel_type="probation"),
        info("IOM"),
    ]
    with pytest.raises(SettingsError, match="--for"):
        list_named(lists, name)


def test_a_list_of_a_name_of_its_own_is_no_other_panels() -> None:
    with pytest.raises(SettingsError, match="no list of that name"):
        list_named([info("DA MARAC"), info("IOM")], "ASB")


LEVELS_OF_MAPPA = [
    *("Level 2", "L2", "Level 3", "Red L3", "lvl 1", "Level II", "Level of risk 2", "2/2", "1/3"),
    *("Cat 1 L2", "Cat 2", "C1L2", "M2", "SO", "S.O.", "Rape", "two level", "2nd level", "SHPO"),
]


@pytest.mark.parametrize("text", LEVELS_OF_MAPPA)
def test_a_level_that_may_be_mappa_s_is_never_shared(text: str) -> None:
    assert is_closed_value(text, Choices())
    assert not is_closed_value(text, Choices(restricted=()))


@pytest.mark.parametrize("heading", ["Category", "Level", "Tier", "Status", "Group", "Marker"])
def test_it_is_not_shared_where_everything_is(heading: str) -> None:
    share = ("risk", "also", "category", "level", "review", "lead")
    who = [
        {"Surname": each.sur, "Forename": each.fore, "DOB": each.dob, "PNC": each.pnc}
        for seed in range(0, 400, 50)
        for each in people(str(seed))[0]
    ]
    cells = [*LEVELS_OF_MAPPA, "Alpha", "Beta", *["Alpha"] * len(who)][: len(who)]
    other = pd.DataFrame(who).assign(**{heading: cells})
    plan = cm.Plan(report=Choices(share=share))
    edition = cm.match({"IOM": pd.DataFrame(who), "SGV": other}, plan=plan).edition("IOM")
    shown = {each.removeprefix(f"✓ {heading}: ") for each in edition.agenda["SGV"]}
    assert shown <= {"✓", "Alpha", "Beta"}


@pytest.mark.parametrize("text", ["Red", "Level 4", "Tier 2", "Band 3", "12/25", "High", "A1", "3"])
def test_other_degrees_of_risk_are_shared(text: str) -> None:
    assert not is_closed_value(text, Choices())


OWN_NAMES = {
    "IOM": (
        *("IOM DA perpetrators", "IOM ViSOR", "IOM RSO", "IOM level 3", "IOM_DA_perps"),
        *("IOM violent offender order", "IOM lifers", "IOM TPIM"),
    ),
    "SGV": ("SGV MARAC", "SGV sexual violence"),
    "DIP": ("DIP RSO", "DIP cat 2"),
    "ASB": ("ASB sex offenders",),
    "Matrix": ("Gangs matrix MARAC",),
    "Families": ("Supporting Families DA",),
    "NPS": ("NPS level 3", "NPS terrorism"),
}


@pytest.mark.parametrize("reader", OWN_NAMES)
def test_a_list_of_public_protection_is_not_the_reader_s_own_by_its_panel_word(reader: str) -> None:
    for stem in OWN_NAMES[reader]:
        panel = panel_named(stem)
        assert panel is not None and panel.name == reader
        lists = [replace(info(stem), name=reader, file=f"{stem}.csv"), info("Probation")]
        with pytest.raises(SettingsError, match="may be another panel"):
            list_named(lists, reader)
        assert list_named(lists, reader, Choices(open=(reader,))) == 0
        assert list_named(lists, reader, Choices(restricted=())) == 0


NOT_OF_IOM = (
    "Not IOM",
    "Non-IOM nominals",
    "Former IOM",
    "Removed from IOM",
    "No longer on the IOM",
)


@pytest.mark.parametrize("stem", NOT_OF_IOM)
@pytest.mark.parametrize("headings", ["Name,DOB", "Name,DOB,IOM cohort,IOM status"])
def test_a_list_of_people_who_are_not_a_panel_s_is_not_that_panel_s(
    tmp_path: Path, stem: str, headings: str
) -> None:
    (tmp_path / f"{stem}.csv").write_text(f"IOM cohort\n{headings}\nIvor Quarmby,03/04/1989,,\n")
    (tmp_path / "SGV.csv").write_text("Name,DOB\nIvor Quarmby,03/04/1989\n")
    result = cm.match(tmp_path)
    with pytest.raises(SettingsError, match="no list of that name"):
        result.edition("IOM")
    assert result.edition("SGV").closed == (stem,)


@pytest.mark.parametrize(
    ("reader", "file"),
    [
        *(("IOM", "IOM cohort.csv"), ("IOM", "IOM Prevent and Deter.csv"), ("SGV", "SGV.xlsx")),
        *(("ASB", "ASB & Community MARAC.xlsx"), ("DA MARAC", "DA MARAC.csv")),
        *(("MAPPA", "MAPPA level 2.csv"), ("NPS", "NPS caseload.csv")),
    ],
)
def test_a_list_whose_name_says_what_it_is_is_its_reader_s(reader: str, file: str) -> None:
    assert list_named([replace(info(reader), file=file)], reader) == 0


def test_a_workbook_of_several_lists_is_told_by_its_sheets() -> None:
    file = "IOM SGV MAPPA lists.xlsx"
    lists = [replace(info(name), file=file, sheet=name) for name in ("IOM", "SGV", "MAPPA")]
    assert [list_named(lists, each.name) for each in lists] == [0, 1, 2]
    alone = replace(info("IOM"), file="IOM.xlsx", sheet="DA perpetrators")
    with pytest.raises(SettingsError, match="may be another panel"):
        list_named([alone], "IOM")


CALLED = {
    "MAPPA nominals Jo Farthingay.csv": "MAPPA",
    "ViSOR - Jo Farthingay.csv": "ViSOR",
    "DA MARAC Jo Farthingay and Kit.csv": "DA MARAC",
    "RSO Jo Farthingay.csv": "RSO",
    "Jigsaw Jo Farthingay.csv": "Jigsaw",
    "Farthingay family.csv": "another list",
    "Farthingay.csv": "another list",
    "NPS level 3 Farthingay.csv": "NPS",
    "IOM MAPPA Farthingay.csv": "MAPPA",
}


@pytest.mark.parametrize(("file", "called"), CALLED.items())
def test_a_closed_list_is_called_by_its_type(file: str, called: str) -> None:
    stem = file.removesuffix(".csv")
    panel = panel_named(stem)
    name = panel.name if panel else stem
    shut = replace(info(name), panel_type=panel.key if panel else "", file=file)
    assert closed_name(shut, Choices()) == called


def test_a_closed_list_is_called_as_somebody_named_it() -> None:
    named = replace(info("Housing"), file="Jo Farthingay.csv", is_named=True)
    assert closed_name(named, Choices()) == "Housing"
    by_file = replace(info("Housing Jo Farthingay"), file="Housing Jo Farthingay.csv")
    assert closed_name(by_file, Choices()) == "another list"
    assert closed_name(replace(by_file, is_named=True), Choices()) == "another list"
    assert closed_name(by_file, Choices(restricted=("MAPPA", "Housing"))) == "Housing"


@pytest.mark.parametrize(
    "stem", ["Farthingay", "Farthingay 2026-06", "Farthingay_June_2026", "Farthingay (1 May 2026)"]
)
def test_the_edition_tells_no_file_s_name(tmp_path: Path, stem: str) -> None:
    """Nor what is left of it without the month."""
    row = "Surname,Forename,DOB,RAG\nQuarmby,Ivor,03/04/1989,Red\n"
    for each in ("IOM", "ViSOR - Jo Farthingay", stem):
        (tmp_path / f"{each}.csv").write_text(row, encoding="utf-8")
    edition = cm.match(tmp_path).edition("IOM")
    told = str([sheet.table.rows for sheet in edition.sheets])
    assert "Known to ViSOR: ask the co-ordinator" in told
    assert "Known to another list: ask the co-ordinator" in told
    assert "Farthingay" not in told and "Farthingay" in str(edition.closed_words)
