"""A true answer about twins whose names are a letter apart weakens no true pair, and joins nobody.

Ngozi and Ngozei have one surname, date of birth and address. The lists alone take all five rows for
one person and ask about some of their pairs.
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

import cohortmatch as cm

HEADINGS = ("Surname", "Forename", "DOB", "PNC", "Postcode")
NGOZEI = ("Asansah", "Ngozei", "24/10/2007", "2022/0189201M", "RM5 7JZ")
NGOZI = ("Asansah", "Ngozi", "24/10/2007", "", "RM5 7JZ")
WITHOUT_HOME = (*NGOZI[:-1], "")
OTHERS = {
    "CRC": (("Crane", "Una"), ("Vexley", "Basil"), ("Prynne", "Gus"), ("Odell", "Nell")),
    "IOM": (("Tindall", "Ivor"), ("Quarmby", "Casper"), ("Yardley", "Imelda")),
    "NPS": (("Pomfrey", "Delphine"), ("Zennor", "Kester"), ("Wimbush", "Garfield")),
    "SGV": (("Oxspring", "Abena"), ("Lavercombe", "Kofi"), ("Dray", "Farah")),
}
ROWS = {"CRC": (NGOZEI, NGOZI), "IOM": (WITHOUT_HOME,), "NPS": (NGOZI,), "SGV": (NGOZEI,)}
TRUTH = {"CRC:0": 1, "CRC:1": 2, "IOM:0": 2, "NPS:0": 2, "SGV:0": 1}
RANKS = ("different", "check", "same")


def lists() -> dict[str, pd.DataFrame]:
    """The twins' rows, with a few other people on each list."""
    others = {
        name: [
            (*who, f"{10 + i}/0{i + 1}/19{70 + 3 * i + len(name)}", "", f"E{i + 1} {i}AB")
            for i, who in enumerate(people)
        ]
        for name, people in OTHERS.items()
    }
    return {name: pd.DataFrame([*ROWS[name], *others[name]], columns=HEADINGS) for name in ROWS}


def bands(decisions: pd.DataFrame | None = None) -> dict[tuple[str, str], str]:
    """The band of each pair of the twins' rows."""
    links = cm.match(lists(), decisions=decisions).links.reset_index()
    found = {(row.left, row.right): str(row.band) for row in links.itertuples()}
    return {pair: found.get(pair, "different") for pair in combinations(sorted(TRUTH), 2)}


ALONE = bands()


def test_the_lists_alone_ask_about_the_twins() -> None:
    assert ALONE["CRC:0", "CRC:1"] == "check"


@pytest.mark.parametrize("decided", sorted(ALONE))
def test_a_true_answer_weakens_no_true_pair_and_makes_no_false_one_surer(
    decided: tuple[str, str],
) -> None:
    one, other = decided
    answer = "same" if TRUTH[one] == TRUTH[other] else "different"
    now = bands(pd.DataFrame([(one, other, answer)], columns=["left", "right", "answer"]))
    for pair in ALONE:
        is_true = TRUTH[pair[0]] == TRUTH[pair[1]]
        change = RANKS.index(now[pair]) - RANKS.index(ALONE[pair])
        assert change >= 0 if is_true else change <= 0, (pair, ALONE[pair], now[pair])
