"""The edition for one panel: its agenda, what is new, and the corrections for the list's keeper.

    edition = result.edition("IOM", meeting="main")
    edition.write("for IOM")        agenda-IOM-80-people.xlsx and .html

It begins with the chair's page: the agenda of one of the panel's meetings, or of everyone on its
list. A reader that does not meet, such as a register, has none.

The file names say who they are for and how many people they hold; under a sharing agreement that is
a recipient. `audience` decides what may be shown of other lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from cohortmatch.core import markup
from cohortmatch.core.accepting import a_path
from cohortmatch.core.journal import ONLY_WRITTEN, Steps
from cohortmatch.core.uncollected import uncollected
from cohortmatch.disclosure.audience import Audience
from cohortmatch.disclosure.folders import refuse_mixing, stem_for
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.stated import shortest, watermark
from cohortmatch.people.meetings import Meeting
from cohortmatch.reporting.agenda import agenda, edition_sheets, headline
from cohortmatch.reporting.chair import Chair, is_chaired
from cohortmatch.reporting.changed import changed_files_of_edition
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.own_digest import BLANK, PROPERTY, with_own_digest
from cohortmatch.reporting.set_aside import set_aside_names
from cohortmatch.reporting.sheet import Cell, ReportSheet
from cohortmatch.reporting.sheets.chair import chair_sheet
from cohortmatch.store.earlier_runs import PastEdition


@dataclass(frozen=True, eq=False, repr=False)
class Edition:
    """The report for one panel; made by `CrossReference.edition`."""

    audience: Audience
    marking: Marking
    meeting: Meeting | None = None

    @property
    def name(self) -> str:
        """Whose edition it is."""
        return self.audience.reader

    @property
    def label(self) -> str:
        """What its files are called after: its reader, and what tells that reader's editions apart
        where a sharing agreement lets it have several."""
        return self.audience.label

    @property
    def size(self) -> int:
        """How many people it holds."""
        return len(self.audience.people)

    @property
    def headline(self) -> str:
        """The headline of the edition, without names."""
        return headline(self.audience)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the headline."""
        return self._own_sheets[0].lines

    @property
    def closed(self) -> tuple[str, ...]:
        """The lists that are closed to its reader, by name."""
        return tuple(each.name for each in self.audience.view.closed)

    @property
    def closed_words(self) -> tuple[str, ...]:
        """Which lists are closed to its reader and why, for the analyst who makes the edition."""
        return tuple(self.audience.closed_words())

    @property
    def agenda(self) -> pd.DataFrame:
        """The people who are on another panel too, as on the sheet; indexed by `ref`."""
        table = agenda(self.audience).table
        heads = [column.heading for column in table.columns]
        rows = [[_plain(cell) for cell in row] for row in table.rows]
        frame = pd.DataFrame(rows, columns=heads)
        return frame.set_index(heads[0]).rename_axis("ref")

    def kept(self, key: str) -> PastEdition:
        """What the store keeps for the next edition; `key` is that of the store's digests."""
        return self.audience.kept(key)

    @cached_property
    def stem(self) -> str:
        """The name of its files, without their ending."""
        return f"{stem_for(self.label)}{self.size}-{'person' if self.size == 1 else 'people'}"

    def write(self, folder: str | Path, steps: Steps = ONLY_WRITTEN) -> tuple[Path, ...]:
        """Write workbook and page into a folder of their own: both, or neither and an OutputError.
        The paths written. `steps` are done on the way.

        Where people have changed such a file of an earlier edition, a copy of it stands under a
        dated name beside the new one afterwards, and is the last of the paths. Refused where the
        folder holds another audience's edition or the whole report.
        """
        place = a_path("folder", folder)
        refuse_mixing(place, self.label)
        files = self.files()
        contents = {**files, **_copies(place, files)}
        return write_files(place, contents, shared=self.is_shared, steps=steps)

    @uncollected()
    def files(self) -> dict[str, bytes]:
        """Workbook and page by their names, made and not written."""
        files = {f"{self.stem}.xlsx": self._workbook(), f"{self.stem}.html": self._page()}
        return {name: with_own_digest(name, content) for name, content in files.items()}

    @property
    def is_shared(self) -> bool:
        """Whether what is written is for everybody who may see its folder."""
        return self.audience.view.choices.shared_folder

    @cached_property
    def sheets(self) -> list[ReportSheet]:
        """Every sheet of its workbook, the chair's first."""
        chairs = [] if self.chair is None else [chair_sheet(self.chair)]
        return [*chairs, *self._own_sheets]

    @cached_property
    def chair(self) -> Chair | None:
        """The chair's page; None for a reader that does not meet."""
        return Chair(self.audience, self.meeting) if is_chaired(self.audience) else None

    @cached_property
    def _own_sheets(self) -> list[ReportSheet]:
        return edition_sheets(self.audience)

    @property
    def marked(self) -> Marking:
        """The marking on every page and sheet of it: for whom, and by which day it must go."""
        marking = replace(self.marking, text=f"{self.marking.text}: for {self.name}".lstrip(": "))
        agreed = self.audience.view.agreed
        if agreed is None:
            return marking
        day = marking.day
        latest = shortest(agreed, day)
        by = min((each for each in (marking.by_settings, latest) if each), default=None)
        return replace(marking, under=watermark(agreed, day), delete_by=by)

    def _workbook(self) -> bytes:
        from cohortmatch.reporting.workbook import workbook_bytes

        title, properties = f"Agenda for {self.name}", {PROPERTY: BLANK}
        return workbook_bytes(self.sheets, self.marked, title, properties)

    def _page(self) -> bytes:
        from cohortmatch.reporting.chair_part import chair_part
        from cohortmatch.reporting.page import plain, rendered

        sections = [plain(f"part{n}", sheet) for n, sheet in enumerate(self._own_sheets, 1)]
        parts, side = [each.part for each in sections], None
        if self.chair is not None:
            part, side = chair_part(self.chair)
            parts = [part, *parts]
            first = self._own_sheets[0]
            told = " ".join((first.sentence, *first.lines))
            sections = [sections[0]._replace(sentence=told), *sections[1:]]
        content: dict[str, Any] = {
            "title": f"Agenda for {self.name}",
            "headline": self.headline,
            "lines": self.lines,
            "side": side,
            "parts": parts,
            "sections": sections,
            "run_details": [],
            "digest": BLANK,
        }
        return rendered("edition.html", self.marked, content)

    def __repr__(self) -> str:
        return f"<Edition for {self.name}: {self.headline.rstrip('.')}>"

    def _repr_html_(self) -> str:
        return markup.heading(f"Agenda for {self.name}") + markup.lines(self._told())

    def _told(self) -> Iterator[str]:
        yield self.headline
        yield from self.lines
        yield "See .agenda, or write it with .write(folder)."


def _copies(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Copies of the files about to be written over that people have changed, by their new names."""
    changed = changed_files_of_edition(folder, names)
    copies = set_aside_names(folder, tuple(changed))
    return {copies[name]: content for name, content in changed.items()}


def _plain(cell: Cell) -> Cell:
    """A sheet's cell as a value of a frame: in one line, '' where there is nothing."""
    if cell is None:
        return ""
    return cell.replace("\n", "; ") if isinstance(cell, str) else cell
