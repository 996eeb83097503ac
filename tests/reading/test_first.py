"""A file or a frame goes in, a list with every column understood comes out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohortmatch.reading import read_all


def test_title_rows_blank_rows_and_totals_are_no_listings(tmp_path: Path) -> None:
    text = 'OFFICIAL-SENSITIVE,,\nIOM list,,\nNominal,D.O.B.,RAG\n"A, B",01/02/1985,Red\n,,\n'
    (tmp_path / "IOM cohort list.csv").write_text(text + '"C, D",01/02/1986,Amber\nTotal,2,\n')
    (raw,) = read_all(tmp_path).lists
    assert (raw.info.name, raw.rows) == ("IOM", (4, 6))
    assert [use.field for use in raw.info.columns] == ["name", "date_of_birth", "status"]
    assert raw.info.excluded == {"totals": 1}


def test_a_plain_frame_needs_no_settings() -> None:
    frame = pd.DataFrame(
        {"given_name": ["x", None], "surname": ["y", "None"], "date_of_birth": [19620102, None]},
        index=["r1", "r2"],
    )
    (raw,) = read_all({"a": frame}).lists
    assert raw.rows == ("r1", "r2")
    assert raw.frame.to_numpy().tolist() == [["x", "y", "19620102"], ["", "None", ""]]
