"""What two people who agree this much may be to each other: one household, twins, namesakes.

"The same household, different people" is an answer of its own, not a weak match: a family shares
surname and address, and twins share a date of birth too. Where nothing points to a relation, none
is named.

Policy: a shared address makes a household, whatever the surnames; a shared phone does so only with
a shared surname. Two people with one surname who share only a street are not called one household.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["Relation", "different", "perhaps", "relation"]

Relation = Literal[
    "",
    "household",
    "street",
    "twins",
    "twins_one_address",
    "relatives",
    "parent_child",
    "namesakes",
]
HOME = ("household", "postcode")
"""Levels of the address that one household has."""
PHONE = ("home", "same")
"""Levels of the phone that one household has."""
FOUND: Mapping[str, Relation] = {
    "twins": "twins",
    "twins_two_addresses": "twins",
    "twins_one_address": "twins_one_address",
    "relatives": "relatives",
    "parent_child": "parent_child",
    "namesakes": "namesakes",
    "two_numbers": "namesakes",
    "two_kinds": "namesakes",
    "far_birth": "namesakes",
}
"""By the level of the comparison `relation`, what it points to by itself."""
PERHAPS: Mapping[Relation, str] = {
    "household": "perhaps two people of one household",
    "street": "perhaps two people of one surname on one street",
    "twins": "perhaps twins",
    "twins_one_address": "perhaps twins at one address",
    "relatives": "perhaps relatives of one name",
    "parent_child": "perhaps parent and child of one name",
    "namesakes": "perhaps namesakes",
}
DIFFERENT: Mapping[Relation, str] = {
    "household": "same household, different people",
    "street": "one surname on one street, different people",
    "twins": "different people, perhaps twins",
    "twins_one_address": "same household, different people, perhaps twins",
    "relatives": "same household, different people, perhaps relatives of one name",
    "parent_child": "same household, different people, perhaps parent and child",
    "namesakes": "different people, perhaps namesakes",
}


def relation(levels: Mapping[str, str]) -> Relation:
    """What the two may be to each other, from each comparison's level."""
    address, found = levels.get("address", ""), levels.get("relation", "")
    if found in FOUND:
        return FOUND[found]
    if found in ("household", "undated_household"):
        return "household" if address in HOME or levels.get("phone") in PHONE else "street"
    return "household" if address == "household" else ""


def perhaps(found: Relation) -> str:
    """What two people who may be one might be instead: "perhaps twins"; '' for nothing."""
    return PERHAPS.get(found, "")


def different(found: Relation) -> str:
    """What two different people are: "same household, different people"; '' for nothing."""
    return DIFFERENT.get(found, "")
