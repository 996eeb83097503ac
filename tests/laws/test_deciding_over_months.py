"""A law of decisions over months: each stands, waits or is asked again as a short model says."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.decisions.ledger import Answer
from cohortmatch.reporting import CrossReference
from cohortmatch.store import Store
from decisions.test_decisions_over_months import MONTHS, OTHERS, decided, state
from laws.strategies import law
from people_lists import a_pnc
from store.test_store import keep

CELLS = ["Surname", "Forename", "DOB", "PNC ID", "Address", "Mobile"]
STREETS = ["2 Sorrel Way, RM99 9AB", "9 Teasel Close, RM99 9AC", "4 Yarrow Lane, RM99 9AD"]


class Place(NamedTuple):
    """The first place of a list: whose row stands there (0 for nobody's), where they live, and
    whether the list has a column of phones."""

    person: int
    home: int
    has_phones: bool

    @property
    def row(self) -> tuple[str, ...]:
        born = f"{10 + self.person:02}/02/19{70 + 3 * self.person}"
        cells = ("Langbury", "Adam", born, a_pnc(self.person), STREETS[self.home])
        return (*cells, f"07700 90010{self.person}")


def frame(place: Place) -> pd.DataFrame:
    first = [place.row] if place.person else []
    rows = [*first, *((*row, f"07700 90020{n}") for n, row in enumerate(OTHERS))]
    table = pd.DataFrame(rows, columns=CELLS)
    return table if place.has_phones else table.drop(columns="Mobile")


def next_month(place: Place, dice: Random) -> Place:
    """The same or another person, who may have moved house or be gone; the phones may come."""
    person = dice.choice([*[place.person or 1] * 8, 0, dice.randint(1, 6)])
    home = place.home if dice.random() < 0.8 else dice.randrange(len(STREETS))
    return Place(person, home, place.has_phones or dice.random() < 0.3)


def model(then: tuple[Place, Place], now: tuple[Place, Place]) -> str:
    """What becomes of a decision: it is about two contents of two persons."""
    if any(one.person != other.person for one, other in zip(then, now, strict=True)):
        return "waits"
    if any(one.home != other.home for one, other in zip(then, now, strict=True)):
        return "asked"
    return "stands"


def run(store: Store, number: int, places: tuple[Place, Place]) -> CrossReference:
    lists = {name: frame(place) for name, place in zip(("IOM", "SGV"), places, strict=True)}
    return keep(lists, store, MONTHS[number])


@given(st.integers(0, 2**32), st.sampled_from(["same", "different", "not sure"]))
@law(12)
def test_a_decision_becomes_what_the_model_says(seed: int, answer: Answer) -> None:
    """Namesakes, each with his own number and date of birth, come and go on two lists."""
    dice = Random(seed)
    then = Place(1, 0, False), Place(1 if answer == "same" else 2, 0, False)
    with TemporaryDirectory() as folder, Store(Path(folder) / "cohortmatch.db") as store:
        decided(store, run(store, 0, then), answer)
        now = then
        for number in range(1, 4):
            now = next_month(now[0], dice), next_month(now[1], dice)
            assert state(run(store, number, now)) == model(then, now)
