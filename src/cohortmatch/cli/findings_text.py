"""Findings as plain text: by kind, worst first, each with its lists, columns and rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from cohortmatch.cli.layout import NARROWEST, table, wrapped
from cohortmatch.core.findings import AGREED, OWN, UNKNOWN_COLUMN, to_look_at
from cohortmatch.services.answers import Noticed

__all__ = ["findings_text", "remedy_text", "rows_text"]

SHOWN_ROWS = 8
"""Rows of one finding that are named before the rest is only counted."""


def findings_text(
    findings: Sequence[Noticed],
    *,
    whole: bool = False,
    width: int = NARROWEST,
    above: Collection[str] = (),
) -> Iterator[str]:
    """The findings by kind, worst first: what to look at, then what is for information.

    The latter are shortened unless `whole`. Those with a code in `above` stand further up already;
    they are counted, as in the report, and not named again.
    """
    agreed = [each for each in findings if each.code in AGREED]
    if agreed:
        yield ""
        yield f"Not as agreed ({len(agreed)})"
        yield from _by_kind(agreed, width)
    rest = [each for each in findings if each.code not in AGREED]
    notable = [each for each in rest if each.severity != "note" and each.code not in above]
    if number := to_look_at(each.severity for each in rest):
        yield ""
        more = number - len(notable)
        yield f"Please look at ({number}{f', {more} of them under “Not read”' if more else ''})"
        yield from _by_kind(notable, width)
    notes = [each for each in rest if each.severity == "note"]
    notes = [each for each in notes if each.code not in (*above, OWN, UNKNOWN_COLUMN)]
    if notes:
        yield ""
        yield f"For information ({len(notes)})"
        yield from _by_kind(notes, width) if whole else _in_brief(notes, width)


def _in_brief(notes: Iterable[Noticed], width: int) -> Iterator[str]:
    """One sentence a kind, with the lists and how many rows of each."""
    kinds: dict[tuple[str, str], dict[str, int]] = {}
    for each in notes:
        lists = kinds.setdefault((each.title, each.done), {})
        lists[each.list] = lists.get(each.list, 0) + len(each.rows)
    for (title, done), lists in kinds.items():
        where = ", ".join(
            f"{name} {number:,}" if number else name for name, number in lists.items()
        )
        yield from wrapped(f"  {title}: {done} ({where})", width, hang="  ")


def _by_kind(findings: Iterable[Noticed], width: int) -> Iterator[str]:
    kinds: dict[tuple[str, str, str], list[Noticed]] = {}
    for each in findings:
        kinds.setdefault((each.title, each.done, each.remedy), []).append(each)
    for (title, done, remedy), found in kinds.items():
        yield from wrapped(f"  {title}: {done}", width)
        yield from table([_place(each) for each in found], indent="    ", width=width)
        if remedy != "nothing to do":
            yield from remedy_text(remedy, width)


def remedy_text(remedy: str, width: int) -> Iterator[str]:
    """What to do; lines for the settings stay as they are, to be copied."""
    first, *lines = remedy.splitlines()
    yield from wrapped(f"    → {first}", width, hang="  ")
    yield from (f"        {line}" for line in lines)


def _place(each: Noticed) -> tuple[str, str, str]:
    column = f"“{each.column}”" if each.column else ""
    rows = rows_text(each.rows)
    return each.list, column, f"{rows}  {each.detail}".strip()


def rows_text(rows: Sequence[str]) -> str:
    """ "row 14", "rows 3, 9 and 12", "rows 2, 3, 4, 5, 6, 7, 8, 9 and 81 more"."""
    if not rows:
        return ""
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > SHOWN_ROWS + 1:
        return f"rows {', '.join(rows[:SHOWN_ROWS])} and {len(rows) - SHOWN_ROWS:,} more"
    return f"rows {', '.join(rows[:-1])} and {rows[-1]}"
