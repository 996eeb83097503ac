"""Match weights of sets of agreeing keys: the shipped model, bands, rivals and words."""

from __future__ import annotations

import pytest

from cohortmatch.between.evidence import ExchangeModel, matches, shipped_model
from cohortmatch.between.keys import KINDS, KeyKind
from cohortmatch.between.opening import AgreeingKeys

NUMBER = {kind.name: number for number, kind in enumerate(KINDS)}
MODEL = ExchangeModel(
    name="for tests",
    made="2026-06-01",
    source="made up",
    share=0.25,
    same=5,
    check=-3,
    start=12.0,
    keys={kind.name: 1.0 for kind in KINDS},
    sets={"surname_date": 3.0},
)
EVERYTHING = ("pnc", "names_date", "surname_date", "forename_date", "names_postcode")


def _agree(person: int, reference: int, *names: str) -> AgreeingKeys:
    return AgreeingKeys(person, reference, frozenset(NUMBER[name] for name in names))


def test_the_shipped_model_knows_every_kind_and_no_other() -> None:
    model = shipped_model()
    assert set(model.keys) == set(NUMBER)
    assert all(set(each.split("+")) <= set(NUMBER) for each in model.sets)
    assert model.source.startswith("python benchmarks/between_weights.py") and model.made


WEIGHTS = [
    # kinds that agree, the room of the other side, the weight in bits
    (("surname_date",), 256, 3.0 - 10),
    (("pnc",), 256, 13.0 - 10),
    (("pnc", "surname_date"), 256, 14.0 - 10),
    (("pnc", "surname_date"), 512, 14.0 - 11),
]


@pytest.mark.parametrize(("kinds", "room", "bits"), WEIGHTS)
def test_a_set_has_its_own_weight_or_the_sum_and_the_prior_of_the_room(
    kinds: tuple[str, ...], room: int, bits: float
) -> None:
    assert MODEL.weight([NUMBER[each] for each in kinds], room) == bits


def test_bands_follow_the_cut_offs_and_what_is_below_is_not_told() -> None:
    found = matches(
        [_agree(0, 1, *EVERYTHING), _agree(1, 2, "pnc"), _agree(2, 3, "surname_date")], 256, MODEL
    )
    assert [(each.person, each.band) for each in found] == [(0, "same"), (1, "check")]


def test_rivals_are_never_certain() -> None:
    """Father and son fit one reference; one person fits two."""
    for pair in ((0, 7, 1, 7), (0, 7, 0, 8)):
        one, other = (_agree(pair[i], pair[i + 1], *EVERYTHING) for i in (0, 2))
        assert {each.band for each in matches([one, other], 256, MODEL)} == {"check"}
    far = _agree(1, 7, "pnc")
    bands = {m.person: m.band for m in matches([_agree(0, 7, *EVERYTHING), far], 256, MODEL)}
    assert bands == {0: "same", 1: "check"}


def test_the_shipped_weights_put_telling_sets_above_a_twins() -> None:
    model = shipped_model()

    def weight(*names: str) -> float:
        return model.weight([NUMBER[name] for name in names], 1000)

    twin = weight("surname_date", "date_postcode", "surname_year_postcode")
    assert twin < weight("surname_date", "initials_date")
    assert weight(*sorted(BY_DATE_AND_PNC, key=NUMBER.__getitem__)) > model.same > twin
    assert weight("surname_date") < 0


BY_DATE_AND_PNC = {"pnc", "names_date", *next(k for k in KINDS if k.name == "names_date").covers}


def test_words_leave_out_what_says_nothing_more() -> None:
    (found,) = matches([_agree(0, 1, *EVERYTHING)], 256, MODEL)
    assert found.words == ("PNC ID; both names and date of birth; both names by sound and postcode")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_words_and_covers_kinds_that_there_are(kind: KeyKind) -> None:
    assert kind.words and kind.covers <= set(NUMBER) - {kind.name}
