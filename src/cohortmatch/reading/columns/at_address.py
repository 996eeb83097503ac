"""Headings that ask for whoever is at an address, or for whom the nominal is a risk to.

Policy: "Contact at address", "Tel at bail address" and "Address of contact" are of somebody else:
the nominal has a phone, an address and contact details of his own. "Risk to known adult" asks for
that adult, but as often holds a degree ("High"), so its cells decide.
"""

from __future__ import annotations

import re

from cohortmatch.reading.columns.name_and_address import holds_address, name_and_address
from cohortmatch.reading.columns.named_cells import is_persons_name
from cohortmatch.reading.columns.shapes import Shape

__all__ = ["asks_whom_at_risk", "is_at_address", "names_people"]

WAYS = "contacts?|phones?|tel|telephone|mobile|mob|landline|number|no|email|details"
PLACES = "address|home|house|flat|property|accommodation|household|premises|residence|placement"
AT_ADDRESS = re.compile(
    rf"(?:(?:main|other|home|named) )?(?:{WAYS})(?: (?:{WAYS}|person|name))* (?:at|of|for|in)"
    rf"(?: (?:the|this|that|bail|home|release|curfew|hostel|current|his|her|their|new))*"
    rf" (?:{PLACES})"
    rf"|(?:address|addresses|home|postcode|dob|name|{WAYS}) (?:of|for)"
    r" (?:the |main |other )?contacts?"
)
AT_RISK = re.compile(
    r"(?:(?:level|degree) of )?(?:risks?|threats?|dangers?|harm|rosh)(?: of(?: serious)? harm)?"
    r"(?: posed)? to (?:(?:an?|any|the|this|known|named|specific|specified|identified|identifiable"
    r"|particular|other|vulnerable|individual) )*"
    r"(?:adults?|persons?|people|individuals?|child|children|females?|males?|wom[ae]n|victims?)"
)
NAMED = 0.5
"""The share of cells that name people from which a column is of them."""


def is_at_address(form: str) -> bool:
    """Whether a heading, in plain words, asks for whoever is at an address, or for a contact's.

    >>> is_at_address("contact at address"), is_at_address("contact address")
    (True, False)
    """
    return AT_ADDRESS.fullmatch(form) is not None


def asks_whom_at_risk(form: str) -> bool:
    """Whether a heading, in plain words, asks for a person to whom the nominal is a risk.

    >>> asks_whom_at_risk("risk to known adult"), asks_whom_at_risk("risk to public")
    (True, False)
    """
    return AT_RISK.fullmatch(form) is not None


def names_people(shape: Shape) -> bool:
    """Whether cells name people, with or without an address, and do not say a degree."""
    return shape.share_of(_names_somebody) >= NAMED


def _names_somebody(cell: str) -> bool:
    name = name_and_address(cell)[0] if holds_address(cell) else cell
    return is_persons_name(name.strip(" ,;:-"))
