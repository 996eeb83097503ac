"""How far weights are to be believed, on invented lists with known truth.

    python benchmarks/calibrating.py            how often pairs of a weight are one person's
    python benchmarks/calibrating.py --write    the same, written into the shipped model
    python benchmarks/calibrating.py --ranges   whether the ranges that reports tell hold elsewhere

The shipped model's `calibration` and what `cohortmatch.people.expected` says of its ranges come
from here. `same` and `check` are taken as they are: low weights can be surer there than higher,
since a person's other listings vouch. Among pairs in no band shares may only rise with weight.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import pandas as pd

import ranges
import tables
import weighed
from bins import Bin, Bools, Floats, bins, points, pooled
from cohortmatch.linkage import model
from cohortmatch.linkage.pairs import Band
from cohortmatch.linkage.scoring.expect import probability
from other_sets import other_hands
from sets import CALIBRATION_SEEDS, MAKERS, RANGE_SEEDS, Dataset
from weighed import Weighed

SEVERITIES = (1.0, 2.0)
BANDS = (Band.same, Band.check, Band.different)
SHIPPED = Path(model.__file__).parent / "models" / f"{model.DEFAULT}.json"
COMMAND = "python benchmarks/calibrating.py --write"
NEAR = 0.5
"""Bits about a cut-off."""

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the arguments say and print the tables."""
    options = parse(arguments)
    if options.ranges:
        tried = dict.fromkeys(CALIBRATION_SEEDS, options.seeds or RANGE_SEEDS)
        print(*ranges.told(of_each(ranges.figures, tried, options.severity)), sep="\n")
        if not options.seeds:
            others = map(ranges.figures, other_hands(options.severity))
            print("\nother hands' lists\n", *ranges.told(list(others)), sep="\n")
        return
    seeds = {kind: options.seeds or usual for kind, usual in CALIBRATION_SEEDS.items()}
    pairs = weighed.together(of_each(weighed.weigh, seeds, options.severity))
    print(*told(pairs, model.shipped()), sep="\n")
    if options.write:
        new = calibration(pairs, source(options.seeds, options.severity))
        SHIPPED.write_text(written(SHIPPED.read_text(encoding="utf-8"), new), encoding="utf-8")
        print(f"\nwritten into {SHIPPED}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    it = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    what = it.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="into the shipped model")
    what.add_argument("--ranges", action="store_true", help="try the ranges that reports tell")
    usual = "1 to 12, 1 to 4 of plain lists; with --ranges 213 to 220"
    it.add_argument("--seeds", nargs="+", type=int, help=usual)
    it.add_argument("--severity", nargs="+", type=float, default=SEVERITIES)
    return it.parse_args(arguments)


def of_each(
    work: Callable[[Dataset], T],
    seeds: Mapping[str, Sequence[int]],
    severities: Sequence[float],
) -> list[T]:
    """The work done on every set of each kind, several at once."""
    runs = [(kind, seed, each) for kind in seeds for each in severities for seed in seeds[kind]]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(on_one, work), runs))


def on_one(work: Callable[[Dataset], T], run: tuple[str, int, float]) -> T:
    """The work done on the lists of one kind, seed and severity."""
    kind, seed, severity = run
    return work(MAKERS[kind](seed, severity))


def told(pairs: Weighed, now: model.Model) -> Iterator[str]:
    """A table for each band, what is unseen, and how sure pairs near the cut-offs are."""
    for band in BANDS:
        said = None if now.calibration is None else getattr(now.calibration, band.name)
        yield f"\n{band.name}\n\n{tables.markdown(table(*pairs.of(band), said))}"
    yield f"\nunseen: {pairs.unseen:.4f} of the true pairs that are linked\n"
    yield f"one person's, within {NEAR} bits of a cut-off:\n"
    yield tables.markdown(pd.DataFrame([near(pairs, cut, at) for cut, at in now.cut_offs]))


def near(pairs: Weighed, cut: str, at: float) -> dict[str, str]:
    """How many of the pairs near a cut-off are one person's, in all and by band."""
    close = np.abs(pairs.bits - at) <= NEAR
    by_band = {b.name: one_person(pairs.right[close & (pairs.band == b)]) for b in BANDS}
    return {"cut-off": f"{cut}, {at:g} bits", "in all": one_person(pairs.right[close]), **by_band}


def table(bits: Floats, right: Bools, said: model.Points | None) -> pd.DataFrame:
    """The bins of a band, and the mean share that a calibration says of their pairs."""
    rows = [
        (
            *(f"{figure:.1f}" for figure in (each.least, each.most)),
            each.pairs,
            f"{each.bits:.1f}",
            f"{each.share:.4f}",
            "–" if said is None else f"{believed(bits, each, said):.4f}",
        )
        for each in bins(bits, right)
    ]
    return pd.DataFrame(rows, columns=["from", "to", "pairs", "bits", "one person's", "the model"])


def believed(bits: Floats, each: Bin, said: model.Points) -> float:
    """The mean share that a calibration says of the pairs in a bin."""
    inside = bits[(bits >= each.least) & (bits <= each.most)]
    return float(probability(inside, said).mean())


def one_person(right: Bools) -> str:
    """How many of some pairs are one person's, of how many."""
    return f"{right.sum():,} of {len(right):,}" + (f" ({right.mean():.0%})" if len(right) else "")


def calibration(pairs: Weighed, source: str) -> dict[str, Any]:
    """The calibration that the pairs give, as it stands in a model's file."""
    by_band = {band: bins(*pairs.of(band)) for band in BANDS}
    by_band[Band.different] = pooled(by_band[Band.different])
    return {
        **{band.name: points(found) for band, found in by_band.items()},
        "unseen": round(pairs.unseen, 4),
        "source": source,
    }


def source(seeds: Sequence[int] | None, severities: Sequence[float]) -> str:
    """What a calibration was measured on, and by which command; None for the usual seeds."""
    command = COMMAND
    if seeds:
        command += f" --seeds {' '.join(map(str, seeds))}"
    if tuple(severities) != SEVERITIES:
        command += f" --severity {' '.join(f'{each:g}' for each in severities)}"
    which = ", ".join(
        f"{kind} {in_words(seeds or usual)}" for kind, usual in CALIBRATION_SEEDS.items()
    )
    rates = " and ".join(f"{each:g}" for each in severities)
    return f"invented lists, development seeds ({which}) at severities {rates}: {command}"


def in_words(seeds: Sequence[int]) -> str:
    """Some seeds, a run of them by its ends."""
    run = len(seeds) > 1 and list(seeds) == list(range(seeds[0], seeds[-1] + 1))
    return f"{seeds[0]} to {seeds[-1]}" if run else ", ".join(map(str, seeds))


def written(text: str, calibration: Mapping[str, Any]) -> str:
    """A model's file with another calibration and nothing else changed.

    ValueError where the file is not formatted as it would be written, or no longer a model.
    """
    before = json.loads(text)
    if formatted(before) != text:
        raise ValueError("the model's file is not formatted as it would be written")
    after = formatted({**before, "calibration": calibration})
    model.Model.from_json(after)
    return after


def formatted(content: Mapping[str, Any]) -> str:
    """A model's file, as models are kept."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
