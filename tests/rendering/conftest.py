"""A report as people get it, and the programs that show it.

What is looked for: chromium (or chrome), node, LibreOffice, poppler's tools, and the npm packages
axe-core and playwright-core under `.rendering`. A test that needs what is not here is skipped with
a word; `.ci/run` installs all of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cohortmatch.cli import app

ROOT = Path(__file__).parents[2]
MODULES = ROOT / ".rendering"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFICES = ("soffice", "libreoffice")


def program(*names: str) -> str:
    """The first of some programs that is installed; the test is skipped when none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed; .ci/run installs it")
    return found


def browser_and_modules() -> tuple[str, str, Path]:
    """The browser, node, and where its packages are; the test is skipped when one is missing."""
    browser, node = program(*BROWSERS), program("node")
    for name in ("axe-core", "playwright-core"):
        if not (MODULES / "node_modules" / name).is_dir():
            pytest.skip(f"{name} is not installed under .rendering; .ci/run installs it")
    return browser, node, MODULES


def run(*command: str | Path, timeout: int = 240) -> str:
    """What a command prints."""
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@dataclass(frozen=True)
class Report:
    """The folder of the whole report, that of one panel's edition, and that of the statistics."""

    whole: Path
    edition: Path
    statistics: Path

    @property
    def pages(self) -> dict[str, Path]:
        """Every page."""
        return {
            "whole": self.whole / "cross-reference.html",
            "edition": next(self.edition.glob("agenda-*.html")),
            "statistics": self.statistics / "statistics.html",
        }


@pytest.fixture(scope="session")
def report(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Four months' reports out of one store: the last month's, its edition for IOM, and its
    statistics."""
    folder = tmp_path_factory.mktemp("rendered")
    earlier = folder / "may"
    shutil.copytree(lists, earlier)
    iom = next(earlier.glob("IOM*.csv"))
    lines = iom.read_text(encoding="utf-8").splitlines(keepends=True)
    iom.write_text("".join(lines[:-6]), encoding="utf-8")
    store = ("--store", folder / "cohortmatch.db")
    for month in ("03", "04", "05"):
        command("run", earlier, "-o", folder / "earlier", "--as-of", f"2026-{month}-01", *store)
    command("run", lists, "-o", folder / "out-june", "--as-of", "2026-06-01", *store)
    edition = ("--for", "IOM", "--as-of", "2026-06-01", *store)
    command("run", lists, "-o", folder / "apart" / "iom", *edition)
    command("statistics", folder / "out-june", "-o", folder / "stats")
    return Report(folder / "out-june", folder / "apart" / "iom", folder / "stats")


def command(*args: object) -> None:
    """Run cohortmatch."""
    done = CliRunner().invoke(app, [str(each) for each in args])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def seen(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What a real browser sees of every page, each with the path of its print."""
    browser, node, modules = browser_and_modules()
    folder, look = tmp_path_factory.mktemp("prints"), Path(__file__).with_name("look.mjs")
    told = {}
    for name, page in report.pages.items():
        pdf = folder / f"{name}.pdf"
        told[name] = json.loads(run(node, look, browser, modules, page, pdf)) | {"pdf": pdf}
    return told


@pytest.fixture(scope="session")
def printed(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both workbooks as LibreOffice prints them."""
    office = program(*OFFICES)
    program("pdftotext")
    folder = tmp_path_factory.mktemp("office")
    books = {
        "whole": report.whole / "cross-reference.xlsx",
        "edition": next(report.edition.glob("agenda-*.xlsx")),
    }
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for book in books.values():
        convert = ("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book))
        subprocess.run(
            [office, profile, *convert],
            check=True,
            capture_output=True,
            timeout=240,
            env={**os.environ, "HOME": str(folder)},
        )
    return {name: folder / f"{book.stem}.pdf" for name, book in books.items()}


def pages_of(pdf: Path) -> list[str]:
    """The text of each page of a print."""
    return run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
