"""Editions that should not be used any more, and still stand where they were written.

Policy: they are told and not erased, because somebody may have typed in them; `purge` erases what
is past its day. An edition is stale where a newer one was made for the same reader, unless that is
of the same day and says the same, as those for two meetings of a panel do; where the
sharing agreement has changed since, or where its recipient is no longer party to it. Where no store
is kept, only the folder of the new edition is looked at.
"""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from cohortmatch.core.own_names import EDITION, is_copy, without_copy
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.recipients import Party
from cohortmatch.disclosure.stated import mark_of
from cohortmatch.services.places import Keeping
from cohortmatch.settings.plan import Plan
from cohortmatch.store import EditionFiles

__all__ = ["stale_editions"]

ERASE = "{}: {}; erase it, so that nobody uses it"
BESIDE = "an earlier edition stands beside the new one"
EARLIER = "an earlier edition, since which a newer one was made for the same reader"
NO_PARTY = "an edition for somebody who is not party to the agreement in force"
OTHER_RULES = "an edition under another version of the agreement than the one in force"
NOT_FOUND = (
    "Earlier editions were made under a sharing agreement, and none was found now, so [report] "
    "decided what is shown. Run the command where agreement.toml stands, or name it in the settings"
)
NO_RULES = "an edition that was made without the agreement in force"


def stale_editions(
    kept: Keeping, plan: Plan, out: Path, written: Sequence[Path]
) -> tuple[str, ...]:
    """A sentence for each edition that should not be used any more, but for the files `written`
    into the folder `out`, copies that were set aside among them; and one where earlier editions
    were made under a sharing agreement that was not found now."""
    every = _editions(kept)
    found = {each.resolve(): why for each, why in _stale(every, plan)}
    found |= {each.resolve(): BESIDE for each in _beside(out, written)}
    new = {each.resolve() for each in written}
    told = (ERASE.format(_seen(each), why) for each, why in found.items() if each not in new)
    is_lost = plan.agreement is None and any(Party.of_key(each.reader) for each in every)
    return (*([NOT_FOUND] if is_lost else ()), *told)


def _seen(path: Path) -> Path:
    """A path from the current folder, where it is inside it."""
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path


def _beside(out: Path, written: Sequence[Path]) -> Iterator[Path]:
    """Earlier editions in the folder of the new one, and copies of them that were set aside."""
    if any(EDITION.fullmatch(each.name) for each in written):
        yield from (e for e in sorted(out.iterdir()) if EDITION.fullmatch(without_copy(e.name)))


def _editions(kept: Keeping) -> list[EditionFiles]:
    """The editions that the store knows of, the oldest run first."""
    if kept.store is None or not kept.store.is_file():
        return []
    with kept.opened() as store:
        return [] if store is None else store.edition_files()


def _stale(every: Sequence[EditionFiles], plan: Plan) -> Iterator[tuple[Path, str]]:
    """The stale editions among those of the store that still stand, with why each is."""
    last = {each.reader: each for each in every}
    newest = {Path(path) for each in last.values() for path in each.paths}
    for each in every:
        for path in map(Path, each.paths):
            if is_copy(path.name) or not path.is_file():
                continue
            if path in newest and last[each.reader] is not each:
                continue
            if why := _why(each, path, _says(last[each.reader]) == _says(each), plan.agreement):
                yield path, why


def _says(edition: EditionFiles) -> tuple[date, str]:
    """For which day an edition is, and what it says."""
    return edition.as_of, edition.digest


def _why(
    edition: EditionFiles, path: Path, is_last: bool, agreement: SharingAgreement | None
) -> str:
    """Why an edition should not be used; '' where it may be."""
    party = Party.of_key(edition.reader)
    if agreement is not None and party is None:
        return NO_RULES
    if agreement is not None and party is not None and party.recipient not in agreement.member_of:
        return NO_PARTY
    if not is_last:
        return EARLIER
    if agreement is None or party is None:
        return ""
    mark = mark_of(agreement, party, edition.as_of).encode()
    return "" if mark in _content(path) else OTHER_RULES


def _content(path: Path) -> bytes:
    """What a page or a workbook holds; nothing where it cannot be read."""
    with contextlib.suppress(OSError, zipfile.BadZipFile):
        if path.suffix.casefold() != ".xlsx":
            return path.read_bytes()
        with zipfile.ZipFile(path) as parts:
            return b"".join(map(parts.read, parts.namelist()))
    return b""
