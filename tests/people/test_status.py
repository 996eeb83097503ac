"""Which kind of status a column holds, by its heading, and what is told of it."""

from __future__ import annotations

import pytest

from cohortmatch.core.types import ColumnUse, ListInfo
from cohortmatch.disclosure.agreement import SHAREABLE, Choices
from cohortmatch.disclosure.share import Share
from cohortmatch.disclosure.sharing_agreement.report_terms import ReportTerms
from cohortmatch.disclosure.short_values import SHAPES
from cohortmatch.people.status import (
    ALSO,
    LABELS,
    SHARED,
    direction,
    kind_of,
    plain_status,
    pressing,
    said,
)
from cohortmatch.people.status import KINDS as KINDS_OF_STATUS
from cohortmatch.people.unknown_columns import unknown_columns
from cohortmatch.reading.columns.headings import field_of

KINDS = [
    ("RAG", "risk"),
    ("RAG rating", "risk"),
    ("Harm band", "risk"),
    ("RoSH", "risk"),
    ("Risk score", "risk"),
    ("Risk level", "risk"),
    ("MAPPA Category", "category"),
    ("MAPPA Level", "level"),
    ("Level", "level"),
    ("Lead officer", "lead"),
    ("Lead Agency", "lead"),
    ("Key worker", "lead"),
    ("Offender Manager", "lead"),
    ("Action owner", "lead"),
    ("Review date", "review"),
    ("Next MAPP meeting", "review"),
    *(
        (head, "last_review")
        for head in (
            *("Last review", "Last reviewed", "Date of last review", "Last IOM review"),
            *(
                "Date reviewed",
                "Date last discussed",
                "Last MAPP",
                "Last panel date",
                "Last meeting",
            ),
        )
    ),
    *(
        (head, "review")
        for head in (
            *("Next review", "Next Review Due", "Next MAPP", "Next MAPPP", "Date of next meeting"),
            *(
                "Date of Next IOM Meeting",
                "Next panel",
                "Risk review date",
                "Meeting date",
                "Review",
            ),
        )
    ),
    *(
        (head, "appointment")
        for head in (
            *("Next Appt", "Next appointment", "Next appt (date/time)", "Next OM appointment"),
            *("Date of next appointment", "Appointment date", "Next visit"),
        )
    ),
    *(
        (head, "contact")
        for head in (
            *(
                "Last contact",
                "last_contact_date",
                "Date of last contact",
                "Last seen",
            ),
            *("Last Seen (date)", "Date last seen", "Last police contact", "Last home visit"),
            *("Last appt kept", "Last attended", "Date of last successful contact"),
        )
    ),
    *(
        (head, "engagement")
        for head in (
            *("Engaging Y/N", "Engaging?", "Engagement", "Level of engagement", "Compliance"),
        )
    ),
    *(
        (head, "attendance")
        for head in (*("DNA", "DNAs", "No. of DNAs", "FTA", "Failed to attend", "Attendance"),)
    ),
    *(
        (head, "state")
        for head in (
            *("Status", "IOM Status", "Wanted", "Wanted/Missing", "Off radar", "In custody"),
            *("Custody status", "Last known whereabouts"),
        )
    ),
    *(
        (head, "ends")
        for head in (
            *("Order end date", "End of order", "DRR end date", "Licence expiry", "LED", "SED"),
            *("Licence End Date (LED)", "Sentence end date", "CBO expiry", "Injunction expires"),
        )
    ),
    *(
        (head, "release")
        for head in (
            *("Release date", "Expected release", "ERD", "CRD", "Due for release", "Date released"),
        )
    ),
    *(
        (head, "accommodation")
        for head in (
            *("Accommodation", "Accom", "NFA Y/N", "Housing status", "Homeless", "Tenure"),
        )
    ),
    *(
        (head, "needs")
        for head in (
            *("Accommodation need", "Need pathways", "Criminogenic needs", "ETE", "Pathways"),
        )
    ),
    *((head, "lead") for head in ("Review officer", "Housing officer", "Engagement officer")),
    *((head, "risk") for head in ("RAG status", "Risk of harm level")),
    *(
        (head, "also")
        for head in (
            *("Last seen by", "Last seen at", "Last seen wearing", "Last attempted contact"),
            *("First contact", "Next of kin contact", "Reviewed by", "Review outcome"),
            *("DNA sample taken", "Release address", "Release conditions", "Employment status"),
            *("Months since last contact", "End date", "Accommodation provider", "Offence"),
        )
    ),
    ("Review date (last)", "last_review"),
    ("Review held on", "last_review"),
    ("Contact - last", "contact"),
    ("Appointment (next)", "appointment"),
    ("Last / next review", "review"),
    ("Notes", "also"),
    ("Group", "also"),
    ("Fragile", "also"),
]


@pytest.mark.parametrize(("heading", "kind"), KINDS)
def test_kinds_are_known_by_whole_words_of_the_heading(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind
    assert kind_of(heading.upper()) == kind


CARRIED = [h for h, kind in KINDS if kind not in ("also", "lead", "risk", "category", "level")]


@pytest.mark.parametrize("heading", CARRIED)
def test_headings_of_progress_are_carried_along_and_never_compared(heading: str) -> None:
    assert field_of(heading) == "status"


def test_words_of_a_heading_may_stand_together() -> None:
    assert kind_of("LastContactDate") == "contact"
    assert kind_of("RoSH") == "risk"


def test_every_kind_has_a_shape_and_a_place_among_what_may_be_shared() -> None:
    assert set(SHAPES) == set(LABELS) == {*KINDS_OF_STATUS, ALSO}
    assert set(LABELS) <= set(SHAREABLE)


def test_columns_that_nobody_knows_are_told_of_with_their_list() -> None:
    uses = (("RAG", "status"), ("Cohort type", "status"), ("PNC", "pnc"), ("Size of shoe", "other"))
    columns = tuple(ColumnUse(heading, field, "heading") for heading, field in uses)
    info = ListInfo("IOM", "panel", "IOM", columns=columns)
    found = [(each.list_name, each.column) for each in unknown_columns([info])]
    assert found == [("IOM", "Cohort type")]


def test_mappa_category_and_level_are_not_shared_by_default() -> None:
    assert SHARED == ("risk", "lead", "review", "last_review")


def test_one_column_is_told_bare_and_several_with_their_headings() -> None:
    assert said([("RAG", "Red"), ("Lead", "")]).text("risk") == "Red"
    assert said([("RAG", "Red"), ("Score", "9")]).text("risk") == "RAG: Red; Score: 9"
    assert said([("Notes", "n")]).text("also") == "Notes: n"
    assert said([]).text("lead") == ""


@pytest.mark.parametrize(
    ("before", "now", "turned"),
    [
        ("green", "red", "up"),
        ("red", "amber", "down"),
        ("12", "19", "changed"),
        ("medium", "very high", "up"),
        ("high", "low", "down"),
        ("amber", "high", "changed"),
        ("red", "red", ""),
        ("", "red", ""),
    ],
)
def test_colours_go_up_or_down_and_numbers_only_change(before: str, now: str, turned: str) -> None:
    assert direction(before, now) == turned


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("level", "2", "Level 2"),
        ("level", "2", "MAPPA level 2"),
        ("level", "2", "L2"),
        ("category", "1", "Cat 1"),
        ("risk", "Red", "R"),
        ("risk", "Amber", "AMBER"),
        ("risk", "High", "High risk"),
    ],
)
def test_one_value_is_written_in_many_ways(kind: str, one: str, other: str) -> None:
    assert plain_status(kind, one) == plain_status(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [("level", "2", "Level 3"), ("risk", "Red", "A"), ("lead", "R", "Red"), ("risk", "1", "2")],
)
def test_other_values_stay_others(kind: str, one: str, other: str) -> None:
    assert plain_status(kind, one) != plain_status(kind, other)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Very High", "High"),
        ("V High", "High"),
        ("VH", "Medium"),
        ("Med", "Standard"),
        ("High risk", "Med"),
        ("Red, rising", "Amber"),
        ("Red", "Green"),
        ("Low", "Purple"),
        ("Standard", "40"),
    ],
)
def test_how_pressing_a_value_is(more: str, less: str) -> None:
    assert pressing(more) > pressing(less)


def test_a_letter_is_a_colour_under_rag_alone() -> None:
    assert said([("RAG rating", "R")]).colour == "red"
    assert said([("Risk band", "A")]).colour == "a"


def test_the_colour_is_taken_before_a_score() -> None:
    assert said([("Score", "40"), ("Band", "AMBER")]).colour == "amber"
    assert said([("Score", "40")]).colour == "40"


WITHHELD = [
    "Last contact",
    "Engaging Y/N",
    "DNA",
    "Order end date",
    "Release date",
    "NFA",
    "Status",
]


def _share(*items: str) -> Share:
    """What a borough without an agreement shares; `items` are its choices, if it made any."""
    return Share(ReportTerms(Choices(share=items) if items else Choices(), {}))


@pytest.mark.parametrize("heading", WITHHELD)
def test_progress_is_shown_to_other_panels_only_where_the_borough_says_so(heading: str) -> None:
    use, info = ColumnUse(heading, "status", "heading"), ListInfo("SGV", "panel", "SGV")
    assert not _share().column(use, info)
    assert not _share("review", "also").column(use, info)
    assert _share(kind_of(heading)).column(use, info)
