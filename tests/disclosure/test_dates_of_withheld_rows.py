"""Rows that a reader may not see say nothing of how the dates of other rows are written.

Children whom the agreement withholds prove the month first, or that only months are known. The
reader's edition is the same, byte for byte, as without these rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from disclosed import files
from disclosure.agreeing import agreement

HEADS = ["Surname", "Forename", "DOB", "Postcode", "RAG", "Lead officer", "Role"]
ADULTS = [
    ["Okonkwo", "Tariq", "04/05/1989", "RM1 3BD", "Green", "DC Shaw", "Subject"],
    ["Adeyemi", "Kwame", "01/07/1990", "", "Red", "DC Bell", "Subject"],
    ["Smith", "John", "", "RM1 3BD", "Red", "DC Bell", "Subject"],
]
NAMES = ("Gashi", "Tembo", "Moyo", "Phiri", "Kaya", "Iyer", "Lim", "Hoxha", "Jama", "Dirie")


def month_first(n: int) -> str:
    return f"{n % 12 + 1:02}/{31 - n if n % 2 else 28}/{2010 + n % 2}"


def day_first(n: int) -> str:
    return f"{28 - n}/{n % 12 + 1:02}/{2010 + n % 2}"


def firsts(n: int) -> str:
    return f"01/{n % 12 + 1:02}/{2010 + n % 2}"


def lists(of_children: Callable[[int], str] | None) -> dict[str, pd.DataFrame]:
    born = [] if of_children is None else [of_children(n) for n in range(len(NAMES))]
    rows = [
        [name, "Ardit", text, "", "Red", "DC Pell", "Subject"]
        for name, text in zip(NAMES, born, strict=False)
    ]
    own = pd.DataFrame(ADULTS, columns=HEADS).drop(columns=["Lead officer", "Role"])
    return {"IOM": own, "SGV": pd.DataFrame([*ADULTS, *rows], columns=HEADS)}


def edition(of_children: Callable[[int], str] | None, under_18: str) -> dict[str, bytes]:
    rule = SharingRule(
        list="SGV",
        items=("listed", "lead"),
        to=("MPS IOM team",),
        purpose=("IOM panel",),
        under_18=under_18,  # type: ignore[arg-type]
        unknown_age="share",
    )
    soon = date(2099, 1, 1)
    agreed = agreement((rule,), review=soon, expires=soon)
    plan = cm.Plan(as_of=date(2026, 6, 1), agreement=agreed)
    return files(cm.match(lists(of_children), plan=plan), "IOM")


@pytest.mark.parametrize("of_children", [month_first, firsts])
def test_withheld_rows_change_no_byte(of_children: Callable[[int], str]) -> None:
    assert edition(of_children, "withhold") == edition(None, "withhold")


def test_rows_that_are_shown_say_how_dates_are_written() -> None:
    """Else the law above would hold of dates that no row decides."""
    assert edition(month_first, "share") != edition(day_first, "share")
