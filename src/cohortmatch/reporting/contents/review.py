"""To review: the pairs that a person must decide, side by side, with room for the answer."""

from __future__ import annotations

from cohortmatch.pairs import Band
from cohortmatch.reporting.questions import Question
from cohortmatch.reporting.sheets import Cell, Column, Sheet, Table, columns
from cohortmatch.reporting.tables import reference, side
from cohortmatch.reporting.view import View
from cohortmatch.reporting.words import NOT_RECORDED, band_words

AGAIN = "Changed since it was decided"
ANSWERS = ("Same person", "Different people", "Not sure yet")


def to_review(view: View) -> Sheet:
    """The sheet on which decisions are written."""
    sides = ("Name", 15), ("Date of birth", 11), ("Identifiers", 17), ("Postcode", 11)
    head = columns(
        Column("Pair", 13),
        Column("How likely", 11),
        *(Column(f"{what} ({which})", width) for what, width in sides for which in "AB"),
        Column("What agrees", 22),
        Column("What differs", 20),
        Column("What is missing", 20),
        [Column(AGAIN, 14)] if _again(view) else [],
        Column("Decision", 13, "entry", ANSWERS),
        Column("Reason", 13, "entry"),
        Column("Note", 11, "entry"),
    )
    rows = [_row(view, question) for question in view.questions]
    return Sheet(
        title="To review",
        sentence=_sentence(view),
        table=Table("To_review", head, rows, "Nothing to review"),
    )


def _again(view: View) -> bool:
    """Whether any pair was decided before and is asked again."""
    return view.reviewed is not None and bool(view.reviewed.reopened)


def _sentence(view: View) -> str:
    if not view.questions:
        return view.counts.asked
    return (
        f"{view.counts.asked} Choose a decision for each, most useful first; A is the first of "
        "the pair, B the second. The sheet may be sorted and left part filled."
    )


def _row(view: View, question: Question) -> list[Cell]:
    phrases = view.pairs.phrases(question.link)
    both = zip(side(view, question.left), side(view, question.right), strict=True)
    return [
        reference(view, question.left, question.right),
        band_words(Band.check, question.weight),
        *(text or NOT_RECORDED for pair in both for text in pair),
        phrases.agrees or "Nothing outright",
        phrases.differs or "Nothing",
        view.pairs.missing_words(question) or "Nothing",
        *([view.asked_again(question.left, question.right) or None] if _again(view) else ()),
        None,
        None,
        None,
    ]
