"""`cohortmatch watch`: its output, exit codes, rights and end, and what stands on the board."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from running import Command
from watching import HEAD, PEOPLE, banner, on_panels, write_list

WATCH = ("watch", "lists", "-o", "june", "--once")
BOARD, WALL = Path("june/board.html"), Path("wall/board.html")
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "watch.json"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such signals and rights there")


@pytest.fixture
def here(cohortmatch: Command) -> Command:
    """The command beside two lists that share two people, looked at when quiet for a moment."""
    write_list(Path("lists"), "IOM", 0, 1, 2)
    write_list(Path("lists"), "DIP", 1, 2, 3, 4)
    settings("")
    return cohortmatch


def settings(more: str) -> None:
    watch = "[watch]\nevery = 0.1\nquiet = 0.3\nreload = 30\n"
    Path("cohortmatch.toml").write_text(watch + more, encoding="utf-8")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_once_writes_report_and_board_and_says_so(here: Command) -> None:
    told = here(*WATCH)
    assert told.exit_code == 0, told.stderr
    assert "people are on more than one panel" in told.stdout
    assert told.stdout.endswith(" Board: june/board.html\n") and told.stderr == ""
    assert on_panels(text(BOARD)) == {"DIP": "4", "IOM": "3"}
    assert Path("june/cross-reference.xlsx").is_file()
    again = here(*WATCH)
    assert (again.exit_code, again.output) == (0, "")


def test_a_list_that_cannot_be_read_is_exit_code_1_and_told_once(here: Command) -> None:
    here(*WATCH)
    Path("lists/IOM.csv").write_bytes(b"")
    told = here(*WATCH)
    assert told.exit_code == 1
    assert "IOM.csv" in told.stderr and told.stdout == ""
    again = here(*WATCH)
    assert (again.exit_code, again.output) == (1, "")
    assert banner(text(BOARD)) == ["IOM cannot be read. The figures below are from before."]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("lists", "-o", "lists"), "give the report its own folder"),
        (("lists", "-o", "june", "--board", "june"), "give it a folder of its own"),
        (("-", "-o", "june"), "- cannot be watched"),
        (("lists",), "Missing option '-o'"),
    ],
)
def test_what_cannot_be_watched_is_wrong_usage(
    here: Command, args: tuple[str, ...], words: str
) -> None:
    told = here("watch", *args, "--once")
    assert told.exit_code == 2
    assert words in " ".join(told.stderr.split())


def test_a_faulty_setting_is_wrong_usage(here: Command) -> None:
    settings("quite = 3\n")
    told = here(*WATCH)
    assert told.exit_code == 2
    assert "watch.quite: is not a setting; did you mean “quiet”?" in told.stderr


def test_json_is_of_the_published_shape(here: Command) -> None:
    made = json.loads(here(*WATCH, "--json").stdout)
    Path("lists/IOM.csv").write_bytes(b"")
    trouble = json.loads(here(*WATCH, "--json").stdout)
    for each in (made, trouble):
        jsonschema.validate(each, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert made["made"] and made["headline"] and made["written"]
    assert not trouble["made"] and trouble["not_usable"][0]["list"] == "IOM.csv"


@POSIX
def test_others_may_read_the_board_in_its_own_folder_and_nothing_else(here: Command) -> None:
    before = os.umask(0o077)
    try:
        assert here(*WATCH, "--board", "wall").exit_code == 0
        here(*WATCH)
    finally:
        os.umask(before)
    assert rights(Path("wall")) == 0o755 and rights(WALL) == 0o644
    assert rights(Path("june")) == 0o700
    assert {rights(each) for each in Path("june").iterdir()} == {0o600}


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_board_apart_has_counts_only(here: Command) -> None:
    here(*WATCH, "--board", "wall")
    page = text(WALL)
    assert on_panels(page) == {"DIP": "1–4", "IOM": "1–4"}
    assert not [row for row in PEOPLE if row.split(",")[0] in page]
    assert "href" not in page and not BOARD.exists()


def test_a_list_named_after_somebody_has_a_number_there(here: Command) -> None:
    write_list(Path("lists"), "Jo Farthingay", 0, 5)
    here(*WATCH, "--board", "wall")
    assert "Farthingay" not in text(WALL)
    assert "list 3" in on_panels(text(WALL))
    Path("lists/Jo Farthingay.csv").write_bytes(b"")
    assert here(*WATCH, "--board", "wall").exit_code == 1
    assert "Farthingay" not in text(WALL)
    assert banner(text(WALL)) == ["List 3 cannot be read. The figures below are from before."]


def test_a_new_list_that_cannot_be_read_is_not_named_there(here: Command) -> None:
    here(*WATCH, "--board", "wall")
    Path("lists/Jo Farthingay.csv").write_bytes(b"")
    assert here(*WATCH, "--board", "wall").exit_code == 1
    assert banner(text(WALL))[0].startswith("A new list cannot be read.")


AGREED = (
    '[lists.IOM]\ncontact = "Kit Lomas"\nevery_days = 35\n'
    '[lists."Our panel"]\ncontact = "Kit Lomas"\n'
)


def test_what_was_agreed_and_is_late_or_lacking_stands_on_the_board(here: Command) -> None:
    Path("lists/IOM.csv").rename("lists/IOM 2025-01-31.csv")
    settings(AGREED)
    here(*WATCH)
    assert "A list is older than agreed: " in text(BOARD)
    assert "35 were agreed; ask Kit Lomas" in text(BOARD)
    here(*WATCH, "--board", "wall")
    page = text(WALL)
    assert "A list is older than agreed: " in page and "Our panel" in page
    assert "Lomas" not in page  # whom to ask is a person


def test_how_old_lists_are_and_which_did_not_come(here: Command) -> None:
    Path("lists/IOM.csv").rename("lists/IOM 2026-04-01.csv")
    Path("lists/DIP.csv").rename("lists/DIP 2026-06-30.csv")
    write_list(Path("lists"), "SGV", 0, 5)
    here(*WATCH, "--as-of", "2026-05-01")
    Path("lists/SGV.csv").unlink()
    for options in ((), ("--board", "wall")):
        here(*WATCH, "--as-of", "2026-06-01", *options)
        lines = rows(text(WALL if options else BOARD))
        assert lines == {
            "IOM": ["1 Apr 2026", "61 days", "Older than a month's refresh"],
            "DIP": ["30 Jun 2026", "in the future", ""],
            "SGV": ["–", "–", "Read on 1 May 2026 and not there this time"],
        }


def rows(page: str) -> dict[str, list[str]]:
    """What stands of each list in the table of how old they are."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    plain = [re.sub(r"<(?!/?t[hdr]).*?>", "", row) for row in body.split("</tr>")]
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in plain if "<th" in row]
    return {each[0]: [html.unescape(cell).strip() for cell in each[1:]] for each in cells}


def test_an_agreement_may_say_that_counts_are_shown(here: Command) -> None:
    here("agreement", "init", "lists", "-o", "agreement.toml")
    plain = text(Path("agreement.toml"))
    signed = re_signed(plain, 'small_counts = "show"\n')
    Path("agreement.toml").write_text(signed, encoding="utf-8")
    told = here(*WATCH, "--board", "wall")
    assert told.exit_code == 0, told.stderr
    assert on_panels(text(WALL)) == {"DIP": "4", "IOM": "3"}
    assert "href" not in text(WALL)


def re_signed(agreement: str, more: str) -> str:
    lines = [f"signed = 2020-01-01\n{more}" if e.startswith("# signed") else e
             for e in agreement.splitlines()]  # fmt: skip
    return "\n".join(lines) + "\n"


def test_purge_erases_the_board_with_its_report(here: Command) -> None:
    here(*WATCH, "--as-of", "2020-01-01")
    told = here("purge", "june")
    assert told.exit_code == 0, told.stderr
    assert not Path("june").exists()


def test_nothing_is_told_of_the_board_before_its_day(here: Command) -> None:
    here(*WATCH)
    assert "board.html" not in here("purge", "june").output
    assert BOARD.is_file()


def test_no_value_of_a_list_is_told(here: Command) -> None:
    Path("lists/SGV.csv").write_text(f"Zyxquill\n{HEAD}{PEOPLE[0]}\x00", encoding="utf-8")
    told = here(*WATCH, "-v")
    assert not [word for word in ("Zyxquill", "Quarmby", "Ivor") if word in told.output]


# As a process


def started(*options: str) -> subprocess.Popen[str]:
    """A watcher as a process of its own, once it has written its first board."""
    command = [sys.executable, "-m", "cohortmatch", *WATCH[:4], *options]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, text=True, preexec_fn=heard, **pipes)
    assert process.stdout is not None
    assert "Board: june/board.html" in process.stdout.readline()
    return process


@POSIX
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_ctrl_c_and_the_end_of_a_service_end_it_cleanly(here: Command, how: str) -> None:
    process = started()
    process.send_signal(getattr(signal, how))
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert err == "Watching lists. Ctrl-C ends it.\n"
    assert not [each for each in Path("june").iterdir() if each.name.startswith(".")]


@POSIX
def test_a_watcher_that_was_killed_keeps_nobody_away(here: Command) -> None:
    process = started()
    refused = here(*WATCH)
    assert refused.exit_code == 1 and "another watcher is at work there" in refused.stderr
    process.kill()
    process.communicate(timeout=30)
    write_list(Path("lists"), "IOM", 0)
    assert here(*WATCH).exit_code == 0
    assert on_panels(text(BOARD))["IOM"] == "1"


@POSIX
def test_a_change_is_on_the_board_soon(here: Command) -> None:
    process = started()
    try:
        write_list(Path("lists"), "IOM", 0, 1, 2, 3, 4)
        until = time.monotonic() + 30
        while on_panels(text(BOARD))["IOM"] != "5":
            assert time.monotonic() < until
            time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
