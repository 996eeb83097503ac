"""The tables that accuracy.py prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

import misses
from answers import Answer, Marks
from cohortmatch import evaluation
from sets import Dataset

GROUPS = {
    "origin": "name origin",
    "sex": "sex",
    "age_band": "age",
    "has_shared_identifier": "whether a person's listings share an identifier",
}
COLUMNS = {
    "pairs": "true_pairs",
    "precision": "precision",
    "recall": "recall",
    "F1": "f1",
    "F1 at best": "best",
    "B-cubed": "b_cubed",
    "same right": "same_precision",
    "found": "found",
    "to check": "to_check",
    "seconds": "seconds",
    "MB": "megabytes",
}
"""The heading of each figure, and what it is called in `Marks`."""
Runs = Sequence[tuple[Dataset, Answer]]


def figures(rows: Sequence[Marks]) -> pd.DataFrame:
    """One line an answer: set, family of sets, tool and every figure."""
    lines = [
        {"set": row.dataset, "family": row.family, "tool": row.tool}
        | {heading: getattr(row, name) for heading, name in COLUMNS.items()}
        for row in rows
    ]
    table = pd.DataFrame(lines)
    return table.astype(dict.fromkeys(COLUMNS, float))


def line(row: Marks) -> str:
    """One answer's figures on one line."""
    cells = [f"{row.dataset:19} {row.tool:22}"]
    for heading, name in COLUMNS.items():
        cells.append(f"{shown(heading, getattr(row, name)):>{max(6, len(heading))}}")
    return " ".join([*cells, *row.notes])


def heading() -> str:
    """The headings over `line`."""
    words = [f"{word:>{max(6, len(word))}}" for word in COLUMNS]
    return " ".join([f"{'set':19} {'tool':22}", *words])


def shown(heading: str, figure: float | None) -> str:
    """A figure as text: shares to four places, counts whole, a dash for none."""
    if figure is None or figure != figure:
        return "–"
    if heading in ("pairs", "MB"):
        return f"{figure:.0f}"
    return f"{figure:.1f}" if heading == "seconds" else f"{figure:.4f}"


def summary(rows: Sequence[Marks]) -> Iterator[str]:
    """Means over the sets of each family as a Markdown table, and the worst F1 among them."""
    by = figures(rows).groupby(["family", "tool"], sort=False)
    means, worst, sets = by.mean(numeric_only=True), by["F1"].min(), by.size()
    headings = ["sets", "tool", *COLUMNS, "worst F1"]
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "---|" * len(headings)
    for key in means.index:
        family, tool = key
        name = f"{family} ({sets[key]})" if sets[key] > 1 else family
        cells = [shown(column, means.loc[key, column]) for column in COLUMNS]
        yield "| " + " | ".join([name, tool, *cells, shown("F1", worst[key])]) + " |"


def what_went_wrong(runs: Runs) -> Iterator[str]:
    """What the wrong pairs of all sets carried."""
    missed: list[frozenset[str]] = []
    false: list[frozenset[str]] = []
    for dataset, answer in runs:
        pairs = misses.wrong_pairs(answer, dataset.truth["person"])
        missed += misses.kinds(dataset.truth, pairs[0])
        false += misses.kinds(dataset.truth, pairs[1])
    yield f"\n{len(missed)} missed and {len(false)} false pairs carried"
    yield misses.kinds_table(missed, false).to_string()


def by_group(runs: Runs) -> Iterator[str]:
    """Recall and precision by group over all sets that know of groups."""
    for group in GROUPS:
        tables = [
            evaluation.rates_by_group(a.labels, d.truth["person"], d.truth[group].astype(str))
            for d, a in runs
            if group in d.truth
        ]
        if tables:
            total = evaluation.with_shares(pd.concat(tables).groupby(level=0).sum())
            yield f"\nBy {GROUPS[group]}:\n\n{markdown(total.reset_index())}"


def calibrated(runs: Runs) -> str:
    """Predicted probability of links against how many of them are true."""
    probability, right = [], []
    for dataset, answer in runs:
        person = dataset.truth["person"].to_numpy()
        links = answer.links
        probability.append(1 / (1 + np.exp2(-links["score"].to_numpy(dtype=float))))
        right.append(person[links["left"]] == person[links["right"]])
    table = evaluation.calibration(np.concatenate(probability), np.concatenate(right))
    return f"\nCalibration:\n\n{markdown(table)}"


def markdown(table: pd.DataFrame) -> str:
    """A small table as Markdown; shares to four places."""
    rows = [list(table.columns), ["---"] * table.shape[1]]
    for cells in table.itertuples(index=False):
        rows.append([f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells])
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)
