"""The view of a run: every fact computed once and shared by all outputs.

The tables, the workbook and the page all read from one `View`, so that no two of them can disagree.
Outputs are made only from a redacted view: see `disclosure`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from cohortmatch.core.types import Listings, Role
from cohortmatch.decisions.ledger import Reopened, Reviewed
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Decisions, People
from cohortmatch.people.ages import AgeNow, age_now
from cohortmatch.people.before import Before
from cohortmatch.people.case_dates import CaseDate, CaseDates
from cohortmatch.people.changes import Since, since
from cohortmatch.people.counts import Counts, counts
from cohortmatch.people.details import Details, age
from cohortmatch.people.households import households
from cohortmatch.people.lists_left import lists_left
from cohortmatch.people.monthly_counts import MonthCounts, monthly_counts
from cohortmatch.people.naming import Naming
from cohortmatch.people.pair_words import PairWords
from cohortmatch.people.past import Facts, ListPlace, Places, all_of_past, month_ends
from cohortmatch.people.persons import (
    Person,
    Persons,
    id_order,
    listings_by_person,
    numbered,
    on_lists,
)
from cohortmatch.people.profile import Counted, Profile, ProfileColumns, of_text, profile
from cohortmatch.people.questions import Question, questions
from cohortmatch.people.says import says_of
from cohortmatch.people.series import Trends
from cohortmatch.people.status import Said, said
from cohortmatch.people.steps import Step, month_steps
from cohortmatch.people.trends import trends
from cohortmatch.people.words import NOT_RECORDED
from cohortmatch.people.written import WrittenCells
from cohortmatch.store.earlier_runs import Memory
from cohortmatch.store.kept_listings import as_texts


@dataclass(frozen=True, eq=False, repr=False)
class View:
    """The matched listings, and the facts computed from them for readers.

    `before` is what is known from earlier runs and decisions.
    """

    listings: Listings
    resolved: People
    model: Model
    manifest: Mapping[str, Any]
    before: Before = field(default_factory=Before)

    @property
    def anchors(self) -> Set[int]:
        """The listings from which certainty is judged: those whose own number is the person's."""
        return self.memory.holders if self.memory is not None else frozenset()

    @property
    def reviewed(self) -> Reviewed | None:
        """Earlier decisions."""
        return self.before.reviewed

    @property
    def memory(self) -> Memory | None:
        """What is known of earlier runs."""
        return self.before.memory

    @property
    def decisions(self) -> Decisions | None:
        """The team's decisions that were applied."""
        return None if self.reviewed is None else self.reviewed.decisions

    @cached_property
    def ids(self) -> list[str]:
        """Every listing's id, `list:row`."""
        return self.listings.ids

    @cached_property
    def order(self) -> list[int]:
        """The listings in the order of their ids."""
        return id_order(self.listings)

    @cached_property
    def rank(self) -> list[int]:
        """Each listing's place in the order of ids."""
        rank = [0] * len(self.order)
        for place, listing in enumerate(self.order):
            rank[listing] = place
        return rank

    @cached_property
    def person_ids(self) -> list[str]:
        """Each listing's person id, the lasting one where persons are remembered."""
        if self.memory is not None and self.memory.person_ids:
            return list(self.memory.person_ids)
        return numbered(self.resolved, self.order)

    @cached_property
    def everybody(self) -> list[Person]:
        """Everybody, in the order of their first listings' ids."""
        return [self._persons.of(found) for found in self._groups]

    @cached_property
    def several(self) -> list[Person]:
        """Everybody with two or more listings."""
        return [self._persons.of(found) for found in self._groups if len(found) > 1]

    @cached_property
    def _groups(self) -> list[list[int]]:
        """The listings of each person, and people by their first listing."""
        return listings_by_person(self.resolved, self.order)

    @cached_property
    def _persons(self) -> Persons:
        ids, anchors = self.person_ids, self.anchors
        return Persons(self.listings, self.resolved, ids, self.decisions, anchors)

    @cached_property
    def reported(self) -> list[Person]:
        """The people of the cross-reference: on most panels first, then on most registers, then
        by name."""
        groups = filter(self._persons.is_on_several, self._groups)
        people = map(self._persons.of, groups)
        return sorted((person for person in people if person.is_reported), key=self._place)

    @property
    def on_panels(self) -> list[Person]:
        """Those on more than one panel."""
        return [person for person in self.reported if person.panels > 1]

    @property
    def with_register(self) -> list[Person]:
        """Those on one panel and at least one register."""
        return [person for person in self.reported if person.panels == 1]

    @cached_property
    def _households(self) -> dict[str, list[Person]]:
        return households(self.listings, self.resolved, self.everybody, self.reported)

    def household(self, person: Person) -> list[str]:
        """The other subjects of a reported person's household, with their lists:
        "P0012 Ada PYM (IOM, DIP)"."""
        told = []
        for each in filter(lambda p: p.is_subject, self._households.get(person.person_id, ())):
            lists = self.details.holders([i for i in each.listings if i in each.core])
            told.append(f"{each.person_id} {self.title(each)} ({lists})")
        return told

    @cached_property
    def questions(self) -> list[Question]:
        """The pairs that a person must decide, most useful first."""
        unsure = self.reviewed.unsure if self.reviewed is not None else ()
        pairs = [(each.left, each.right) for each in unsure]
        return questions(self.listings, self.resolved, self.rank, self.decisions, pairs)

    @cached_property
    def _asked_again(self) -> dict[frozenset[int], str]:
        again = () if self.reviewed is None else self.reviewed.reopened
        return {frozenset((each.left, each.right)): "; ".join(each.changed) for each in again}

    @cached_property
    def asked_again_now(self) -> tuple[Reopened, ...]:
        """The decisions asked again for what changed since the last run; all in the first run."""
        again = () if self.reviewed is None else self.reviewed.reopened
        return tuple(each for each in again if self._has_changed(each))

    def _has_changed(self, again: Reopened) -> bool:
        """Whether a row of a decision says something else than in the last run."""
        sides = ((self.person_ids[i], self.list_names[self.list_code[i]]) for i in again.pair)
        return self.since is None or any(self.since.says_more(*side) for side in sides)

    def asked_again(self, left: int, right: int) -> str:
        """What changed since a pair was decided; '' where it was not decided or nothing changed."""
        return self._asked_again.get(frozenset((left, right)), "")

    @cached_property
    def counts(self) -> Counts:
        """Every number of the report."""
        return counts(self.listings, self.several, len(self.questions))

    @cached_property
    def written(self) -> WrittenCells:
        """The cells of the lists, as written."""
        return WrittenCells(self.listings)

    @cached_property
    def details(self) -> Details:
        """The values of the listings, and where they differ."""
        return Details(self.listings)

    @cached_property
    def pairs(self) -> PairWords:
        """Each link in words."""
        return PairWords(self.model, self.resolved.links, self.ids, self.details)

    @cached_property
    def list_names(self) -> list[str]:
        """The lists' names, in their order."""
        return [info.name for info in self.listings.lists]

    @cached_property
    def list_code(self) -> list[int]:
        """Each listing's list."""
        codes: list[int] = self.listings.list_code.tolist()
        return codes

    @cached_property
    def naming(self) -> Naming:
        """The names of people."""
        return Naming(self.written, self.list_code)

    def title(self, person: Person) -> str:
        """A person's name in the report."""
        return self.naming.title(person)

    def age_words(self, person: Person) -> str:
        """The age, with "under 18" where it matters; ages that conflict are all given."""
        if self.listings.as_of is None:
            return NOT_RECORDED
        ages = [age(born, self.listings.as_of) for born in self._born(person)]
        known = list(dict.fromkeys(years for years in ages if years is not None))
        told = (f"{years}, under 18" if years < 18 else str(years) for years in known)
        return " or ".join(told) or NOT_RECORDED

    def age_now(self, person: Person) -> AgeNow:
        """The person's age group: under 18, perhaps, or 18 soon."""
        if person.person_id not in self._ages:
            self._ages[person.person_id] = age_now(self._born(person), self.listings.as_of)
        return self._ages[person.person_id]

    @cached_property
    def _ages(self) -> dict[str, AgeNow]:
        return {}

    def _born(self, person: Person) -> Sequence[Any]:
        """The dates of birth by which a person's age is told."""
        return self.details.born(self.telling_of_age(person))

    def telling_of_age(self, person: Person) -> Sequence[int]:
        """The listings that give a person's age: all, so that a possible child is never missed."""
        return person.listings

    def said(self, listing: int) -> Said:
        """The status that the list gives a listing, by kind."""
        if listing not in self._said:
            self._said[listing] = said(self.written.shown(listing))
        return self._said[listing]

    @cached_property
    def _said(self) -> dict[int, Said]:
        return {}

    def dates(self, listing: int, kind: str) -> list[CaseDate]:
        """The dates of one kind of status that the list gives a listing."""
        return self._case_dates.of(listing, self.said(listing), kind)

    @cached_property
    def _case_dates(self) -> CaseDates:
        return CaseDates(self.listings)

    @cached_property
    def facts(self) -> Facts:
        """The results of this run, in the shape of earlier runs."""
        lists, roles = self.listings.lists, self.listings.role.tolist()
        places, own = Places(), self.memory.own_ids if self.memory is not None else ()
        kept = as_texts(self.listings) if self._earlier else []
        for person in self.everybody:
            for i in filter(self.counts_as_on, person.listings):
                says = says_of(self.said(i), kept[i] if kept else "")
                place = ListPlace(i in person.core, roles[i] == Role.subject, says)
                group = own[i] if own else person.person_id
                places.add(person.person_id, group, self.list_names[self.list_code[i]], place)
        return Facts(
            as_of=self.listings.as_of,
            panels=tuple(info.name for info in lists if info.kind == "panel"),
            sizes={
                info.name: own.listings
                for info, own in zip(lists, self.counts.per_list, strict=True)
            },
            people=places.people,
            names={person.person_id: self.title(person) for person in self.everybody},
            changes=self.memory.changes if self.memory else (),
            weights=str(self.manifest.get("weights", "")),
            groups=places.groups,
            person_of=places.person_of,
            renumbered=self.memory.renumbered if self.memory is not None else frozenset(),
        )

    @cached_property
    def _earlier(self) -> list[Facts]:
        """The results of earlier runs, oldest first."""
        runs = () if self.memory is None else self.memory.runs
        return all_of_past(runs)

    @cached_property
    def since(self) -> Since | None:
        """What changed since the last run; None when there is none that is known."""
        return since(self._earlier, self.facts) if self._earlier else None

    @cached_property
    def since_month(self) -> Step | None:
        """The step from the last run of an earlier month; None where there is none."""
        runs = [*self._earlier, self.facts]
        return next(iter(month_steps(runs, month_ends(runs))[-1:]), None)

    @cached_property
    def trends(self) -> Trends | None:
        """The trends over the kept runs; None for the first run."""
        return trends([*self._earlier, self.facts], self._profiles) if self._earlier else None

    @cached_property
    def _profiles(self) -> list[Profile | None]:
        """The counts kept of each run, oldest first, and those of this one."""
        runs = () if self.memory is None else self.memory.runs
        return [*(of_text(run.profile) for run in runs), self.profile]

    @cached_property
    def monthly_counts(self) -> tuple[MonthCounts, ...]:
        """The counts of each run that may leave the panels once they are protected."""
        return monthly_counts([*self._earlier, self.facts], self._profiles)

    @property
    def profile_columns(self) -> ProfileColumns:
        """The columns of which the profile counts values."""
        return ProfileColumns()

    @cached_property
    def profile(self) -> dict[Counted, int]:
        """Counts of the people on each panel: ages, abode, engagement, areas, offence groups."""
        return profile(self, self.profile_columns)

    @cached_property
    def lists_left(self) -> dict[str, dict[str, date | None]]:
        """The lists that people left over the kept runs, by their ids."""
        return lists_left(self._earlier, self.facts) if self._earlier else {}

    def counts_as_on(self, listing: int) -> bool:
        """Whether a listing puts its person on its list; see `persons.on_lists`."""
        return self._on_lists[listing]

    @cached_property
    def _on_lists(self) -> list[bool]:
        return on_lists(self.listings)

    def as_subject(self, person: Person) -> list[int]:
        """The person's listings that put them on a list as a subject."""
        return [i for i in person.listings if self._subjects[i] and self.counts_as_on(i)]

    @cached_property
    def _subjects(self) -> list[bool]:
        subjects: list[bool] = (self.listings.role == Role.subject).tolist()
        return subjects

    def found_on(self, person: Person, code: int) -> tuple[bool, list[int]]:
        """The person's listings that put them on one list, and whether certain links hold any."""
        found = [i for i in person.listings if self.list_code[i] == code and self.counts_as_on(i)]
        return any(i in person.core for i in found), found

    def rows(self, found: Sequence[int]) -> list[str]:
        """The spreadsheet's row numbers of some listings."""
        return [str(self.listings.row[listing]) for listing in found]

    def _place(self, person: Person) -> tuple[int, int, tuple[str, str], str]:
        name = self.naming.sort_key(person)
        return -person.panels, -person.registers, name, person.person_id


def panels_first(listings: Listings) -> Listings:
    """The same listings with panels before registers, the order of every table."""
    order = sorted(range(len(listings.lists)), key=lambda code: listings.lists[code].kind)
    new_code = np.argsort(np.array(order, dtype=np.intp)).astype(np.int16)
    return replace(
        listings,
        lists=tuple(listings.lists[code] for code in order),
        raw=tuple(listings.raw[code] for code in order),
        list_code=new_code[listings.list_code],
    )
