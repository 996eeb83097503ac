"""The figure of the panels' overlap, as numbers."""

from __future__ import annotations

from itertools import combinations as choose
from itertools import pairwise

from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.figure import AT_MOST, combinations, figure
from sketches import SAME_NAME, Sketch, answer


def eight_panels() -> CrossReference:
    """Eight panels; a person for each pair of panels, and one on all."""
    names = [f"Panel number {n}" for n in range(8)]
    pairs = list(choose(names, 2))
    groups = [[f"{a}:{n}", f"{b}:{n}"] for n, (a, b) in enumerate(pairs)]
    groups.append([f"{name}:99" for name in names])
    rows = {name: {99: ("Ann ARDEN",)} for name in names}
    for n, (a, b) in enumerate(pairs):
        rows[a][n] = rows[b][n] = (f"Bo BELL{n}",)
    links = {
        (one, two): (9.0, "same", SAME_NAME) for group in groups for one, two in pairwise(group)
    }
    return answer([Sketch(n, {"N": "name"}, rows[n]) for n in names], groups, links)


def test_nobody_on_several_panels_is_no_figure(nothing: CrossReference) -> None:
    assert figure(nothing.counts) is None


def test_everybody_is_counted_once() -> None:
    counts = eight_panels().counts
    _, every = combinations(counts)
    assert sum(c.people for c in every) == counts.on_panels.total == 29


def test_eight_panels_fit_and_the_rest_is_told() -> None:
    drawn = figure(eight_panels().counts)
    assert drawn is not None
    assert len(drawn.bars) == AT_MOST and len(drawn.rows) == 8
    assert all(bar.x - 10 >= 0 and bar.x + 10 <= drawn.width for bar in drawn.bars)
    assert all(row.y < drawn.height for row in drawn.rows)
    assert "The 20 commonest of 29 combinations" in drawn.caption
    assert "the other 9 hold 9 people" in drawn.caption


def test_bars_are_as_high_as_their_numbers(result: CrossReference) -> None:
    drawn = figure(result.counts)
    assert drawn is not None
    (bar,) = drawn.bars
    assert (bar.people, len(bar.dots)) == ("3", 2)
    assert drawn.description == "IOM and MAPPA: 3 people."
    assert [row.label for row in drawn.rows] == ["IOM (3)", "MAPPA (3)"]
