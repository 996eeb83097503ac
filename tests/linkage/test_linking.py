"""The engine's own door: plain columns in, people out; names are not needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import BaseError, SettingsError
from cohortmatch.core.types import Listings
from cohortmatch.linkage.columns import listings_of
from cohortmatch.linkage.comparing import register, unregister
from cohortmatch.linkage.comparing.encoded import encoded
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.model import Comparison, Level, Model, shipped
from cohortmatch.linkage.result import Outcome
from cohortmatch.settings.plan import Plan
from cohortmatch.synthetic import invent_flat
from people_lists import a_cro, a_pnc

MODEL = shipped()
NUMBERS = MODEL.without(*(name for name in MODEL.names if name not in ("pnc", "cro", "relation")))
TOKEN = Comparison(
    name="token",
    words="digest of the case number",
    levels=(
        Level(name="missing", words="digest: not recorded on both", m=1, u=1),
        Level(name="different", words="digest: different", m=0.02, u=0.99999),
        Level(name="same", words="digest: the same", m=0.98, u=0.00001),
    ),
)
DIGESTS = MODEL.with_comparisons((TOKEN,))


def ids_of(found: Outcome) -> set[frozenset[str]]:
    """Who is with whom, by ids; those who are with nobody left out."""
    together: dict[int, set[str]] = {}
    for name, person in zip(found.listings.ids, found.people.person.tolist(), strict=True):
        together.setdefault(person, set()).add(name)
    return {frozenset(each) for each in together.values() if len(each) > 1}


def digest(number: int, key: bytes = b"ours") -> str:
    return hashlib.blake2b(str(number).encode(), key=key, digest_size=16).hexdigest()


@pytest.fixture
def token() -> Iterator[None]:
    register(encoded("token"))
    yield
    unregister("token")


@pytest.mark.parametrize("model", [MODEL, NUMBERS], ids=["whole", "numbers only"])
def test_lists_of_numbers_without_names_are_linked(model: Model) -> None:
    one, two, three, four, five = map(a_pnc, (1234567, 7650321, 3141592, 9081726, 5555000))
    cro, other, third = map(a_cro, (123456, 765032, 908172))
    more = [a_pnc(1_000_003 + 79_190 * n) for n in range(90)]
    blank = [None] * 30
    a = {"pnc": [one, two, None, three, *more[:30]], "cro": [None, cro, other, "", *blank]}
    b = {"pnc": [[four, two], five, one, *more[30:60]]}
    c = {"cro": [{other}, third, *blank], "pnc": [None, None, *more[60:]]}
    found = link(listings_of({"A": a, "B": b, "C": c}), model)
    assert ids_of(found) == {
        frozenset(("A:1", "B:3")),
        frozenset(("A:2", "B:1")),
        frozenset(("A:3", "C:1")),
    }
    assert found.people.band.tolist().count(2) == 3
    why = found.explain(0, found.listings.ids.index("B:3"))
    assert [reason.comparison for reason in why.agrees] == ["pnc"]


@pytest.mark.usefixtures("token")
def test_lists_of_encoded_values_are_linked() -> None:
    a = {"token": [digest(n) for n in range(300)]}
    b = {"token": [digest(n) for n in range(500, 200, -1)]}
    found = link(listings_of({"A": a, "B": b}), DIGESTS)
    assert ids_of(found) == {frozenset((f"A:{n + 1}", f"B:{501 - n}")) for n in range(201, 300)}
    assert set(found.people.band.tolist()) == {2}


@pytest.mark.usefixtures("token")
def test_encoded_values_are_found_by_their_rule_where_not_every_pair_is_compared() -> None:
    a = {"token": [digest(n) for n in range(3_000)]}
    b = {"token": [digest(n) for n in range(2_000, 5_000)]}
    found = link(listings_of({"A": a, "B": b}), DIGESTS, every_pair_up_to=1_000)
    assert len(ids_of(found)) == 1_000


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("u", [0.0001, 0.000_000_001])
@pytest.mark.parametrize("size", [3_300, 20_000])
def test_encoded_values_are_linked_in_lists_of_any_size(size: int, u: float) -> None:
    """Half are on both lists. A sample of pairs of large lists holds a handful of one value's, each
    counted for thousands: taken for strangers', they taught that digests agree by chance."""
    same = Level(name="same", words="digest: the same", m=0.98, u=u)
    levels = (*TOKEN.levels[:2], same)
    model = MODEL.with_comparisons((TOKEN.model_copy(update={"levels": levels}),))
    columns = {"A": range(size), "B": range(size // 2, size + size // 2)}
    lists = {name: {"token": [digest(n) for n in ns]} for name, ns in columns.items()}
    found = link(listings_of(lists), model)
    assert len(np.unique(found.people.person)) == size + size // 2


@pytest.mark.usefixtures("token")
def test_a_token_that_many_share_is_no_number() -> None:
    """Of ten districts a digest says little: nobody is linked by it, in lists of any size."""
    for size in (300, 6_000):
        lists = {name: {"token": [digest(n % 10) for n in range(size)]} for name in "AB"}
        assert len(np.unique(link(listings_of(lists), DIGESTS).people.person)) == 2 * size


@pytest.mark.usefixtures("token")
def test_nothing_but_columns_that_nobody_has_explained_is_told() -> None:
    for columns, told in (({"ref": ["x"]}, ["A"]), ({"ref": ["x"], "token": ["y"]}, [])):
        noticed = listings_of({"A": columns}).noticed
        codes = [each.list_name for each in noticed if each.code == "only-unexplained-columns"]
        assert codes == told


@pytest.mark.usefixtures("token")
def test_encoded_under_another_key_nobody_is_the_same() -> None:
    lists = {key: {"token": [digest(n, key.encode()) for n in range(50)]} for key in ("A", "B")}
    assert ids_of(link(listings_of(lists), DIGESTS)) == set()


def test_a_column_that_no_comparison_looks_at_is_learnt() -> None:
    numbers = [f"K{n:05d}" for n in range(400)]
    lists = {"A": {"card": numbers[:250]}, "B": {"card": numbers[150:]}}
    found = link(listings_of(lists), MODEL)
    assert "card" in found.model.names and found.model.comparison("card").learnt


def test_columns_are_read_as_cells_are() -> None:
    columns = {
        "date_of_birth": ["04/03/1990", date(1990, 3, 4), pd.NaT],
        "sex": ["Male", None, float("nan")],
        "postcode": ["rm13bd", "RM1 3BD", None],
        "phone": [None, "+44 7700 900252", "07700 900252"],
        "nhs_number": [9434765919, "943 476 5919", None],
    }
    made = listings_of({"A": columns}, as_of="2026-06-01")
    for name, values in {"date_of_birth": 1, "sex": 1, "postcode": 1, "nhs_number": 1}.items():
        assert len(made.field(name).values) == values, name
    assert made.field("phone").values == ("07700900252",)
    assert made.ids == ["A:1", "A:2", "A:3"] and made.as_of == date(2026, 6, 1)
    assert not len(made.names.given)


@pytest.mark.parametrize("nothing", ["", " ", "\t", "\xa0", "n/a", "-", "none", "Not known"])
def test_what_stands_for_nothing_is_nothing_in_any_column(nothing: str) -> None:
    made = listings_of({"A": {"token": [nothing, "b2"]}, "B": {"token": [nothing, "b2"]}})
    (token,) = made.fields.values()
    assert token.values == ("b2",) and token.counts.tolist() == [0, 1, 0, 1]


def test_values_of_pyarrow_are_those_of_python() -> None:
    arrow = pytest.importorskip("pyarrow")
    made = listings_of({"A": {"token": arrow.array(["x1", None])}, "B": {"token": ["x1", None]}})
    (token,) = made.fields.values()
    assert token.values == ("x1",) and token.counts.tolist() == [1, 0, 1, 0]


def test_no_lists_and_empty_lists_are_nobody() -> None:
    assert len(link(listings_of({})).people.person) == 0
    assert len(link(listings_of({"A": {}, "B": {"pnc": []}})).people.person) == 0


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({"A": {"pnc": [a_pnc(1)], "cro": []}}, "not of one length"),
        ({"A": {"surname": ["Odell"]}}, "column of names"),
        ({"A": {"pnc": ["", "hello"]}}, "list “A”, row 2, “pnc”: cannot be read"),
        ({"A": {"pnc": [{}]}}, "list “A”, row 1, “pnc”: must be a value; one of type dict"),
        ({"A": {"pnc": "2087/1X"}}, "must be one value a row"),
        ({"A": {"token": {"a", "b"}}}, "must be one value a row, in order"),
        ({"A": {"token": np.array("a")}}, "must be one value a row, in order"),
        ({"A": {1: ["a"]}}, "must be text"),
        ({"A": [a_pnc(1)]}, "must be {field: column}"),
        ([a_pnc(1)], "must be {list: {field: column}}"),
        (None, "must be {list: {field: column}}"),
    ],
)
def test_what_cannot_be_a_column_is_refused_in_words(lists: object, said: str) -> None:
    with pytest.raises(SettingsError, match=said.replace("{", r"\{")) as refused:
        listings_of(lists)  # type: ignore[arg-type]
    assert "hello" not in str(refused.value)


@pytest.fixture(scope="module")
def rows() -> Listings:
    return cm.read_lists({"rows": invent_flat(3, 400)[0]}, as_of=date(2026, 6, 1))


@pytest.mark.parametrize("every_pair_up_to", [10_000_000, 1_000])
def test_the_door_answers_what_the_report_does(rows: Listings, every_pair_up_to: int) -> None:
    report = cm.match(rows, plan=Plan(every_pair_up_to=every_pair_up_to)).view.resolved
    people = link(rows, every_pair_up_to=every_pair_up_to).people
    assert people.person.tolist() == report.person.tolist()
    assert people.band.tolist() == report.band.tolist()
    np.testing.assert_array_equal(people.links.weight, report.links.weight)


def test_pairs_and_comparisons_that_are_brought_along_go_with_no_base(rows: Listings) -> None:
    base = cm.match(rows).base()
    assert len(link(rows, base=base).people.person) == len(rows)
    with pytest.raises(BaseError, match="brought along"):
        link(rows, base=base, candidates=lambda _: [])
