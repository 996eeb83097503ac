"""Each data file says where it comes from, under which licence, and when it was compiled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages import ROOT
from provenance import PACKAGE, Provenance, data_files, model_provenance, provenance

FREE = ("MIT", "Open Government Licence v3.0", "CC BY 4.0", "CC0")
NOT_FREE = r"GPL|NonCommercial|CC BY-N|all rights reserved|not stated|unknown licence"


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", data_files(), ids=name)
def test_a_data_file_says_where_it_comes_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = model_provenance(text) if path.suffix == ".json" else provenance(text)
    assert len(told.source) > 20, "# Source: …, # Licence: …, # Date: … at the head of the file"
    assert told.licence.startswith(FREE)
    assert re.fullmatch(r"20\d\d-\d\d", told.date)
    assert not re.search(NOT_FREE, told.source + told.licence, re.I)


def test_every_folder_of_data_is_read() -> None:
    folders = {each.parent for each in data_files()}
    assert {path for path in PACKAGE.rglob("data") if path.is_dir()} <= folders


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "# Words. Source: our own\n# knowledge.\n# Licence: MIT.\n# Date: 2026-11.\n\na = 1\n",
            Provenance("our own knowledge.", "MIT", "2026-11"),
        ),
        (
            "# Sources. A; B.\n# Licence: CC0.\n# Date: 2026-01.\n",
            Provenance("A; B.", "CC0", "2026-01"),
        ),
        ("# Words.\n# Licence: MIT.\n# Date: 2026-11.\n", Provenance()),
        ("# Source: ours.\n# Date: 2026-11.\na = 1\n", Provenance()),
        ("a = 1\n# Source: ours.\n# Licence: MIT.\n# Date: 2026-11.\n", Provenance()),
    ],
)
def test_what_a_heading_says(text: str, told: Provenance) -> None:
    assert provenance(text) == told


def test_the_notice_of_the_open_government_licence_is_on_the_page() -> None:
    page = (ROOT / "docs" / "word-lists.md").read_text(encoding="utf-8")
    assert "Contains public sector information licensed under the [Open Government Licence" in page
