"""Lists with pairs that need a person, and answers about them, for the tests of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

import cohortmatch as cm
from cohortmatch.core.fingerprints import Content, Contents, contents
from cohortmatch.decisions import LedgerFile
from cohortmatch.decisions.ledger import Answer, CountedDecision, Entry, Ledger

KEY = "0123456789abcdef" * 2
OTHER_KEY = "fedcba9876543210" * 2
AT = "2026-06-01T09:30:00Z"

Frames = dict[str, pd.DataFrame]
Row = tuple[int, int, Answer]


def some_lists() -> Frames:
    """Two panels with some pairs that need a person: the same names and little else."""
    iom = pd.DataFrame(
        {
            "Surname": ["Quarmby", "Tindall", "Osgood", "Pellow", "Lomas", "Dunnett"],
            "Forename": ["Ivor", "Una", "Rex", "Ada", "Kit", "Max"],
            "DOB": ["03/04/1989", "12/11/1991", "21/07/1985", "30/01/1979", "01/09/1993", ""],
            "Post Code": ["RM1 3BD", "", "RM7 7AA", "", "RM5 2AA", "RM4 1AA"],
            "RAG": ["Red", "Amber", "Green", "Red", "Amber", "Green"],
        }
    )
    sgv = pd.DataFrame(
        {
            "Surname": ["Quarmby", "Tindall", "Osgood", "Farrow", "Lomas", "Dunnett"],
            "Forename": ["Ivor", "Una", "Rex", "Nell", "Kit", "Max"],
            "DOB": ["", "", "", "09/09/1990", "", "17/02/1990"],
            "Post Code": ["RM2 6AA", "RM3 0AA", "RM1 1AA", "", "RM6 6AA", "RM8 1AA"],
        }
    )
    return {"IOM": iom, "SGV": sgv}


def known(frames: Mapping[str, pd.DataFrame], key: str = KEY) -> Contents:
    """The contents of the lists under a key."""
    return contents(cm.read_lists(dict(frames)), key)


def entry(number: int, answer: Answer, left: Content, right: Content, **further: str) -> Entry:
    """One line of a ledger."""
    left, right = sorted((left, right), key=lambda each: each.digest)
    return Entry(number, answer, left, right, by="sam", at=AT, **further)  # type: ignore[arg-type]


def ledger(now: Contents, *answers: tuple[str, str, Answer]) -> Ledger:
    """Answers about pairs, by listing ids, one after another."""
    return Ledger(
        now.key,
        tuple(
            entry(number, answer, now.at(now.by_id[left]), now.at(now.by_id[right]))
            for number, (left, right, answer) in enumerate(answers, 1)
        ),
    )


def answered(queue: pd.DataFrame, answers: Sequence[str]) -> pd.DataFrame:
    """The queue with the column of answers filled in, from its first row on."""
    return queue.iloc[: len(answers)].assign(answer=list(answers))


def decide_all(frames: Frames, file: Path) -> pd.DataFrame:
    """Decide every pair, same and different in turn; the queue that was decided."""
    result = cm.match(frames)
    queue = result.review_queue()
    words = ["same" if n % 2 else "different" for n in range(len(queue))]
    assert cm.decide(result, answered(queue, words), file, by="sam") == len(queue)
    return queue


def numbers(found: LedgerFile) -> list[int]:
    """The numbers of the entries in a file."""
    return [each.number for each in found.ledger()]


def standing(*rows: Row) -> list[CountedDecision]:
    """Decisions about numbered listings."""
    return [
        CountedDecision(
            Entry(number, answer, Content(f"L:{left}"), Content(f"L:{right}")),
            min(left, right),
            max(left, right),
        )
        for number, (left, right, answer) in enumerate(rows, 1)
    ]
