"""To review: the pairs for clerical review, with room for the answer.

The two listings are one above the other, A and B, so that two spellings or dates can be compared at
a glance and the sheet prints in a readable size (8 points on A4).
"""

from __future__ import annotations

from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.questions import Question
from cohortmatch.people.suggested_check import look_up
from cohortmatch.people.words import NOT_RECORDED, band_words
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.tables import perhaps_words, reference, side

AGAIN = "Changed since it was decided"
ANSWERS = ("Same person", "Different people", "Not sure yet")


def to_review(view: Redacted) -> ReportSheet:
    """The sheet on which decisions are written."""
    again = [SheetColumn(AGAIN, 12)] if _again(view) else []
    evidence = 16 if again else 18
    head = columns(
        SheetColumn("Pair", 12),
        SheetColumn("How likely", 12),
        SheetColumn("Name", 17),
        SheetColumn("Date of birth", 15),
        SheetColumn("Identifiers", 17),
        SheetColumn("Postcode", 11),
        SheetColumn("What agrees", evidence),
        SheetColumn("What differs", evidence),
        SheetColumn("What is missing", evidence),
        again,
        SheetColumn("Decision", 13, "entry", ANSWERS),
        SheetColumn("Reason", 12, "entry"),
        SheetColumn("Note", 11, "entry"),
    )
    rows = [_row(view, question) for question in view.questions]
    return ReportSheet(
        title="To review",
        sentence=_sentence(view),
        table=SheetTable("To_review", head, rows, "Nothing to review"),
    )


def _again(view: Redacted) -> bool:
    """Whether any pair was decided before and is asked again."""
    return view.reviewed is not None and bool(view.reviewed.reopened)


def _sentence(view: Redacted) -> str:
    if not view.questions:
        return view.counts.asked
    return (
        f"{view.counts.asked} Choose a decision for each, most useful first; A is the first of "
        "the pair, B the second. The sheet may be sorted and filled in part."
    )


def _row(view: Redacted, question: Question) -> list[Cell]:
    phrases = view.pairs.phrases(question.link)
    both = zip(side(view, question.left), side(view, question.right), strict=True)
    settle = look_up(view, phrases.missing, (question.left, question.right))
    return [
        reference(view, question.left, question.right),
        _likely(view, question),
        *(f"A: {a or NOT_RECORDED}\nB: {b or NOT_RECORDED}" for a, b in both),
        phrases.agrees or "Nothing outright",
        phrases.differs or "Nothing",
        f"{view.pairs.missing_words(question) or 'Nothing'}\n{settle}",
        *([view.asked_again(question.left, question.right) or None] if _again(view) else ()),
        None,
        None,
        None,
    ]


def _likely(view: Redacted, question: Question) -> str:
    """How likely it is, and what else the two might be: "Possible, check: perhaps twins"."""
    also = perhaps_words(view, question)
    return band_words(Band.check, question.weight) + (f": {also}" if also else "")
