"""`cohortmatch check`, end to end: what is in the wrong column is noticed and said."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.values.identifiers.check_letter import check_letter
from running import Command

GIVEN = ["Piotr", "Grace", "Shabana", "Niamh", "Terence", "Chloe", "Kwame", "Liam"]
FAMILY = ["Kowalski", "Mensah", "Begum", "O'Brien", "Walker", "Nguyen", "Wright", "Patel"]
PNCS = [f"2087/{serial:07}{check_letter(f'87{serial:07}')}" for serial in range(1201, 1209)]
CROS = [f"{serial:06}/87{check_letter(f'87{serial:06}')}" for serial in range(3301, 3309)]
STREETS = [f"{number} High Road, Romford RM1 3BD" for number in range(1, 9)]
POSTCODES = ["RM1 3BD", "IG11 7LU", "N16 8PH", "E1W 1AA"] * 2
BASE = {"Surname": FAMILY, "Forename": GIVEN}
SAID = {
    "PNC IDs as CRO numbers": (
        {**BASE, "CRO": PNCS},
        ["IOM  “CRO”  headed as CRO number, read as PNC ID"],
    ),
    "some PNC IDs among CRO numbers": (
        {**BASE, "CRO": CROS[:6] + PNCS[6:]},
        ["identifier of another kind than its column's", "IOM  “CRO”  rows 8 and 9"],
    ),
    "addresses as postcodes": (
        {**BASE, "Postcode": STREETS},
        ["IOM  “Postcode”  headed as postcode, read as address"],
    ),
    "some addresses among postcodes": (
        {**BASE, "Postcode": POSTCODES[:6] + STREETS[6:]},
        ["an address in the postcode column", "IOM  “Postcode”  rows 8 and 9"],
    ),
    "forenames and surnames exchanged": (
        {"Surname": GIVEN, "Forename": FAMILY},
        ["surnames and forenames are in each other's columns", "IOM  “Surname”"],
    ),
    "some forenames and surnames exchanged": (
        {"Surname": GIVEN[:2] + FAMILY[2:], "Forename": FAMILY[:2] + GIVEN[2:]},
        ["seem to be in each other's columns in some rows", "IOM    rows 2 and 3"],
    ),
    "name and address in one cell": (
        {"Name": [f"{g} {f}, {s}" for g, f, s in zip(GIVEN, FAMILY, STREETS, strict=True)]},
        ["IOM  “Name”  into name, address"],
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_stands_in_the_wrong_column_is_said(
    cohortmatch: Command, tmp_path: Path, case: str
) -> None:
    columns, expected = SAID[case]
    pd.DataFrame(columns).to_csv(tmp_path / "IOM.csv", index=False)
    out = cohortmatch("check", tmp_path / "IOM.csv", "-v").stdout
    squeezed = "\n".join(" ".join(line.split()) for line in out.splitlines())
    for words in expected:
        assert " ".join(words.split()) in squeezed
    assert not any(name in out for name in (*FAMILY, *GIVEN, PNCS[0], "High Road"))


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ('surname = "Sirname"', "IOM, column “Sirname”: the settings name a column"),
        ('surnme = "Surname"', "“surnme” is no field; did you mean “surname”?"),
    ],
)
def test_settings_that_fit_nothing_are_told(
    cohortmatch: Command, tmp_path: Path, columns: str, told: str
) -> None:
    pd.DataFrame(BASE).to_csv(tmp_path / "IOM.csv", index=False)
    (tmp_path / "cohortmatch.toml").write_text(f"[lists.IOM.columns]\n{columns}\n")
    result = cohortmatch("check", tmp_path / "IOM.csv")
    assert result.exit_code != 0
    assert told in result.stderr


def test_next_month_with_moved_and_renamed_columns(cohortmatch: Command, tmp_path: Path) -> None:
    """What `check --save` kept in May reads the June list, whose columns have moved."""
    may = {"Last nm": FAMILY, "Known by": GIVEN, "Number": PNCS, "RAG": ["Red"] * 8}
    saved = {"surname": "Last nm", "forename": "Known by", "pnc": "Number"}
    lines = "\n".join(f'{field} = "{heading}"' for field, heading in saved.items())
    (tmp_path / "cohortmatch.toml").write_text(f"[lists.IOM.columns]\n{lines}\n")
    pd.DataFrame(may).to_csv(tmp_path / "IOM May.csv", index=False)
    assert cohortmatch("check", tmp_path / "IOM May.csv", "--save").exit_code == 0
    june = {"Ward": ["x"] * 8, **{heading: may[heading] for heading in reversed(may)}}
    pd.DataFrame(june).to_csv(tmp_path / "IOM June.csv", index=False)
    out = cohortmatch("check", tmp_path / "IOM June.csv").stdout
    row = next(line for line in out.splitlines() if line.startswith("  IOM") and "Last nm" in line)
    assert row.split() == ["IOM", "Last", "nm", "Known", "by", "Number"]
    pd.DataFrame(june).rename(columns={"Last nm": "Last name"}).to_csv(
        tmp_path / "IOM July.csv", index=False
    )
    told = cohortmatch("check", tmp_path / "IOM July.csv")
    assert told.exit_code == 1
    assert "the nearest headings are “Last name”" in told.stderr
