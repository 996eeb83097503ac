"""Where to look: what changed most in the last run beside what chance brings."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.poisson import PoissonInterval
from cohortmatch.people.stand_out import LEAST_RUNS, StandOut, stand_out
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable

__all__ = ["in_numbers", "looked_at", "where_to_look"]

TITLE = "Where to look"
MORE = 40
"""How many figures are told that do not stand out: those farthest from usual."""
NONE = f"A comparison needs the last run and {LEAST_RUNS} earlier ones"
COLUMNS = (
    SheetColumn("Figure", 30),
    SheetColumn("Of", 34),
    SheetColumn("This run", 10, "number"),
    SheetColumn("95 % interval", 16),
    SheetColumn("Usual", 10),
    SheetColumn("95 % interval of usual", 16),
    SheetColumn("How to read it", 28),
)


def looked_at(view: Redacted) -> list[StandOut]:
    """The figures that are told: all that stand out, and some others."""
    found = stand_out(view.trends) if view.trends else []
    clear = [each for each in found if each.is_more or each.is_fewer]
    return found[: len(clear) + MORE]


def where_to_look(view: Redacted) -> ReportSheet:
    """The sheet of what stands out."""
    found = looked_at(view)
    return ReportSheet(
        title=TITLE,
        sentence=_sentence(found),
        table=SheetTable("WhereToLook", COLUMNS, list(map(_row, found)), NONE),
        notes=(
            (
                "How it is compared",
                "A count of this run with the mean of the earlier runs, for as many days where it "
                "counts events. It stands out where the two 95 % Poisson intervals do not meet.",
            ),
        )
        if found
        else (),
    )


def _sentence(found: Sequence[StandOut]) -> str:
    if not found:
        return f"{NONE}."
    clear = sum(each.is_more or each.is_fewer for each in found)
    if not clear:
        return "Nothing in this run differs from the earlier ones by more than chance explains."
    verb = "differs" if clear == 1 else "differ"
    return f"{count(clear, 'figure')} {verb} from the earlier runs by more than chance explains."


def in_numbers(interval: PoissonInterval) -> str:
    """ "4.8 to 18.4"."""
    return f"{interval.low:,.1f} to {interval.high:,.1f}"


def _row(each: StandOut) -> Sequence[Cell]:
    return [
        *(each.group, each.what, each.now, in_numbers(each.interval)),
        *(f"{each.usual:,.1f}", in_numbers(each.usual_interval), each.reading),
    ]
