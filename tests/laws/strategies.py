"""Hypothesis strategies: messy people, the lists they stand on, and weights between listings.

Values are drawn from small pools, so that chance makes namesakes, twins, households, swapped names,
shared and mistyped numbers; a part of every field is any text at all.
"""

from __future__ import annotations

import os

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cohortmatch.core.arrays import Floats
from cohortmatch.core.types import Field, Listings, RawList
from people_lists import a_cro, a_list, a_pnc, listings_of

FORENAMES = [
    *("Bob", "Robert", "ROBERT", "Rob", "Steven", "Stephen", "Jon", "John", "J", "Jhon", "Johnny"),
    *("Cam", "Cameron", "Mohammed", "Muhammad", "Md", "Abdul-Rahman", "Ann", "Anna", "Martin"),
    *("Marvin", "Siân", "Unknown"),
]
SURNAMES = [
    *(
        "Smith",
        "Smyth",
        "smith",
        "Jones",
        "Smith-Jones",
        "O'Brien",
        "OBrien",
        "O’Brien",
        "Kowalski",
    ),
    *("Kowalska", "McDonald", "Mac Donald", "Ali", "Khan", "John", "Martin", "Singh", "N/K"),
    "de Souza",
]
DATES = [
    *("01/02/1985", "02/01/1985", "1/2/85", "1985-02-01", "01/02/1995", "01/03/1985", "11/02/1985"),
    *("01/01/1985", "1985", "Feb 1985", "31/02/1985", "01/01/1900", "24/12/2004", "age 21", "?"),
    *(
        "02/1985",
        "1985-03",
        "01/02",
        "14/02",
        "1985-02-75",
        "01/02/1885",
        "01/02/2085",
        "1905-06-07",
    ),
]
PNCS = [
    *(a_pnc(1234), a_pnc(1234).lower(), a_pnc(1243), a_pnc(1234)[2:], a_pnc(1234)[:-1]),
    *(a_pnc(900001), f"{a_pnc(1234)}; {a_pnc(900001)}", "2087/0001234B", "000000/00Z"),
]
CRNS = ["X987001", "x987001", "X987010", "X981234", "X987001 / X981234", "none"]
POSTCODES = ["RM1 3BD", "rm13bd", "RM1 3BA", "RM1 1AA", "IG11 7LU", "NF1 1NF", "ZZ99 3VZ", "NFA"]
ADDRESSES = [
    *("10 High Street, Romford RM1 3BD", "10 High St", "Flat 2, 10 High Street RM1 3BD"),
    *("12 High Street", "no fixed abode", "HMP Pentonville N7 8TT", "1 Mill Lane, IG11 7LU"),
]
ROLES = ["subject", "offender", "associate", "mother", "victim", "witness", "", "gibberish"]
AGES = ["41", "31 yrs", "aged 30", "30s", "approx 41", "age not known", "0", "999", "21"]
PHONES = [
    *("07700 900252", "+44 7700 900252", "7700900252", "07700900252 / 01632 960123"),
    *("01632960123", "07700 000000", "mum 07700 900252", "7.7E+09", "07700 900369"),
]
MIDDLES = ["Paul", "P", "Paul James", "Singh", "Jon"]
STREET_NAMES = ["Biggz", "Lil T", "Bob"]

EXPLORE = int(os.environ.get("EXPLORE", "0"))


SHARE = 4 if os.environ.get("LAWS") == "short" else 1
"""One in so many of the examples is tried."""


def law(examples: int) -> settings:
    """How a law is tried: the same examples each time; EXPLORE=20 tries 20 times as many others,
    LAWS=short a quarter of them."""
    return settings(
        max_examples=max(examples * max(EXPLORE, 1) // SHARE, 1),
        derandomize=not EXPLORE,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


anything = st.text(max_size=12)
"""Any text at all, controls and surrogate-free oddities included."""

letters = st.text(alphabet="ab", min_size=1, max_size=7)
"""Words of two letters: the worst case for measures of similarity."""

KNOWN_WORDS = [
    *("john", "jon", "jhon", "j", "smith", "smyth", "robert", "bob", "mohammed", "muhammad"),
    *("cam", "cameron", "kowalski", "kowalska"),
    *("джон", "иванов", "ivanov", "и", "محمد", "شخغف"),
    *("?ukasz", "lukasz", "l", "mu?oz", "munoz", "?u?oz"),
]
folded_words = st.one_of(
    st.sampled_from(KNOWN_WORDS),
    letters,
    st.tuples(letters, letters).map(" ".join),
)
"""Words as they stand in a vocabulary: folded, one or two parts."""

vocabularies = st.lists(folded_words, unique=True, max_size=12).map(tuple)


def mostly(pool: list[str], *, blanks: int = 1) -> st.SearchStrategy[str]:
    """A cell: blank, of the pool, and now and then any text."""
    usual = st.sampled_from([*pool, *[""] * blanks])
    return st.one_of(usual, usual, usual, usual, usual, anything)


CELLS = {
    "forename": mostly(FORENAMES),
    "surname": mostly(SURNAMES),
    "name": mostly(["SMITH, John", "John Smith", "Bob Paul Smith-Jones", "Anna (aka Ann) Jones"]),
    "date_of_birth": mostly(DATES, blanks=3),
    "pnc": mostly(PNCS, blanks=3),
    "cro": mostly([a_cro(5), a_cro(5)[:-1], a_cro(77), "000000/00Z"], blanks=2),
    "crn": mostly(CRNS, blanks=3),
    "postcode": mostly(POSTCODES, blanks=2),
    "address": mostly(ADDRESSES, blanks=2),
    "age": mostly(AGES, blanks=2),
    "phone": mostly(PHONES, blanks=2),
    "middle": mostly(MIDDLES, blanks=2),
    "alias": mostly(["Johnny Smith", "Bob", "aka JJ", "Smith, Bob / Jon Jones"], blanks=2),
    "previous_surname": mostly(["Smith", "Jones"], blanks=2),
    "street_name": mostly(STREET_NAMES, blanks=2),
    "sex": mostly(["M", "F", "male"], blanks=2),
    "other": mostly(["blue", "green", "41", "42", "AB-1001", "AB-1002"], blanks=2),
    "role": mostly(ROLES),
}
NAME_COLUMNS = [("forename", "surname"), ("surname", "forename"), ("name",), ("surname",)]
OTHERS = [field for field in CELLS if field not in ("forename", "surname", "name", "role")]


@st.composite
def rows_of_one_list(draw: st.DrawFn, most: int, *, roles: bool) -> list[dict[str, str]]:
    """Up to `most` rows with the same columns: a name and up to four other fields."""
    others = draw(st.lists(st.sampled_from(OTHERS), unique=True, max_size=4))
    columns = [*draw(st.sampled_from(NAME_COLUMNS)), *others, *["role"] * roles]
    row = st.fixed_dictionaries({column: CELLS[column] for column in columns})
    return draw(st.lists(row, max_size=most, unique_by=_cells))


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    """Rows alike in every cell can change places unseen, so no list has two."""
    return tuple(row.values())


@st.composite
def raw_lists(
    draw: st.DrawFn, *, lists: int = 3, rows: int = 4, roles: bool = False
) -> tuple[RawList, ...]:
    """Up to `lists` lists of up to `rows` rows; labels name the rows, wherever they stand."""
    made = []
    for number in range(draw(st.integers(1, lists))):
        people = draw(rows_of_one_list(rows, roles=roles))
        labels = [f"r{place}" for place in range(len(people))]
        made.append(a_list(f"list {number}", *people, labels=labels))
    return tuple(made)


ONE_FAMILY = {
    "forename": st.sampled_from(["John", "Jon", "J", "James", "Joan", ""]),
    "surname": st.sampled_from(["Smith", "Smyth", "Smith-Jones"]),
    "date_of_birth": st.sampled_from(["01/02/1985", "02/01/1985", "01/02/1955", "", ""]),
    "pnc": st.sampled_from([a_pnc(1234), a_pnc(1243), a_pnc(900001), "", "", ""]),
    "address": st.sampled_from(["10 High Street, Romford RM1 3BD", "1 Mill Lane, IG11 7LU", ""]),
    "age": st.sampled_from(["41", "43", "71", "", ""]),
    "phone": st.sampled_from(["07700 900252", "01632 960123", "", ""]),
}


@st.composite
def family_lists(draw: st.DrawFn) -> tuple[RawList, ...]:
    """Lists of people so alike that ties, twins, conflicts and chains are the rule."""
    rows = st.lists(st.fixed_dictionaries(ONE_FAMILY), min_size=1, max_size=4, unique_by=_cells)
    on_lists = draw(st.lists(rows, min_size=1, max_size=3))
    return tuple(
        a_list(f"list {number}", *people, labels=[f"r{i}" for i in range(len(people))])
        for number, people in enumerate(on_lists)
    )


def all_listings(*, lists: int = 3, rows: int = 4) -> st.SearchStrategy[Listings]:
    """Normalised listings."""
    return raw_lists(lists=lists, rows=rows).map(lambda made: listings_of(*made))


@st.composite
def fields(draw: st.DrawFn, *, listings: int = 8, values: int = 6) -> Field[int]:
    """A field of some listings, each with any number of values, none twice."""
    n = draw(st.integers(1, listings))
    codes = st.lists(st.integers(0, values - 1), unique=True, max_size=4)
    sets = draw(st.lists(codes, min_size=n, max_size=n))
    offsets = np.cumsum([0, *(len(codes) for codes in sets)]).astype(np.int64)
    flat = np.array([code for codes in sets for code in codes], dtype=np.int32)
    return Field(tuple(range(100, 100 + values)), flat, offsets)


@st.composite
def weight_matrices(draw: st.DrawFn, *, most: int = 7) -> Floats:
    """A symmetric matrix of weights in bits, with many ties and both signs."""
    n = draw(st.integers(2, most))
    bits = st.sampled_from([-60.0, -24.0, -9.0, -2.5, -1.0, 0.0, 1.0, 4.0, 7.0, 7.5, 14.0, 30.0])
    upper = draw(st.lists(bits, min_size=n * n, max_size=n * n))
    square = np.triu(np.array(upper).reshape(n, n), 1)
    return square + square.T


def all_pairs(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of n things, left < right, as int32."""
    left, right = np.triu_indices(n, 1)
    return left.astype(np.int32), right.astype(np.int32)
