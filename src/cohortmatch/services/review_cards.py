"""Review cards: both listings of a pair side by side, with what was said of it before.

How likely the two are one person is kept apart and shown only after the answer, so that the
reviewer looks at the people and not at a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cohortmatch.decisions.ledger import ANSWER_WORDS, Entry, Reviewed
from cohortmatch.people.written import WrittenCells
from cohortmatch.reporting import CrossReference

__all__ = ["NOT_RECORDED", "ReviewCard", "cards", "rows_of"]

NOT_RECORDED = "Not recorded"
ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Name", ()),
    ("Other names", ()),
    ("Date of birth", ("date_of_birth",)),
    ("Age", ("age",)),
    ("Sex", ("sex",)),
    ("Address", ("address",)),
    ("Postcode", ("postcode",)),
    ("Phone", ("phone",)),
    ("E-mail", ("email",)),
    ("Role", ("role",)),
)


@dataclass(frozen=True, repr=False)
class ReviewCard:
    """One pair to decide. `rows` are a label and what each side says; `before` is what was said of
    the pair before, `settle` what to look up; `likely`, `weight` (bits) and `because`, why a pair
    of so many bits is not certain, are told after the answer."""

    left: str
    right: str
    rows: tuple[tuple[str, str, str], ...]
    agrees: str
    differs: str
    missing: str
    settle: str
    before: tuple[str, ...]
    likely: str
    weight: float
    because: str = ""
    called: tuple[str, str] | None = None
    """What the sides are called on the page, where that is not their listings' ids."""

    @property
    def shown(self) -> dict[str, Any]:
        """What the page shows before the answer."""
        told = ("rows", "agrees", "differs", "missing", "settle", "before")
        left, right = self.called or (self.left, self.right)
        return {"left": left, "right": right} | {name: getattr(self, name) for name in told}

    def __repr__(self) -> str:
        return f"<Card {self.left} | {self.right}>"


def cards(result: CrossReference) -> list[ReviewCard]:
    """Cards for the pairs to decide, most useful first."""
    queue = result.review_queue()
    place = {name: number for number, name in enumerate(result.view.ids)}
    told = _said_before(result.view.reviewed)
    enough = result.view.model.cut_offs.same
    return [
        ReviewCard(
            left=left,
            right=right,
            rows=tuple(rows_of(result.view.written, place[left], place[right])),
            agrees=agrees or "Nothing outright",
            differs=differs or "Nothing",
            missing=missing or "Nothing",
            settle=settle,
            before=tuple(told.get(frozenset((place[left], place[right])), ())),
            likely=likely,
            weight=weight,
            because=result.why(left, right).because if weight >= enough else "",
        )
        for left, right, agrees, differs, missing, settle, likely, weight in zip(
            *(queue[name] for name in ("left", "right", "agrees", "differs", "missing", "settle")),
            *(queue[name] for name in ("how_sure", "weight")),
            strict=True,
        )
    ]


def rows_of(written: WrittenCells, left: int, right: int) -> Iterator[tuple[str, str, str]]:
    """A label and what each side of a pair says, for each that either says anything of."""
    both = (left, right)
    for label, fields in ROWS:
        if label == "Name":
            texts = [written.name(listing).text for listing in both]
        elif label == "Other names":
            texts = ["; ".join(written.other_names(listing)) for listing in both]
        else:
            texts = [written.text(listing, *fields) for listing in both]
        if any(texts):
            yield label, *_recorded(texts)
    for label, sides in (
        ("Numbers", [written.identifiers(listing) for listing in both]),
        ("Also on the list", [written.status(listing) for listing in both]),
    ):
        if any(sides):
            yield label, *_recorded(["\n".join(side) for side in sides])


def _recorded(texts: Sequence[str]) -> tuple[str, str]:
    left, right = (text or NOT_RECORDED for text in texts)
    return left, right


def _said_before(reviewed: Reviewed | None) -> dict[frozenset[int], list[str]]:
    """What was said of pairs before, in words, by the positions of their listings."""
    told: dict[frozenset[int], list[str]] = {}
    if reviewed is None:
        return told
    for again in reviewed.reopened:
        words = f"{_by(again.entry)}. Since then changed: {'; '.join(again.changed)}"
        told.setdefault(frozenset((again.left, again.right)), []).append(words)
    for contradiction in reviewed.contradictions:
        numbers = ", ".join(str(each.entry.number) for each in contradiction.decisions)
        for each in contradiction.decisions:
            words = f"{_by(each.entry)}. Decisions {numbers} cannot all be true"
            told.setdefault(frozenset((each.left, each.right)), []).append(words)
    for each in reviewed.unsure:
        told.setdefault(frozenset((each.left, each.right)), []).append(_by(each.entry))
    return told


def _by(entry: Entry) -> str:
    day = entry.at.partition("T")[0]
    who = " ".join(filter(None, (entry.by and f"by {entry.by}", day and f"on {day}")))
    reason = f": {entry.reason}" if entry.reason else ""
    return f"Decided before {who}".rstrip() + f" as “{ANSWER_WORDS[entry.answer]}”{reason}"
