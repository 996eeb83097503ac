"""What a tool answers, in one shape for all, and how it is marked."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch import evaluation
from cohortmatch.evaluation import PairSet
from sets import Dataset


@dataclass
class Answer:
    """A tool's answer for one set.

    `labels`: one a listing of the truth, in its order. `links`: left, right (positions in the
    truth), score, and for ours band. `left_out` counts listings that the tool did not match though
    it should, `extra` those that it matched though it should not.
    """

    tool: str
    labels: npt.NDArray[np.int64]
    links: pd.DataFrame
    seconds: float = 0.0
    megabytes: float = 0.0
    left_out: int = 0
    extra: int = 0


@dataclass
class Marks:
    """How right one answer is."""

    dataset: str
    family: str
    tool: str
    true_pairs: int
    precision: float
    recall: float
    f1: float
    b_cubed: float
    seconds: float
    megabytes: float
    best: float | None = None
    same_precision: float | None = None
    found: float | None = None
    to_check: float | None = None
    notes: list[str] = field(default_factory=list)


def mark(dataset: Dataset, answer: Answer) -> Marks:
    """The answer's marks against the set's truth."""
    person = dataset.truth["person"]
    truth = evaluation.pairs_from_people(person)
    marks = Marks(
        dataset.name,
        dataset.family,
        answer.tool,
        len(truth),
        *evaluation.pairwise_quality(answer.labels, person),
        evaluation.b_cubed(answer.labels, person).f1,
        answer.seconds,
        answer.megabytes,
    )
    if answer.left_out or answer.extra:
        marks.notes.append(f"{answer.left_out} left out, {answer.extra} too many")
    if "band" in answer.links:
        mark_bands(marks, answer.links, truth)
    if len(answer.links):
        scores = answer.links["score"].to_numpy(dtype=float)
        pairs = answer.links[["left", "right"]].to_numpy(dtype=np.int64)
        marks.best = evaluation.best_people(pairs[:, 0], pairs[:, 1], scores, person)[1].f1
    return marks


def mark_bands(marks: Marks, links: pd.DataFrame, truth: PairSet) -> None:
    """The marks of the bands `same` and `check`."""
    same = pair_set(links[links["band"] == "same"], truth.n)
    check = pair_set(links[links["band"] == "check"], truth.n)
    total = max(1, len(truth))
    marks.same_precision = truth.common(same) / len(same) if len(same) else 1.0
    marks.found = (truth.common(same) + truth.common(check)) / total
    marks.to_check = len(check) / total


def pair_set(links: pd.DataFrame, n: int) -> PairSet:
    """The pairs of some links."""
    return PairSet.of(links["left"].to_numpy(), links["right"].to_numpy(), n)
