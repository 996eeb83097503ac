"""The chair's page in a real browser: one printed side, readable on a phone and in the dark."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import browser_and_modules, command, pages_of, program, run

SETTINGS = """
[meetings.IOM.main]
discusses = { RAG = ["Red"] }

[meetings.IOM.mid-month]
discusses = "others"
"""
MEETINGS = ("", "main", "mid-month")
END = "End of the agenda"
UPRIGHT, LANDSCAPE = (595, 842), (842, 595)
Seen = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What a browser sees of IOM's edition of the demo for each meeting, with its print; '' is the
    one for everyone. Half of SGV's people are new since last month."""
    browser, node, modules = browser_and_modules()
    folder, look = tmp_path_factory.mktemp("chairs"), Path(__file__).with_name("look.mjs")
    settings = folder / "meetings.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    lists = folder / "lists"
    command("demo", "-o", lists)
    earlier = shutil.copytree(lists, folder / "earlier")
    sgv = next(earlier.glob("SGV*"))
    rows = sgv.read_bytes().splitlines(keepends=True)
    sgv.write_bytes(b"".join(rows[: len(rows) // 2]))
    kept, told = ("--for", "IOM", "--store", folder / "s.db"), {}
    command("run", earlier, "-o", folder / "may", "--as-of", "2026-05-01", *kept)
    for meeting in MEETINGS:
        words = ("--meeting", meeting, "--settings", settings) if meeting else ()
        out = folder / f"june {meeting}"
        command("run", lists, "-o", out, "--as-of", "2026-06-01", *kept, *words)
        told[meeting] = next(out.glob("*.html"))
    return {
        meeting: dict(_looks(told[meeting], folder, (node, look, browser, modules)))
        for meeting in MEETINGS
    }


def _looks(page: Path, folder: Path, how: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    pdf = folder / f"{page.parent.name}.pdf"
    yield from json.loads(run(*how, page, pdf)).items()
    yield "pdf", pdf
    yield "page", page.read_text(encoding="utf-8")


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("how", ["light", "dark", "phone", "print"])
def test_axe_finds_no_fault_against_wcag_22_aa(seen: Seen, meeting: str, how: str) -> None:
    assert seen[meeting][how]["violations"] == []
    assert seen[meeting][how]["passes"] > 10


@pytest.mark.parametrize("meeting", MEETINGS)
def test_nothing_is_wider_than_a_phone(seen: Seen, meeting: str) -> None:
    assert seen[meeting]["phone"]["wide"] <= 0


@pytest.mark.parametrize("meeting", MEETINGS)
def test_it_is_one_upright_side_or_two_and_the_rest_follows_in_landscape(
    seen: Seen, meeting: str
) -> None:
    """Everyone on IOM, and its two meetings."""
    program("pdftotext")
    prints, sides = pages_of(seen[meeting]["pdf"]), 2 if meeting == "" else 1
    assert [n for n, text in enumerate(prints, 1) if END in text] == [sides]
    assert _sizes(seen[meeting]["pdf"])[: sides + 1] == [UPRIGHT] * sides + [LANDSCAPE]


def _sizes(pdf: Path) -> list[tuple[int, int]]:
    told = run("pdfinfo", "-f", "1", "-l", "3", pdf)
    found = re.findall(r"Page +\d+ size: +([0-9.]+) x ([0-9.]+) pts", told)
    return [(round(float(wide)), round(float(high))) for wide, high in found]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_its_side_is_marked_and_dated(seen: Seen, meeting: str) -> None:
    program("pdftotext")
    first = pages_of(seen[meeting]["pdf"])[0]
    assert first.count("OFFICIAL-SENSITIVE: for IOM") == 3
    assert first.count("As of 1 Jun 2026. Delete by 1 Jun 2027") == 2


def test_the_side_says_what_is_new(seen: Seen) -> None:
    (new,) = re.findall(r"Since 1 May 2026: (\d+) of them new on a list", seen[""]["page"])
    assert int(new) > 3


@pytest.mark.parametrize("meeting", MEETINGS)
def test_its_print_is_black_on_white(seen: Seen, meeting: str, tmp_path: Path) -> None:
    """No point of the printed side is of a colour."""
    program("pdftoppm")
    run("pdftoppm", "-r", "60", "-f", "1", "-l", "1", seen[meeting]["pdf"], tmp_path / "side")
    image = next(tmp_path.glob("side*.ppm")).read_bytes()
    size = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", image)
    assert size is not None
    points = image[size.end() :]
    assert len(points) == 3 * int(size[1]) * int(size[2])
    assert all(max(each) - min(each) <= 8 for each in zip(*[iter(points)] * 3, strict=True))
