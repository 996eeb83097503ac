"""The explanation of a pair: its match weight, reason by reason, printable as plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cohortmatch.core import markup
from cohortmatch.linkage.clustering.bands import rule_in_words
from cohortmatch.linkage.explanations.phrases import Reason, bits, listed, pair_of, spoken
from cohortmatch.linkage.explanations.relations import Relation, different, perhaps
from cohortmatch.linkage.model import CutOffs
from cohortmatch.linkage.pairs import Band

__all__ = ["Explanation", "Reason"]

DECIDED = "decided by your team"
DOUBT = "relation"
"""The comparison that asks whether the two could be two people all the same."""
DISCOUNTS = "What counts against it all the same"
IN_TWO_SCRIPTS = "Written in two scripts, and cannot be compared"
ASIDE = "Address not used: it does not identify a person"


@dataclass(frozen=True)
class Explanation:
    """Why a pair has its match weight.

    `left` and `right` are listing ids; `weight` is in bits and equals the sum of the reasons' bits;
    `by_weight` is the pair's band by its weight alone, with the weights from which it would be in
    `same_from` and `check_from`; `one_person` says whether the two were resolved to one person.
    `missing` says in words what could not be compared, `unknown` holds those comparisons' names.
    `aside` are the listings with an address that is recorded but not used, each with the reason;
    such an address is not among what is missing. Nor are the names `in_two_scripts`: comparisons,
    in words, of what both have and what cannot be compared. `relation` is what the two may be to
    each other if they are two people, '' where nothing points to it. `rival` is the id of the next
    best candidate for `left` on the list of `right`, '' when there is none, and `behind` by how
    many bits it weighs less (negative when it weighs more).

    Once people are formed, `stands` is the band that counts (None before), `decided` whether the
    team decided it, and `because` says in words why it differs from the weight's. `settle` then
    names the one check that would settle a pair in `check`, '' for any other, and `look_up` the
    listings that lack that value.
    """

    left: str
    right: str
    weight: float
    by_weight: Band
    one_person: bool
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    in_two_scripts: tuple[str, ...] = ()
    relation: Relation = ""
    same_from: float = 0.0
    check_from: float = 0.0
    rival: str = ""
    behind: float = 0.0
    stands: Band | None = None
    decided: bool = False
    because: str = ""
    settle: str = ""
    look_up: tuple[str, ...] = ()

    @property
    def supporting(self) -> tuple[Reason, ...]:
        """The reasons for one person, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits > 0), key=lambda r: -r.bits))

    @property
    def against(self) -> tuple[Reason, ...]:
        """The reasons against, strongest first."""
        return tuple(sorted((r for r in self.reasons if r.bits < 0), key=lambda r: r.bits))

    @property
    def agrees(self) -> tuple[Reason, ...]:
        """What agrees, one line a comparison with all it found, weightiest first."""
        return tuple(reason for reason in spoken(self.reasons) if reason.bits > 0)

    @property
    def differs(self) -> tuple[Reason, ...]:
        """What differs, one line a comparison, weightiest first."""
        return tuple(r for r in spoken(self.reasons) if r.bits < 0 and r.comparison in self._unlike)

    @property
    def discounts(self) -> tuple[Reason, ...]:
        """What takes back bits where nothing differs: a name that many bear, relatives who share
        so much, agreements that are not independent."""
        said = spoken(self.reasons)
        return tuple(r for r in said if r.bits < 0 and r.comparison not in self._unlike)

    @property
    def _unlike(self) -> frozenset[str]:
        """The comparisons that found two different values."""
        found = (r for r in self.reasons if r.kind == "level" and r.bits < 0)
        return frozenset(reason.comparison for reason in found if reason.comparison != DOUBT)

    @property
    def before_looking(self) -> float:
        """The prior in bits, from the sizes of the lists."""
        return sum(reason.bits for reason in self.reasons if reason.kind == "prior")

    @property
    def band(self) -> Band:
        """The pair's band in the links: by everything that is known, else by its weight."""
        return self.by_weight if self.stands is None else self.stands

    @property
    def verdict(self) -> str:
        """The pair's band in words: "same person (certain)"."""
        if self.band == Band.same:
            return f"same person ({DECIDED if self.decided else 'certain'})"
        if self.band == Band.different:
            told = f" ({DECIDED})" if self.decided else ""
            also = different(self.relation)
            return f"not the same person{told}" + (f": {also}" if also else "")
        likely = "probably the same, check" if self.weight >= 0 else "possible, check"
        also = perhaps(self.relation)
        return likely + (f": {also}" if also else "")

    @property
    def to_settle(self) -> str:
        """The one check that would settle the pair, as a phrase: "the PNC ID of SGV:3"."""
        if not self.look_up:
            return self.settle
        return f"the {self.settle} of {listed(self.look_up)}"

    def lines(self) -> Iterator[str]:
        """The whole explanation as lines of text."""
        yield f"{pair_of(self.left, self.right)}: {self.verdict}"
        yield from _evidence("What agrees", self.agrees)
        yield from _evidence("What differs", self.differs)
        yield from _evidence(DISCOUNTS, self.discounts)
        if self.missing:
            yield ""
            yield f"Not recorded on both: {', '.join(map(_what, self.missing))}"
        if self.in_two_scripts:
            yield ""
            yield f"{IN_TWO_SCRIPTS}: {', '.join(self.in_two_scripts)}"
        if self.aside:
            yield ""
            yield f"{ASIDE}: {', '.join(self.aside)}"
        yield ""
        yield from self._sums()
        yield from self._conclusions()

    def _sums(self) -> Iterator[str]:
        """The bits, each a doubling of the odds, and what they add up to."""
        yield "In bits, each of which doubles the odds: " + (
            f"{bits(self.before_looking)} to start with (any two rows of such lists), "
            f"{bits(self.weight - self.before_looking)} from the evidence, "
            f"{bits(self.weight)} in all."
        )
        yield rule_in_words(CutOffs(same=self.same_from, check=self.check_from))

    def _conclusions(self) -> Iterator[str]:
        if self.because:
            yield self.because
        if self.rival and self.behind < 0:
            yield f"{self.rival} fits {self.left} better, by {-self.behind:.0f} bits."
        elif self.rival:
            yield (
                f"The next best candidate for {self.left} on that list, {self.rival}, is "
                f"{self.behind:.0f} bits behind."
            )
        if self.settle:
            yield f"What would settle it: {self.to_settle}"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        parts = (
            ("What agrees", self.agrees),
            ("What differs", self.differs),
            (DISCOUNTS, self.discounts),
        )
        missing = ", ".join(map(_what, self.missing))
        return (
            markup.heading(f"{pair_of(self.left, self.right)}: {self.verdict}")
            + "".join(
                markup.table((title, "Bits"), [(r.words or r.comparison, bits(r.bits)) for r in rs])
                for title, rs in parts
                if rs
            )
            + markup.lines(
                (
                    f"Not recorded on both: {missing}." if missing else "",
                    _sentence(IN_TWO_SCRIPTS, self.in_two_scripts),
                    _sentence(ASIDE, self.aside),
                    *self._sums(),
                    *self._conclusions(),
                )
            )
        )


def _evidence(title: str, reasons: Iterable[Reason]) -> Iterator[str]:
    rows = [(bits(each.bits), each.words) for each in reasons]
    if not rows:
        return
    width = max(len(amount) for amount, _ in rows)
    yield ""
    yield title
    yield from (f"  {amount.rjust(width)}  {words}" for amount, words in rows)


def _sentence(title: str, items: tuple[str, ...]) -> str:
    return f"{title}: {', '.join(items)}." if items else ""


def _what(missing: str) -> str:
    """What is missing, without the words for how it is missing."""
    return missing.partition(":")[0]
