"""A link in words: what agrees, what differs and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.explanations import Relation, relation
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Scored
from cohortmatch.people.details import Details
from cohortmatch.people.persons import Join
from cohortmatch.people.questions import Question
from cohortmatch.people.words import IDENTIFIERS, Phrases, Wording


class PairWords:
    """Words for the links between listings; `ids` are the listings' ids."""

    def __init__(self, model: Model, links: Scored, ids: Sequence[str], details: Details) -> None:
        self._model = model
        self._links = links
        self._ids = ids
        self._details = details
        self._wording = Wording(model)

    @cached_property
    def _levels(self) -> list[list[int]]:
        levels: list[list[int]] = self._links.levels.tolist()
        return levels

    def phrases(self, link: int) -> Phrases:
        """What agrees, differs and is missing, for one link."""
        return self._wording.of(self._levels[link])

    def relation(self, link: int) -> Relation:
        """What the two may be to each other if they are two people; '' for nothing."""
        levels = zip(self._model.comparisons, self._levels[link], strict=True)
        return relation({each.name: each.levels[level].name for each, level in levels})

    def join_words(self, join: Join) -> str:
        """Why two listings of a person are taken for one: "IOM:14 and MAPPA:88: …"."""
        pair = f"{self._ids[join.left]} and {self._ids[join.right]}"
        if join.link < 0:
            return f"{pair}: decided by your team"
        doubt = "" if join.certain else "to check: "
        agrees = self.phrases(join.link).agrees or "nothing agrees outright"
        return f"{pair}: {doubt}{agrees}"

    def agreeing(self, join: Join) -> tuple[str, ...]:
        """The words of what agrees between two listings of a person."""
        return self.phrases(join.link).agreeing

    def missing_words(self, question: Question) -> str:
        """What only one side records, and which essentials neither records."""
        sides = (question.left, question.right)
        by_place: dict[str, list[str]] = {}
        for name in self.phrases(question.link).missing:
            kind = kind_of(name)
            # That what it stands in for is missing is told already.
            if not kind.missed or kind.stands_in_for:
                continue
            where = self._where_missing(name, sides)
            by_place.setdefault(where, []).append(self._model.comparison(name).words)
        if not any(self._details.has(name, i) for name in IDENTIFIERS for i in sides):
            by_place.setdefault("on neither", []).append("any number that identifies a person")
        return "; ".join(f"{where}: {', '.join(what)}" for where, what in by_place.items() if where)

    def _where_missing(self, name: str, sides: tuple[int, int]) -> str:
        recorded = [listing for listing in sides if self._details.has(name, listing)]
        if len(recorded) == 2:
            return "cannot be compared"
        if recorded:
            return f"only on {self._ids[recorded[0]]}"
        return "on neither" if kind_of(name).is_essential else ""
