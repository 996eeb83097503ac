"""Watch a folder of lists: the report and the board are made again when a list's content changes.

    look ──▶ quiet? ──▶ content changed? ──▶ run ──▶ board
                                             └──▶ trouble: told once, and on the last good board

Policy: the last good board stays until a better one is whole. Nothing is done while a file is being
written, and nothing when a file was only touched. What goes wrong is told once, when it begins, and
so is its end. A workbook that somebody has open is not replaced: the board is made without a new
report. A clock that goes back is not believed until the watcher is begun again.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from cohortmatch.core.errors import (
    AnswersError,
    CohortmatchError,
    OutputError,
    SettingsError,
    StoreError,
)
from cohortmatch.core.held_file import HeldFile
from cohortmatch.core.own_names import WATCHER, WORKBOOK
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.changed import has_answers
from cohortmatch.services.answers import RunAnswer, not_usable
from cohortmatch.services.boards import BoardPlace
from cohortmatch.services.changed_outputs import take_in_typed
from cohortmatch.services.decide import new_answers
from cohortmatch.services.match_only import matched_only
from cohortmatch.services.run import refuse_own_lists
from cohortmatch.services.run import run as write_run
from cohortmatch.services.run_again import load_report
from cohortmatch.services.sources import Given
from cohortmatch.services.standing_board import StandingBoard
from cohortmatch.services.troubles import (
    NONE_YET,
    OLDER,
    OPEN,
    STAYS,
    Trouble,
    lists_gone,
    of_error,
    of_lists,
)
from cohortmatch.services.troubles import not_opened as unopened
from cohortmatch.services.watch_answer import WatchAnswer
from cohortmatch.services.watch_request import WatchClock, WatchedDay, WatchRequest
from cohortmatch.services.watched_files import (
    FileContents,
    ListsChangedMeanwhile,
    NotOpened,
    Quiet,
    Seen,
    State,
    Watched,
    holders_of,
    is_reached,
    look,
    places_of,
    state_of,
    watched,
)

__all__ = ["WatchClock", "WatchRequest", "Watcher", "watch"]

AGAIN, LONGEST = 10.0, 300.0
"""Seconds after which what failed is tried again, at first and in the end."""
LOOKED = 300.0
"""Seconds after which the board says again when the lists were looked at."""
PATIENCE = 120.0
"""Seconds after which it is told that lists are still being written."""
TAKEN = "{}: another watcher is at work there. Stop that one, or choose another folder"
UNFINISHED = "The lists are still being written after {:.0f} seconds. The last board stays"


class Sight(NamedTuple):
    """Everything that decides whether something is to be done."""

    files: Seen
    workbook: State | None
    holders: tuple[Path, ...]
    day: date
    decisions: int

    @property
    def being_written(self) -> tuple[object, ...]:
        """What must be quiet before anything is done."""
        return self.files, self.workbook


@dataclass
class _Last:
    """What was done last: for which sight and digest, with a new report or without, which workbook
    it left, and when it is to be tried again (seconds)."""

    sight: Sight | None = None
    digest: str = ""
    with_report: bool = False
    workbook: State | None = None
    retry_at: float = float("inf")
    wait: float = AGAIN


Tell = Callable[[WatchAnswer], None]


class Watcher:
    """Watches some lists and writes one report and one board; `poll` looks once.

    A context: it holds its folders. SettingsError or OutputError says why it cannot begin.
    """

    def __init__(self, request: WatchRequest, tell: Tell, clock: WatchClock | None = None) -> None:
        self.request, self._tell, self.clock = request, tell, clock or WatchClock()
        self.given = request.given(None)
        self.place = BoardPlace(request.out, request.board)
        self.is_quiet = False
        self.trouble: Trouble | None = None
        self._quiet = Quiet(self.given.settings.watch.quiet)
        self._contents = FileContents()
        self._last = _Last()
        settings = self.given.settings
        self._board = StandingBoard(self.place, self.clock, shared=settings.report.shared_folder)
        self._day = WatchedDay(self.clock, self._told_of_the_day, settings.run.as_of)
        self._quiet_at = self.clock.seconds()
        self._has_told = False
        self._noted: tuple[str, ...] = ()
        self._logged: dict[Path | None, Mapping[str, str]] = {}
        self._decided: tuple[object, int] = (None, 0)
        folders = [request.out, *([request.board] if request.board else [])]
        self._held = {folder: HeldFile(folder / WATCHER) for folder in folders}

    def __enter__(self) -> Watcher:
        refuse_own_lists(self.request.out, self.given.lists)
        self.place.refuse(self.given.lists)
        new = [each for each in self._held if not each.exists()]
        try:
            self._hold()
        except BaseException:
            self._release()
            for each in new:
                with contextlib.suppress(OSError):  # not empty, or never made
                    each.rmdir()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._release()

    def _release(self) -> None:
        for each in self._held.values():
            each.release()

    def _hold(self) -> None:
        """Hold the folders; OutputError where another watcher does, or they cannot be made."""
        for folder, held in self._held.items():
            try:
                self.place.make_folders(shared=self._board.shared)
                is_ours = held.hold()
            except OSError as error:
                reason = (error.strerror or type(error).__name__).lower()
                raise OutputError(f"{folder}: cannot be written into ({reason})") from None
            if not is_ours:
                raise OutputError(TAKEN.format(folder))

    def poll(self) -> None:
        """Look once, and make report and board again where something has changed."""
        now, out = self.clock.seconds(), self.request.out
        files = look(places_of(self.given))
        holders = tuple(holders_of(out))
        sight = Sight(files, state_of(out / WORKBOOK), holders, self._day.read(), self._decided[1])
        self.is_quiet = self._quiet.see(sight.being_written, now)
        if not self.is_quiet:
            if now - self._quiet_at > PATIENCE:
                words = UNFINISHED.format(PATIENCE)
                self._in_trouble(Trouble((words,), ("The lists are still being written.",)))
            return
        sight = sight._replace(decisions=self._decisions())
        if sight != self._last.sight or now >= self._last.retry_at:
            self._attempt(sight)
        elif now - self._board.looked > LOOKED and self.trouble is None:
            self._board.notice(())
        self._quiet_at = self.clock.seconds()

    def _decisions(self) -> int:
        """How many decisions are kept; looked up when their file has changed."""
        try:
            kept = self.request.kept(self.given)
            file = kept.decisions or kept.store
            if file is None or not file.exists():
                return 0
            state = state_of(file), state_of(file.with_name(f"{file.name}-wal"))
            if state != self._decided[0]:
                with kept.home(existing=True) as home:
                    self._decided = state, len(home.ledger().entries)
        except (CohortmatchError, OSError):
            pass  # the next run says what is wrong with it
        return self._decided[1]

    def _attempt(self, sight: Sight) -> None:
        first = self._last.sight is None
        self._last.sight, self._last.retry_at = sight, float("inf")
        try:
            self._hold()
            trouble = self._make(sight)
        except ListsChangedMeanwhile:
            self._last.sight = None
            return
        except Exception as error:
            trouble = of_error(error)
            if first and isinstance(error, SettingsError | StoreError):
                self._board.notice(trouble.on_board)
                raise
        if trouble is None:
            self._last.wait = AGAIN
            if self.trouble is not None:
                self.trouble = None
                self._say()
        elif look(places_of(self.given)) != sight.files:
            self._last.sight = None  # a list is only being written
        else:
            self._last.retry_at = self.clock.seconds() + self._last.wait
            self._last.wait = min(2 * self._last.wait, LONGEST)
            self._in_trouble(trouble)

    def _make(self, sight: Sight) -> Trouble | None:
        """Make report and board where something has changed; what is wrong, None where nothing is.
        CohortmatchError for what cannot be used or written."""
        self.given = what = self.request.given(self._day.insisted)
        self._quiet.seconds = what.settings.watch.quiet
        self._day.fixed = None if self._day.insisted else what.settings.run.as_of
        for each in what.lists:
            if not is_reached(each, sight.files):
                return lists_gone(each)
        try:
            contents = self._contents.of(sight.files)
        except NotOpened as error:
            return of_lists([unopened(each) for each in error.paths], what, self.place)
        saw = watched(contents, sight.day, sight.decisions, self.place.file.resolve())
        is_typed = self._is_typed(sight)
        if self._is_board_of(saw) and not is_typed:
            self._board.notice(())
            return None
        if is_typed:
            sight = self._with_typed(what, sight)
            saw = watched(contents, sight.day, sight.decisions, self.place.file.resolve())
        if sight.holders and self._last.digest == saw.digest and not self._last.with_report:
            return self.trouble  # the board was made, and the report waits
        return self._run(what, saw, sight)

    def _is_board_of(self, saw: Watched) -> bool:
        """Whether board and report stand there and were made of what was seen."""
        if not self._board.is_of_report:
            return False
        if self._last.digest == saw.digest:
            return self._last.with_report
        try:
            return load_report(self.request.out).manifest.watched == saw.digest
        except CohortmatchError:
            return False

    def _is_typed(self, sight: Sight) -> bool:
        """Whether there are decisions in the workbook that are kept nowhere yet."""
        file = self.request.out / WORKBOOK
        if sight.holders or sight.workbook in (None, self._last.workbook) or not has_answers(file):
            return False
        try:
            return new_answers(load_report(self.request.out), file) > 0
        except CohortmatchError:
            return True

    def _with_typed(self, what: Given, sight: Sight) -> Sight:
        """Take in the decisions in the workbook, so that the report that is made once has them."""
        try:
            take_in_typed(what, self.request.out, self.request.kept(what))
        except (OutputError, AnswersError):
            return sight  # the run says what is wrong with them
        self._last.sight = sight = sight._replace(decisions=self._decisions())
        return sight

    def _run(self, what: Given, saw: Watched, sight: Sight) -> Trouble | None:
        """Write report and board; the board alone where the report cannot be written now."""
        out, kept, trouble = self.request.out, self.request.kept(what), None
        answer = RunAnswer()
        if sight.holders:
            told = OPEN.format(out / WORKBOOK, sight.holders[0])
            trouble = Trouble((told,), (OLDER,))
        else:
            try:
                saw = replace(saw, logged=self._logged.pop(kept.audit, {}))
                ran = write_run(what, out, kept, repeats=self.request.repeats, watched=saw)
                found, result, answer = ran.found, ran.result, ran.answer
                if kept.audit is not None and result is not None:
                    lists = found.listings.lists
                    self._logged = {kept.audit: {each.name: each.sha256 for each in lists}}
            except ListsChangedMeanwhile:
                raise
            except (OutputError, AnswersError) as error:
                trouble = of_error(error)._replace(on_board=(OLDER,))
        if trouble is not None:
            if self._last.digest == saw.digest:
                return trouble  # the board was made, and the report still cannot be
            found, result = matched_only(what, kept, saw)
        if result is None:
            return of_lists(found.errors, what, self.place)
        self._put(result, what, answer, () if trouble is None else trouble.on_board)
        self._last.digest, self._last.with_report = saw.digest, trouble is None
        self._last.workbook = state_of(out / WORKBOOK)
        del found, result
        gc.collect()  # a run leaves cycles, and nothing else of a watcher's life would collect them
        return trouble

    def _put(
        self, result: CrossReference, what: Given, answer: RunAnswer, words: tuple[str, ...]
    ) -> None:
        """Write the board, and tell."""
        self._board.shared = what.plan.report.shared_folder
        self._board.put(self.place.page(result, what, self._board.as_notice(words)))
        notes = (*answer.notes, *((answer.not_kept,) if answer.not_kept else ()))
        new, self._noted = [each for each in notes if each not in self._noted], notes
        self._say(
            made=True,
            headline=result.counts.headline,
            pairs_to_review=result.counts.to_review,
            written=answer.written,
            notes=tuple(new),
        )

    def _in_trouble(self, trouble: Trouble) -> None:
        """Tell of a trouble that is new, and put it on the board."""
        if self.trouble is not None and self.trouble.told == trouble.told:
            return
        self.trouble = trouble
        begin, had_board = self.given.settings.watch.reload, self._board.is_there
        if self._board.notice(trouble.on_board, begin=begin) or self._has_told:
            # else the last look told it
            lines = tuple(each.replace(STAYS, NONE_YET) for each in trouble.lines)
            lines = trouble.lines if had_board else lines
            self._say(trouble=lines, not_usable=not_usable(trouble.errors))

    def _told_of_the_day(self, words: str) -> None:
        self._say(trouble=(words,))

    def _say(self, *, made: bool = False, **more: object) -> None:
        self._has_told = True
        at, board = f"{self.clock.now():%Y-%m-%dT%H:%M:%S}", str(self.place.file)
        self._tell(WatchAnswer(made=made, at=at, board=board, **more))  # type: ignore[arg-type]


def watch(
    request: WatchRequest, tell: Tell, *, once: bool = False, clock: WatchClock | None = None
) -> bool:
    """Watch until the process is interrupted, or with `once` look once, as soon as the lists are
    quiet. Whether all is well in the end. SettingsError for what cannot be watched, OutputError
    where another watcher holds a folder or a folder cannot be written into.
    """
    with Watcher(request, tell, clock) as watcher:
        while True:
            watcher.poll()
            if once and (watcher.is_quiet or watcher.trouble is not None):
                return watcher.trouble is None
            watcher.clock.sleep(watcher.given.settings.watch.every)
