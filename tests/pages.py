"""The pages of the documentation as things to run: their blocks, what they print, what they should.

A ```console block holds commands after "$ " and what they print, standard output and standard error
as they come. A ```python block is run as it stands; what it prints is in the ```text block that
follows. All blocks of a page share one folder and one namespace. A line "…" stands for any lines
left out. Other blocks are only read.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<out>(?:(?!\$ ).*\n)*)", re.M)
LEFT_OUT = "…"
OPTIONAL = {"recordlinkage": "recordlinkage", "from-splink": "splink"}
"""Tools that pages and examples of these names need, and that not every environment can have."""


@dataclass(frozen=True)
class Printed:
    """What a page says is printed, where it says it, and what is printed."""

    start: int
    end: int
    expected: str
    actual: str

    @property
    def agrees(self) -> bool:
        """Whether what is printed is what the page says, but for what it leaves out."""
        parts = [re.escape(part) for part in f"\n{self.expected}".split(f"\n{LEFT_OUT}\n")]
        return re.fullmatch("\n(?:.*\n)*?".join(parts), f"\n{self.actual}") is not None

    @property
    def rewritten(self) -> str:
        """What the page should say, leaving out as much as it did; as it is where it agrees."""
        if self.agrees:
            return self.expected
        lines, said = self.actual.splitlines(), self.expected.splitlines()
        if LEFT_OUT not in said:
            return self.actual
        head, tail = said.index(LEFT_OUT), len(said) - said.index(LEFT_OUT) - 1
        kept = [*lines[:head], LEFT_OUT, *(lines[-tail:] if tail else [])]
        return "".join(f"{line}\n" for line in kept)


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def needs(path: Path) -> str:
    """The tool that a page or an example is about and that is not installed, '' when none is."""
    tool = OPTIONAL.get(path.stem.partition("_")[2] or path.stem, "")
    return tool if tool and importlib.util.find_spec(tool) is None else ""


def printed(page: Path, folder: Path) -> Iterator[Printed]:
    """Run a page's blocks in a folder; what each of its outputs should be and is."""
    names: dict[str, object] = {"__name__": "__page__"}
    out = ""
    for block in FENCE.finditer(page.read_text(encoding="utf-8")):
        if block["kind"] == "console":
            yield from _console(block["text"], block.start("text"), folder)
        elif block["kind"] == "python":
            out = _python(block["text"], names, folder)
        elif block["kind"] == "text" and out:
            yield Printed(block.start("text"), block.end("text"), block["text"], out)
            out = ""


def _console(text: str, start: int, folder: Path) -> Iterator[Printed]:
    """Each command of a block with what follows it."""
    for each in COMMAND.finditer(text):
        place = start + each.start("out"), start + each.end("out")
        yield Printed(*place, each["out"], _run(each["command"], folder))


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    if words[0] == "cohortmatch":
        words[:1] = [sys.executable, "-m", "cohortmatch"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COHORTMATCH")}
    told = subprocess.run(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        env={**kept, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return told.stdout.decode("utf-8").replace("\r\n", "\n")


def _python(text: str, names: dict[str, object], folder: Path) -> str:
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out):
        exec(compile(text, "<page>", "exec"), names)
    return out.getvalue()
