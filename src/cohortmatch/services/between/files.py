"""The files of an exchange on our disk: written for their owner alone, secrets erased."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cohortmatch.between.container import header_of
from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import ExchangeError, OutputError
from cohortmatch.core.whole_file import write_whole

__all__ = ["erase", "refuse_waiting", "secret_beside", "secret_of", "write_both", "write_private"]

SECRET = ".secret"
REFERENCES = ".references.csv"
WAITING = (
    "{}: an offer waits here for its answer. Open that, or give the offer up: "
    "cohortmatch between offer --cancel -o {}"
)
DAMAGED = "{}: this secret is damaged, and no answer can be opened with it; make a new offer"
NO_SECRET = (
    "{}: no secret of this exchange is here: it was opened or cancelled already, has expired, or "
    "is the answer to an offer made elsewhere. Give the offer's place with --offer, or make a new "
    "offer"
)


def secret_beside(offer: Path) -> Path:
    """The file of an offer's secret."""
    return offer.with_name(offer.name + SECRET)


def references_beside(answer: Path) -> Path:
    """The file that says who each reference of an answer is."""
    return answer.with_name(answer.name + REFERENCES)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; OutputError when that fails."""
    try:
        write_whole(path, content, OWNER_ONLY)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"{path}: cannot be written ({reason}). Nothing was changed") from None


def write_both(first: tuple[Path, bytes], second: tuple[Path, bytes]) -> None:
    """Write two files of one owner, or none."""
    write_private(*first)
    try:
        write_private(*second)
    except BaseException:
        erase(first[0])
        raise


def erase(path: Path) -> bool:
    """Overwrite a file with zeros and remove it; whether there was one. A disk may keep older
    copies of its own (journals, flash cells, backups)."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return False
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"{path}: the secret cannot be erased ({reason}); erase it") from None
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return True


def refuse_waiting(offer: Path, on: date) -> None:
    """ExchangeError where an offer of this name still waits; the secret of one that has expired is
    erased."""
    secret = secret_beside(offer)
    if not secret.exists():
        return
    header = header_of(secret, "secret")
    if header is not None and on <= header.expires:
        raise ExchangeError(WAITING.format(offer, offer))
    erase(secret)


def secret_of(answer: Path, header: ExchangeHeader, offer: Path | None) -> Path:
    """The file of the secret that opens an answer; ExchangeError where it is not here."""
    for each in _secrets(answer, offer):
        own = header_of(each, "secret")
        if own is not None and own.exchange == header.exchange:
            return each
        if own is None and offer is not None and each.exists():
            raise ExchangeError(DAMAGED.format(each))
    raise ExchangeError(NO_SECRET.format(answer))


def _secrets(answer: Path, offer: Path | None) -> Iterable[Path]:
    """Where a secret may be: beside the offer that was named, else beside the answer and here."""
    if offer is not None:
        return (secret_beside(offer),)
    folders = dict.fromkeys((answer.resolve().parent, Path().resolve()))
    return [each for folder in folders for each in sorted(folder.glob(f"*{SECRET}"))]
