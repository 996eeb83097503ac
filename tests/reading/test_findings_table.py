"""What was noticed, as the table that `read_lists` gives to a notebook."""

from __future__ import annotations

import pandas as pd
from tests.reading.formats.books import HEADINGS, PEOPLE

from cohortmatch import read_lists


def test_findings_are_a_table_worst_first_and_without_values() -> None:
    frame = pd.DataFrame([*PEOPLE, ("Canary", "Ann", "31/02/1990", "", "")], columns=list(HEADINGS))
    frame.loc[0, "DOB"] = "1/1/80"
    found = read_lists({"IOM": frame}).findings
    assert found.index.name == "finding"
    assert found.loc[0, ["code", "severity", "list", "column", "rows"]].tolist() == [
        *("dob-impossible-part", "warning", "IOM", "DOB", (6,)),
    ]
    assert found["severity"].tolist() == sorted(found["severity"], key="warning note".index)
    assert {"dob-first-of-january", "dob-two-digit-year"} <= set(found["code"])
    assert "Canary" not in found.to_string()
    assert found[["noticed", "action", "remedy"]].ne("").all(axis=None)


def test_nothing_noticed_is_a_table_without_rows() -> None:
    frame = pd.DataFrame({"Surname": ["Okafor"], "Forename": ["Daniel"]})
    found = read_lists({"IOM": frame}).findings
    assert (len(found), "code" in found) == (0, True)
