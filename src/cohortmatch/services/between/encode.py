"""Encode our list for a trusted unit that links the lists of several boroughs.

Policy: who takes part is decided as in an exchange, for every other borough: a row goes in only if
each of them may learn that the person is known. Under an agreement its `[between]` names the unit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cohortmatch.between.container import packed
from cohortmatch.between.encoded_header import EncodedHeader
from cohortmatch.between.encoding import encoded_body
from cohortmatch.between.shared_key import SharedKey
from cohortmatch.between.terms import DAYS, LONGEST_DAYS, ExchangeTerms, checked_name
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.exchanged import agreed_exchange
from cohortmatch.services.agreements import stated
from cohortmatch.services.between.answers import EncodeAnswer
from cohortmatch.services.between.files import references_beside, write_both
from cohortmatch.services.between.people import (
    MOST,
    OurSide,
    counting_points,
    our_side,
    who_each_is,
)
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.run import refuse_unusable_agreement
from cohortmatch.services.sources import Given

__all__ = ["UnitSides", "encode"]

ENCODING = "Encoding the match keys"
"""The stage, as progress names it."""
NO_UNIT = (
    "agreement {}: its [between] names no unit, so nobody agreed to have encoded lists linked. Add "
    "unit = “…” and have all sides accept it"
)
NAMELESS = "say who links the lists (--unit NAME)"
OTHER_UNIT = "agreement {}: its unit is {}, and --unit says another"
ONE_NAME = "two boroughs have one name; give each its own"


@dataclass(frozen=True)
class UnitSides:
    """Who we are, the other boroughs, the unit ('' for the agreement's), and the people of one
    borough at most where no agreement says it."""

    us: str
    others: tuple[str, ...]
    unit: str = ""
    most: int = MOST


def encode(
    what: Given,
    out: Path,
    kept: Keeping,
    sides: UnitSides,
    key: SharedKey,
    *,
    days: int = DAYS,
    seconds: Seconds | None = None,
    on: date | None = None,
) -> EncodeAnswer:
    """Write our encoded list for the unit, and beside it who each of our references is.

    SettingsError where the agreement does not allow it, OutputError where it cannot be written;
    nothing is left behind then. The key is erased when this ends or fails.
    """
    seconds, on = seconds or Seconds(), on or date.today()
    if not 1 <= days <= LONGEST_DAYS:
        raise SettingsError(f"--days: an encoded list is good for 1 to {LONGEST_DAYS} days")
    try:
        terms, unit = _terms(what, kept, sides, on)
        ours = our_side(what, kept, terms, seconds, sides.others)
        header = EncodedHeader.made_by(terms, sides.others, unit, key, len(ours.ids), on, days)
        counting = counting_points(seconds, ENCODING, len(ours.keys.text))
        body, references = encoded_body(ours.keys, header, key, counting)
    finally:
        key.erase()
    file = packed(header, body)
    _log(kept, ours, file, header)
    own = references_beside(out)
    write_both((own, who_each_is(ours, references)), (out, file))
    return EncodeAnswer(
        written=str(out),
        references=str(own),
        sender=header.sender,
        others=sides.others,
        unit=unit,
        people=len(ours.ids),
        room=header.people,
        people_without_keys=ours.unkeyed,
        withheld=dict(ours.withheld),
        expires=str(header.expires),
        note=header.note,
    )


def _terms(what: Given, kept: Keeping, sides: UnitSides, on: date) -> tuple[ExchangeTerms, str]:
    """The terms on which our list may be linked, and the unit's name; SettingsError where the
    agreement does not allow it."""
    names = [checked_name(each) for each in (sides.us, *sides.others)]
    if len({each.casefold() for each in names}) < len(names):
        raise SettingsError(ONE_NAME)
    refuse_unusable_agreement(what, kept, None)
    us, *others = names
    them, agreement = ", ".join(others), what.plan.agreement
    if agreement is None:
        if not sides.unit:
            raise SettingsError(NAMELESS)
        terms = ExchangeTerms(us=us, them=them, most=sides.most, purpose=kept.purpose)
        return terms, checked_name(sides.unit)
    purpose = kept.purpose
    for other in others:
        purpose = agreed_exchange(agreement, us, other, purpose, on).purpose
    assert agreement.file.between is not None
    about, unit = agreement.file.agreement.id, agreement.file.between.unit
    if not unit:
        raise SettingsError(NO_UNIT.format(about))
    if sides.unit not in ("", unit):
        raise SettingsError(OTHER_UNIT.format(about, unit))
    terms = ExchangeTerms(
        agreement=about,
        digest=agreement.digest,
        purpose=purpose,
        us=us,
        them=them,
        most=agreement.file.between.most_people,
    )
    return terms, checked_name(unit)


def _log(kept: Keeping, ours: OurSide, file: bytes, header: EncodedHeader) -> None:
    """Log the list before it is written, as told to the unit and to every other borough."""
    command = f"between encode, {header.note}" if header.note else "between encode"
    others = tuple(name for name in header.boroughs if name != header.sender)
    replace(kept, purpose=header.purpose).log(
        "disclosure",
        command,
        inputs=ours.inputs,
        counts=ours.counts | {"room": header.people},
        outputs={"encoded": hashlib.sha256(file).hexdigest()},
        recipients=(header.unit, *others),
        agreement=stated(ours.agreement),
    )
