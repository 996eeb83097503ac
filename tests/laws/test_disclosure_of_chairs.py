"""Non-interference of the chair's page: what a panel may not see changes nobody's agenda."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.people.meetings import Meeting
from cohortmatch.reporting import CrossReference
from laws.strategies import law
from laws.test_disclosure_of_clocks import CELLS, NAMES, rows
from tracked import matched

COLOURS = st.sampled_from(("Red", "Amber", "", "In custody"))
MEETINGS = (
    Meeting("IOM", "main", {"RAG": ["Red"], "Status": ["Wanted", "In custody"]}),
    Meeting("IOM", "mid-month", "others", ("lead", "list")),
)


def files(result: CrossReference, meeting: str) -> dict[str, bytes]:
    """The files of an edition for one meeting, by their names."""
    with TemporaryDirectory() as folder:
        written = result.edition("IOM", meeting=meeting).write(f"{folder}/out")
        return {path.name: path.read_bytes() for path in written}


def coloured(draw: st.DrawFn, found: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {**cells, "RAG": draw(COLOURS)} for name, cells in found.items()}


@st.composite
def own_rows(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Rows of the panel's own list, with a colour."""
    return coloured(draw, draw(rows(NAMES)))


@law(12)
@given(own_rows(), rows(NAMES), rows(NAMES), st.sampled_from(["main", "mid-month", ""]))
def test_another_list_s_progress_changes_no_byte_of_a_meeting_s_edition(
    own: Any, other: Any, instead: Any, meeting: str
) -> None:
    before, after = (
        matched({"IOM": own, "SGV": each}, meetings=MEETINGS) for each in (other, instead)
    )
    assert files(before, meeting) == files(after, meeting)


@law(12)
@given(own_rows(), own_rows(), st.sampled_from(["main", "mid-month"]))
def test_what_another_panel_says_decides_on_no_agenda_though_it_is_shared(
    own: Any, other: Any, meeting: str
) -> None:
    """Another panel's RAG is shown, and nobody is discussed or left out for it."""
    last = {"Kowalski": {}}
    alone, both = (
        matched({"IOM": own, **more}, meetings=MEETINGS)
        for more in ({"DIP": last}, {"SGV": other, "DIP": last})
    )
    agendas = [
        {line.name for line in chair.lines}
        for each in (alone, both)
        if (chair := each.edition("IOM", meeting=meeting).chair)
    ]
    assert len(agendas) == 2 and agendas[0] == agendas[1]


@law(12)
@given(own_rows())
def test_the_meetings_share_everybody_out_and_nobody_twice(own: Any) -> None:
    result = matched({"IOM": own, "SGV": {NAMES[0]: {}}}, meetings=MEETINGS)
    chairs = [result.edition("IOM", meeting=each).chair for each in ("main", "mid-month", "")]
    main, mid_month, everyone = ({p.person_id for p in c.people} for c in chairs if c)
    assert not main & mid_month
    assert main | mid_month == everyone


def test_the_columns_of_the_laws_are_those_of_the_meetings() -> None:
    assert "Status" in CELLS
