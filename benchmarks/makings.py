"""Very many rows of three makings, each with the person behind each row.

flat    short names and clean columns: what `cohortmatch.synthetic.invent_flat` draws
tailed  surnames with a long tail, slips in the texts of repeats, a ten-digit number under a
        heading that nobody explains, and e-mail addresses
free    addresses written as people write them, phone numbers, and a third of the dates missing
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from cohortmatch.synthetic import invent_flat
from cohortmatch.synthetic.flat import change, rare_surnames, slipped
from cohortmatch.synthetic.words import origins

__all__ = ["MAKINGS", "made"]

Table = tuple[pd.DataFrame, pd.Series]
SLIPS = 0.15
"""Share of the repeats whose surname, forename, e-mail or street has a slip."""
STREETS = ("Street", "Road", "Avenue", "Close", "Gardens", "Rd", "St", "Ave")


def made(making: str, seed: int, rows: int) -> Table:
    """The rows of one making, and who each is of. Raises KeyError for a making that is none."""
    return MAKINGS[making](seed, rows)


def _tailed(seed: int, rows: int) -> Table:
    frame, person = invent_flat(seed, rows)
    rng = np.random.default_rng([seed, rows, 1])
    who, people = person.to_numpy(), int(person.max()) + 1
    tails = _tails(rng, people)[who]
    tailed = rng.random(people)[who] < 0.7
    frame["surname"] = np.where(tailed & (frame["surname"] != ""), tails, frame["surname"])
    names = (frame["forename"] + "." + frame["surname"]).str.lower().str.replace(" ", "")
    own = names.groupby(who).transform("first") + pd.Series(who % 97).astype(str) + "@post.example"
    frame["e-mail"] = np.where(rng.random(people)[who] < 0.5, own, "")
    numbers = (rng.permutation(people).astype(np.int64) * 7919 + 1_000_000_007)[who]
    has = rng.random(len(frame)) < 0.4
    frame["Case file"] = np.where(has, pd.Series(numbers).astype(str), "")
    _slip(rng, frame, person, ("surname", "forename", "e-mail"))
    return frame.drop(columns="CRN"), person


def _free(seed: int, rows: int) -> Table:
    frame, person = invent_flat(seed, rows)
    rng = np.random.default_rng([seed, rows, 2])
    who, people = person.to_numpy(), int(person.max()) + 1
    streets = _tails(rng, max(people // 40, 1))
    street = streets[rng.integers(0, len(streets), people)][who]
    kind = np.array(STREETS, dtype=object)[rng.integers(0, len(STREETS), len(frame))]
    number = pd.Series(rng.integers(1, 200, people)[who]).astype(str).to_numpy(dtype=object)
    flat = np.where(rng.random(len(frame)) < 0.2, "Flat 2, ", "").astype(object)
    frame["address"] = flat + number + " " + street + " " + kind + ", " + frame["postcode"]
    phone = (rng.permutation(people).astype(np.int64) + 7_700_900_000)[who]
    has = rng.random(len(frame)) < 0.6
    frame["phone"] = np.where(has, "0" + pd.Series(phone).astype(str), "")
    frame.loc[rng.random(len(frame)) < 1 / 3, "date of birth"] = ""
    _slip(rng, frame, person, ("surname", "forename", "address"))
    return frame.drop(columns=["CRN", "postcode"]), person


def _tails(rng: np.random.Generator, count: int) -> np.ndarray:  # type: ignore[type-arg]
    """Rare words, as surnames or streets."""
    words = next(iter(origins().values())).words
    return rare_surnames(rng, words, count)


def _slip(
    rng: np.random.Generator, frame: pd.DataFrame, person: pd.Series, columns: tuple[str, ...]
) -> None:
    """Slips in some of the rows that repeat somebody."""
    repeat = person.duplicated().to_numpy()
    for column in columns:
        some = np.flatnonzero(repeat & (rng.random(len(frame)) < SLIPS) & (frame[column] != ""))
        change(frame, column, some, lambda words: slipped(rng, words))


MAKINGS: Mapping[str, Callable[[int, int], Table]] = {
    "flat": invent_flat,
    "tailed": _tailed,
    "free": _free,
}
"""By the name that `speed.py --makings` takes."""
