"""An edition tells an age only from its own rows and from what is certainly the same person's."""

from __future__ import annotations

from datetime import date

import pandas as pd

import cohortmatch as cm

OWN = {"Surname": "Pym", "Forename": "Ada", "DOB": "", "Address": "4 Foo Road N1 1AA"}
PERHAPS = {**OWN, "DOB": "17/07/2008", "Address": "3 Low Road RM1 3BF"}
HAN = {"Surname": "Solo", "Forename": "Han", "DOB": "01/02/1977", "Address": ""}


def test_a_row_that_is_perhaps_somebody_elses_tells_no_age() -> None:
    lists = {"IOM": pd.DataFrame([OWN]), "SGV": pd.DataFrame([PERHAPS, HAN])}
    result = cm.match(lists, plan=cm.Plan(as_of=date(2026, 6, 1)))
    edition = result.edition("IOM")
    assert edition.agenda["Age"].tolist() == ["Not known"]
    (young,) = (sheet.table.rows for sheet in edition.sheets if sheet.title == "Under 18")
    assert [row[-2:] for row in young] == [["Age not known", None]]
    assert [now.group for now in map(result.view.age_now, result.view.on_panels)] == ["under 18"]
