"""How a failure is reported: never by the message of an exception from another library.

A library's message may hold a cell's value. So an unexpected exception is reported by its type
only, and a traceback by files, line numbers and source code only.
"""

from __future__ import annotations

import traceback
from pathlib import Path

FAILED, WRONG_USAGE, FOUND = 1, 2, 3
"""Exit codes: a failure; wrong usage; what --fail-on asks for was found."""
NO_MEMORY = (
    "There is not enough memory for these lists; nothing was written. Close other programs, leave "
    "out the longest list, or use a computer with more memory."
)


def unexpected(error: BaseException) -> str:
    """The line for an unexpected exception: its type, its place, and what to do."""
    if isinstance(error, MemoryError):
        return NO_MEMORY
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "cohortmatch" in Path(frame.filename).parts]
    where = ours[-1] if ours else frames[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    return (
        f"cohortmatch failed unexpectedly ({type(error).__name__} in {place}); nothing was "
        "written. Please report this; -v adds the lines of code, without anything from your lists."
    )


def code_lines(error: BaseException | None) -> list[str]:
    """A traceback without messages: each exception's type and its lines of code, causes first."""
    lines: list[str] = []
    for each in reversed(_chain(error)):
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        for frame in traceback.extract_tb(each.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
            lines += [f"    {frame.line}"] if frame.line else []
    return lines


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
