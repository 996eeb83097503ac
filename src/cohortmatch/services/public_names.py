"""What everybody learns that each list is called: on the board for all, and in the statistics.

Policy: a panel's or register's own name, and a name that somebody chose for everybody (a `--panel`,
`open`, agreed data), stand as they are. Any other name may hold a person's; it is a number, and
such lists stand last, so that their place tells no letter of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from cohortmatch.services.log_names import log_names
from cohortmatch.settings.plan import Plan

__all__ = ["public_names"]


def public_names(names: Iterable[str], plan: Plan, panels: Iterable[str] = ()) -> dict[str, str]:
    """What each list is called, the lists whose name is not told last; `panels` are the names that
    a caller gave."""
    agreed = (name for name, each in plan.lists.items() if each.agreed is not None)
    chosen = {name.casefold() for name in (*panels, *plan.report.open, *agreed)}
    every = dict.fromkeys(names)
    hidden = {n for n in every if n.casefold() not in chosen and log_names([n])[n] != n}
    numbered = log_names(sorted(every, key=hidden.__contains__))
    return {name: each if name in hidden else name for name, each in numbered.items()}
