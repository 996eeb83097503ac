"""Everything that the product says of lists in a folder, to every reader, opened as text."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

from cohortmatch import reading
from running import AS_OF, Command

COLUMNS = {
    "memberships": ["person_id", "listing_id", "panel", "file", "sheet", "row", "role"],
    "links": ["left", "right", "weight", "band"],
}
TAG = re.compile(r"<[^>]*>")
UNREAD = re.compile(r"<(style|script|head)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """What was said: texts by what they are, `check --json`, and the tables of the whole report."""

    texts: Mapping[str, str]
    checked: Mapping[str, Any]
    memberships: pd.DataFrame
    links: pd.DataFrame
    page: str

    def shows(self, word: str) -> bool:
        """Whether a reader of the whole report's page sees a word, written so."""
        return re.search(rf"\b{re.escape(word)}\b", self.page) is not None

    def holding(self, words: frozenset[str], only: str = "") -> list[str]:
        """Where words stand, in any case, in the texts whose name begins so."""
        low = {word: word.casefold() for word in words}
        return [
            f"“{word}” in {name}"
            for name, text in self.texts.items()
            if name.startswith(only)
            for word, form in low.items()
            if form in text
        ]


def everything(cohortmatch: Command, lists: Path, out: Path) -> Said:
    """Checks the lists, reports on them whole and for each list, and asks why."""
    texts: dict[str, str] = {}
    with _reading_once():
        checked, memberships, links = _commands(cohortmatch, lists, out, texts)
    texts |= {f"{path.relative_to(out)}": text_of(path) for path in _files(out)}
    lowered = {name: f"{name}\n{text}".casefold() for name, text in texts.items()}
    return Said(lowered, checked, memberships, links, _page(out / "whole"))


def _reading_once() -> AbstractContextManager[object]:
    """Commands with the same files and settings share what was read: a third of the time goes into
    that, and it is the same each time."""
    read_all, known = reading.read_all, dict[str, reading.Reading]()

    def shared(sources: Any, **how: Any) -> reading.Reading:
        asked = repr((sources, how))
        if asked not in known:
            known[asked] = read_all(sources, **how)
        return known[asked]

    return mock.patch.object(reading, "read_all", shared)


def _commands(
    cohortmatch: Command, lists: Path, out: Path, texts: dict[str, str]
) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """Runs every command and adds what it prints; `check --json`, memberships and links."""

    def command(name: str, *args: object) -> str:
        ended = cohortmatch(*args)
        texts[f"{name}: stdout"], texts[f"{name}: stderr"] = ended.stdout, ended.stderr
        assert ended.exit_code in (0, 1), f"{name}: {ended.exit_code} {ended.stderr}"
        return str(ended.stdout)

    command("check", "check", lists)
    checked = json.loads(command("check --json", "check", lists, "--json"))
    command("run", "run", lists, "-o", out / "whole", "--as-of", AS_OF)
    memberships, links = (_table(out / "whole", name) for name in ("memberships", "links"))
    for each in dict.fromkeys(each["list"] for each in checked["lists"]):
        name = f"for {each}"
        command(name, "run", lists, "-o", out / name, "--as-of", AS_OF, "--for", each, "--json")
    for listings in _pairs(memberships):
        command("why", "why", out / "whole", *listings)
    return checked, memberships, links


def text_of(path: Path) -> str:
    """A file as text: a workbook as its XML, with the marks and without them."""
    if path.suffix != ".xlsx":
        return _plain(path.read_text(encoding="utf-8", errors="replace"))  # a store is no text
    with zipfile.ZipFile(path) as parts:
        return "\n".join(_plain(parts.read(each).decode("utf-8")) for each in parts.namelist())


def _plain(text: str) -> str:
    return f"{html.unescape(text)}\n{html.unescape(TAG.sub('', text))}"


def _page(folder: Path) -> str:
    """What a reader of the report sees on its page: nothing where the run was refused."""
    path = folder / "cross-reference.html"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return html.unescape(TAG.sub("\n", UNREAD.sub("", text)))


def _table(folder: Path, name: str) -> pd.DataFrame:
    """A table of the report; without rows where the run was refused and wrote none."""
    if not folder.exists():
        return pd.DataFrame(columns=COLUMNS[name], dtype=str)
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _pairs(memberships: pd.DataFrame) -> list[list[str]]:
    """The first person on two lists, by two listings and by one."""
    for _, rows in memberships.groupby("person_id"):
        if len(rows) > 1:
            listings = [str(each) for each in rows["listing_id"][:2]]
            return [listings, listings[:1]]
    return []


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
