"""Commands to type next, as they must be typed: the run of a report again, or a word about a store.

The manifest keeps a run's lists and options without its folder and without the place where things
are kept, because these are known when a command is printed, wherever the report then is.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from cohortmatch.services.default_store import default_store
from cohortmatch.services.places import Keeping
from cohortmatch.services.run_again import Report, other_lists
from cohortmatch.services.sources import Given
from cohortmatch.settings.file import find_file

__all__ = ["place_words", "run_again", "run_words"]

SAID = ("as_of", "marking", "base", "memory")
"""The settings that are options of `run` and say what is written."""


def run_words(
    what: Given, *, repeats: bool = False, trial: bool = False, parquet: bool = False
) -> tuple[str, ...]:
    """The lists and options of a run, as they were given."""
    words = [str(each) for each in what.lists]
    for name, file in what.panels.items():
        words += ["--panel", f"{name}={file}"]
    words += _settings_words(what)
    flags = {"--repeats": repeats, "--trial": trial, "--parquet": parquet}
    return (*words, *(flag for flag, is_set in flags.items() if is_set))


def _settings_words(what: Given) -> Iterator[str]:
    settings = what.settings
    if settings.file is not None and settings.file != find_file(list(what.lists)):
        yield from ("--settings", str(settings.file))
    for name in SAID:
        if name in settings.flagged and (value := getattr(settings.run, name)) is not None:
            yield from (f"--{name.replace('_', '-')}", str(value))


def run_again(report: Report, kept: Keeping) -> str:
    """The command that writes a report again, with what is kept; '' where it does not say how it
    was made, or other lists lie where its lists did: these would be written into its folder.
    """
    words, out = report.manifest.command, report.folder
    if not words or other_lists(report.manifest):
        return ""
    lists = [Path(each) for each in words[: _options_from(words)]]
    own = kept.decisions is None and kept.store is not None
    known = own and _same(kept.store, default_store(lists, out))
    places = () if known else place_words(kept)
    return shlex.join(["cohortmatch", "run", *lists_first(words, out), *places])


def lists_first(words: Sequence[str], out: Path) -> list[str]:
    """The words of a run with its folder after the lists."""
    place = _options_from(words)
    return [*words[:place], "-o", str(out), *words[place:]]


def _options_from(words: Sequence[str]) -> int:
    return next((n for n, word in enumerate(words) if word.startswith("--")), len(words))


def _same(one: Path | None, other: Path) -> bool:
    return one is not None and one.resolve() == other.resolve()


def place_words(kept: Keeping) -> tuple[str, ...]:
    """The options that name where decisions and persons are kept."""
    said = (("--decisions", kept.decisions), ("--store", kept.store))
    return tuple(word for option, path in said if path for word in (option, str(path)))
