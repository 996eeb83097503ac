"""No page and no message installs cohortmatch by name: on the index it is another project's."""

from __future__ import annotations

import ast
import builtins
import importlib.util
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cohortmatch.core.errors import CohortmatchError
from cohortmatch.core.installing import WHEEL, install_extra
from cohortmatch.version import __version__
from pages import ROOT

READ = ("*.md", "*.toml", "*.cff", "*.yml", "*.html", "*.txt", "*.service", "*.ipynb", "Makefile")
LEFT_OUT = {".venv", ".venv-pandas2", ".rendering", "node_modules", ".git", "site", "dist", "build"}

INSTALLERS = {"pip", "pip3", "pipx", "uv", "uvx", "poetry", "pdm", "conda", "mamba"}
FETCHES = {"install", "download", "wheel", "add", "run", "inject", "upgrade", "require"}
NAMES_THE_FILE = {"--from", "--spec"}
BARE_NAME = re.compile(r"cohortmatch(?:[\[=<>~!@.].*)?")
REQUIREMENT = re.compile(r"(?<![\w/.-])cohortmatch\[[\w, -]+\]")


def instructions(text: str) -> list[str]:
    """What of a text installs cohortmatch by its name: commands, and requirements with extras."""
    found = []
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        commands = re.split(r"&&|[;|`]|(?<!\S)#", line)
        found += [command.strip() for command in commands if _fetches_by_name(command)]
        found += REQUIREMENT.findall(line)
    return found


def _fetches_by_name(command: str) -> bool:
    words = [word.strip("\"'`,()") for word in command.split()]
    tools = [i for i, word in enumerate(words) if word.rpartition("/")[2] in INSTALLERS]
    after = words[tools[0] :] if tools else []
    is_fetch = after[:1] == ["uvx"] or bool(FETCHES & set(after[1:4]))
    by_name = any(BARE_NAME.fullmatch(word) and ".pyz" not in word for word in after)
    return is_fetch and by_name and not NAMES_THE_FILE & set(after)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("pip install cohortmatch", True),
        ("pip install cohortmatch[portal]", True),
        ('python -m pip install --upgrade "cohortmatch[portal]"', True),
        ("pip install -q 'cohortmatch==0.1.0'", True),
        ("pip3 install pandas cohortmatch", True),
        ("pip download -d wheels cohortmatch", True),
        ("pip install --no-index --find-links wheels 'cohortmatch[portal]'", True),
        ("pipx install cohortmatch", True),
        ("pipx run cohortmatch check lists", True),
        ("uv tool install cohortmatch", True),
        ("uv pip install \\\n  cohortmatch", True),
        ("uvx cohortmatch demo", True),
        ("uv add cohortmatch", True),
        ("it needs `cohortmatch[passwords]`", True),
        ("To install it: pip install cohortmatch.", True),
        ("pip install './cohortmatch-1.0.0-py3-none-any.whl[portal]'", False),
        ("pip install .", False),
        ("pip install '.[portal]'  # cohortmatch in a checkout", False),
        ("pipx install ./cohortmatch-1.0.0-py3-none-any.whl && cohortmatch demo", False),
        ("uvx --from ./cohortmatch-1.0.0-py3-none-any.whl cohortmatch demo", False),
        ("/opt/cohortmatch/bin/pip install --no-index ./wheels/cohortmatch-1.0.0.whl", False),
        ("python cohortmatch.pyz check lists", False),
        ("cohortmatch run lists", False),
        ("pip uninstall cohortmatch", False),
    ],
)
def test_an_instruction_by_name_is_recognised(text: str, is_one: bool) -> None:
    assert bool(instructions(text)) is is_one


def own_files(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for path in ROOT.rglob(pattern):
            if not LEFT_OUT & set(path.relative_to(ROOT).parts):
                yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_page_installs_by_name() -> None:
    pages = [*own_files(*READ), *(ROOT / ".ci").iterdir()]
    assert ROOT / "README.md" in pages and len(pages) > 100
    found = {
        name(path): told
        for path in pages
        if path != ROOT / "pyproject.toml" and (told := instructions(path.read_text("utf-8")))
    }
    assert not found


def strings(path: Path) -> Iterator[str]:
    """Every string of a module as it is when it runs; what an f-string fills in is "{}"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )


@pytest.mark.parametrize("folder", ["src", "examples", "benchmarks"])
def test_no_message_installs_by_name(folder: str) -> None:
    modules = list((ROOT / folder).rglob("*.py"))
    assert modules
    found = {
        name(path): told
        for path in modules
        if (told := [each for text in strings(path) for each in instructions(text)])
    }
    assert not found


def test_a_wheel_file_that_a_page_names_is_of_this_version() -> None:
    for path in own_files("*.md"):
        if path.name != "CHANGELOG.md":
            told = re.findall(r"cohortmatch-[\d.]+-py3-none-any\.whl", path.read_text("utf-8"))
            assert set(told) <= {WHEEL}, name(path)


EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_hint_names_the_wheel_file_and_the_extra(extra: str) -> None:
    assert install_extra(extra).endswith(f'pip install "./{WHEEL}[{extra}]"')
    assert __version__ in WHEEL and not instructions(install_extra(extra))


def _locked_file() -> None:
    from cohortmatch.reading.formats.passwords import _opened

    _opened(b"", "IOM.xlsx", "secret")


def _toolkit() -> None:
    from cohortmatch.extras.recordlinkage import _toolkit as toolkit

    toolkit()


def _portal() -> None:
    from cohortmatch.portal.extra import need_extra

    need_extra()


def _postgresql() -> None:
    from cohortmatch.portal.configuration import database_settings
    from cohortmatch.portal.places import PortalFolder

    database_settings(PortalFolder(Path("portal")), "postgresql://portal@/portal")


@pytest.mark.parametrize(
    ("extra", "use"),
    [
        ("passwords", _locked_file),
        ("recordlinkage", _toolkit),
        ("portal", _portal),
        ("portal-postgresql", _postgresql),
    ],
)
def test_whoever_lacks_an_extra_is_told_how_to_install_it(
    extra: str, use: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert extra in EXTRAS
    _without(("msoffcrypto", "recordlinkage", "django", "psycopg"), monkeypatch)
    with pytest.raises(CohortmatchError) as told:
        use()
    assert install_extra(extra) in str(told.value)


def _without(packages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """As where these packages are not installed."""
    truly, spec = builtins.__import__, importlib.util.find_spec

    def imported(wanted: str, *args: Any, **more: Any) -> Any:
        if wanted.partition(".")[0] in packages:
            raise ModuleNotFoundError(wanted)
        return truly(wanted, *args, **more)

    def found(wanted: str, *args: Any) -> Any:
        return None if wanted in packages else spec(wanted, *args)

    monkeypatch.setattr(builtins, "__import__", imported)
    for module in ("extra", "configuration"):
        monkeypatch.setattr(f"cohortmatch.portal.{module}.find_spec", found)
