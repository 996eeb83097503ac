"""The key that boroughs share: made by one, read out to the others, typed in by them.

Policy: a key is never an argument on the command line, where the shell's history would keep it,
and never in the folder of an encoded list, which goes to the unit as a whole all too easily.
"""

from __future__ import annotations

import os
from pathlib import Path

from cohortmatch.between.shared_key import SharedKey, new_key_words
from cohortmatch.core.errors import ExchangeError, SettingsError
from cohortmatch.services.between.answers import KeyAnswer
from cohortmatch.services.between.files import write_private

__all__ = ["enter_key", "key_from", "make_key"]

NO_FILE = (
    "--key: give the path of the file that has the key (between key make -o, between key enter "
    "-o). The words themselves do not belong on a command line"
)
TOO_OPEN = "{}: others on this machine may read this key; let only yourself: chmod 600"
BESIDE = (
    "{}: the key lies in the folder of the encoded list, and whoever has both can try guesses. "
    "Keep the key in another folder"
)
EXISTS = "{}: is there already, and may be the key in use; give another name or remove it first"
LONGEST = 4096


def make_key(out: Path | None = None) -> KeyAnswer:
    """A new key; with `out` it is written there, for its owner alone. ExchangeError where a file of
    that name is there, OutputError where it cannot be written."""
    words = new_key_words()
    return _kept(" ".join(words), out).model_copy(update={"words": words})


def enter_key(text: str, out: Path | None = None) -> KeyAnswer:
    """A key that somebody read out, typed in; ExchangeError where it is none."""
    return _kept(text, out)


def key_from(place: str, beside: Path) -> SharedKey:
    """The key of a file, for an encoded list that is to be written to `beside`.

    SettingsError where there is no such file, where others may read it or where it lies beside the
    list; ExchangeError where it holds no key.
    """
    path = Path(place)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        raise SettingsError(NO_FILE)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise SettingsError(TOO_OPEN.format(path))
    if path.resolve().parent == beside.resolve().parent:
        raise SettingsError(BESIDE.format(path))
    try:
        with path.open(encoding="utf-8") as file:
            return SharedKey.read(file.read(LONGEST))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path}: the key cannot be read") from None


def _kept(text: str, out: Path | None) -> KeyAnswer:
    key = SharedKey.read(text)
    try:
        check = key.check_value
    finally:
        key.erase()
    if out is not None:
        if out.exists():
            raise ExchangeError(EXISTS.format(out))
        write_private(out, f"{text.strip()}\n".encode())
    return KeyAnswer(check_value=check, written="" if out is None else str(out))
