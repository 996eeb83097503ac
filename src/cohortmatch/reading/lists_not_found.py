"""Lists that the settings name and that were not read: a name may be misspelt.

Policy: settings may name lists that did not come this month, so this is only reported. It is a
warning where the name is nearly that of a list which was read and which the settings do not name.
It is no warning where it is a panel's own name, because then that panel's list did not come.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from cohortmatch.core.findings import Finding
from cohortmatch.reading.panels import panel_named

__all__ = ["not_read"]

NEAR, FAR = "settings-list-misspelt", "settings-list-not-read"


def not_read(spoken_of: Iterable[str], names: Sequence[str], where: str = "") -> Iterator[Finding]:
    """A finding for each list that is named and was not read, with the nearest name.

    `names` are the lists that were read. `where` is the setting that names them, if it is not the
    list's own.
    """
    said = {name.casefold(): name for name in spoken_of}
    free = {name.casefold(): name for name in names if name.casefold() not in said}
    for folded, name in said.items():
        if folded in map(str.casefold, names):
            continue
        near = [] if _is_a_panels(name) else difflib.get_close_matches(folded, free, 1)
        meant = f"did you mean “{free[near[0]]}”?" if near else ""
        told = "; ".join(filter(None, (where, meant)))
        yield Finding(NEAR if near else FAR, name, detail=told)


def _is_a_panels(name: str) -> bool:
    panel = panel_named(name)
    return panel is not None and panel.name.casefold() == name.casefold()
