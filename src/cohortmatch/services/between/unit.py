"""The trusted unit: link the encoded lists of several boroughs; a file of matches for each.

Policy: the unit has neither key nor lists nor agreement. What it writes for a borough names that
borough's own references, and the other boroughs' to ask about; nothing of who they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from cohortmatch.between.answer import reference_words
from cohortmatch.between.container import unpacked_encoded
from cohortmatch.between.encoded_header import EncodedHeader, refuse_unlike
from cohortmatch.between.encoding import ROW, EncodedPeople, decoded
from cohortmatch.between.unit import UnitMatch, linked
from cohortmatch.core.errors import ExchangeError
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.table_files import csv_bytes
from cohortmatch.services.between.answers import LinkAnswer
from cohortmatch.services.log_names import inputs_of
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping

__all__ = ["link_encoded"]

READING, LINKING = "Reading the encoded lists", "Linking"
ABOUT = "about.csv"
COLUMNS = ("reference", "person", "band", "weight", "agrees", "ask")
Hashes = Sequence[tuple[str, str, int]]


def link_encoded(
    encoded: Sequence[Path],
    out: Path,
    kept: Keeping,
    *,
    seconds: Seconds | None = None,
    on: date | None = None,
) -> LinkAnswer:
    """Write a file of matches for each borough into a folder.

    ExchangeError for files that are cut, damaged, expired, too long, from one borough twice, or do
    not say the same of agreement, month, purpose, boroughs and key. Nothing is written then.
    """
    seconds, on = seconds or Seconds(), on or date.today()
    seconds.tell(READING, 0.0)
    opened = [unpacked_encoded(each) for each in encoded]
    headers = [each.header for each in opened]
    refuse_unlike(headers, on)
    lists, hashes = list[EncodedPeople](), list[tuple[str, str, int]]()
    for each in opened:
        body = each.body(each.header.people * ROW)
        hashes.append((each.header.sender, hashlib.sha256(body).hexdigest(), each.header.people))
        try:
            lists.append(decoded(body, each.header))
        except ExchangeError as error:
            raise ExchangeError(f"{each.path}: {error}") from None
        seconds.tell(READING, len(lists) / len(opened))
    seconds.tell(LINKING, 0.0)
    found = linked(lists)
    seconds.tell(LINKING, 1.0)
    names = [each.sender for each in headers]
    files = dict(_files(found, names, headers[0]))
    counts = {band: _counted(found, names, band) for band in ("same", "check")}
    persons = len(_person_numbers(found))
    _log(kept, headers[0], hashes, files, persons, counts)
    written = write_files(out, files)
    return LinkAnswer(
        written=tuple(map(str, written)),
        same=counts["same"],
        check=counts["check"],
        persons=persons,
        note=headers[0].note,
    )


def _files(
    found: Sequence[UnitMatch], names: Sequence[str], header: EncodedHeader
) -> Iterable[tuple[str, bytes]]:
    numbers = _person_numbers(found)
    for code, name in enumerate(names):
        rows = [row for each in found for row in _rows_for(code, each, names, numbers)]
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        table = table.sort_values(["reference", "weight", "ask"], ascending=[True, False, True])
        yield f"For {name.replace('/', '-')}.csv", csv_bytes(table)
    yield ABOUT, csv_bytes(_about(header, names))


def _person_numbers(found: Iterable[UnitMatch]) -> Mapping[int, int]:
    """The number, from 1, of each person whom two boroughs hold certainly."""
    held = dict.fromkeys(each.persons[0] for each in found if each.is_certain)
    return {person: number for number, person in enumerate(held, 1)}


def _rows_for(
    code: int, match: UnitMatch, names: Sequence[str], numbers: Mapping[int, int]
) -> Iterable[dict[str, object]]:
    """A match as the borough has it, where it is of one of its people."""
    sides = (match.left, match.right), match.persons
    for place in (0, 1):
        (borough, reference), (other, theirs) = sides[0][place], sides[0][1 - place]
        if borough == code:
            yield {
                "reference": reference_words(names[code], reference),
                "person": numbers.get(sides[1][place], ""),
                "band": match.band,
                "weight": round(match.weight, 3),
                "agrees": match.words,
                "ask": reference_words(names[other], theirs),
            }


def _about(header: EncodedHeader, names: Sequence[str]) -> pd.DataFrame:
    """What was linked, for whoever finds the folder."""
    said = {
        "boroughs": ", ".join(names),
        "linked by": header.unit,
        "agreement": header.agreement or header.note,
        "purpose": header.purpose,
        "month": header.month,
    }
    return pd.DataFrame({"what": list(said), "says": list(said.values())})


def _counted(found: Iterable[UnitMatch], names: Sequence[str], band: str) -> dict[str, int]:
    """How many people of each borough have a match, by the best band of each."""
    bands: dict[tuple[int, int], set[str]] = {}
    for each in found:
        for side in (each.left, each.right):
            bands.setdefault(side, set()).add(each.band)
    best = {side: "same" if "same" in told else "check" for side, told in bands.items()}
    return {
        name: sum(told == band and side[0] == code for side, told in best.items())
        for code, name in enumerate(names)
    }


def _log(
    kept: Keeping,
    header: EncodedHeader,
    hashes: Hashes,
    files: Mapping[str, bytes],
    persons: int,
    counts: Mapping[str, Mapping[str, int]],
) -> None:
    """Log what is told to the boroughs, before it is written."""
    told = {f"{band}_in_any": sum(each.values()) for band, each in counts.items()}
    about = f"{header.agreement}, {header.digest}" if header.agreement else ""
    replace(kept, purpose=header.purpose).log(
        "disclosure",
        f"between link, {header.note}" if header.note else "between link",
        inputs=inputs_of(hashes),
        counts=told | {"persons": persons, "boroughs": len(hashes)},
        outputs={
            f"file {number}": hashlib.sha256(each).hexdigest()
            for number, each in enumerate(files.values(), 1)
        },
        recipients=tuple(name for name, _, _ in hashes),
        agreement=about,
    )
