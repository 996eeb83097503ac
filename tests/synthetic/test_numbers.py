"""Invented identifiers are well-formed, and of ranges that nobody holds."""

from __future__ import annotations

import pytest

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.numbers import check_letter, draw_cro, draw_nino, draw_pnc, make_pnc
from cohortmatch.synthetic.plain import draw_nhs_number


@pytest.mark.parametrize(
    ("digits", "letter"),
    [("810000034", "U"), ("020073319", "Z"), ("000000223", "R"), ("790163001", "B")],
)
def test_check_letter_is_that_of_published_examples(digits: str, letter: str) -> None:
    assert check_letter(digits) == letter


def test_a_pnc_number_covers_its_year_and_serial() -> None:
    assert make_pnc(2087, 123456) == "2087/0123456P"


def test_years_are_far_in_the_future() -> None:
    dice = Dice(1)
    for _ in range(200):
        pnc = draw_pnc(dice)
        assert 2060 <= int(pnc[:4]) <= 2099
        assert int(draw_cro(dice, pnc)[:6]) >= 900_000


def test_nino_prefix_is_never_issued() -> None:
    assert draw_nino(Dice(1)).startswith("QQ")


def test_nhs_numbers_are_of_the_test_range_and_pass_their_check() -> None:
    number = draw_nhs_number(Dice(1))
    assert number.startswith("999")
    assert sum(int(digit) * (10 - at) for at, digit in enumerate(number)) % 11 == 0
