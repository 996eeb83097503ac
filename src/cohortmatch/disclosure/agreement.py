"""What a borough chooses about its reports, each with its one default."""

from __future__ import annotations

from dataclasses import dataclass

from cohortmatch.people.status import SHARED
from cohortmatch.people.words import FIELD_WORDS
from cohortmatch.values.fields import fields_where

__all__ = ["SHAREABLE", "Choices"]

SHAREABLE = ("risk", "category", "level", "lead", "review", "also", *FIELD_WORDS)
"""What may stand in `share`: kinds of status, and details that are told where lists differ."""
DETAILS = fields_where(lambda field: field.is_shared)
"""Details another panel may see unless the settings say otherwise; addresses are not among them."""


@dataclass(frozen=True)
class Choices:
    """What a borough chooses about its reports.

    `lead_order` is who leads on somebody who is on several panels: the first of these that the
    person is certainly on. `share` is what of another list a panel's own edition may show.
    `restricted` are lists of which only their own edition shows more than that somebody is known
    there; under the statutory arrangements for MAPPA that is for its co-ordinator to tell. A list
    that is no known panel or register is restricted too, unless it is among `open`.
    `shared_folder` gives reports and editions the rights of their folder in place of their
    owner's alone.
    """

    lead_order: tuple[str, ...] = ("MAPPA", "IOM", "SGV", "DIP", "ASB")
    share: tuple[str, ...] = (*SHARED, *DETAILS)
    restricted: tuple[str, ...] = ("MAPPA",)
    open: tuple[str, ...] = ()
    shared_folder: bool = False
