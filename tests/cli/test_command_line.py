"""What every command has in common: -V, -q, exit codes, and completion in each shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from cohortmatch.cli import app
from cohortmatch.cli.completion import SHELLS
from cohortmatch.cli.failures import FAILED, FOUND, WRONG_USAGE
from cohortmatch.version import __version__
from generating import commands_page, man_page
from pages import ROOT
from running import AS_OF, Command


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(cohortmatch: Command, option: str) -> None:
    assert cohortmatch(option).stdout == f"cohortmatch {__version__}\n"


def commands(command: click.Command, *above: str) -> dict[tuple[str, ...], click.Command]:
    """Every command that is no group, by the words that call it."""
    if not isinstance(command, click.Group):
        return {above: command}
    context, found = click.Context(command), {}
    for name in command.list_commands(context):
        each = command.get_command(context, name)
        assert each is not None
        found |= commands(each, *above, name)
    return found


OWN = {words: each for words, each in commands(app).items() if words[0] != "portal"}


@pytest.mark.parametrize(
    "words", [words for words in OWN if words != ("completion",)], ids=" ".join
)
def test_every_command_can_say_more_and_less(cohortmatch: Command, words: tuple[str, ...]) -> None:
    names = {name for each in OWN[words].params for name in each.opts}
    assert {"-v", "--verbose", "-q", "--quiet"} <= names
    told = cohortmatch(*words, "-q", "-v")
    assert told.exit_code == WRONG_USAGE and "-v and -q" in told.stderr


def test_a_quiet_run_prints_its_result_alone(cohortmatch: Command) -> None:
    people = "Surname,Forename,DOB\nArden,Mary,03/04/1989\nQuill,Otto,31/02/1990\n"
    for name in ("IOM.csv", "DIP.csv"):
        Path(name).write_text(people, encoding="utf-8")
    run = ("run", "IOM.csv", "DIP.csv", "-o", "out", "--as-of", AS_OF, "--no-store")
    loud, quiet = cohortmatch(*run), cohortmatch(*run, "-q")
    assert "to look at in the lists" in loud.stderr
    assert quiet.stderr == "" and quiet.stdout == loud.stdout
    assert quiet.exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("run", "gone.csv", "-o", "out"), FAILED, "Nothing was matched"),
        (("check", "."), WRONG_USAGE, "list"),
        (("why", "gone", "IOM:2", "DIP:2"), FAILED, "gone"),
        (("audit", "verify", "--audit", "gone.log"), FAILED, "gone.log"),
        (("run", ".", "-o", "out", "--no-such"), WRONG_USAGE, "--no-such"),
    ],
)
def test_an_error_is_said_however_quiet(
    cohortmatch: Command, args: tuple[str, ...], code: int, words: str
) -> None:
    loud, quiet = cohortmatch(*args), cohortmatch(*args, "-q")
    assert loud.exit_code == quiet.exit_code == code
    assert words in quiet.stderr


def test_every_exit_code_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = [int(code) for code in re.findall(r"^\| `(\d)` \|", page, re.M)]
    assert told == [0, FAILED, WRONG_USAGE, FOUND]


def test_the_pages_of_commands_have_every_option_and_h() -> None:
    page, man = commands_page(), man_page()
    for words, command in OWN.items():
        (own,) = re.findall(
            rf"^## cohortmatch {re.escape(' '.join(words))}\n\n```\n(.*?)^```", page, re.M | re.S
        )
        assert "-h, --help" in own
        for option in [each for each in command.params if isinstance(each, click.Option)]:
            assert all(name in own for name in option.opts)
            assert option.opts[-1].replace("-", "\\-") in man
        assert f".SS {' '.join(words)}".replace("-", "\\-") in man


def asked(shell: str, **environment: str) -> str:
    """What the command answers to a shell that asks how to go on."""
    told = subprocess.run(
        [sys.executable, "-m", "cohortmatch"],
        env={**os.environ, **environment, "_COHORTMATCH_COMPLETE": f"{shell}_complete"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return told.stdout


@pytest.mark.parametrize(
    ("shell", "environment", "answer"),
    [
        ("bash", {"COMP_WORDS": "cohortmatch ru", "COMP_CWORD": "1"}, "plain,run"),
        ("zsh", {"COMP_WORDS": "cohortmatch audit ver", "COMP_CWORD": "2"}, "plain\nverify\n"),
        ("fish", {"COMP_WORDS": "cohortmatch run --fail-o", "COMP_CWORD": "--fail-o"}, "--fail-on"),
        ("powershell", {"COMP_WORDS": "cohortmatch\nru", "COMP_WORD": "ru"}, "run\tMatch"),
        ("powershell", {"COMP_WORDS": "cohortmatch\ncompletion", "COMP_WORD": ""}, "powershell\t"),
        ("bash", {"COMP_WORDS": "cohortmatch run li", "COMP_CWORD": "2"}, "file,li"),
    ],
)
def test_each_shell_is_answered(shell: str, environment: Mapping[str, str], answer: str) -> None:
    assert answer in asked(shell, **environment)


def test_powershell_is_told_no_file_and_no_folder() -> None:
    told = asked("powershell", COMP_WORDS="cohortmatch\nrun\nli", COMP_WORD="li")
    assert told.strip() == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_calls_the_command(cohortmatch: Command, shell: str) -> None:
    told = cohortmatch("completion", shell)
    assert told.exit_code == 0 and told.stderr == ""
    assert "_COHORTMATCH_COMPLETE" in told.stdout and "cohortmatch" in told.stdout
    assert f"{shell}_complete" in told.stdout and "%(" not in told.stdout


IN_SHELL = {
    "bash": 'source script\nCOMP_WORDS=(cohortmatch de)\nCOMP_CWORD=1\n'
    '_cohortmatch_completion cohortmatch\nprintf "%s\\n" "${COMPREPLY[@]}"\n',
    "fish": 'source script\ncomplete -C "cohortmatch de"\n',
    "zsh": 'compdef() { print -- $2 }\nsource script\n'
    'words=(cohortmatch de)\nCURRENT=2\n_describe() { print -l -- ${(P)3} }\n'
    '_cohortmatch_completion\n',
}  # fmt: skip
"""What each shell does when Tab is pressed behind "cohortmatch de"."""


@pytest.mark.parametrize("shell", IN_SHELL)
def test_a_shell_completes_a_command(cohortmatch: Command, shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(cohortmatch("completion", shell).stdout, encoding="utf-8")
    own = tmp_path / "cohortmatch"
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cohortmatch "$@"\n', encoding="utf-8")
    own.chmod(0o755)
    told = subprocess.run(
        [program, "-c", IN_SHELL[shell]],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    found = {line.split(":")[0].split("\t")[0] for line in told.stdout.splitlines()}
    assert {"decide", "decisions", "demo"} <= found, told.stderr
