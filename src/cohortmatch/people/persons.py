"""Persons of a report: their listings, their lists, and how certain it is that each is one person.

A person is on a panel only if the panel's own listing names them as a subject (offender); an
associate, a partner or a child who is named there is not on it. A register confirms who people are,
so any listing on it counts. A person is reported if they are on two or more lists, at least one of
them a panel. A person is certain when links in band `same` (or a decision of the team) hold
together every panel they are on, or every list when they are on one panel only. A listing held by a
link that still needs a decision stays visibly apart: the certain listings of a person, its core,
are those whose own number the id is. Where nobody is remembered, they are those that cover most
lists, and for a panel's own edition those of the panel's own row.

Numbers are given in the order of listing ids (list name, then row), so they do not depend on the
order of rows or lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from numbers import Integral
from typing import Literal, NamedTuple

import numpy as np

from cohortmatch.core.types import Kind, Listings, Role
from cohortmatch.linkage.pairs import Band, Decisions, People
from cohortmatch.people.words import CERTAIN, POSSIBLE, PROBABLE

Sureness = Literal["certain", "probable", "possible"]
SURENESS_WORDS: Mapping[Sureness, str] = {
    "certain": CERTAIN,
    "probable": PROBABLE,
    "possible": POSSIBLE,
}


class Join(NamedTuple):
    """One link between a person's listings; `link` is its row in the links, -1 if decided."""

    left: int
    right: int
    certain: bool
    weight: float
    link: int


LARGEST = 2**62
"""Row numbers below it are sorted as numbers of 64 bits."""


@dataclass(frozen=True)
class Person:
    """One person, with all their listings.

    `listings` are positions in the order of their ids; `core` those of them that are certainly
    the person whom the id names; `lists` the codes of the lists that the person is
    on; `named_on` the codes of panels that only name the person as somebody else than a subject;
    `joins` the strongest links that hold the listings together.
    """

    person_id: str
    listings: tuple[int, ...]
    core: frozenset[int]
    lists: tuple[int, ...]
    panels: int
    sureness: Sureness
    is_subject: bool
    joins: tuple[Join, ...]
    named_on: tuple[int, ...] = ()

    @property
    def registers(self) -> int:
        """How many registers the person is on."""
        return len(self.lists) - self.panels

    @property
    def is_reported(self) -> bool:
        """Whether the person belongs in the cross-reference."""
        return len(self.lists) > 1 and self.panels > 0 and self.is_subject

    @property
    def how_sure(self) -> str:
        """How certain the person is, in words."""
        return SURENESS_WORDS[self.sureness]


def natural(row: object) -> tuple[int, int, str]:
    """A sort key by which row 9 comes before row 10 and numbers before text."""
    if isinstance(row, Integral):
        return (0, int(row), "")
    text = str(row)
    return (0, int(text), text) if text.isascii() and text.isdigit() else (1, 0, text)


def id_order(listings: Listings) -> list[int]:
    """The positions of all listings in the order of their ids: by list name, then by row."""
    names = [(info.name.casefold(), info.name) for info in listings.lists]
    codes, rows = listings.list_code.tolist(), listings.row.tolist()
    if all(type(row) is int and abs(row) < LARGEST for row in rows):
        place = {name: rank for rank, name in enumerate(sorted(set(names)))}
        ranks = np.array([place[name] for name in names], np.int64)[listings.list_code]
        in_order: list[int] = np.lexsort((np.array(rows, np.int64), ranks)).tolist()
        return in_order
    return sorted(range(len(rows)), key=lambda i: (names[codes[i]], natural(rows[i])))


def numbered(people: People, order: Sequence[int]) -> list[str]:
    """Each listing's person id; people are numbered in the order of listing ids."""
    in_order = people.person[np.asarray(order, np.intp)]
    _, first, group = np.unique(in_order, return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    width = max(4, len(str(len(first))))
    names = np.array([f"P{n:0{width}d}" for n in range(1, len(first) + 1)], dtype=object)
    found = np.empty(len(in_order), dtype=object)
    found[np.asarray(order, np.intp)] = names[number[group]]
    ids: list[str] = found.tolist()
    return ids


class PersonGroups:
    """Sets of things that only ever join (union–find)."""

    def __init__(self, items: Iterable[int]) -> None:
        self._parent = {item: item for item in items}

    def root(self, item: int) -> int:
        """The representative of the item's set."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, left: int, right: int) -> bool:
        """Join two sets; False when they were one already."""
        left, right = self.root(left), self.root(right)
        self._parent[max(left, right)] = min(left, right)
        return left != right


def binding(people: People, decisions: Decisions | None) -> dict[int, list[Join]]:
    """For each person's code, the links and decisions between listings of that person."""
    person, links = people.person, people.links
    inside = person[links.left] == person[links.right]
    kept = np.flatnonzero(inside & (people.band != Band.different))
    found: dict[int, list[Join]] = {}
    rows = zip(
        person[links.left[kept]].tolist(),
        links.left[kept].tolist(),
        links.right[kept].tolist(),
        (people.band[kept] == Band.same).tolist(),
        links.weight[kept].tolist(),
        kept.tolist(),
        strict=True,
    )
    for code, *parts in rows:
        found.setdefault(code, []).append(Join(*parts))
    for join in _decided(decisions):
        if person[join.left] == person[join.right]:
            found.setdefault(int(person[join.left]), []).append(join)
    return found


def _decided(decisions: Decisions | None) -> list[Join]:
    if decisions is None:
        return []
    triples = zip(
        decisions.left.tolist(), decisions.right.tolist(), decisions.same.tolist(), strict=True
    )
    return [Join(left, right, True, 0.0, -1) for left, right, same in triples if same]


def listings_by_person(people: People, order: Sequence[int]) -> list[list[int]]:
    """The listings of each person, and people by their first listing; `order` as above."""
    members: dict[int, list[int]] = {}
    codes = people.person.tolist()
    for listing in order:
        members.setdefault(codes[listing], []).append(listing)
    return list(members.values())


class Persons:
    """Makes the person of a group of listings on first use.

    `ids` are as above; `anchors` are the listings (positions) from which certainty is judged: those
    whose own number is the person's id, or a reader's own. A person without any goes by those that
    cover most lists.
    """

    def __init__(
        self,
        listings: Listings,
        people: People,
        ids: Sequence[str],
        decisions: Decisions | None,
        anchors: Set[int] = frozenset(),
    ) -> None:
        self._codes, self._ids, self._anchors = people.person, ids, anchors
        self._joins, self._rows = binding(people, decisions), ListingFacts.of(listings)
        self._known: dict[int, Person] = {}

    def of(self, found: list[int]) -> Person:
        """The person of these listings, all those of one person in the order of ids."""
        first = found[0]
        if first not in self._known:
            links = self._joins.get(int(self._codes[first]), [])
            made = person(self._rows, self._ids[first], found, links, self._anchors)
            self._known[first] = made
        return self._known[first]

    def is_on_several(self, found: list[int]) -> bool:
        """Whether the listings stand on more than one list."""
        return len({self._rows.codes[listing] for listing in found}) > 1


def is_beside(listings: Listings, listing: int) -> bool:
    """Whether a listing is a relative's who is only named beside a nominal."""
    info = listings.lists[listings.list_code[listing]]
    return bool(listings.role[listing] == Role.family) and not info.of_families


def on_lists(listings: Listings) -> list[bool]:
    """Whether each listing puts its person on its list: a subject's on a panel, on a register any
    but that of a relative beside a nominal."""
    register = np.array([info.kind == "register" for info in listings.lists], dtype=bool)
    on_register = register[listings.list_code] & ~listings.beside
    on: list[bool] = (on_register | (listings.role == Role.subject)).tolist()
    return on


class ListingFacts(NamedTuple):
    """What persons are made of: each listing's list by its code, whether it puts its person there,
    and whether it is a subject's; and the kind of each list. Plain lists: one value at a time is
    several times quicker from them than from arrays."""

    codes: list[int]
    on: list[bool]
    subject: list[bool]
    kinds: list[Kind]

    @classmethod
    def of(cls, listings: Listings) -> ListingFacts:
        """The facts of all listings."""
        subject = (listings.role == Role.subject).tolist()
        kinds = [info.kind for info in listings.lists]
        return cls(listings.list_code.tolist(), on_lists(listings), subject, kinds)


def person(
    rows: ListingFacts,
    person_id: str,
    found: list[int],
    links: list[Join],
    anchors: Set[int] = frozenset(),
) -> Person:
    """One person out of their listings (in the order of ids) and the links between them."""
    every = {listing: rows.codes[listing] for listing in found}
    codes = {i: code for i, code in every.items() if rows.on[i]}
    kinds = {code: rows.kinds[code] for code in codes.values()}
    panels = {code for code, kind in kinds.items() if kind == "panel"}
    needed = _needed(kinds)
    place = {listing: number for number, listing in enumerate(found)}
    tree = spanning(links, place)
    core = _core(found, tree, codes, needed, anchors)
    proven = needed <= {codes[i] for i in core if i in codes} and (
        len(set(every.values())) > 1 or len(core) == len(found)
    )
    return Person(
        person_id=person_id,
        listings=tuple(found),
        core=core,
        lists=tuple(sorted(kinds)),
        panels=len(panels),
        sureness="certain" if proven else _doubt(found, tree),
        is_subject=any(rows.subject[listing] for listing in found),
        joins=tree,
        named_on=tuple(sorted(set(every.values()) - set(kinds))),
    )


def _needed(kinds: Mapping[int, Kind]) -> set[int]:
    """The lists that certain links must hold together for a person on lists of these kinds."""
    panels = {code for code, kind in kinds.items() if kind == "panel"}
    return panels if len(panels) > 1 else set(kinds)


def lists_covered(listings: Listings, people: People, groups: Sequence[int]) -> dict[int, int]:
    """How many of its person's lists each group covers, of those that make a person certain;
    `groups` is the group of each listing."""
    rows, person = ListingFacts.of(listings), people.person.tolist()
    kinds: dict[int, dict[int, Kind]] = {}
    covered: dict[int, set[int]] = {}
    for i, code in enumerate(rows.codes):
        found = covered.setdefault(groups[i], set())
        if rows.on[i]:
            kinds.setdefault(person[i], {})[code] = rows.kinds[code]
            found.add(code)
    whose = dict(zip(groups, person, strict=True))
    return {each: len(on & _needed(kinds.get(whose[each], {}))) for each, on in covered.items()}


def spanning(links: list[Join], place: Mapping[int, int]) -> tuple[Join, ...]:
    """The strongest links that hold the listings together, certain ones first."""
    groups = PersonGroups(place)

    def strength(join: Join) -> tuple[bool, bool, float, list[int]]:
        ends = sorted((place[join.left], place[join.right]))
        return not join.certain, join.link < 0, -join.weight, ends

    strongest = sorted(links, key=strength)
    return tuple(join for join in strongest if groups.join(join.left, join.right))


def _core(
    found: list[int],
    tree: Iterable[Join],
    codes: Mapping[int, int],
    needed: set[int],
    anchors: Set[int],
) -> frozenset[int]:
    """The listings held together by certain links that cover most of the needed lists; one of the
    `anchors` is among them where there is any."""
    groups = PersonGroups(found)
    for join in tree:
        if join.certain:
            groups.join(join.left, join.right)
    parts: dict[int, list[int]] = {}
    for listing in found:
        parts.setdefault(groups.root(listing), []).append(listing)
    anchored = [part for part in parts.values() if not set(part).isdisjoint(anchors)]

    def covered(part: Iterable[int]) -> tuple[int, int]:
        return len({codes[i] for i in part if i in codes} & needed), len(list(part))

    return frozenset(max(anchored or list(parts.values()), key=covered))


def _doubt(found: list[int], tree: Sequence[Join]) -> Sureness:
    """How certain the weakest link is; a person without connecting links is only possible."""
    weakest = min((join.weight for join in tree if not join.certain), default=0.0)
    return "probable" if weakest >= 0 and len(tree) == len(found) - 1 else "possible"
