"""A text alone in a row of a list closes it where it speaks of people under public protection."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohortmatch import reading
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import closed_lists

HEAD = "Surname,Forename,DOB,RAG"
PYM, QUILLAN = "Pym,Ada,03/09/1978,Green", "Quillan,Zebedee,03/09/1988,Red"
TITLE = "Registered sex offenders,,,"
LISTS = {
    "above everybody": [HEAD, TITLE, PYM, QUILLAN],
    "among the rows": [HEAD, PYM, TITLE, QUILLAN],
    "after another section": [HEAD, "SGV nominals,,,", PYM, TITLE, QUILLAN],
    "with headings of its own": [HEAD, PYM, TITLE, HEAD, QUILLAN],
    "above another table": [HEAD, PYM, TITLE, "Surname,Forename,Colour", "Quillan,Zebedee,red"],
    "in another column": [HEAD, PYM, ",,,Registered sex offenders", QUILLAN],
    "typed across": [HEAD, PYM, ",".join(["Registered sex offenders"] * 4), QUILLAN],
    "as a remark": [HEAD, PYM, "Please note: RSOs below,,,", QUILLAN],
    "as a total": [HEAD, PYM, QUILLAN, "Total RSOs,,,2"],
    "numbered": [HEAD, PYM, "B. Registered sex offenders (1),,,", QUILLAN],
}


@pytest.mark.parametrize("case", LISTS)
def test_it_closes_the_list(case: str, tmp_path: Path) -> None:
    assert _closed(LISTS[case], tmp_path) == ["SGV"]


def test_another_section_does_not(tmp_path: Path) -> None:
    assert not _closed([HEAD, "SGV nominals,,,", PYM, "Under review,,,", QUILLAN], tmp_path)


def _closed(rows: list[str], folder: Path) -> list[str]:
    file = folder / "SGV.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    lists = reading.read_lists(str(file))
    frames = [raw.frame for raw in lists]
    found = closed_lists([raw.info for raw in lists], Choices(), frames)
    return [each.name for each in found]
