"""The pairs of the published run, as one reviewer stands to each of them.

Policy: what is decided is what the report's own ledger says now, whoever decided it and where.
Answers that wait for a second reviewer count only while the ledger says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cohortmatch.decisions.ledger import Answer, Entry
from cohortmatch.portal.models import PairAnswer, PublishedPair, PublishedRun, User
from cohortmatch.services.blind_answers import BlindAnswer, is_asked, seen_by
from cohortmatch.services.report_ledger import ReportLedger, report_ledger

__all__ = ["PairState", "Place", "blind", "ledger_of", "states"]

Place = Literal["decided", "to answer", "waits for another"]
WORDS: dict[Place, str] = {
    "decided": "Decided",
    "to answer": "To answer",
    "waits for another": "Waits for another reviewer",
}


@dataclass(frozen=True, repr=False)
class PairState:
    """One pair as a reviewer stands to it: the decision in the ledger, where there is one, and the
    answers that wait."""

    pair: PublishedPair
    entry: Entry | None
    waiting: tuple[PairAnswer, ...]
    user: User
    reviewers: int

    @property
    def place(self) -> Place:
        """Whether the reviewer is asked, has to wait, or the pair is decided."""
        if self.entry is not None:
            return "decided"
        asked = is_asked(blind(self.waiting), self.user.username, self.reviewers)
        return "to answer" if asked else "waits for another"

    @property
    def words(self) -> str:
        """The place in words."""
        return WORDS[self.place]

    @property
    def own(self) -> PairAnswer | None:
        """The reviewer's own answer that waits."""
        return next((each for each in self.waiting if each.reviewer_id == self.user.pk), None)

    @property
    def others(self) -> tuple[BlindAnswer, ...]:
        """The answers of others that the reviewer may see: those of two who disagree."""
        if self.entry is not None:
            return ()
        return seen_by(blind(self.waiting), self.user.username, self.reviewers)

    def __repr__(self) -> str:
        return f"<PairState {self.place}>"


def states(run: PublishedRun, user: User) -> list[PairState]:
    """Every pair of a run as a user stands to it, most useful first.

    AnswersError, StoreError, FileError or SettingsError where the report's ledger cannot be read.
    """
    pairs = list(run.pairs.all())
    if not pairs:
        return []
    decided = ledger_of(run, user).decided({each.token: each.sides for each in pairs})
    waiting: dict[int, list[PairAnswer]] = {}
    found = PairAnswer.objects.filter(pair__run=run, entry=None, withdrawn=None)
    for each in found.select_related("reviewer"):
        waiting.setdefault(each.pair_id, []).append(each)
    return [
        PairState(
            each, decided.get(each.token), tuple(waiting.get(each.pk, ())), user, run.reviewers
        )
        for each in pairs
    ]


def ledger_of(run: PublishedRun, user: User) -> ReportLedger:
    """The ledger of the run's report, in the user's name."""
    return report_ledger(Path(run.report_folder), user.username)


def blind(answers: Sequence[PairAnswer]) -> list[BlindAnswer]:
    """Answers as the rule of two reviewers reads them."""
    return [BlindAnswer(each.reviewer.username, _answer(each), each.reason) for each in answers]


def _answer(answer: PairAnswer) -> Answer:
    return answer.answer  # type: ignore[return-value]
