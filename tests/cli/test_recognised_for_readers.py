"""A list under another name: what its rows tell the analyst changes nothing for other readers."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from cohortmatch.disclosure.closed_names import ANOTHER
from disclosure.agreeing import TEXT
from running import Command

from .test_recognised_lists import write

STORE = ("--store", "cohortmatch.db")
IOM, OTHERS = {"IOM": "ABCDEF"}, "AEGH"
RENAMED = [
    # June's file, July's, and what July's is called
    ("Jo Farthingay", "Lamp room", ANOTHER),
    ("Jo Farthingay tenants", "Lamp room", ANOTHER),
    ("Lamp room - Jo Farthingay", "Lamp room July", ANOTHER),
    ("Lamp room", "Jo Farthingay", ANOTHER),
    ("ViSOR - Jo Farthingay", "Lamp room", ANOTHER),
    ("MAPPA", "Lamp room", ANOTHER),
    ("Lamp room", "MAPPA Jo Farthingay", "MAPPA"),
    ("Jo Farthingay", "ViSOR July", "ViSOR"),
    ("SGV", "Lamp room", ANOTHER),
]


def edition(cohortmatch: Command, folder: str, day: str, *store: str) -> tuple[str, str]:
    """IOM's edition: every text of its files, and what the analyst was told."""
    out = Path(f"out-{folder}-{len(store)}")
    told = cohortmatch("run", folder, "-o", str(out), "--for", "IOM", "--as-of", day, *store)
    assert told.exit_code == 0, told.stderr
    return "".join(map(_text, sorted(out.iterdir()))), told.stdout + told.stderr


def _text(file: Path) -> str:
    if file.suffix != ".xlsx":
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def known_to(text: str) -> set[str]:
    """The lists of which somebody is told to be on them."""
    return set(re.findall(r"Known to ([^<:]*): ask", text))


def ticks(text: str) -> int:
    return text.count("✓")


@pytest.mark.parametrize(("june", "july", "called"), RENAMED)
def test_a_list_that_its_rows_show_is_called_as_its_file_alone_says(
    cohortmatch: Command, june: str, july: str, called: str
) -> None:
    write("june", {**IOM, june: OTHERS})
    first, _ = edition(cohortmatch, "june", "2026-06-01", *STORE)
    write("july", {**IOM, july: OTHERS})
    alone, _ = edition(cohortmatch, "july", "2026-07-01", "--no-store")
    again, told = edition(cohortmatch, "july", "2026-07-01", *STORE)
    assert f"is taken as {june}" in told
    assert known_to(again) == known_to(alone) == {called}
    assert ticks(again) == ticks(alone)
    assert "Farthingay" not in first + alone + again


def test_rows_open_no_list_until_its_file_is_named(cohortmatch: Command) -> None:
    write("june", {**IOM, "SGV": OTHERS})
    first, _ = edition(cohortmatch, "june", "2026-06-01", *STORE)
    write("july", {**IOM, "Lamp room": OTHERS})
    again, told = edition(cohortmatch, "july", "2026-07-01", *STORE)
    assert ticks(first) > ticks(again)
    assert "Closed to IOM: SGV (only its rows say which list it is" in told
    named = ("--panel", "SGV=july/Lamp room.csv", *STORE)
    opened, told = edition(cohortmatch, "july", "2026-07-01", *named)
    assert ticks(opened) == ticks(first) and "Closed to IOM" not in told


@pytest.mark.parametrize("july", ["Gangs", "NPS"])
def test_a_restricted_list_is_not_opened_by_its_file_s_name(
    cohortmatch: Command, july: str
) -> None:
    """The rows show that it is MAPPA's; the reader learns of neither name."""
    write("june", {**IOM, "MAPPA": OTHERS})
    edition(cohortmatch, "june", "2026-06-01", *STORE)
    write("july", {**IOM, july: OTHERS})
    again, told = edition(cohortmatch, "july", "2026-07-01", *STORE)
    assert "is taken as MAPPA" in told
    assert known_to(again) == {ANOTHER}


@pytest.mark.parametrize("named", [False, True])
def test_under_an_agreement_rows_give_nobody_a_right_to_a_list(
    cohortmatch: Command, named: bool
) -> None:
    """A rule for DIP's list holds for a file that is DIP's by its name, or that is named so."""
    write("june", {**IOM, "DIP": OTHERS})
    write("july", {**IOM, "Lamp room": OTHERS})
    for folder in ("june", "july"):
        (Path(folder) / "agreement.toml").write_text(TEXT, encoding="utf-8")
    purpose = ("--purpose", "IOM panel")
    more = (*purpose, *STORE)
    first, _ = edition(cohortmatch, "june", "2026-06-01", *more)
    alone, _ = edition(cohortmatch, "july", "2026-07-01", *purpose, "--no-store")
    panel = ("--panel", "DIP=july/Lamp room.csv") if named else ()
    again, told = edition(cohortmatch, "july", "2026-07-01", *more, *panel)
    assert ("is taken as DIP" in told) != named
    assert ticks(first) > ticks(alone)
    assert ticks(again) == ticks(first if named else alone)


NOT_THE_LIST = [
    "Former SGV nominals",
    "Removed from SGV",
    "Removed from the SGV",
    "Not SGV",
    "Ex-SGV",
    "No longer on SGV",
    "SGV victims",
    "Witnesses",
]


@pytest.mark.parametrize("name", NOT_THE_LIST)
def test_a_name_that_says_it_is_not_the_list_is_never_taken_for_it(
    cohortmatch: Command, name: str
) -> None:
    write("june", {**IOM, "SGV": OTHERS})
    edition(cohortmatch, "june", "2026-06-01", *STORE)
    write("july", {**IOM, name: OTHERS})
    alone, _ = edition(cohortmatch, "july", "2026-07-01", "--no-store")
    again, told = edition(cohortmatch, "july", "2026-07-01", *STORE)
    assert "looks like" not in told
    assert (known_to(again), ticks(again)) == (known_to(alone), ticks(alone))


@pytest.mark.parametrize(
    ("june", "july", "taken"),
    [
        ("Lamp room", "Former Lamp room", False),
        ("Lamp room", "Removed from the Lamp room", False),
        ("Former SGV", "Former SGV nominals", True),
        ("DIP", "Former SGV nominals", True),
        ("Lamp room", "Former glory", True),
    ],
)
def test_only_the_list_that_is_denied_is_not_taken(
    cohortmatch: Command, june: str, july: str, taken: bool
) -> None:
    write("june", {**IOM, june: OTHERS})
    edition(cohortmatch, "june", "2026-06-01", *STORE)
    write("july", {**IOM, july: OTHERS})
    _, told = edition(cohortmatch, "july", "2026-07-01", *STORE)
    assert (f"is taken as {june}" in told) == taken
