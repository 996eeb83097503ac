"""Recall: earlier decisions and results applied to a run's listings, and what the run keeps.

decisions, store ──▶ Recalled ──▶ reviewed: what stands, what is asked again
                                  memory:   lasting person ids, earlier runs
CrossReference ──▶ NewRun ──▶ store
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from cohortmatch.core.accepting import a_path, one_of
from cohortmatch.core.any_frame import Frame, as_frame
from cohortmatch.core.arrays import Int8s, Int32s
from cohortmatch.core.fingerprints import Content, Contents, contents, new_key
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import ListInfo, Listings, Role
from cohortmatch.decisions import LedgerFile, apply, entries_of, read_answers, read_ledger
from cohortmatch.decisions.applying import Successor
from cohortmatch.decisions.ledger import Ledger, Reviewed
from cohortmatch.decisions.part_of_run import PersonFinderAmong, WhereRowsStand, ledger_among
from cohortmatch.decisions.persons import answered_persons
from cohortmatch.linkage.clustering.components import components
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Band, Pairs, People, Scored
from cohortmatch.linkage.recognising import Recognised, Sizes, recognise
from cohortmatch.people.persons import lists_covered
from cohortmatch.people.profile import as_text as profile_text
from cohortmatch.services.person_finder import StoredPersonFinder
from cohortmatch.services.rows_remembered import RowsRemembered
from cohortmatch.services.successors import successors
from cohortmatch.store import NewRun, Store, StoreView
from cohortmatch.store.answered import changes_as_answered
from cohortmatch.store.earlier_runs import Member, Memory, PastEdition, PastList
from cohortmatch.store.kept_listings import KeptListing, as_texts, listings_of_kept
from cohortmatch.store.lasting import PeopleOfRun
from cohortmatch.values.own_cells import own_cell
from cohortmatch.version import __version__

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference

__all__ = [
    "STORES",
    "DecisionsSource",
    "Recalled",
    "asked",
    "inputs_digest",
    "new_run",
    "recall",
]

DecisionsSource: TypeAlias = str | Path | pd.DataFrame | Frame | Ledger | LedgerFile | Store
"""Where decisions are: a CSV file, a table of answers by listing ids, a ledger or a store."""
DECISIONS = (str, Path, pd.DataFrame, Ledger, LedgerFile, Store)
STORES = (".db", ".sqlite", ".sqlite3")
"""How the name of a store ends; any other file is a CSV file of decisions."""
KEPT = ("status", "phone", "email")
"""What of a list is told when it changes; an age changes every year."""


@dataclass(frozen=True, eq=False, repr=False)
class Recalled:
    """A ledger and the part of it that concerns a run's listings, which are recognised by content.

    `store` remembers persons and earlier runs, None where only decisions are kept; its digests have
    their own key and stand in `kept`. With `keep`, new person ids are reserved in it for this run.
    `kept_in` says for `run.json` where decisions and persons are kept; `successors` what rows that
    somebody decided about are now; `finder` says where people stand whom the store remembers.
    """

    ledger: Ledger
    contents: Contents
    reviewed: Reviewed
    store: Store | None
    kept: Contents
    lists: Listings
    kept_in: Mapping[str, str | bool]
    keep: bool = False
    successors: Mapping[str, Successor] = field(default_factory=dict)
    finder: StoredPersonFinder | None = None

    @cached_property
    def inputs(self) -> str:
        """A digest of the lists, the same for the very same lists."""
        return inputs_digest(self.lists, self.kept)

    @property
    def day(self) -> date:
        """The day that the run belongs to."""
        return self.lists.as_of or date.today()

    def among(self, listings: Listings) -> Recalled:
        """The same for fewer listings: the decisions about them alone, and no earlier run."""
        known = contents(listings, self.ledger.key)
        found = self._successors_among(known)
        where = WhereRowsStand(self.contents, self.successors)
        ledger = ledger_among(self.ledger, known, where)
        alone = replace(self, ledger=ledger, store=None, finder=None)
        finder = self.finder and PersonFinderAmong(self.finder, self.contents, known)
        reviewed = apply(ledger, known, lambda _: found, finder)
        return replace(alone, contents=known, reviewed=reviewed, kept=known, lists=listings)

    def _successors_among(self, known: Contents) -> dict[str, Successor]:
        """The successors that are among fewer listings, at their positions there."""
        now = {
            place: known.by_id[each.listing]
            for place, each in enumerate(self.contents.items)
            if each.listing in known.by_id
        }
        return {
            digest: Successor(
                None if each.place is None else now.get(each.place),
                frozenset(now[place] for place in each.may if place in now),
            )
            for digest, each in self.successors.items()
        }

    def memory(self, people: People, order: list[int], model: Model) -> Memory | None:
        """What is known from earlier runs, with each listing's lasting person id; `order` has the
        positions of the listings in the order of their ids, `model` the run's weights.
        """
        if self.store is None:
            return None
        groups = certain_groups(people)
        group = groups.tolist()
        recognises = partial(self._recognised, groups, model)
        covers = lists_covered(self.lists, people, group)
        known = PeopleOfRun(people.person.tolist(), group, order, covers)
        answers = answered_persons(self.ledger)
        apart = answers.apart | self.store.decided_apart(self.ledger).keys()
        answers = replace(answers, apart=apart)
        view = StoreView(self.kept, known, self.day, recognises, answers)
        return self.store.remember(view, keep=self.keep)

    def _recognised(
        self,
        group: Int32s,
        model: Model,
        places: Sequence[int],
        kept: Sequence[KeptListing],
        numbers: Sequence[int],
    ) -> tuple[Recognised, ...]:
        """Who of the listings at these places is whom of the earlier persons of these numbers."""
        now = take(self.lists, np.array(places, dtype=np.intp))
        earlier = listings_of_kept(kept, self.lists.as_of)
        sizes = Sizes(
            np.array([info.listings for info in self.lists.lists], dtype=np.int64),
            np.bincount(earlier.list_code, minlength=len(earlier.lists)),
        )
        return recognise(now, group[places].tolist(), earlier, numbers, model, sizes)

    def __repr__(self) -> str:
        return f"<Recalled: {self.reviewed!r}>"


def recall(
    decisions: DecisionsSource | None,
    listings: Listings,
    store: Store | None = None,
    keep: bool = False,
    rows: Store | None = None,
) -> Recalled:
    """The decisions and the part of the store that concern the listings.

    The store's own decisions count where no others are given; `keep` reserves new person ids in it.
    `rows` is a store that remembers what rows said that were decided about, by default the same.
    AnswersError when a file or table of decisions cannot be read.
    """
    where_from = _accepted(decisions)
    if isinstance(where_from, (str, Path)) and Path(where_from).suffix.casefold() in STORES:
        where_from = Store(where_from)
    if isinstance(where_from, Store):
        store = where_from
    if isinstance(where_from, pd.DataFrame):
        ledger, known = _of_table(where_from, listings)
    else:
        ledger = _ledger(store if where_from is None else where_from)
        known = contents(listings, ledger.key)
    own = store is None or store.key == known.key
    kept = known if own or store is None else contents(listings, store.key)
    changed = _Successors(rows or store, listings, known, ledger)
    where = None
    if store is not None:
        where = StoredPersonFinder(store, ledger, RowsRemembered(store, listings, kept))
    return Recalled(
        ledger,
        known,
        apply(ledger, known, changed, where),
        store,
        kept,
        listings,
        _kept_in(where_from, store),
        keep,
        changed.found,
        where,
    )


def _accepted(given: Any) -> str | Path | pd.DataFrame | Ledger | LedgerFile | Store | None:
    """Where decisions are, with a table of any library as a DataFrame; SettingsError else."""
    found: Any = as_frame("decisions", given)
    if found is not None:
        one_of("decisions", found, DECISIONS, "a file of decisions, a store, or a DataFrame")
    return a_path("decisions", found) if isinstance(found, str | Path) else found


@dataclass(repr=False)
class _Successors:
    """What changed rows are now, compared with what a store under the same key remembers."""

    rows: Store | None
    listings: Listings
    known: Contents
    ledger: Ledger
    found: dict[str, Successor] = field(default_factory=dict)

    def __call__(self, sides: Sequence[Content]) -> Mapping[str, Successor]:
        if self.rows is not None and self.rows.key == self.known.key:
            others = self._others()
            self.found |= successors(self.rows, self.listings, self.known, sides, others)
        return self.found

    def _others(self) -> dict[str, list[Content]]:
        """The other sides of the decisions about each side."""
        found: dict[str, list[Content]] = {}
        for entry in self.ledger.in_force:
            found.setdefault(entry.left.digest, []).append(entry.right)
            found.setdefault(entry.right.digest, []).append(entry.left)
        return found


def _of_table(table: pd.DataFrame, listings: Listings) -> tuple[Ledger, Contents]:
    known = contents(listings, new_key())
    empty = Ledger(known.key)
    answers = read_answers(table)
    entries = entries_of(answers, known, empty, by="", at="")
    return replace(empty, entries=tuple(entries)), known


def _ledger(source: str | Path | Ledger | LedgerFile | Store | None) -> Ledger:
    if source is None:
        return Ledger(new_key())
    if isinstance(source, Ledger):
        return source
    if isinstance(source, LedgerFile | Store):
        return source.ledger()
    return read_ledger(Path(source))


def _kept_in(decisions: DecisionsSource | None, store: Store | None) -> dict[str, str]:
    told = {"store": str(store.path)} if store else {}
    if isinstance(decisions, str | Path):
        told["decisions"] = str(decisions)
    if isinstance(decisions, LedgerFile):
        told["decisions"] = str(decisions.path)
    return told


def inputs_digest(listings: Listings, known: Contents) -> str:
    """The same for the very same lists, whatever their order: files by their bytes, tables by what
    their listings say."""
    said: dict[str, list[str]] = {info.name: [] for info in listings.lists}
    for each in known.items:
        said[each.list_name].append(each.digest)
    lines = [
        "\t".join([info.name, *([info.sha256] if info.sha256 else sorted(said[info.name]))])
        for info in listings.lists
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def certain_groups(people: People) -> Int32s:
    """The group (int32) of each listing: the listings of one person that are certainly one."""
    sure = people.band == Band.same
    left, right = people.links.left[sure], people.links.right[sure]
    one = people.person[left] == people.person[right]
    return components(len(people.person), left[one], right[one])


def asked(matcher: Matcher, people: People, reviewed: Reviewed) -> People:
    """The same people with every pair that must be asked again in band `check`."""
    if not reviewed.ask:
        return people
    links = people.links
    sides = zip(links.left.tolist(), links.right.tolist(), strict=True)
    known = {(left, right): link for link, (left, right) in enumerate(sides)}
    new = [pair for pair in reviewed.ask if pair not in known]
    band = people.band.copy()
    band[[known[pair] for pair in reviewed.ask if pair in known]] = Band.check
    added = np.array(new, dtype=np.int32).reshape(-1, 2)
    more = matcher.score(Pairs(added[:, 0].copy(), added[:, 1].copy()))
    whole: Int8s = np.concatenate([band, np.full(len(new), Band.check, dtype=np.int8)])
    return People(people.person, _joined(links, more), whole)


def _joined(one: Scored, other: Scored) -> Scored:
    names = ("left", "right", "levels", "rarity", "weight")
    return Scored(*(np.concatenate([getattr(each, n) for each in (one, other)]) for n in names))


def new_run(
    result: CrossReference,
    recalled: Recalled,
    *,
    who: str,
    purpose: str,
    out: str,
    delete_by: date,
    editions: Sequence[PastEdition] = (),
) -> NewRun:
    """What the store keeps of a run and of its `editions`."""
    listings, memory = result.listings, result.view.memory
    ids = () if memory is None else zip(memory.person_ids, memory.kept_ids, strict=True)
    kept = dict(ids)
    return NewRun(
        as_of=recalled.day,
        version=__version__,
        who=who,
        purpose=purpose,
        inputs=recalled.inputs,
        out=out,
        delete_by=delete_by,
        lists=[_past_list(info) for info in listings.lists],
        hashes=[info.sha256 for info in listings.lists],
        members=_members(result, kept),
        contents=recalled.kept,
        changes=changes_as_answered(memory.changes, kept) if memory is not None else (),
        editions=editions,
        said=as_texts(listings),
        own=() if memory is None else memory.own,
        weights=str(result.view.manifest.get("weights", "")),
        profile=profile_text(result.view.profile),
    )


def _past_list(info: ListInfo) -> PastList:
    return PastList(info.name, info.kind, info.as_at, info.listings)


def _own(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each cell says of the nominal, without anybody else named in it."""
    return {heading: own for heading, text in cells if (own := own_cell(heading, text))}


def _members(result: CrossReference, kept: Mapping[str, str]) -> list[Member]:
    """Every listing in its order, as a later run is told of it; `kept` gives the ids that the store
    keeps."""
    view, listings = result.view, result.listings
    people = {listing: each for each in view.everybody for listing in each.listings}
    lists, roles = view.list_names, listings.role.tolist()
    return [
        Member(
            person=kept.get(people[listing].person_id, people[listing].person_id),
            listing=name,
            list_name=lists[view.list_code[listing]],
            role=Role(roles[listing]).name,
            name=view.title(people[listing]),
            status=_own(view.written.shown(listing, KEPT)),
            certain=listing in people[listing].core,
            content="",
        )
        for listing, name in enumerate(view.ids)
    ]
