"""What a command was given to read, and the reading of it, with every reason why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cohortmatch.config import Settings
from cohortmatch.errors import ListError
from cohortmatch.pipeline import Plan, Seconds, Survey, survey
from cohortmatch.reading.sources import sources_of
from cohortmatch.types import Passwords, RawList

EXPORT_AGAIN = "leave the file out, or export it again"


@dataclass(frozen=True)
class Given:
    """Paths and settings of one command; `panels` are the files named on the command line."""

    lists: tuple[Path, ...]
    settings: Settings
    panels: Mapping[str, Path]
    passwords: Passwords | None = None

    def survey(self, plan: Plan, seconds: Seconds) -> Survey:
        """Read everything; a list with headings but no rows is an error here."""
        found, _ = sources_of(list(self.lists), self.panels)
        files = [source.path for source in found if source.path is not None]
        read = survey(
            list(self.lists),
            plan,
            columns=self.settings.columns,
            panels={**self._named(files), **self.panels},
            passwords=self.passwords,
            seconds=seconds,
        )
        return replace(
            read, errors=(*read.errors, *(_no_rows(raw) for raw in read.raw if not raw.rows))
        )

    def _named(self, files: list[Path]) -> dict[str, Path]:
        """The files that the settings name, but for those that the command line names."""
        taken = {path.resolve() for path in self.panels.values()}
        said = self.settings.panels(files)
        return {name: path for name, path in said.items() if path.resolve() not in taken}


def _no_rows(raw: RawList) -> ListError:
    return ListError(raw.info.name, "the list has headings but no rows", EXPORT_AGAIN)
