"""Whom ids name from run to run, and what became of decisions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from year_decisions import Ledger, Pair
from year_product import answered, asked, pair_of, states
from year_score import Month, Score, written
from year_truth import Label


@dataclass
class Ids:
    """Whom every id has ever named."""

    named: dict[str, set[Label]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def look(self, score: Score, month: Month) -> None:
        """Count ids that name somebody else than before, and those that name two people."""
        now: dict[str, set[Label]] = defaultdict(set)
        for label, row in month.own.rows:
            now[str(label)].add(row.person)
            self.first.setdefault(str(label), f"{month.truth.day}: {written(row)}")
        for label, persons in sorted(now.items()):
            known = self.named.setdefault(label, set(persons))
            how = "" if known & persons else "given to somebody else"
            if not how:
                known |= persons
                how = "names two people in one run" if len(persons) > 1 else ""
            if how:
                shown = " and ".join(month.shown(each) for each in sorted(persons, key=str))
                before = f"{label}, first {self.first[label]}; now {shown}"
                score.wrong("id", how, before, month.there.events)
            else:
                score.right("id")


def persons(pair: Pair) -> set[int]:
    """Who a pair is about."""
    return {person for person, _ in pair}


def score_decisions(score: Score, month: Month, ledger: Ledger) -> None:
    """Each decision against the rule."""
    now = {(row.person, row.on): row for _, row in month.truth.rows}
    told = states(month.ran, month.there.rows)
    covered = answered(month.ran, month.there.rows)
    queue = {pair_of(month.ran, month.there.rows, *pair) for pair in asked(month.ran)}
    for number, (decision, expected) in sorted(
        ledger.expected(now, month.there.phones, month.is_newest).items()
    ):
        unsure = decision.answer == "not sure" and decision.pair in queue
        state, about = told.get(number, ("asked" if unsure else "waits", frozenset()))
        if number not in told and decision.pair in covered and "waits" not in expected:
            # A later decision answers the same two rows, wherever they stood when it was made.
            state, about = covered[decision.pair], decision.pair
        shown = "; ".join(written(row) for row in decision.rows)
        new = "; ".join(written(now[key]) for key in sorted(decision.pair) if key in now)
        example = f"{month.where}: {decision.answer}: {shown} → {new} {month.there.events or ''}"
        if len(about) == 2 and persons(about) != persons(decision.pair):
            score.wrong("decision", f"{state}, but of somebody else", example, month.there.events)
        elif state in expected:
            score.right("decision")
        else:
            how = f"{state}, should be {' or '.join(sorted(expected))}"
            score.wrong("decision", how, example, month.there.events)
