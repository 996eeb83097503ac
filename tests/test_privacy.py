"""Nobody is shown by accident: canary values from the lists are looked for wherever text comes out.

The canaries are in every column of every list. They may stand in the report; they may stand in no
output, no error, no log, no traceback and no repr.
"""

from __future__ import annotations

import ast
import logging
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import cohortmatch as cm
from cohortmatch import reading
from cohortmatch.cli import app
from cohortmatch.core.errors import ListErrors
from running import Command

CANARIES = (
    *("Zyxquill", "Vombatsky", "Wrenfold", "Grimsbyte", "Kestrelov"),
    *("1987-06-05", "05/06/1987", "5 June 1987", "2087/0000123", "QQ123456C", "A1234BC", "X555123"),
    *("RM99 9ZZ", "Canary Row"),
)
HEADINGS = "Surname,Forename,Alias,DOB,PNC ID,NI number,Prison No,CRN,Address,Post Code,Role,Notes"
ROW = ",".join(
    (
        *("Zyxquill", "Wrenfold", "Kestrelov", "05/06/1987", "2087/0000123X", "QQ123456C"),
        *("A1234BC", "X555123", "9 Canary Row", "RM99 9ZZ", "Offender", "Vombatsky Grimsbyte"),
    )
)
TROUBLED = ",".join(
    (
        *("Zyxquill (aka Vombatsky)", "Wrenfold 05/06/1987", "Kestrelov;Grimsbyte"),
        *("5 June 1987 or Zyxquill", "2087/0000123", "QQ123456C Zyxquill", "05/06/1987"),
        *("X555123 Vombatsky", "Canary Row Canary Row", "Zyxquill", "Grimsbyte", "05/06/1987"),
    )
)


@pytest.fixture
def canaries(tmp_path: Path) -> Path:
    """Three lists with the canaries in every column, in good cells and in troubled ones."""
    lists = tmp_path / "lists"
    lists.mkdir()
    for name in ("IOM", "SGV", "ASB"):
        rows = [ROW, TROUBLED, ROW, TROUBLED[::-1].replace(",", " "), ROW + ",Zyxquill,Wrenfold"]
        text = "\n".join([f"Zyxquill list {name}", HEADINGS, *rows, ""])
        (lists / f"{name}.csv").write_text(text, encoding="utf-8")
    return lists


def clean(text: str) -> bool:
    folded = text.casefold()
    found = [canary for canary in CANARIES if canary.casefold() in folded]
    assert not found, f"{len(found)} canaries told"
    return True


@pytest.mark.parametrize("options", [[], ["-v"], ["--json"]], ids=["plain", "verbose", "json"])
def test_no_command_prints_a_value(
    cohortmatch: Command, canaries: Path, caplog: pytest.LogCaptureFixture, options: list[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    checked = cohortmatch("check", canaries, *options)
    run = cohortmatch("run", canaries, "-o", "out", *options)
    told = cohortmatch("why", "out", "IOM:3", "SGV:3", *options)
    assert (checked.exit_code, run.exit_code, told.exit_code) == (0, 0, 0)
    assert clean(checked.output + run.output + told.output)
    assert clean(caplog.text)


def test_the_canaries_do_reach_the_report(cohortmatch: Command, canaries: Path) -> None:
    """Else the tests here would hold for a report of nothing."""
    cohortmatch("run", canaries, "-o", "out")
    people = Path("out/people.csv").read_text(encoding="utf-8")
    assert "zyxquill" in people.casefold()


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["plain", "json"])
def test_no_board_holds_a_value_and_watching_prints_none(
    cohortmatch: Command, canaries: Path, options: list[str]
) -> None:
    Path("cohortmatch.toml").write_text("[watch]\nquiet = 0.2\n", encoding="utf-8")
    for more in ([], ["--board", "wall"]):
        told = cohortmatch("watch", canaries, "-o", "out", "--once", *more, *options)
        assert told.exit_code == 0
        assert clean(told.output)
    for board in ("out/board.html", "wall/board.html"):
        assert clean(Path(board).read_text(encoding="utf-8"))


def test_no_repr_holds_a_value(canaries: Path) -> None:
    raw = reading.read_lists(canaries)
    listings = cm.read_lists(canaries)
    result = cm.match(listings)
    things: list[object] = [*raw, listings, listings.names, *listings.fields.values(), result]
    things += [*listings.noticed, *listings.lists, result.counts, result.view]
    things += [result.why("IOM:3", "SGV:3"), result.findings, result.manifest]
    assert clean("\n".join(map(repr, things)))
    assert clean("\n".join(map(str, things)))
    assert clean(result._repr_html_())


BROKEN = {
    "no names": "Colour,DOB\nZyxquill,05/06/1987\nVombatsky,05/06/1987\n",
    "a heading twice": "Surname,Forename,DOB,DOB\nZyxquill,Wrenfold,05/06/1987,06/05/1986\n",
    "no headings": "Zyxquill,Wrenfold,05/06/1987\nVombatsky,Kestrelov,05/06/1987\n",
    "a first row that could be headings": (
        "Zyxquill,Wrenfold,Unknown\nOdell,Una,31/01/1990\nPym,Ada,30/01/1991\n"
    ),
    "no rows": "Surname,Forename,DOB\n",
    "a stray quotation mark": 'Surname,Forename,DOB\n"Zyxquill,Wrenfold,05/06/1987\n',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_no_error_holds_a_value(cohortmatch: Command, canaries: Path, text: str) -> None:
    (canaries / "DIP.csv").write_text(text, encoding="utf-8")
    for command in (["check", canaries], ["run", canaries, "-o", "out"]):
        for options in ([], ["-v"], ["--json"]):
            told = cohortmatch(*command, *options)
            assert clean(told.output)
            assert "unexpectedly" not in told.stderr
    try:
        assert clean(repr(cm.match(canaries)))
    except ListErrors as error:
        assert clean(str(error) + repr(error))
        assert [clean(str(each) + repr(each)) for each in error.errors]


def crash(*_: object, **__: object) -> Any:
    """What a library might do: raise with a cell's value in the message, and in the cause's."""
    logging.getLogger("somebody").error("could not use %s", CANARIES[0])
    warnings.warn(CANARIES[1], UserWarning, stacklevel=1)
    try:
        raise KeyError(CANARIES[2])
    except KeyError as error:
        raise ValueError(" ".join(CANARIES)) from error


STAGES = {
    "read": "cohortmatch.reading.read_all",
    "normalise": "cohortmatch.normalising.coded",
    "block": "cohortmatch.linkage.blocking.plan",
    "compare": "cohortmatch.linkage.comparing.Comparers.compare",
    "score": "cohortmatch.linkage.scoring.Weigher.weigh",
    "report": "cohortmatch.reporting.CrossReference.files",
}


@pytest.fixture(params=STAGES.values(), ids=STAGES.keys())
def crashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One stage that raises an exception which holds canaries."""
    monkeypatch.setattr(request.param, crash)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.usefixtures("crashing")
@pytest.mark.parametrize("options", [[], ["-v"], ["--json"], ["--json", "-v"]])
def test_a_crash_tells_what_kind_and_where_and_no_value(
    cohortmatch: Command, canaries: Path, options: list[str]
) -> None:
    told = cohortmatch("run", canaries, "-o", "out", *options)
    assert told.exit_code == 1
    assert clean(told.output)
    assert told.stderr.startswith("cohortmatch failed unexpectedly (ValueError in ")
    assert not Path("out").exists()
    if "-v" in options:
        assert "builtins.KeyError" in told.stderr
        assert "in crash" in told.stderr
    else:
        assert len(told.stderr.splitlines()) == 1


def test_a_crash_in_a_real_process_tells_no_value_either(canaries: Path, tmp_path: Path) -> None:
    """Warnings and logs of libraries are silenced too: the whole of stderr is one line."""
    code = (
        "import sys, warnings, logging\n"
        "from cohortmatch import normalising\n"
        "def crash(*_, **__):\n"
        "    warnings.warn('Zyxquill'); logging.getLogger('x').critical('Vombatsky')\n"
        "    raise ValueError('Wrenfold')\n"
        "normalising.coded = crash\n"
        "from cohortmatch.cli import main\n"
        f"sys.argv = ['cohortmatch', 'run', {str(canaries)!r}, '-o', 'out']\n"
        "main()\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert clean(told.stdout + told.stderr)
    assert len(told.stderr.splitlines()) == 1


def test_what_is_not_a_failure_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupting is not a crash."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Group, "invoke", interrupt)
    told = CliRunner().invoke(app, ["demo"])
    assert told.exit_code == 1
    assert "unexpectedly" not in told.stderr


@pytest.mark.parametrize("as_frames", [True, False], ids=["frames", "paths"])
def test_the_library_logs_and_prints_nothing(
    canaries: Path,
    as_frames: bool,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    frames = {raw.info.name: raw.frame for raw in reading.read_lists(canaries)}
    result = cm.match(frames if as_frames else canaries)
    assert len(result.listings.lists) == 3
    out, err = capfd.readouterr()
    assert (out, err, caplog.text) == ("", "", "")


def refused(*_: object, **__: object) -> Any:
    raise AssertionError("a network was asked for")


def test_no_command_asks_for_a_network(
    cohortmatch: Command, canaries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    for command in (
        ("demo", "-o", "practice"),
        ("check", canaries, "--save"),
        ("run", canaries, "-o", "out"),
        ("run", canaries, "-o", "for IOM", "--for", "IOM"),
        ("why", "out", "IOM:3", "SGV:3"),
        ("audit", "verify"),
        ("purge", "--dry-run"),
    ):
        told = cohortmatch(*command)
        assert told.exit_code == 0, told.stderr


NETWORK = {
    *("aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("socketserver", "ssl", "telnetlib", "urllib", "urllib3", "waitress", "webbrowser", "xmlrpc"),
}
NO_NETWORK = ("urllib.parse",)
"""What such a module has that only reads text."""


def test_only_the_page_of_a_review_and_the_portal_s_server_can_reach_a_network() -> None:
    """They listen on this machine; `cli/test_review.py` and `cli/test_reconcile.py` hold the first
    to that."""
    package = Path(cm.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if NETWORK & set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    }
    served = {"portal/serving.py", "portal/too_large.py"}
    own = {"cli/review_server.py", "cli/reconcile_server.py"}
    assert found == {"cli/review.py", "cli/local_server.py", *own, *served}


def imported(tree: ast.AST) -> Iterator[str]:
    """The first word of each module that is imported, at the top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "" if node.module in NO_NETWORK else (node.module or "").split(".")[0]
