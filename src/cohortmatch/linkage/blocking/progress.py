"""How far the making of pairs has come; those dropped because they came before count too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cohortmatch.linkage.pairs import Pairs

__all__ = ["Done", "counted", "no_progress"]

Done = Callable[[int], None]
"""Is told how many more pairs are done with."""


def no_progress(_pairs: int) -> None:
    """Nobody is told."""


def counted(batches: Iterator[Pairs], done: Done) -> Iterator[Pairs]:
    """The same batches; `done` is told of each once the next is asked for."""
    for pairs in batches:
        yield pairs
        done(len(pairs))
