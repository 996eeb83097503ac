"""How many sides the chair's page takes in a browser's print, for panels of 50 to 120 people."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

import cohortmatch as cm
from cohortmatch.reporting.edition import Edition
from cohortmatch.synthetic import invent

from .conftest import browser_and_modules, pages_of, program, run

END = "End of the agenda"
BOROUGHS = {1: 600, 3: 1000}
"""By seed, how many people are invented."""
PANELS = ("IOM", "ASB", "SGV", "DIP")
SIDE = re.compile(r"side (\d+): numbers (\d+) to (\d+) of the table")


@pytest.fixture(scope="module", params=BOROUGHS.items(), ids=str)
def editions(request: pytest.FixtureRequest) -> dict[str, Edition]:
    """Each panel's edition in a borough."""
    seed, people = request.param
    result = cm.match(invent(seed=seed, people=people).frames, as_of=date(2026, 6, 1))
    return {panel: result.edition(panel) for panel in PANELS}


@pytest.mark.parametrize("panel", PANELS)
def test_it_is_one_side_or_two_in_type_of_7_points_or_more_and_the_split_is_said(
    editions: dict[str, Edition], panel: str, tmp_path: Path
) -> None:
    """Who stands on which side is what the page says, and the last side is where it ends."""
    browser, node, modules = browser_and_modules()
    program("pdftotext")
    edition, pdf = editions[panel], tmp_path / "side.pdf"
    page = next(path for path in edition.write(tmp_path / "out") if path.suffix == ".html")
    look = Path(__file__).with_name("look_chair.mjs")
    told = json.loads(run(node, look, browser, modules, page, pdf))
    assert round(told["smallest"], 3) >= 7
    text = page.read_text(encoding="utf-8").partition("</section>")[0]
    said = re.search(r"Printed on (\d+) sides: ([^<]*)", text)
    prints = pages_of(pdf)
    assert edition.chair is not None and 45 <= len(edition.chair.lines) <= 120
    (last,) = (n for n, each in enumerate(prints, 1) if END in each)
    assert last == (int(said[1]) if said else 1) <= 2
    if said is not None:
        for side, first, final in SIDE.findall(said[2]):
            shown = prints[int(side) - 1]
            assert {first, final} <= set(re.findall(r"^ *(\d+) ", shown, re.M))


def test_everybody_is_printed(editions: dict[str, Edition], tmp_path: Path) -> None:
    """Every number of the agenda stands on one of its sides."""
    browser, node, modules = browser_and_modules()
    program("pdftotext")
    edition, pdf = editions["SGV"], tmp_path / "side.pdf"
    page = next(path for path in edition.write(tmp_path / "out") if path.suffix == ".html")
    run(node, Path(__file__).with_name("look_chair.mjs"), browser, modules, page, pdf)
    assert edition.chair is not None
    prints = run("pdftotext", "-layout", pdf, "-").partition(END)[0]
    for line in edition.chair.lines:
        first = re.escape(line.name.split()[0])
        assert len(re.findall(rf"(?<!\d){line.number}\s+{first}", prints)) >= 1, line.number
