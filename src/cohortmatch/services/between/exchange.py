"""Between boroughs: offer and answer, each logged before its file is written; then `open`.

offer    our people's match keys, blinded ─▶ ours.offer, and a secret that stays here
answer   theirs and ours, blinded ─▶ theirs.answer, and our references, which stay here
open     which of our people they hold ─▶ a folder; the secret is erased
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from cohortmatch.between.answer import make_answer, new_references
from cohortmatch.between.container import packed, unpacked
from cohortmatch.between.group import POINT
from cohortmatch.between.offer import OfferSecret, make_offer
from cohortmatch.between.terms import DAYS, LONGEST_DAYS, ExchangeHeader, ExchangeTerms
from cohortmatch.core.errors import ExchangeError, SettingsError
from cohortmatch.services.agreements import stated
from cohortmatch.services.between.answers import (
    CancelAnswer,
    OfferAnswer,
    ReplyAnswer,
)
from cohortmatch.services.between.files import (
    erase,
    references_beside,
    refuse_waiting,
    secret_beside,
    write_both,
)
from cohortmatch.services.between.people import (
    BetweenSides,
    OurSide,
    counting_points,
    lists_digest,
    our_side,
    our_terms,
    who_each_is,
)
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given

__all__ = ["answer", "cancel", "offer"]

NO_OFFER = "{}: there is no such offer here, nor a secret of it; look at the name"
HIDING = "Hiding the match keys"
"""The stage, as progress names it."""


def offer(
    what: Given,
    out: Path,
    kept: Keeping,
    sides: BetweenSides,
    *,
    days: int = DAYS,
    seconds: Seconds | None = None,
    on: date | None = None,
) -> OfferAnswer:
    """Write an offer to the other side, and beside it the secret that opens its answer.

    SettingsError where the agreement does not allow it, ExchangeError where an offer of this name
    waits, OutputError where it cannot be written; nothing is left behind then.
    """
    seconds, on = seconds or Seconds(), on or date.today()
    if not 1 <= days <= LONGEST_DAYS:
        raise SettingsError(f"--days: an offer is good for 1 to {LONGEST_DAYS} days")
    refuse_waiting(out, on)
    ours = our_side(what, kept, our_terms(what, kept, sides, on), seconds)
    header = ours.terms.offered(len(ours.ids), on, days)
    body, secret = make_offer(
        ours.keys, header, counting_points(seconds, HIDING, len(ours.keys.text))
    )
    try:
        file, own = packed(header, body), _packed_secret(ours, header, secret)
        counts = ours.counts | {"entries": header.entries}
        _log(kept, "between offer", ours, {"offer": file}, counts)
        write_both((secret_beside(out), own), (out, file))
    finally:
        secret.erase()
    return OfferAnswer(
        written=str(out),
        secret=str(secret_beside(out)),
        sender=header.sender,
        receiver=header.receiver,
        people=len(ours.ids),
        room=header.people,
        people_without_keys=ours.unkeyed,
        withheld=dict(ours.withheld),
        expires=str(header.expires),
        note=header.note,
    )


def cancel(out: Path, kept: Keeping) -> CancelAnswer:
    """Give an offer up: its secret is erased, so that no answer to it can be opened. ExchangeError
    where there is neither the offer nor its secret."""
    secret = secret_beside(out)
    if not secret.exists() and not out.exists():
        raise ExchangeError(NO_OFFER.format(out))
    if secret.exists():
        kept.log("erasure", "between offer --cancel", counts={"secrets": 1})
    return CancelAnswer(erased=erase(secret))


def answer(
    offered: Path,
    what: Given,
    out: Path,
    kept: Keeping,
    sides: BetweenSides,
    *,
    seconds: Seconds | None = None,
    on: date | None = None,
) -> ReplyAnswer:
    """Write the answer to an offer, and beside it who each of our references is.

    ExchangeError for an offer that is cut, damaged, expired, our own, of another agreement or too
    long; SettingsError where the agreement does not allow it. Nothing is written then.
    """
    seconds, on = seconds or Seconds(), on or date.today()
    opened = unpacked(offered, "offer")
    terms = our_terms(what, kept, sides, on)
    _refuse(opened.header, terms, what, kept, on)
    ours = our_side(what, kept, terms, seconds)
    body = opened.body(opened.header.entries * POINT)
    header = opened.header.answer(len(ours.ids), on)
    references = new_references(len(ours.ids))
    work = opened.header.entries + len(ours.keys.text)
    counting = counting_points(seconds, HIDING, work)
    file = packed(header, make_answer(body, header, ours.keys, references, counting))
    counts = ours.counts | {"entries": header.answered_entries, "room_of_offer": header.people}
    counts |= {"keys_of_offer": header.entries}
    _log(kept, "between answer", ours, {"answer": file}, counts)
    own = references_beside(out)
    write_both((own, who_each_is(ours, references)), (out, file))
    return ReplyAnswer(
        written=str(out),
        references=str(own),
        sender=header.sender,
        receiver=header.receiver,
        people=len(ours.ids),
        room=header.answered,
        room_of_offer=header.people,
        keys_of_offer=header.entries,
        people_without_keys=ours.unkeyed,
        withheld=dict(ours.withheld),
        note=header.note,
    )


def _refuse(
    header: ExchangeHeader, terms: ExchangeTerms, what: Given, kept: Keeping, on: date
) -> None:
    """ExchangeError for an offer on other terms than ours; under an agreement that is logged, as
    every refusal is."""
    try:
        terms.refuse(header, on)
    except ExchangeError:
        if what.plan.agreement is not None:
            replace(kept, purpose=terms.purpose).log(
                "consultation",
                "between answer, refused",
                counts={"room_of_offer": header.people, "people_at_most": terms.most},
                recipients=(terms.them,),
                agreement=stated(what.plan.agreement),
            )
        raise


def _packed_secret(ours: OurSide, header: ExchangeHeader, secret: OfferSecret) -> bytes:
    """The file of the secret: our people's ids and the lists' digest, then the secret itself."""
    told = "\n".join((lists_digest(ours.result, header.exchange), *ours.ids)).encode()
    own = header.model_copy(update={"kind": "secret", "most": ours.terms.most})
    return packed(own, len(told).to_bytes(8, "little") + told + secret.packed())


def _log(
    kept: Keeping, command: str, ours: OurSide, files: Mapping[str, bytes], counts: dict[str, int]
) -> None:
    """Log a file for the other side, before it is written."""
    command = f"{command}, {ours.terms.note}" if ours.terms.note else command
    replace(kept, purpose=ours.terms.purpose).log(
        "disclosure",
        command,
        inputs=ours.inputs,
        counts=counts,
        outputs={name: hashlib.sha256(each).hexdigest() for name, each in files.items()},
        recipients=(ours.terms.them,),
        agreement=stated(ours.agreement),
    )
