"""Between boroughs: offer, answer and open, each logged before its file is written.

offer    our people's match keys, blinded ─▶ ours.offer, and a secret that stays here
answer   theirs and ours, blinded ─▶ theirs.answer, and our references, which stay here
open     which of our people they hold ─▶ a folder; the secret is erased
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from cohortmatch.between.answer import make_answer, new_references
from cohortmatch.between.container import Opened, packed, unpacked
from cohortmatch.between.evidence import Match, matches
from cohortmatch.between.keys import MOST
from cohortmatch.between.offer import OfferSecret, make_offer
from cohortmatch.between.opening import open_answer
from cohortmatch.between.terms import DAYS, LONGEST_DAYS, ExchangeHeader, ExchangeTerms, padded
from cohortmatch.core.errors import ExchangeError, SettingsError
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.cross_reference import csv_bytes
from cohortmatch.reporting.files import write_files
from cohortmatch.services.agreements import stated
from cohortmatch.services.between_answers import (
    CancelAnswer,
    OfferAnswer,
    OpenAnswer,
    ReplyAnswer,
)
from cohortmatch.services.between_files import (
    erase,
    references_beside,
    refuse_waiting,
    secret_beside,
    secret_of,
    write_private,
)
from cohortmatch.services.between_list import known_list
from cohortmatch.services.between_people import (
    BetweenSides,
    OurSide,
    lists_digest,
    our_run,
    our_side,
    our_terms,
)
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given

__all__ = ["answer", "cancel", "offer", "open_exchange"]

HIDING, OPENING = "Hiding the match keys", "Comparing the match keys"
"""The stages of an exchange, as progress names them."""
MATCHES, ABOUT = "matches.csv", "about.csv"
EXPIRED = "the offer of this exchange expired on {}; its secret is erased. Make a new offer"
NOT_THE_ANSWER = "{}: says something else than the offer that it answers ({})"
MEANT = ("agreement", "digest", "purpose", "note", "month", "expires", "people", "keys")
"""What an answer must repeat of its offer."""


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
    body, secret = make_offer(ours.keys, header, _counting(seconds, HIDING, len(ours.keys.text)))
    try:
        file, own = packed(header, body), _packed_secret(ours, header, secret)
        counts = ours.counts | {"entries": header.entries}
        _log(kept, "between offer", ours, {"offer": file}, counts)
        _write_both((secret_beside(out), own), (out, file))
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
    """Give an offer up: its secret is erased, so that no answer to it can be opened."""
    secret = secret_beside(out)
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
    body = opened.body(opened.header.entries * 32)
    header = opened.header.answer(len(ours.ids), on)
    references = new_references(len(ours.ids))
    work = opened.header.entries + len(ours.keys.text)
    counting = _counting(seconds, HIDING, work)
    file = packed(header, make_answer(body, header, ours.keys, references, counting))
    counts = ours.counts | {"entries": header.answered_entries, "room_of_offer": header.people}
    _log(kept, "between answer", ours, {"answer": file}, counts)
    own = references_beside(out)
    _write_both((own, _who_each_is(ours, references)), (out, file))
    return ReplyAnswer(
        written=str(out),
        references=str(own),
        sender=header.sender,
        receiver=header.receiver,
        people=len(ours.ids),
        room=header.answered,
        room_of_offer=header.people,
        people_without_keys=ours.unkeyed,
        withheld=dict(ours.withheld),
        note=header.note,
    )


def open_exchange(
    answered: Path,
    out: Path,
    kept: Keeping,
    *,
    offered: Path | None = None,
    what: Given | None = None,
    seconds: Seconds | None = None,
    on: date | None = None,
) -> OpenAnswer:
    """Write which of our people the other side holds into a folder, and erase the secret.

    With our lists (`what`) a list for the report is written too. ExchangeError for a file that is
    no answer to an offer of ours; the secret stays where another file may still be the answer, and
    is erased where the answer itself breaks the rules, and when the offer has expired.
    """
    seconds, on = seconds or Seconds(), on or date.today()
    opened = unpacked(answered, "answer")
    place = secret_of(answered, opened.header, offered)
    hidden = unpacked(place, "secret")
    if on > hidden.header.expires:
        erase(place)
        raise ExchangeError(EXPIRED.format(hidden.header.expires))
    _refuse_other(opened, hidden.header)
    header = opened.header
    body = opened.body((header.entries + header.answered_entries) * 32)
    result = None if what is None else our_run(what, kept, seconds)
    with _erased(place):
        ids, digest, secret = _unpacked_secret(hidden)
        try:
            counting = _counting(seconds, OPENING, len(secret.entry))
            agreeing = open_answer(body, header, secret, counting)
        finally:
            secret.erase()
        found = matches(agreeing, header.answered)
        files, note = _files(found, ids, header, digest, result, kept)
        counts = _counts_of(found)
        _log_opened(kept, header, files, counts)
        written = write_files(out, files)
    return OpenAnswer(
        written=tuple(map(str, written)),
        sender=header.sender,
        people=counts["people"],
        same=counts["same"],
        check=counts["check"],
        note=header.note,
        list_note=note,
    )


def _counts_of(found: Sequence[Match]) -> dict[str, int]:
    """How many of our people the other side holds, certainly and perhaps."""
    same = {each.person for each in found if each.band == "same"}
    everybody = {each.person for each in found}
    return {"people": len(everybody), "same": len(same), "check": len(everybody - same)}


def _files(
    found: Sequence[Match],
    ids: Sequence[str],
    header: ExchangeHeader,
    digest: str,
    result: CrossReference | None,
    kept: Keeping,
) -> tuple[dict[str, bytes], str]:
    """What `open` writes, and why no list for the report is among it."""
    table = _table(found, ids, header.sender)
    files = {MATCHES: csv_bytes(table.reset_index()), ABOUT: csv_bytes(_about(header))}
    if result is None:
        return files, ""
    is_same = _has_store(kept) or lists_digest(result, header.exchange) == digest
    name, content, note = known_list(result, table, header, is_same)
    return (files | {name: content} if content else files), note


def _has_store(kept: Keeping) -> bool:
    return kept.store is not None and kept.store.is_file()


def reference_words(sender: str, reference: int) -> str:
    """How a reference is asked about: "Barking ref 7F3A-22"."""
    text = f"{reference:06X}"
    return f"{sender} ref {text[:4]}-{text[4:]}"


def _table(found: Iterable[Match], ids: Sequence[str], sender: str) -> pd.DataFrame:
    """The matches, one row for each of our people and each reference."""
    rows = [
        {
            "person_id": ids[each.person],
            "band": each.band,
            "weight": round(each.weight, 3),
            "agrees": each.words,
            "ask": reference_words(sender, each.reference),
        }
        for each in found
    ]
    columns = ["person_id", "band", "weight", "agrees", "ask"]
    return pd.DataFrame(rows, columns=columns).set_index("person_id")


def _about(header: ExchangeHeader) -> pd.DataFrame:
    """What the exchange was, for whoever finds the folder."""
    said = {
        "compared with": header.sender,
        "agreement": header.agreement or header.note,
        "purpose": header.purpose,
        "month": header.month,
        "answered on": str(header.made),
        "their room, in people": f"{header.answered:,}",
        "exchange": header.exchange,
    }
    return pd.DataFrame({"what": list(said), "says": list(said.values())})


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


def _refuse_other(opened: Opened, own: ExchangeHeader) -> None:
    """ExchangeError where an answer does not repeat what its offer says, or has too much room."""
    header = opened.header
    differ = [name for name in MEANT if getattr(header, name) != getattr(own, name)]
    if (header.sender, header.receiver) != (own.receiver, own.sender):
        differ.append("the sides")
    if differ:
        raise ExchangeError(NOT_THE_ANSWER.format(opened.path, ", ".join(differ)))
    if header.answered > padded(own.most or header.answered):
        raise ExchangeError(
            f"{opened.path}: has room for {header.answered:,} people, and {own.most:,} are agreed "
            "at most"
        )


@contextmanager
def _erased(secret: Path) -> Iterator[None]:
    """Erase a secret once what is done inside ends or fails."""
    try:
        yield
    finally:
        erase(secret)


def _packed_secret(ours: OurSide, header: ExchangeHeader, secret: OfferSecret) -> bytes:
    """The file of the secret: our people's ids and the lists' digest, then the secret itself."""
    told = "\n".join((lists_digest(ours.result, header.exchange), *ours.ids)).encode()
    own = header.model_copy(update={"kind": "secret", "most": ours.terms.most})
    return packed(own, len(told).to_bytes(8, "little") + told + secret.packed())


def _unpacked_secret(hidden: Opened) -> tuple[list[str], str, OfferSecret]:
    """Our people's ids, the lists' digest and the secret."""
    body = bytes(hidden.rest())
    size = int.from_bytes(body[:8], "little")
    digest, *ids = body[8 : 8 + size].decode().split("\n")
    secret = OfferSecret.unpacked(body[8 + size :], hidden.header.entries)
    if secret.people != len(ids):
        raise ExchangeError(f"{hidden.path}: is damaged; make a new offer")
    return ids, digest, secret


def _who_each_is(ours: OurSide, references: Sequence[int]) -> bytes:
    """Our references with our people's ids, for when the other side asks."""
    words = [reference_words(ours.terms.us, each) for each in references]
    table = pd.DataFrame({"reference": words, "person_id": ours.ids})
    return csv_bytes(table.sort_values("reference"))


def _write_both(first: tuple[Path, bytes], second: tuple[Path, bytes]) -> None:
    """Write two files of one owner, or none."""
    write_private(*first)
    try:
        write_private(*second)
    except BaseException:
        erase(first[0])
        raise


def _counting(seconds: Seconds, stage: str, total: int) -> Callable[[int], None]:
    """What takes the number of points done and reports the share."""
    done = 0
    seconds.tell(stage, 0.0)

    def more(points: int) -> None:
        nonlocal done
        done += points
        seconds.tell(stage, min(1.0, done / max(total, 1)))

    return more


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


def _log_opened(
    kept: Keeping, header: ExchangeHeader, files: Mapping[str, bytes], counts: Mapping[str, int]
) -> None:
    """Log what was learnt, before it is written."""
    command = f"between open, {header.note}" if header.note else "between open"
    told = {f"{name}_held_there" if name == "people" else name: n for name, n in counts.items()}
    outputs = {
        name if name in (MATCHES, ABOUT) else "list": hashlib.sha256(each).hexdigest()
        for name, each in files.items()
    }
    about = f"{header.agreement}, {header.digest}" if header.agreement else ""
    replace(kept, purpose=header.purpose).log(
        "disclosure",
        command,
        counts=told | {"room_of_answer": header.answered, "keys_of_a_person": MOST},
        outputs=outputs,
        recipients=(header.receiver,),
        agreement=about,
    )
