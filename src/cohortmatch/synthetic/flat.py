"""Very many plain rows, for speed: one table, known repeats, drawn column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Int64s
from cohortmatch.synthetic.dice import ranked_chances
from cohortmatch.synthetic.numbers import CRN_LETTERS
from cohortmatch.synthetic.places import INWARD, places
from cohortmatch.synthetic.words import origins, short_forms

REPEATED = 0.30
"""Share of rows that repeat somebody already in the table."""
WITH_NUMBER = 0.40
FIRST_BIRTH, LAST_BIRTH = np.datetime64("1945-01-01"), np.datetime64("2012-12-31")
PEOPLE_PER_POSTCODE = 12
NUMBERS_A_LETTER = 1_000_000
"""Of six digits each."""
LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))

Objects = npt.NDArray[np.object_]


def invent_flat(seed: int, rows: int) -> tuple[pd.DataFrame, pd.Series]:
    """The rows of one table, and the person behind each row.

    Columns: surname, forename, date of birth (YYYY-MM-DD), postcode, sex, CRN (on 40 % of rows); ''
    where not recorded. 30 % of the rows repeat somebody, with slips, short forms, changed surnames,
    moves, and dates that differ by a digit. A million rows take about three seconds; 37 million are
    the most.
    """
    rng = np.random.default_rng([seed, 1_000_000])
    people = rows - int(rows * REPEATED)
    person = np.concatenate([np.arange(people), rng.integers(0, people, rows - people)])
    columns = draw_columns(rng, people)
    frame = pd.DataFrame({name: values[person] for name, values in columns.items()})
    repeat = np.arange(rows) >= people
    blur(rng, frame, repeat)
    order = rng.permutation(rows)
    shuffled = frame.iloc[order].reset_index(drop=True)
    return shuffled, pd.Series(person[order], name="person")


def draw_columns(rng: np.random.Generator, people: int) -> dict[str, Objects]:
    """Each column for this many people."""
    male = rng.random(people) < 0.8
    forename, surname = draw_names(rng, male)
    days = (LAST_BIRTH - FIRST_BIRTH).astype(int)
    born = FIRST_BIRTH + rng.integers(0, days, people).astype("timedelta64[D]")
    return {
        "surname": surname,
        "forename": forename,
        "date of birth": born.astype(str).astype(object),
        "postcode": draw_postcodes(rng, people),
        "sex": np.where(male, "M", "F").astype(object),
        "CRN": draw_crns(rng, people),
    }


def draw_names(rng: np.random.Generator, male: npt.NDArray[np.bool_]) -> tuple[Objects, Objects]:
    """Forenames and surnames, drawn together within an origin."""
    all_origins = list(origins().values())
    shares = np.array([origin.share for origin in all_origins])
    origin_of = rng.choice(len(all_origins), size=len(male), p=shares / shares.sum())
    forename, surname = (np.empty(len(male), dtype=object) for _ in range(2))
    for code, origin in enumerate(all_origins):
        words = origin.words
        for sex, of_sex in (("male", male), ("female", ~male)):
            here = np.flatnonzero((origin_of == code) & of_sex)
            names = words.get(sex) or words[f"younger_{sex}"] + words[f"older_{sex}"]
            forename[here] = draw_ranked(rng, names, len(here))
        here = np.flatnonzero(origin_of == code)
        surname[here] = draw_ranked(rng, words["surnames"], len(here))
        tailed = here[rng.random(len(here)) < max(origin.tail, 0.15)]
        surname[tailed] = rare_surnames(rng, words, len(tailed))
    return forename, surname


def draw_ranked(rng: np.random.Generator, words: Sequence[str], count: int) -> Objects:
    """This many words, the first ones more often."""
    at = np.searchsorted(ranked_chances(len(words)), rng.random(count))
    return np.array(words, dtype=object)[np.minimum(at, len(words) - 1)]


def rare_surnames(
    rng: np.random.Generator, words: Mapping[str, Sequence[str]], count: int
) -> Objects:
    """Rare surnames: two parts of a name put together."""
    starts = words.get("tail_starts") or [word[:4] for word in words["surnames"]]
    ends = words.get("tail_ends") or [word[-4:].lower() for word in words["surnames"]]
    first = np.array(starts, dtype=object)[rng.integers(0, len(starts), count)]
    return np.asarray(first + np.array(ends, dtype=object)[rng.integers(0, len(ends), count)])


def draw_postcodes(rng: np.random.Generator, people: int) -> Objects:
    """Postcodes that a dozen people share on average."""
    count = max(1, people // PEOPLE_PER_POSTCODE)
    inward = [f"{digit}{a}{b}" for digit in range(10) for a in INWARD for b in INWARD]
    outcodes = list(places()["outcodes"])
    if count > len(outcodes) * len(inward):
        areas = sorted({outcode.rstrip("0123456789") for outcode in outcodes})
        outcodes = [f"{area}{number}" for area in areas for number in range(40, 60)]
    pool = np.array([f"{outcode} {end}" for outcode in outcodes for end in inward], dtype=object)
    chosen = rng.permutation(len(pool))[:count]
    return np.asarray(pool[chosen][rng.integers(0, len(chosen), people)])


def draw_crns(rng: np.random.Generator, people: int) -> Objects:
    """Different case reference numbers, for up to 26 million people; the usual letters are
    enough for four million."""
    usual = len(CRN_LETTERS) * NUMBERS_A_LETTER
    series = CRN_LETTERS if people <= usual else ascii_uppercase
    numbers = rng.permutation(len(series) * NUMBERS_A_LETTER)[:people]
    letters = np.array(list(series), dtype=object)[numbers % len(series)]
    digits = np.char.zfill((numbers // len(series)).astype(str), 6).astype(object)
    return np.asarray(letters + digits)


def blur(rng: np.random.Generator, frame: pd.DataFrame, repeat: npt.NDArray[np.bool_]) -> None:
    """Make the repeats differ from the first row, and leave cells blank everywhere."""

    def some(share: float) -> Int64s:
        return np.flatnonzero(repeat & (rng.random(len(frame)) < share))

    change(frame, "forename", some(0.06), lambda words: [shorter(word) for word in words])
    for column in ("forename", "surname"):
        change(frame, column, some(0.03), lambda words: slipped(rng, words))
    change(frame, "surname", some(0.03), lambda words: rng.permutation(words))
    change(frame, "postcode", some(0.25), lambda words: rng.permutation(words))
    change(frame, "date of birth", some(0.02), lambda words: other_digit(rng, words))
    for column, share in (("date of birth", 0.03), ("postcode", 0.08), ("CRN", 1 - WITH_NUMBER)):
        blank = np.flatnonzero(rng.random(len(frame)) < share)
        change(frame, column, blank, lambda words: [""] * len(words))


def change(
    frame: pd.DataFrame, column: str, at: Int64s, how: Callable[[Objects], Sequence[str] | Objects]
) -> None:
    """Put other values in some rows of a column."""
    values = frame[column].to_numpy(dtype=object, copy=True)
    values[at] = how(values[at])
    frame[column] = values


def shorter(word: str) -> str:
    """The commonest short form of a forename, or the name itself."""
    return short_forms().get(word, (word,))[0]


def slipped(rng: np.random.Generator, words: Objects) -> list[str]:
    """Each word with one letter changed."""
    at, new = rng.random(len(words)), LETTERS[rng.integers(0, len(LETTERS), len(words))]
    places = (int(share * len(word)) for share, word in zip(at, words, strict=True))
    return [
        word[:place] + str(letter) + word[place + 1 :]
        for word, place, letter in zip(words, places, new, strict=True)
    ]


def other_digit(rng: np.random.Generator, dates: Objects) -> list[str]:
    """Each date with the last digit of its day or year changed, still a date."""
    digits = rng.integers(0, 9, len(dates))
    return [
        f"{text[:3]}{digit}{text[4:8]}1{digit}" for text, digit in zip(dates, digits, strict=True)
    ]
