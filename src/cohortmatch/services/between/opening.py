"""Opening an answer: which of our people the other side holds, written into a folder.

Policy: a file that is no answer to our offer leaves the secret as it is, because the right one may
still come. Once an answer was taken for what it says it is, the session ends, and the secret with
it, whatever happens then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from cohortmatch.between.answer import reference_words
from cohortmatch.between.container import Opened, unpacked
from cohortmatch.between.evidence import Match, matches
from cohortmatch.between.group import POINT
from cohortmatch.between.keys import MOST
from cohortmatch.between.offer import OfferSecret
from cohortmatch.between.opening import open_answer
from cohortmatch.between.terms import ExchangeHeader, padded
from cohortmatch.core.errors import ExchangeError
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.table_files import csv_bytes
from cohortmatch.services.between.answers import OpenAnswer
from cohortmatch.services.between.files import erase, secret_of
from cohortmatch.services.between.known_list import known_list
from cohortmatch.services.between.people import counting_points, lists_digest
from cohortmatch.services.matched_lists import matched_lists
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given

__all__ = ["open_exchange"]

OPENING = "Comparing the match keys"
"""The stage, as progress names it."""
MATCHES, ABOUT = "matches.csv", "about.csv"
EXPIRED = "the offer of this exchange expired on {}; its secret is erased. Make a new offer"
NOT_THE_ANSWER = "{}: says something else than the offer that it answers ({})"
MEANT = ("agreement", "digest", "purpose", "note", "month", "expires", "people", "keys")
"""What an answer must repeat of its offer."""


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
    body = opened.body((header.entries + header.answered_entries) * POINT)
    result = None if what is None else matched_lists(what, kept, seconds)
    with _erased(place):
        ids, digest, secret = _unpacked_secret(hidden)
        try:
            counting = counting_points(seconds, OPENING, len(secret.entry))
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


def _refuse_other(opened: Opened[ExchangeHeader], own: ExchangeHeader) -> None:
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


def _unpacked_secret(hidden: Opened[ExchangeHeader]) -> tuple[list[str], str, OfferSecret]:
    """Our people's ids, the lists' digest and the secret."""
    body = bytes(hidden.rest())
    size = int.from_bytes(body[:8], "little")
    digest, *ids = body[8 : 8 + size].decode().split("\n")
    secret = OfferSecret.unpacked(body[8 + size :], hidden.header.entries)
    if secret.people != len(ids):
        raise ExchangeError(f"{hidden.path}: is damaged; make a new offer")
    return ids, digest, secret


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
