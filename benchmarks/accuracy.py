"""How right cohortmatch is, and its peers, on sets with known truth.

    python benchmarks/accuracy.py                                 development seeds, ours only
    python benchmarks/accuracy.py --severity 1 2 --misses --show 5
    python benchmarks/accuracy.py --sets others --severity 1 2    lists by other hands
    python benchmarks/accuracy.py --all --seeds test --readme     the tables of README.md (an hour)

The environment must have cohortmatch installed; peers get environments of their own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import misses
import tables
from answers import Answer, Marks, mark
from as_shipped import run_as_shipped
from ceiling import run_ceiling
from other_sets import other_hands
from ours import run_ours
from peer_runs import PEERS, run_peer
from public_sets import census, febrl
from sets import DEVELOPMENT_SEEDS, MAKERS, MORE_TEST_SEEDS, TEST_SEEDS, Dataset

PUBLIC: Mapping[str, Sequence[Callable[[], Dataset]]] = {
    "febrl": [partial(febrl, number) for number in (1, 2, 3, 4)],
    "census": [census],
}
SETS = (*MAKERS, *PUBLIC, "others")
README = Path(__file__).with_name("README.md")
MARKS = ("<!-- accuracy -->", "<!-- end of accuracy -->")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments say and print the tables."""
    options = parse(arguments)
    runs: list[tuple[Dataset, Answer]] = []
    rows: list[Marks] = []
    print(tables.heading())
    for dataset in datasets(options):
        answer = run_ours(dataset, apart=not (options.misses or options.show))
        runs.append((dataset, answer))
        for one in (answer, *others(options, dataset)):
            rows.append(mark(dataset, one))
            print(tables.line(rows[-1]), flush=True)
    report = ["", *tables.summary(rows)]
    if options.groups:
        report += tables.by_group(runs)
    if options.calibration:
        report.append(tables.calibrated(runs))
    print(*report, sep="\n")
    if options.readme:
        put_in_readme("\n".join(report))
    for dataset, answer in runs if options.show else ():
        print(*misses.show(dataset, answer, options.show), sep="\n")
    if options.misses:
        print(*tables.what_went_wrong(runs), sep="\n")


def put_in_readme(report: str) -> None:
    """Put the tables between the marks in README.md."""
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    text = f"{before}{MARKS[0]}\n{report.strip()}\n\n{MARKS[1]}{after}"
    README.write_text(text, encoding="utf-8")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    it = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    it.add_argument("--sets", nargs="+", default=["panels"], choices=SETS)
    it.add_argument("--seeds", nargs="+", default=["dev"], help="dev, test, more, or numbers")
    it.add_argument("--severity", nargs="+", type=float, default=[1.0])
    it.add_argument("--peers", nargs="*", choices=PEERS, help="all of them when none is named")
    it.add_argument("--ceiling", action="store_true", help="a classifier trained on other seeds")
    it.add_argument("--as-shipped", action="store_true", help="ours without learning")
    it.add_argument("--misses", action="store_true", help="what the wrong pairs carried")
    it.add_argument("--show", type=int, default=0, metavar="N", help="N wrong pairs of each set")
    it.add_argument("--groups", action="store_true", help="errors by name origin, sex, age")
    it.add_argument("--calibration", action="store_true", help="probability against truth")
    it.add_argument("--readme", action="store_true", help="put the tables into README.md")
    it.add_argument("--all", action="store_true", help="every set, severity, tool and table")
    options = it.parse_args(arguments)
    if options.all:
        options.sets, options.severity, options.peers = list(SETS), [1.0, 2.0], []
        options.ceiling = options.as_shipped = options.groups = options.calibration = True
    if options.peers is not None and not options.peers:
        options.peers = list(PEERS)
    return options


def datasets(options: argparse.Namespace) -> Iterator[Dataset]:
    """The sets that were asked for."""
    for kind in options.sets:
        if kind in PUBLIC:
            yield from (make() for make in PUBLIC[kind])
        elif kind == "others":
            yield from other_hands(options.severity)
        else:
            for severity in options.severity:
                yield from (MAKERS[kind](seed, severity) for seed in seeds(options.seeds))


def others(options: argparse.Namespace, dataset: Dataset) -> Iterator[Answer]:
    """The answers that ours is held against, as far as they were asked for."""
    if options.as_shipped:
        yield run_as_shipped(dataset)
    for name in options.peers or ():
        yield from run_peer(name, dataset)
    if options.ceiling and dataset.kind in MAKERS:
        yield run_ceiling(dataset)


def seeds(words: Sequence[str]) -> list[int]:
    """The seeds that some words mean."""
    named = {"dev": DEVELOPMENT_SEEDS, "test": TEST_SEEDS, "more": MORE_TEST_SEEDS}
    return [seed for word in words for seed in (named[word] if word in named else (int(word),))]


if __name__ == "__main__":
    main()
