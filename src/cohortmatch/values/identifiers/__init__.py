"""Identifiers of people in UK justice lists, each a value type with `parse`.

`parse_identifiers` reads a cell that may hold several, of any kind.
"""

from __future__ import annotations

from cohortmatch.values.identifiers.asn import ASN
from cohortmatch.values.identifiers.cells import KINDS, parse_identifiers
from cohortmatch.values.identifiers.crn import CRN
from cohortmatch.values.identifiers.cro import CRO
from cohortmatch.values.identifiers.driver import DriverNumber
from cohortmatch.values.identifiers.identifier import Identifier
from cohortmatch.values.identifiers.nhs import NHSNumber
from cohortmatch.values.identifiers.nino import NINO
from cohortmatch.values.identifiers.pnc import PNC
from cohortmatch.values.identifiers.prison_number import PrisonNumber
from cohortmatch.values.identifiers.visor import Visor

__all__ = [
    "ASN",
    "CRN",
    "CRO",
    "KINDS",
    "NINO",
    "PNC",
    "DriverNumber",
    "Identifier",
    "NHSNumber",
    "PrisonNumber",
    "Visor",
    "parse_identifiers",
]
