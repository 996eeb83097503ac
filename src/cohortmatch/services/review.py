"""A clerical review session: the pairs, the answers given so far, and undo.

Every answer is in the audit log, then in the ledger, before the page is told, so nothing is lost or
unlogged when the page, the command or the machine stops.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from cohortmatch.core.errors import AnswersError, SettingsError
from cohortmatch.core.fingerprints import Contents, contents
from cohortmatch.core.types import Listings
from cohortmatch.decisions import Answered, entries_of, undo
from cohortmatch.decisions.ledger import ANSWER_WORDS, Answer, Entry, Ledger
from cohortmatch.services.places import Home, now
from cohortmatch.services.review_cards import ReviewCard

__all__ = ["Session", "WrongAnswer"]

ANSWER_TEXTS = " or ".join(f"“{each}”" for each in ANSWER_WORDS)
LONGEST = 500
"""Characters of a reason."""


class WrongAnswer(SettingsError):
    """An answer to a pair that is not there, or that is none of the three."""


class Session:
    """The pairs of one review; `home` opens where decisions are kept, `by` is who decides,
    `marking` the handling marking that stands on the page, `rule` when two rows are certain.
    `on_shown` is called when the pairs are shown or one is answered; `log` is told of each entry,
    by "review" or "review undo", before it is in the ledger.

    Several threads may call it; the calls run one after the other.
    """

    def __init__(
        self,
        cards: Sequence[ReviewCard],
        listings: Listings,
        home: Callable[[], AbstractContextManager[Home]],
        by: str,
        marking: str = "",
        rule: str = "",
        on_shown: Callable[[], None] = lambda: None,
        log: Callable[[str, Home], None] | None = None,
    ) -> None:
        self._cards = cards
        self._listings = listings
        self._home = home
        self._by = by
        self._marking = marking
        self._rule = rule
        self._on_shown = on_shown
        self._log = log or (lambda command, home: None)
        self._known: dict[str, Contents] = {}
        self._given: dict[int, Answer] = {}
        self._done: list[tuple[int, int | None, Answer | None]] = []
        self._alone = threading.Lock()

    @property
    def tally(self) -> Mapping[Answer, int]:
        """How many pairs were answered, by answer."""
        return Counter(self._given.values())

    def state(self) -> dict[str, Any]:
        """Every pair as it may be shown, and the answers given."""
        with self._alone:
            self._on_shown()
            given = {str(place): answer for place, answer in self._given.items()}
            pairs = [card.shown for card in self._cards]
            about = {"marking": self._marking, "rule": self._rule}
            return {"pairs": pairs, "answers": given, **about}

    def answer(self, place: object, text: object, reason: object) -> dict[str, Any]:
        """Keep an answer about the pair at a place; returns what is now shown of the pair.

        WrongAnswer when there is no such place or answer; AnswersError, OutputError or StoreError
        when it cannot be kept.
        """
        if (
            isinstance(place, bool)
            or not isinstance(place, int)
            or not 0 <= place < len(self._cards)
        ):
            raise WrongAnswer(f"place: must be a whole number below {len(self._cards)}")
        if not isinstance(text, str) or text not in ANSWER_WORDS or not isinstance(reason, str):
            raise WrongAnswer(f"answer: must be {ANSWER_TEXTS}, with a reason that is text")
        given: Answer = text
        with self._alone:
            self._on_shown()
            number = self._keep(self._cards[place], given, reason[:LONGEST].strip())
            self._done.append((place, number, self._given.get(place)))
            self._given[place] = given
        card = self._cards[place]
        told = {name: getattr(card, name) for name in ("likely", "weight", "because")}
        return {"place": place, "answer": given, **told}

    def undo(self) -> dict[str, Any]:
        """Undo the last answer; returns the place of its pair, null when there is none."""
        with self._alone:
            if not self._done:
                return {"place": None}
            place, number, before = self._done[-1]
            if number is not None:
                self._take_back(number)
            self._done.pop()
            del self._given[place]
            if before is not None:
                self._given[place] = before
            return {"place": place}

    def _keep(self, card: ReviewCard, given: Answer, reason: str) -> int | None:
        """Add the answer to the ledger; its number, None where it was in force already."""
        answered = Answered((card.left, card.right), given, "the pair", reason)
        with self._home() as home:

            def make(ledger: Ledger) -> list[Entry]:
                known = self._under(ledger.key)
                entries = entries_of([answered], known, ledger, by=self._by, at=now())
                if entries:
                    self._log("review", home)
                return entries

            added = home.add(make)
        return added[0].number if added else None

    def _take_back(self, number: int) -> None:
        with self._home() as home:

            def make(ledger: Ledger) -> list[Entry]:
                entry = undo(ledger, number, by=self._by, at=now())
                self._log("review undo", home)
                return [entry]

            home.add(make)

    def _under(self, key: str) -> Contents:
        if key not in self._known:
            if self._known:
                raise AnswersError(
                    ["the file of decisions was exchanged for another one meanwhile"]
                )
            self._known[key] = contents(self._listings, key)
        return self._known[key]

    def __repr__(self) -> str:
        return f"<Session: {len(self._given)} of {len(self._cards)} pairs answered>"
