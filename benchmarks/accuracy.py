"""How right cohortmatch is, and its peers, on sets with known truth.

python benchmarks/accuracy.py                         development seeds, severity 1, ours only
python benchmarks/accuracy.py --severity 1 2 --misses
python benchmarks/accuracy.py --seeds test --peers    the published table (README.md)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

import misses
from answers import Answer, Marks, mark
from ceiling import run_ceiling
from cohortmatch import measuring
from ours import run_ours
from peer_runs import PEERS, run_peer
from sets import DEVELOPMENT_SEEDS, MAKERS, TEST_SEEDS, Dataset

GROUPS = ("origin", "sex", "age_band", "has_shared_identifier")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments say and print the tables."""
    options = parse(arguments)
    runs: list[tuple[Dataset, Answer]] = []
    rows: list[Marks] = []
    print(HEADINGS)
    for dataset in datasets(options):
        answer = run_ours(dataset, apart=not options.misses and not options.show)
        runs.append((dataset, answer))
        for one in (answer, *peers(options, dataset)):
            rows.append(mark(dataset.name, one, dataset.truth["person"]))
            print(row_text(rows[-1]), flush=True)
    print_summary(rows)
    if options.show:
        for dataset, answer in runs:
            print("\n".join(misses.show(dataset, answer, options.show)))
    if options.misses:
        print_misses(runs)
    if options.groups:
        print_groups(runs)
    if options.calibration:
        print_calibration(runs)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    it = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    it.add_argument("--sets", nargs="+", default=["panels"], choices=list(MAKERS))
    it.add_argument("--seeds", nargs="+", default=["dev"], help="dev, test, or numbers")
    it.add_argument("--peers", nargs="*", default=[], choices=PEERS)
    it.add_argument("--ceiling", action="store_true", help="a classifier trained on other seeds")
    it.add_argument("--severity", nargs="+", type=float, default=[1.0])
    it.add_argument("--misses", action="store_true", help="what the wrong pairs carried")
    it.add_argument("--show", type=int, default=0, metavar="N", help="N wrong pairs of each set")
    it.add_argument("--groups", action="store_true", help="errors by name origin, sex, age")
    it.add_argument("--calibration", action="store_true", help="probability against truth")
    options = it.parse_args(arguments)
    if options.peers == [] and "--peers" in (arguments or sys.argv):
        options.peers = list(PEERS)
    return options


def datasets(options: argparse.Namespace) -> Iterator[Dataset]:
    """The sets that were asked for."""
    for severity in options.severity:
        for make in (MAKERS[name] for name in options.sets):
            yield from (make(seed, severity) for seed in seeds(options.seeds))


def peers(options: argparse.Namespace, dataset: Dataset) -> Iterator[Answer]:
    """The answers of the peers that were asked for."""
    for name in options.peers:
        yield from run_peer(name, dataset)
    if options.ceiling:
        yield run_ceiling(dataset)


def seeds(words: Sequence[str]) -> list[int]:
    """The seeds that some words mean."""
    named = {"dev": DEVELOPMENT_SEEDS, "test": TEST_SEEDS}
    return [seed for word in words for seed in (named[word] if word in named else (int(word),))]


HEADINGS = (
    f"{'set':14} {'tool':22} {'pairs':>6} {'P':>6} {'R':>6} {'F1':>6} {'best':>6} {'B3':>6} "
    f"{'same P':>6} {'found':>6} {'check':>6} {'sec':>6} {'MB':>5}"
)


def row_text(marks: Marks) -> str:
    """One row of the table."""
    p, r, f1 = marks.people
    figures = (p, r, f1, marks.best, marks.b_cubed, marks.same_precision, marks.found)
    text = " ".join("     –" if figure is None else f"{figure:6.4f}" for figure in figures)
    check = "     –" if marks.to_check is None else f"{marks.to_check:6.1%}"
    return (
        f"{marks.dataset:14} {marks.tool:22} {marks.true_pairs:6} {text} {check} "
        f"{marks.seconds:6.2f} {marks.megabytes:5.0f} {'; '.join(marks.notes)}"
    )


def print_summary(rows: Sequence[Marks]) -> None:
    """The means over all sets, and the worst of each figure, for each tool."""
    figures = pd.DataFrame(
        [
            (row.tool, *row.people, row.best, row.b_cubed, row.same_precision)
            + (row.found, row.to_check, row.seconds)
            for row in rows
        ],
        columns=["tool", "P", "R", "F1", "best", "B3", "same P", "found", "check", "sec"],
    )
    by_tool = figures.astype(dict.fromkeys(figures.columns[1:], float)).groupby("tool", sort=False)
    print("\nmean of sets\n" + by_tool.mean().round(4).to_string())
    print(
        "\nworst of sets\n"
        + by_tool[["P", "R", "F1", "same P", "found"]].min().round(4).to_string()
    )


def print_misses(runs: Sequence[tuple[Dataset, Answer]]) -> None:
    """What the wrong pairs of all sets carried."""
    missed: list[frozenset[str]] = []
    false: list[frozenset[str]] = []
    for dataset, answer in runs:
        pairs = misses.wrong_pairs(answer, dataset.truth["person"])
        missed += misses.kinds(dataset.truth, pairs[0])
        false += misses.kinds(dataset.truth, pairs[1])
    print(f"\n{len(missed)} missed and {len(false)} false pairs carried")
    print(misses.kinds_table(missed, false).to_string())


def print_groups(runs: Sequence[tuple[Dataset, Answer]]) -> None:
    """Recall and precision by group over all sets."""
    for group in GROUPS:
        tables = [
            measuring.rates_by_group(a.labels, d.truth["person"], d.truth[group].astype(str))
            for d, a in runs
        ]
        total = pd.concat(tables).groupby(level=0).sum()
        print(f"\nby {group}")
        print(measuring.with_shares(total).round(4).to_string())


def print_calibration(runs: Sequence[tuple[Dataset, Answer]]) -> None:
    """Predicted probability of links against how many are true."""
    probability, right = [], []
    for dataset, answer in runs:
        person = dataset.truth["person"].to_numpy()
        links = answer.links
        probability.append(1 / (1 + np.exp2(-links["score"].to_numpy(dtype=float))))
        right.append(person[links["left"]] == person[links["right"]])
    print("\ncalibration")
    table = measuring.calibration(np.concatenate(probability), np.concatenate(right))
    print(table.round(4).to_string(index=False))


if __name__ == "__main__":
    main()
