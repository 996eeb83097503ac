"""Phone numbers: the best pair of two sets speaks, and one home is not counted twice."""

from __future__ import annotations

import pytest

from linkage.comparing.evidence_of import levels_of
from people_lists import Row

ADA: Row = {"forename": "Ada", "surname": "Pym", "phone": "07700 900252"}


@pytest.mark.parametrize(
    ("phone", "level"),
    [
        ("+44 7700 900252", "same"),
        ("01632 960123 / 7700900252", "same"),
        ("07700 900369", "different"),
        ("07700 000000", "missing"),
        ("", "missing"),
    ],
)
def test_two_phones(phone: str, level: str) -> None:
    assert levels_of(ADA, {**ADA, "phone": phone})["phone"] == level


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("10 High Street, RM1 3BD", "home"),
        ("12 High Street, RM1 3BD", "home"),
        ("3 Low Road, RM1 1AA", "same"),
        ("", "same"),
    ],
)
def test_a_phone_in_one_home_is_all_but_said_already(address: str, level: str) -> None:
    one = {**ADA, "address": "10 High Street, RM1 3BD"}
    assert levels_of(one, {**ADA, "address": address})["phone"] == level
