"""What a workbook may unfold to, looked at before it is unfolded.

A few bytes can stand for very much: a row that repeats a million times, a long text that thousands
of cells share, a last cell far from the others. Policy: a sheet of more cells than a list can need
is refused, and so is one whose cells or texts are nearly all repeats of others, or that needs more
memory than is free. What a file says in so many bytes is not refused for its size alone.
"""

from __future__ import annotations

from cohortmatch.core.ram import free, written

__all__ = ["MOST_CELLS", "VastSheet", "refuse_repeats", "refuse_span", "refuse_text", "room_for"]

MOST_CELLS = 30_000_000
"""Cells a sheet may span from its first to its last used one, including empty ones."""
CELL_BYTES = 40
"""Bytes that a cell takes while a sheet is read, empty or not."""
TEXT_COPIES = 3
"""How often a cell's text is in memory while a sheet is read."""
REPEATS, REPEATS_EACH = 200_000, 10
"""Filled cells that a sheet may hold without a cell of their own in the file: so many always, and
so many for each one written."""
TEXT, TEXT_EACH = 100_000_000, 20
"""Bytes of text that a sheet's cells may hold together: so many always, and so many for each byte
of the file's sheet."""
EMPTY = "a sheet spans tens of millions of cells, nearly all of them empty"
REPEATED = "a sheet repeats its cells more often than a list can need"
SHARED = "a sheet repeats a long text in very many cells"


class VastSheet(Exception):
    """A sheet unfolds to more than a list can need; its message is the problem in words."""


def refuse_span(cells: int) -> None:
    """Raise VastSheet where a sheet spans too many cells, or more than memory is free for."""
    if cells > MOST_CELLS:
        raise VastSheet(EMPTY)
    room_for(CELL_BYTES * cells)


def refuse_repeats(filled: int, written_ones: int) -> None:
    """Raise VastSheet where a sheet's filled cells are nearly all repeats."""
    if filled > max(REPEATS, REPEATS_EACH * written_ones):
        raise VastSheet(REPEATED)


def refuse_text(text: int, size: int) -> None:
    """Raise VastSheet where the cells' texts are far longer than the `size` of their sheet.

    Both are in bytes.
    """
    if text > max(TEXT, TEXT_EACH * size):
        raise VastSheet(SHARED)
    room_for(TEXT_COPIES * text)


def room_for(size: int) -> None:
    """Raise VastSheet where so many bytes of memory are not free."""
    if size > free():
        raise VastSheet(f"reading it takes about {written(size)} of memory, more than is free")
