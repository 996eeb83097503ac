"""What is given in the wrong kind is refused in words, by the package's own error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.accepting import a_day, a_path, paths
from cohortmatch.core.errors import SettingsError
from cohortmatch.services.decide import decide
from cohortmatch.services.places import Keeping
from cohortmatch.services.purge import purge
from cohortmatch.services.sources import given
from cohortmatch.services.why import why

ROW = pd.DataFrame({"Name": ["Ivor Quarmby"], "DOB": ["03/04/1989"]})
LISTS = {"IOM": ROW, "SGV": ROW}
CANARY = "Zebedee Farthingay"

WRONG: dict[str, Callable[[Any], Any]] = {
    "as_of of match": lambda wrong: cm.match(LISTS, as_of=wrong),
    "as_of of read_lists": lambda wrong: cm.read_lists(LISTS, as_of=wrong),
    "as_of of a plan": lambda wrong: cm.Plan(as_of=wrong),
    "lists of match": lambda wrong: cm.match(wrong),
    "a list of read_lists": lambda wrong: cm.read_lists({"IOM": wrong}),
    "columns": lambda wrong: cm.match(LISTS, columns=wrong),
    "panels": lambda wrong: cm.read_lists(LISTS, panels=wrong),
    "passwords": lambda wrong: cm.read_lists(LISTS, passwords=wrong),
    "institutional addresses": lambda wrong: cm.read_lists(LISTS, institutional_addresses=wrong),
    "decisions": lambda wrong: cm.match(LISTS, decisions=wrong),
    "a plan": lambda wrong: cm.match(LISTS, plan=wrong),
    "a base": lambda wrong: cm.match(LISTS, base=wrong),
    "an edition": lambda wrong: cm.match(LISTS).edition(wrong),
    "a folder": lambda wrong: cm.match(LISTS).write(wrong),
    "a workbook": lambda wrong: cm.match(LISTS).to_excel(wrong),
    "a listing": lambda wrong: cm.match(LISTS).why(wrong),
    "a store": lambda wrong: cm.Store(wrong),
    "answers": lambda wrong: cm.decide(cm.match(LISTS), wrong, "decisions.csv"),
    "what is read": lambda wrong: given(wrong),
    "a report": lambda wrong: why(wrong, "IOM:0"),
    "a sheet of decisions": lambda wrong: decide(wrong),
    "a day": lambda wrong: purge(Keeping(), wrong, [Path()]),
}
NOTHING = ("as_of of match", "as_of of read_lists", "as_of of a plan", "columns", "panels")
OPTIONAL = {*NOTHING, "passwords", "institutional addresses", "decisions", "a plan", "a base"}


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("wrong", [{CANARY}, 5, pd.Series([CANARY])], ids=["set", "int", "Series"])
def test_the_wrong_kind_is_refused_without_its_value(call: Any, wrong: object) -> None:
    with pytest.raises(SettingsError) as error:
        call(wrong)
    assert "must be" in str(error.value)
    assert CANARY not in str(error.value)


@pytest.mark.parametrize(
    "call",
    [call for name, call in WRONG.items() if name not in OPTIONAL],
)
def test_nothing_is_refused_where_something_is_needed(call: Any) -> None:
    with pytest.raises(SettingsError, match="nothing was given"):
        call(None)


@pytest.mark.parametrize("text", ["June", "01/06/2026", "2026-13-01", ""])
def test_a_text_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="2026-06-01"):
        cm.match(LISTS, as_of=text)  # type: ignore[arg-type]


def test_what_has_one_meaning_is_taken() -> None:
    june = date(2026, 6, 1)
    assert a_day("as_of", " 2026-06-01 ") == a_day("as_of", datetime(2026, 6, 1, 9)) == june
    assert cm.match(LISTS, as_of="2026-06-01").listings.as_of == june  # type: ignore[arg-type]
    assert paths("lists", "june") == paths("lists", [Path("june")]) == (a_path("list", "june"),)


@pytest.mark.parametrize("wrong", ["a" * 300, "half \ud800"])
def test_a_name_that_no_file_can_have_is_no_path(wrong: str) -> None:
    with pytest.raises(SettingsError, match="the file: must be a path; "):
        a_path("the file", wrong)


class Frame:
    """A frame of another library."""

    __module__ = "polars.dataframe"

    def to_pandas(self) -> pd.DataFrame:
        """The same frame as pandas has it."""
        return ROW


def test_a_frame_of_another_library_is_named_with_its_library_and_the_way_on() -> None:
    with pytest.raises(SettingsError, match="type polars Frame was given; its to_pandas"):
        cm.match({"IOM": Frame(), "SGV": ROW})


@pytest.mark.parametrize("nothing", [{}, []])
def test_no_list_at_all_is_refused(nothing: Any) -> None:
    with pytest.raises(SettingsError, match="no list was read"):
        cm.match(nothing)


def test_half_a_character_is_written_as_a_question_mark(tmp_path: Path) -> None:
    cells = [["Ivor\ud800 Quarmby", "03/04/1989"]]
    row = pd.DataFrame(cells, columns=pd.Index(["Name", "DOB\ud800"], dtype=object), dtype=object)
    result = cm.match({"IOM": row, "SGV": row})
    result.write(tmp_path / "out")
    assert "QUARMBY" in (tmp_path / "out" / "people.csv").read_text(encoding="utf-8")
    with pytest.raises(SettingsError, match="the name of a list: must be text; half"):
        cm.match({"IOM\ud800": ROW, "SGV": ROW})
