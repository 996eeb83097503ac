"""A folder with a store, its log and reports, and the law that all that can be seen is logged."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from cohortmatch.core.own_names import WATCHER
from cohortmatch.services.audit import verify_log
from cohortmatch.services.places import Keeping


@dataclass(frozen=True)
class Place:
    """A folder with a store, its log and reports."""

    folder: Path

    @property
    def kept(self) -> Keeping:
        store = self.folder / "kept.db"
        return Keeping(store=store, audit=store.with_suffix(".audit.jsonl"), by="sam")

    @property
    def out(self) -> Path:
        return self.folder / "june"

    def copy(self, to: Path) -> Place:
        """The same in another folder, and its store knows that."""
        shutil.copytree(self.folder, to)
        with contextlib.closing(sqlite3.connect(to / "kept.db", isolation_level=None)) as store:
            for column in ("runs SET out = replace(out", "outputs SET path = replace(path"):
                store.execute(f"UPDATE {column}, ?, ?)", (str(self.folder), str(to)))
        return Place(to)

    def events(self) -> list[dict[str, object]]:
        log = self.kept.log_file
        lines = log.read_bytes().split(b"\n")[:-1] if log.exists() else []
        return [json.loads(line)["event"] for line in lines]

    def logged_outputs(self) -> set[str]:
        outputs = (each.get("outputs", {}) for each in self.events())
        return {digest for each in outputs for digest in each.values()}  # type: ignore[attr-defined]

    def logged_decisions(self) -> int:
        changes = (each for each in self.events() if each["kind"] == "alteration")
        return sum(each.get("counts", {}).get("decisions", 0) for each in changes)  # type: ignore[attr-defined]

    def ledger(self) -> int:
        with self.kept.opened() as store:
            return 0 if store is None else len(store.ledger())

    def files(self, out: str = "june") -> dict[str, bytes]:
        """What stands in a folder, but the empty file that a watcher holds."""
        folder = self.folder / out
        found = [e for e in folder.iterdir() if e.name != WATCHER] if folder.exists() else []
        return {e.name: e.read_bytes() for e in found}

    def holds_the_law(self, out: str = "june") -> None:
        """Everything that can be seen is logged, and the log is whole."""
        for name, content in self.files(out).items():
            assert hashlib.sha256(content).hexdigest() in self.logged_outputs(), name
        assert self.ledger() <= self.logged_decisions()
        if self.events():
            assert verify_log(self.kept).whole
