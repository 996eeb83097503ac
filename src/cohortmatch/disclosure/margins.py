"""Secondary suppression: counts that sums tie together, shown so that none gives a small one back.

    shown = protected(SmallCounts(), counts, [Sum(total=("IOM",), parts=("IOM men", "IOM women"))])

Each figure is shown in turn: before it is, it is asked of every number that might be shown in its
place whether somebody who knows this rule, all sums and all that was shown before could then pin a
suppressed figure to one value. A number that would tell this is joined to the next one that would
not, so a total can differ from the nearest multiple of 5 by a few more; where every number would
tell it, nothing is shown. As this depends only on what is shown already and never on the true
numbers, what is withheld tells nothing either: it is simulatable auditing as Kenthapadi, Mishra and
Nissim describe it ("Simulatable Auditing", 2005), on the feasible ranges by which the "Handbook on
Statistical Disclosure Control" (ESSNet, 2010) defines the protection of a suppressed cell.

The ranges are exact where no two relations share more than one figure and they form no ring, which
is checked: then each figure's range follows from its neighbours, and every whole number in it is
possible.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeVar

from cohortmatch.disclosure.small_counts import MANY, UNKNOWN, ShownCount, SmallCounts

__all__ = ["Relation", "Sum", "TwoOrMore", "protected"]

Key: TypeAlias = Hashable
K = TypeVar("K", bound=Hashable)
Range: TypeAlias = tuple[int, int]
Bounds: TypeAlias = dict[Key, Range]
MOST_BLOCKS = 400
"""How many numbers are tried in place of one figure before nothing is shown."""


class Sum(NamedTuple):
    """As many people in `total` as in `parts`, each a figure's key; one month leads to the next
    with (now, left) as the total of (before, joined)."""

    total: tuple[Key, ...]
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every figure of it."""
        return (*self.total, *self.parts)

    def holds(self, counts: Mapping[Key, int]) -> bool:
        """Whether some counts add up."""
        return sum(counts[k] for k in self.total) == sum(counts[k] for k in self.parts)

    def narrowed(self, bounds: Mapping[Key, Range]) -> Iterator[tuple[Key, Range]]:
        """The range of each figure that the ranges of the others leave."""
        least = [sum(bounds[k][0] for k in side) for side in self]
        most = [sum(bounds[k][1] for k in side) for side in self]
        for own, side in enumerate(self):
            other = 1 - own
            for key in side:
                low, high = bounds[key]
                yield (
                    key,
                    (
                        max(low, least[other] - (most[own] - high)),
                        min(high, most[other] - (least[own] - low)),
                    ),
                )


class TwoOrMore(NamedTuple):
    """`people` are on two or more of some panels, of each of which `panels` has how many are on it.

    It is shown only as far as it tells nothing of any panel: the least that is said of it must be
    possible with the least of every panel. That asks nothing of later figures.
    """

    people: Key
    panels: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every figure of it."""
        return (self.people, *self.panels)

    def holds(self, counts: Mapping[Key, int]) -> bool:
        """Whether there are places for so many people, each on two panels and on none twice."""
        return self.leaves_room([counts[k] for k in self.panels], counts[self.people])

    @staticmethod
    def leaves_room(panels: Sequence[int], people: int) -> bool:
        """Whether panels of some sizes can have so many people on two of them."""
        return sum(min(size, people) for size in panels) >= 2 * people


Relation: TypeAlias = Sum | TwoOrMore


def protected(
    rule: SmallCounts,
    counts: Mapping[K, int | None],
    relations: Sequence[Relation] = (),
) -> dict[K, ShownCount]:
    """What may be shown of each count, in the order in which they stand; None is an unknown one.

    Parts before their total, and earlier months before later ones, lose the least. A relation with
    an unknown figure tells nothing and is left out. ValueError where the counts do not fit a
    relation, or the relations form a ring.
    """
    known: dict[Key, int] = {key: n for key, n in counts.items() if n is not None}
    told = [each for each in relations if all(key in known for key in each.keys)]
    if not all(each.holds(known) for each in told):
        raise ValueError("the counts do not fit their relations")
    _refuse_rings(told)
    released = _Released(rule, known, told)
    return {key: released.show(key) if key in known else UNKNOWN for key in counts}


def _refuse_rings(relations: Sequence[Relation]) -> None:
    """ValueError where the sums and their figures are no forest, or an overlap is of figures that
    depend on each other."""
    group: dict[Key, Key] = {}

    def root(node: Key) -> Key:
        while node in group:
            node = group[node]
        return node

    def joined(one: Key, others: Iterable[Key]) -> None:
        for key in others:
            if root(one) == root(("figure", key)):
                raise ValueError("the relations between counts form a ring")
            group[root(("figure", key))] = root(one)

    for number, relation in enumerate(relations):
        if isinstance(relation, Sum):
            joined(("sum", number), relation.keys)
    for each in relations:
        roots = [root(("figure", key)) for key in each.keys]
        if isinstance(each, TwoOrMore) and len(set(roots)) < len(roots):
            raise ValueError("the relations between counts form a ring")


@dataclass(repr=False)
class _Released:
    """What is shown so far, and the range of every figure that follows from it."""

    rule: SmallCounts
    counts: Mapping[Key, int]
    relations: Sequence[Relation]
    bounds: Bounds = field(init=False)
    small: set[Key] = field(default_factory=set)
    """The figures that are suppressed."""
    of: dict[Key, list[Sum]] = field(default_factory=dict)
    overlaps: dict[Key, TwoOrMore] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in self.relations:
            if isinstance(relation, TwoOrMore):
                self.overlaps[relation.people] = relation
                continue
            for key in relation.keys:
                self.of.setdefault(key, []).append(relation)
        start: Bounds = dict.fromkeys(self.counts, (0, MANY))
        self.bounds = self._narrowed(start, self.counts) or start

    def show(self, key: Key) -> ShownCount:
        """Show one figure more."""
        chosen = _Choice(self, key).shown(self.counts[key])
        if chosen.value is None and chosen.most > 0:
            self.small.add(key)
        self.bounds = self._with(key, chosen) or self.bounds
        return chosen

    def tells(self, key: Key, block: ShownCount) -> bool:
        """Whether a suppressed figure could be told exactly if a figure were in some range; true
        too of a range that is impossible."""
        bounds = self._with(key, block)
        if bounds is None:
            return True
        if overlap := self.overlaps.get(key):
            least = [bounds[each][0] for each in overlap.panels]
            if not overlap.leaves_room(least, bounds[key][0]):
                return True
        small = self.small | {key} if block.is_suppressed else self.small
        return any(bounds[each][0] == bounds[each][1] for each in small)

    def _with(self, key: Key, block: ShownCount) -> Bounds | None:
        low, high = self.bounds[key]
        within = max(low, block.least), min(high, block.most)
        return self._narrowed({**self.bounds, key: within}, [key])

    def _narrowed(self, bounds: Bounds, changed: Iterable[Key]) -> Bounds | None:
        """The ranges that follow once some changed; None where there is no such world."""
        left = list(changed)
        if any(bounds[key][0] > bounds[key][1] for key in left):
            return None
        while left:
            for relation in self.of.get(left.pop(), ()):
                for key, (low, high) in list(relation.narrowed(bounds)):
                    if low > high:
                        return None
                    if (low, high) != bounds[key]:
                        bounds[key] = low, high
                        left.append(key)
        return bounds


@dataclass(repr=False)
class _Choice:
    """The numbers that might be shown in place of one figure, and whether each would tell."""

    released: _Released
    key: Key
    told: dict[int, bool] = field(default_factory=dict)

    def shown(self, count: int) -> ShownCount:
        """What is shown of the true count: its own number where that does not tell, else joined to
        the next that does not."""
        own = self.released.rule.shown(count)
        good = self._next(own, 1) or self._next(own, -1)
        low, high = self.released.bounds[self.key]
        if good is None:
            return ShownCount(None, low, high)
        least, most = good.least, good.most
        suppressed = good.is_suppressed
        for way in (-1, 1):
            joined = list(self._telling(good, way))
            if way == 1 and joined and self._step(joined[-1], 1) is not None:
                continue  # a number above does not tell: these are joined to that one
            suppressed |= any(each.is_suppressed for each in joined)
            suppressed |= bool(joined) and self.key in self.released.overlaps
            least, most = (
                min([least, *(b.least for b in joined)]),
                max([most, *(b.most for b in joined)]),
            )
        return ShownCount(None if suppressed else good.value, least, most)

    def _next(self, block: ShownCount, way: int) -> ShownCount | None:
        """The first number from one on, upwards or downwards, that does not tell."""
        if not self._tells(block):
            return block
        *_, last = (block, *self._telling(block, way))
        return self._step(last, way)

    def _telling(self, block: ShownCount, way: int) -> Iterator[ShownCount]:
        """The numbers next to one that would tell, up to the first that would not."""
        step = self._step(block, way)
        while step is not None and self._tells(step):
            yield step
            step = self._step(step, way)

    def _step(self, block: ShownCount, way: int) -> ShownCount | None:
        """The number beside another, None where the figure cannot be there."""
        low, high = self.released.bounds[self.key]
        count = block.most + 1 if way > 0 else block.least - 1
        if not low <= count <= high or len(self.told) > MOST_BLOCKS:
            return None
        return self.released.rule.shown(count)

    def _tells(self, block: ShownCount) -> bool:
        if block.least not in self.told:
            self.told[block.least] = self.released.tells(self.key, block)
        return self.told[block.least]
