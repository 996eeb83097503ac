"""What goes wrong with a listing goes wrong in the way it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.synthetic.date_troubles import CHANGES as DATE_CHANGES
from cohortmatch.synthetic.date_troubles import trouble_date
from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import Hazard, InventedEntry, draw_entry, rates
from cohortmatch.synthetic.name_cells import full_name, storable, written_name
from cohortmatch.synthetic.name_troubles import halves, trouble_name
from cohortmatch.synthetic.names import Name
from cohortmatch.synthetic.number_cells import written_date, written_number
from cohortmatch.synthetic.population import draw_people
from cohortmatch.synthetic.slips import slip_digits, slip_word
from cohortmatch.synthetic.specs import ListSpec, demo_specs

NAME = Name("Łukasz", "Jan", "O'Brien")


@given(st.integers(0, 10_000), st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
def test_a_slip_changes_a_word_a_little(seed: int, word: str) -> None:
    slipped = slip_word(Dice(seed), word)
    assert slipped and slipped != word
    assert abs(len(slipped) - len(word)) <= 1


@given(st.integers(0, 10_000), st.from_regex(r"2087/[0-9]{7}X", fullmatch=True))
def test_a_slip_of_digits_keeps_the_shape(seed: int, number: str) -> None:
    slipped = slip_digits(Dice(seed), number)
    assert slipped != number
    assert [c.isdigit() for c in slipped] == [c.isdigit() for c in number]


@given(st.integers(0, 10_000), st.sampled_from(sorted(DATE_CHANGES)))
def test_a_changed_date_is_still_one_of_the_past(seed: int, kind: str) -> None:
    changed = DATE_CHANGES[kind](Dice(seed), date(1990, 3, 4))
    assert changed is None or date(1926, 1, 1) <= changed < date(2026, 6, 1)


def test_day_and_month_swap() -> None:
    assert DATE_CHANGES["dob-swapped"](Dice(1), date(1990, 3, 4)) == date(1990, 4, 3)
    assert DATE_CHANGES["dob-swapped"](Dice(1), date(1990, 3, 14)) is None


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("SURNAME, Forename", "O'BRIEN, Łukasz Jan"),
        ("Surname, Forenames", "O'Brien, Łukasz Jan"),
        ("Forename SURNAME", "Łukasz Jan O'BRIEN"),
        ("Forename Surname", "Łukasz Jan O'Brien"),
    ],
)
def test_whole_names_are_written_in_the_lists_order(style: str, written: str) -> None:
    assert full_name(NAME, None, style) == written


def test_an_alias_stands_in_brackets() -> None:
    text = full_name(NAME, Name("Mike", "", "Smith"), "Forename Surname")
    assert text == "Łukasz Jan O'Brien (aka Mike Smith)"


def test_letters_an_encoding_lacks_lose_their_accents() -> None:
    assert storable("Łukasz Žižek José", "cp1252") == "Lukasz Žižek José"


def test_a_swapped_name_stands_in_the_other_columns() -> None:
    entry, spec = an_entry()
    entry.name, entry.swapped = Name("Ola", "Jo", "Mensah"), True
    written = written_name(entry, Dice(1), spec)
    assert (written.forename, written.surname) == ("Mensah", "Ola")


def test_everything_that_strikes_is_told() -> None:
    entry, spec = an_entry()
    sure = replace(spec, dob_missing=0.6, rates=dict.fromkeys(rates()["name"], 100.0))
    for seed in range(60):
        struck = draw_entry(Hazard(Dice(seed), entry.person, sure, 1.0))
        trouble_date(struck, Hazard(Dice(seed), entry.person, sure, 1.0))
        trouble_name(struck, Hazard(Dice(seed), entry.person, sure, 1.0))
        if struck.born != entry.person.born or struck.name.surname != entry.person.name.surname:
            assert struck.troubles


def an_entry() -> tuple[InventedEntry, ListSpec]:
    """A listing on the MAPPA list with nothing wrong in it."""
    spec = demo_specs()[1]
    person = draw_people(Dice(3), 20, demo_specs())[-1]
    return draw_entry(Hazard(Dice(1), person, spec, 1.0)), spec


@pytest.mark.parametrize(
    ("style", "written"),
    [("serial", 32936), ("two-digit", "04-03-90"), ("words", "4 Mar 1990")],
)
def test_dates_are_written_in_the_lists_style(style: str, written: object) -> None:
    assert written_date(date(1990, 3, 4), style, Dice(1)) == written


def test_what_is_no_date_stands_as_typed() -> None:
    assert written_date("01/01/1900", "serial", Dice(1)) == "01/01/1900"
    assert written_date(None, "mixed", Dice(1)) is None


def test_short_pnc_leaves_out_century_and_noughts() -> None:
    written = {written_number("pnc", "2087/0123456P", "short", Dice(seed)) for seed in range(30)}
    assert "87/123456P" in written


@pytest.mark.parametrize(
    ("surname", "parts"), [("Smith-Jones", 2), ("Silva Santos", 2), ("O'Brien", 1), ("McKay", 1)]
)
def test_halves_of_a_surname(surname: str, parts: int) -> None:
    assert len(halves(surname)) == parts
