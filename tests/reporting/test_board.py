"""The board: the report's own figures, for the analyst and, without anybody, for all."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.published_counts import PEOPLE as PEOPLE_ON
from cohortmatch.disclosure.published_counts import SEVERAL, PublishedFigure, published
from cohortmatch.disclosure.small_counts import AS_THEY_ARE, SHIPPED
from cohortmatch.people.clocks import MEDIA
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.board import (
    BoardFor,
    Notice,
    board_bytes,
    has_notice,
    is_of,
    with_notice,
)
from cohortmatch.reporting.board_counts import BoardCounts
from tracked import AS_OF, PEOPLE, matched
from watching import banner, figures, on_panels

PLAIN = BoardFor()
NOTICE = Notice((), datetime(2026, 6, 1, 9, 5))
AWAY = {"Engaging": "N", "Last contact": "01/11/2025"}
LISTS = {
    "IOM": {
        "Quarmby": AWAY,
        "Odell": {"Next review": "01/05/2026"},
        "Yardley": {"Licence end": "20/06/2026"},
        "Kowalski": {"Next review": "01/09/2026"},
    },
    "SGV": {"Quarmby": {}, "Mensah": {}, "Okafor": {"Next review": "01/02/2026"}},
}
ALL = BoardFor(names={"IOM": "IOM", "SGV": "SGV"}, linked=False, rule=SHIPPED)


@pytest.fixture(scope="module")
def result() -> CrossReference:
    return matched(LISTS)


def board(result: CrossReference, reader: BoardFor = PLAIN, notice: Notice = NOTICE) -> str:
    return board_bytes(result.view, result.marking, reader, notice, "abc123").decode()


def test_each_panel_has_its_people_clocks_and_pairs(result: CrossReference) -> None:
    page = board(result)
    assert on_panels(page) == {"IOM": "4", "SGV": "3"}
    assert figures(page, "IOM") == {"with a clock due": "3", "pairs to decide": "0"}
    assert figures(page, "SGV") == {"with a clock due": "2", "pairs to decide": "0"}


def test_it_says_what_the_report_says(result: CrossReference) -> None:
    page = board(result)
    assert f'<p class="headline">{result.headline}</p>' in page
    assert f"<b>{result.counts.on_panels.total}</b>" in page


def test_every_link_leads_to_a_part_of_the_report(result: CrossReference) -> None:
    links = set(re.findall(r'href="cross-reference\.html#(\w+)"', board(result)))
    report = result.files()["cross-reference.html"].decode()
    assert links >= {"panels", "review", "clocks"}
    assert [each for each in links if f'id="{each}"' not in report] == []


def test_for_everybody_nobody_stands_on_it_and_nothing_leads_to_anybody(
    result: CrossReference,
) -> None:
    page = board(result, ALL)
    named = [name for name in PEOPLE if name in page] + [n for n, _ in PEOPLE.values() if n in page]
    assert named == []
    assert "href" not in page and not re.search(r"\bP\d{4}\b", page)


def test_no_person_stands_on_the_analyst_s_board_either(result: CrossReference) -> None:
    page = board(result)
    assert [name for name in PEOPLE if name in page] == []


def test_for_everybody_small_counts_are_suppressed(result: CrossReference) -> None:
    page = board(result, ALL)
    assert on_panels(page) == {"IOM": "1–4", "SGV": "1–4"}
    assert "On more than one panel: not shown." in page, "with 4 and 3 on them it is 1, 2 or 3"
    assert SHIPPED.words in page
    assert SHIPPED.words not in board(result) and "are not shown" not in board(result)


def test_for_everybody_board_and_statistics_show_the_same() -> None:
    view = matched(LISTS).view
    shown = published(view.monthly_counts, SHIPPED)
    counts = BoardCounts(view, SHIPPED)
    for name in LISTS:
        assert counts.people(name) == SHIPPED.in_words(
            shown[PublishedFigure(AS_OF, name, PEOPLE_ON)]
        )
        assert dict(counts.changed(name)) == {"joined": "–", "left": "–"}
    assert counts.on_several == SHIPPED.in_words(shown[PublishedFigure(AS_OF, "", SEVERAL)])
    plain = BoardCounts(view, AS_THEY_ARE)
    assert [plain.people(name) for name in LISTS] == ["4", "3"] and plain.on_several == "1"


def test_the_media_are_on_the_analyst_s_board_only(result: CrossReference) -> None:
    assert MEDIA in board(result)
    assert MEDIA not in board(result, ALL)


def test_lists_are_called_as_they_may_be(result: CrossReference) -> None:
    reader = BoardFor(names={"IOM": "list 1"}, linked=False, rule=SHIPPED)
    assert set(on_panels(board(result, reader))) == {"list 1", "another list"}


def test_what_is_owed_of_a_list_stands_beside_it(result: CrossReference) -> None:
    reader = BoardFor(remarks={"IOM": ["a list is older than agreed"]}, lacking=[("DIP", "late")])
    page = board(result, reader)
    assert "<span>A list is older than agreed</span>" in page
    assert re.search(r'<th scope="row">DIP</th>.*?<span>Late</span>', page, re.S)


def test_it_is_loaded_again_with_scripts_and_without(result: CrossReference) -> None:
    page = board(result, BoardFor(reload=45))
    assert '<noscript><meta http-equiv="refresh" content="45"></noscript>' in page
    assert "location.reload(); }, 45 * 1000)" in page


def test_it_is_marked_and_asks_nothing_of_any_network(result: CrossReference) -> None:
    page = board(result)
    assert page.count("OFFICIAL-SENSITIVE</p>") == 2
    assert not re.search(r"\w+://|url\(|@import", page)


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
def test_a_notice_takes_the_place_of_the_one_before(one: list[str], other: list[str]) -> None:
    page = PAGE
    first = with_notice(page, Notice(tuple(one), NOTICE.looked_at))
    again = with_notice(first, Notice(tuple(other), NOTICE.looked_at))
    assert again == with_notice(page, Notice(tuple(other), NOTICE.looked_at))
    assert has_notice(again, Notice(tuple(other), datetime(2027, 1, 1)))
    assert len(banner(again.decode())) == len(other)


PAGE = board_bytes(matched(LISTS).view, Marking(day=AS_OF), BoardFor(), NOTICE, "abc123")


def test_a_board_knows_its_report() -> None:
    assert is_of(PAGE, "abc123")
    assert not is_of(PAGE, "abc124") and not is_of(b"", "abc123")


def test_a_list_that_is_named_after_markup_is_only_a_name() -> None:
    page = board(matched({"IOM": LISTS["IOM"], "<!--/notice--><b>x": LISTS["SGV"]}))
    assert "<b>x" not in page
    assert "&lt;!--/notice--&gt;&lt;b&gt;x" in page
