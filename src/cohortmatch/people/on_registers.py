"""Who of each panel is on the gangs matrix or its successor, and whose family is on a programme.

Policy: somebody counts where a row of such a list is certainly theirs, for each panel whose own row
is certainly theirs too. The matrix counts only where it lists them as a subject; a list of families
counts whatever they are in the family. Such a list is not counted among the panels.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

from cohortmatch.core.types import Role
from cohortmatch.people.persons import Person

if TYPE_CHECKING:
    from cohortmatch.people.view import View

__all__ = ["MATRIX", "PROGRAMME", "OnRegister", "on_registers", "registers_read"]

MATRIX = "On the gangs matrix or its successor"
PROGRAMME = "On a programme for families"
MATRIX_TYPE = "matrix"


class OnRegister(NamedTuple):
    """That a person of some panels is on the lists of one group, MATRIX or PROGRAMME; `panels` are
    the codes of the panels that certainly hold the person."""

    group: str
    person: Person
    panels: tuple[int, ...]


def registers_read(view: View) -> dict[str, frozenset[int]]:
    """The codes of the lists of each group of which any was read."""
    lists = view.listings.lists
    found = {
        MATRIX: frozenset(n for n, info in enumerate(lists) if info.panel_type == MATRIX_TYPE),
        PROGRAMME: frozenset(n for n, info in enumerate(lists) if info.of_families),
    }
    return {group: codes for group, codes in found.items() if codes}


def on_registers(view: View) -> Iterator[OnRegister]:
    """Everybody on a panel who is on such a list, once for each group."""
    groups, lists = registers_read(view), view.listings.lists
    others = frozenset().union(*groups.values())
    panels = {n for n, info in enumerate(lists) if info.kind == "panel"} - others
    for person in view.everybody if groups else ():
        on = panels.intersection(person.lists) if person.is_subject else ()
        sure = tuple(code for code in sorted(on) if view.found_on(person, code)[0])
        for group, codes in groups.items() if sure else ():
            if any(_counts(view, i, group, codes) for i in person.core):
                yield OnRegister(group, person, sure)


def _counts(view: View, listing: int, group: str, codes: Set[int]) -> bool:
    """Whether a row puts its person on the lists of a group."""
    is_there = view.list_code[listing] in codes
    return is_there and (group == PROGRAMME or view.listings.role[listing] == Role.subject)
