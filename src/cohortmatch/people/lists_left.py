"""The lists that people left, over all the runs that are kept.

Policy: somebody left a list that this run read and that an earlier one held them on. A list that
was not read now is a gap. Who was two people and is one, or the other way round, has not left a
list for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cohortmatch.people.lineage import Lineage, changes_of_groups
from cohortmatch.people.past import Facts

__all__ = ["lists_left"]


def lists_left(earlier: Sequence[Facts], now: Facts) -> dict[str, dict[str, date | None]]:
    """For everybody who left a list: each such list, with the day of the last run that held them.

    `earlier` are the runs before, oldest first.
    """
    runs = changes_of_groups((*earlier, now))
    found: dict[str, dict[str, date | None]] = {}
    for number in reversed(range(len(earlier))):
        facts, lineage = earlier[number], Lineage(runs[number + 1 :])
        for origin, places in facts.groups.items():
            heirs = lineage.heirs(origin)
            gone = [n for n in places if n in now.sizes and now.groups_on(n).isdisjoint(heirs)]
            for name in gone:
                for heir in heirs & now.groups.keys():
                    found.setdefault(now.person(heir), {}).setdefault(name, facts.as_of)
    return found
