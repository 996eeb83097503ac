"""What several tests need: invented lists in files, and the command run on them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from cohortmatch.cli import app
from cohortmatch.reporting import CrossReference
from cohortmatch.synthetic import Invented, invent, write_lists
from running import AS_OF, Command
from sketches import Sketch, answer, borough

# The same examples every run, however busy the machine; EXPLORE=1 tries others, LAWS=short fewer.
settings.register_profile(
    "steady",
    max_examples=25 if os.environ.get("LAWS") == "short" else 100,
    derandomize=not os.environ.get("EXPLORE"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def invented() -> Invented:
    """Nine invented lists of 200 people, with their truth."""
    return invent(5, people=200)


@pytest.fixture(scope="session")
def lists(invented: Invented, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the nine lists as files; no test changes it."""
    folder = tmp_path_factory.mktemp("invented") / "lists"
    write_lists(invented, folder)
    return folder


@pytest.fixture(scope="session")
def report(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report on the nine lists; no test changes it."""
    out = tmp_path_factory.mktemp("report") / "june"
    told = CliRunner().invoke(app, ["run", str(lists), "-o", str(out), "--as-of", AS_OF])
    assert told.exit_code == 0, told.stderr
    return out


@pytest.fixture
def cohortmatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command in an empty folder and a wide terminal; answers its exit code, stdout and
    stderr."""
    for name in [name for name in os.environ if name.startswith("COHORTMATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "400")  # so wide that no sentence goes on in a line of its own
    monkeypatch.chdir(tmp_path)

    def run(*args: object, **options: object) -> Result:
        return CliRunner().invoke(app, [str(each) for each in args], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def result() -> CrossReference:
    """The cross-reference of a small borough; see `sketches.borough`."""
    return borough()


@pytest.fixture
def nothing() -> CrossReference:
    """Two lists that share nobody."""
    columns = {"Surname": "surname", "Forename": "forename"}
    lists = [
        Sketch("IOM", columns=columns, rows={2: ("ARDEN", "Mary")}),
        Sketch("DIP", columns=columns, rows={2: ("QUILL", "Otto")}),
    ]
    return answer(lists, [], {})
