"""Progress of making candidate pairs; duplicates that are dropped count too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cohortmatch.linkage.pairs import Pairs

__all__ = ["Done", "counted", "no_progress"]

Done = Callable[[int], None]
"""Is told how many more pairs are done with."""


def no_progress(_pairs: int) -> None:
    """Report progress to nobody."""


def counted(batches: Iterator[Pairs], done: Done) -> Iterator[Pairs]:
    """The same batches; `done` hears of each one when the next is requested."""
    for pairs in batches:
        yield pairs
        done(len(pairs))
