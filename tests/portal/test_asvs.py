"""The table of OWASP ASVS 5.0, level 2: no number is missing, and what it names is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs/portal/asvs.md"
SECTIONS = """
1.1 1-2, 1.2 1-9, 1.3 1-11, 1.4 1-3, 1.5 1-2, 2.1 1-3, 2.2 1-3, 2.3 1-4, 2.4 1-1, 3.2 1-2, 3.3 1-4,
3.4 1-6, 3.5 1-5, 3.7 1-2, 4.1 1-3, 4.2 1-1, 4.3 1-2, 4.4 1-4, 5.1 1-1, 5.2 1-3, 5.3 1-2, 5.4 1-3,
6.1 1-3, 6.2 1-12, 6.3 1-4, 6.4 1-4, 6.5 1-5, 6.6 1-3, 6.8 1-4, 7.1 1-3, 7.2 1-4, 7.3 1-2, 7.4 1-5,
7.5 1-2, 7.6 1-2, 8.1 1-2, 8.2 1-3, 8.3 1-1, 8.4 1-1, 9.1 1-3, 9.2 1-4, 10.1 1-2, 10.2 1-2,
10.3 1-4, 10.4 1-11, 10.5 1-5, 10.6 1-2, 10.7 1-3, 11.1 1-2, 11.2 1-3, 11.3 1-3, 11.4 1-4, 11.5 1-1,
11.6 1-1, 12.1 1-3, 12.2 1-2, 12.3 1-4, 13.1 1-1, 13.2 1-5, 13.3 1-2, 13.4 1-5, 14.1 1-2, 14.2 1-4,
14.3 1-3, 15.1 1-3, 15.2 1-3, 15.3 1-7, 16.1 1-1, 16.2 1-5, 16.3 1-4, 16.4 1-3, 16.5 1-3, 17.1 1-1,
17.2 1-4, 17.3 1-2
"""
"""Each section of the standard with its requirements of levels 1 and 2, which come first in it; in
15.1, 6.4 and the like level 3 comes after them."""
Number = tuple[int, int, int]


def required() -> list[Number]:
    """Every requirement of levels 1 and 2."""
    found = re.findall(r"(\d+)\.(\d+) (\d+)-(\d+)", SECTIONS)
    return [
        (int(chapter), int(section), each)
        for chapter, section, first, last in found
        for each in range(int(first), int(last) + 1)
    ]


def rows() -> Iterator[tuple[str, str]]:
    """The number, or the range of numbers, of each row, and its last cell."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| V"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 4, line
            yield cells[0], cells[3]


def covered(numbers: str) -> list[Number]:
    """The requirements that a row is about."""
    ends = [tuple(map(int, each.split("."))) for each in re.findall(r"V([\d.]+)", numbers)]
    first, last = ends[0], ends[-1]
    return [each for each in required() if first <= each <= last]


def test_there_are_253_requirements() -> None:
    assert len(required()) == 253


def test_every_requirement_stands_in_the_table_once() -> None:
    counts = Counter(each for numbers, _ in rows() for each in covered(numbers))
    assert [each for each in required() if counts[each] != 1] == []


def test_every_row_has_a_proof_that_is_there() -> None:
    for numbers, proof in rows():
        assert proof, numbers
        for module, name in re.findall(r"`([\w/.]+)::(\w+)`", proof):
            place = ROOT / "tests" / ("" if module.startswith("services/") else "portal") / module
            assert f"def {name}(" in place.read_text(encoding="utf-8"), f"{numbers}: {name}"
        for page in re.findall(r"^([\w-]+\.md)$", proof):
            assert (TABLE.parent / page).is_file(), f"{numbers}: {page}"
        assert re.match(r"`[\w/.]+::|[\w-]+\.md$|–$", proof), f"{numbers}: {proof}"


def test_what_is_not_tested_says_why() -> None:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| V") and line.rstrip("| ").endswith("–"):
            assert re.search(r"not used|none|off by default|is none|no |proxy|Python", line), line
