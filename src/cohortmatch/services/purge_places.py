"""Which store tells of the reports in some folders, where a purge is told of no store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cohortmatch.core.errors import ListError, SettingsError
from cohortmatch.core.own_names import log_beside
from cohortmatch.services.default_store import default_store
from cohortmatch.services.due_reports import inside
from cohortmatch.services.places import Keeping, kept_in_report
from cohortmatch.services.run_again import load_report
from cohortmatch.store import Due

__all__ = ["of_folders", "with_store_of"]

SEVERAL = "the reports in these folders are of several stores ({}). Purge those of one at a time"


def with_store_of(folders: Sequence[Path], kept: Keeping) -> Keeping:
    """Where things are kept, with the store that the reports in some folders name.

    A store that is gone counts for nothing; SettingsError where there are several.
    """
    stores = sorted({store.resolve() for store in _stores(folders) if store.is_file()})
    if not stores or kept.decisions is not None:
        return kept
    if len(stores) > 1:
        raise SettingsError(SEVERAL.format(", ".join(map(str, stores))))
    return replace(kept, store=stores[0], audit=kept.audit or log_beside(stores[0]))


def of_folders(folders: Iterable[Path], due: Iterable[Due]) -> list[Due]:
    """Those runs that wrote to some folders, or to one inside of them."""
    named = {str(place.resolve()) for place in _with_inside(folders)}
    return [each for each in due if each.out in named]


def _stores(folders: Sequence[Path]) -> list[Path]:
    """The stores that reports name; where there is no report, but an edition perhaps, those of the
    folders' places."""
    named = list(_named(folders))
    return named or [default_store((), folder.resolve()) for folder in folders]


def _named(folders: Iterable[Path]) -> Iterator[Path]:
    for place in _with_inside(folders):
        with contextlib.suppress(ListError):
            kept = kept_in_report(load_report(place, tidy=False).manifest.kept_in)
            if kept is not None and kept.store is not None:
                yield kept.store


def _with_inside(folders: Iterable[Path]) -> Iterator[Path]:
    for each in folders:
        yield from (each, *inside(each))
