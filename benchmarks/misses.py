"""Which kinds of trouble the missed and the false pairs carried, and the pairs themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from answers import Answer
from cohortmatch.evaluation import PairSet, pairs_from_people
from sets import Dataset


def wrong_pairs(answer: Answer, person: pd.Series) -> tuple[PairSet, PairSet]:
    """Missed pairs and false pairs of the people formed."""
    mine, truth = pairs_from_people(answer.labels), pairs_from_people(person)
    return truth.where(~mine.has(truth)), mine.where(~truth.has(mine))


def kinds(truth: pd.DataFrame, pairs: PairSet) -> list[frozenset[str]]:
    """What each pair carried: both listings' troubles and what lies between them."""
    rows = truth.to_dict("records")
    return [
        frozenset(pair_kinds(rows[a], rows[b]))
        for a, b in zip(pairs.left, pairs.right, strict=True)
    ]


def pair_kinds(a: dict[str, str], b: dict[str, str]) -> Iterator[str]:
    """The kinds of one pair."""
    for row in (a, b):
        yield from (kind for kind in row.get("troubles", "").split(";") if kind)
        if row.get("kin") and a["person"] != b["person"]:
            yield row["kin"]
    if "identifiers" in a:
        shared = set(a["identifiers"].split(";")) & set(b["identifiers"].split(";")) - {""}
        yield "identifier shared" if shared else "no identifier shared"
    if a["list"] == b["list"]:
        yield "one list"


def kinds_table(missed: list[frozenset[str]], false: list[frozenset[str]]) -> pd.DataFrame:
    """How many missed and false pairs carried each kind, commonest first."""
    counts = {
        "missed": Counter(kind for pair in missed for kind in pair),
        "false": Counter(kind for pair in false for kind in pair),
    }
    table = pd.DataFrame(counts).fillna(0).astype(int)
    return table.sort_values(["missed", "false"], ascending=False)


def show(dataset: Dataset, answer: Answer, limit: int) -> Iterator[str]:
    """The wrong pairs' rows side by side (invented people only) with weight and kinds."""
    missed, false = wrong_pairs(answer, dataset.truth["person"])
    weights = {
        (min(link.left, link.right), max(link.left, link.right)): f"{link.score:.1f} {link.band}"
        for link in answer.links.itertuples()
    }
    for title, pairs in (("MISSED", missed), ("FALSE", false)):
        for a, b, what in list(
            zip(pairs.left, pairs.right, kinds(dataset.truth, pairs), strict=True)
        )[:limit]:
            weight = weights.get((int(a), int(b)), "no link")
            yield f"{title}  [{weight}]  {', '.join(sorted(what))}"
            yield from (f"    {row_text(dataset, at)}" for at in (int(a), int(b)))


def row_text(dataset: Dataset, position: int) -> str:
    """One listing as it stands on its list."""
    name, row = dataset.truth.loc[position, ["list", "row"]]
    cells = dataset.frames[name].loc[row]
    return f"{name}:{row}  " + " | ".join(str(c) for c in cells if c is not None and c == c)
