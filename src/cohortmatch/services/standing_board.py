"""The board that stands in its place, and the notice on it."""

from __future__ import annotations

import contextlib

from cohortmatch.core.errors import OutputError
from cohortmatch.reporting.board import (
    Notice,
    has_figures,
    has_notice,
    is_of,
    no_board_bytes,
    with_notice,
)
from cohortmatch.services.boards import BoardPlace, mark_of
from cohortmatch.services.watch_request import WatchClock

__all__ = ["StandingBoard"]


class StandingBoard:
    """The last good board in a place; `looked` is when it last said that the lists were looked at
    (seconds), `shared` whether what is written beside the report is for all who see its folder."""

    def __init__(self, place: BoardPlace, clock: WatchClock, *, shared: bool) -> None:
        self.place, self.shared, self.looked = place, shared, clock.seconds()
        self._clock = clock
        self._page = place.present()

    @property
    def is_there(self) -> bool:
        """Whether a board stands there or did, other than the page that there is none yet."""
        page = self.place.present() or self._page
        return page is not None and has_figures(page)

    @property
    def is_of_report(self) -> bool:
        """Whether it stands there and was made with the report that stands there."""
        page = self.place.present()
        return page is not None and is_of(page, mark_of(self.place.out))

    def put(self, page: bytes) -> None:
        """Put a new board in its place; OutputError when that fails, and the last one stays."""
        self.place.write(page, shared=self.shared)
        self._page, self.looked = page, self._clock.seconds()

    def notice(self, words: tuple[str, ...], *, begin: int = 0) -> bool:
        """Put these sentences on the last board in place of others; whether they are new. Where
        there is no board yet, with `begin` a page of them alone, which is loaded again every so
        many seconds: so the next look knows that they were told."""
        page = self.place.present() or self._page
        self.looked = self._clock.seconds()
        notice = self.as_notice(words)
        if page is None:
            if begin:
                with contextlib.suppress(OutputError):  # it is told where the report is written
                    self.put(no_board_bytes(notice, begin))
            return True
        is_new = not has_notice(page, notice)
        try:
            self.put(with_notice(page, notice))
        except OutputError:
            return True  # it is told where the report is written
        return is_new

    def as_notice(self, words: tuple[str, ...]) -> Notice:
        """The sentences as a notice of this moment."""
        return Notice(words, self._clock.now())
