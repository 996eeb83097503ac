"""The store's operations: decisions, earlier runs, lasting person ids, erasure.

    with Store(path) as store:
        store.ledger()                      every decision
        store.add(make)                     further decisions
        store.remember(view)                lasting ids and earlier runs, for a run
        number = store.begin(run)           keep a run, before its report is written
        store.finish(number, written)       its report is written

Each call is one transaction: a process killed in any of them leaves the store as it was before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from cohortmatch.core.accepting import a_path
from cohortmatch.core.errors import StoreError
from cohortmatch.core.fingerprints import Content, Contents, is_key, new_key
from cohortmatch.decisions.ledger import Entry, Ledger
from cohortmatch.decisions.persons import AnsweredPersons
from cohortmatch.linkage.recognising import Recognised
from cohortmatch.store import (
    database,
    decided_persons,
    editions,
    erasing,
    kept_runs,
    last_lists,
    log_lines,
    overwriting,
    persons_known,
    runs,
)
from cohortmatch.store.answered import (
    changes_as_answered,
    past_as_answered,
    without_answered,
)
from cohortmatch.store.decided_persons import DecidedRow
from cohortmatch.store.decisions import insert_entries, read_ledger
from cohortmatch.store.earlier_runs import KnownPersons, Memory
from cohortmatch.store.erasing import Due
from cohortmatch.store.kept_listings import KeptListing
from cohortmatch.store.kept_runs import KeptRun
from cohortmatch.store.last_lists import LastList
from cohortmatch.store.lasting import Lasting, PeopleOfRun, known_before, lasting, person_id
from cohortmatch.store.log_lines import LogLine
from cohortmatch.store.persons_known import PersonKnown
from cohortmatch.store.runs import NewRun

__all__ = ["Store", "StoreView"]

Recognises = Callable[[Sequence[int], Sequence[KeptListing], Sequence[int]], Iterable[Recognised]]


@dataclass(frozen=True, repr=False)
class StoreView:
    """What a store needs to know of a run to recognise its people.

    `people` are the run's people, `day` its own. `recognise` says who of the listings at some
    positions is whom of those remembered, which it gets with their numbers; None where nobody is to
    be compared. `answers` are what somebody said of persons.
    """

    contents: Contents
    people: PeopleOfRun
    day: date
    recognise: Recognises | None = None
    answers: AnsweredPersons = field(default_factory=AnsweredPersons)

    def __repr__(self) -> str:
        return f"<StoreView: {len(self.contents)} listings>"


class Store:
    """A store in a file, made when there is none; only read where it cannot be written.

    StoreError when it cannot be used, and for an empty file that was a store before, as one of its
    audit `logs` (the one beside it is looked at in any case) tells.
    """

    def __init__(self, path: str | Path, logs: Iterable[Path] = ()) -> None:
        self.path = a_path("the store", path)
        self._db: sqlite3.Connection = database.connect(self.path, logs)
        self.key = self._key()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether it cannot be written, on a full disk or without the rights."""
        return isinstance(self._db, database.ReadOnly)

    @property
    def is_used(self) -> bool:
        """Whether it holds a finished run, a decision or a line of the audit log."""
        if self.noted_log() is not None:
            return True
        with database.reading(self._db, self.path):
            return runs.is_used(self._db)

    def list_names(self) -> frozenset[str]:
        """The names of the lists of every run that is kept."""
        with database.reading(self._db, self.path):
            return runs.list_names(self._db)

    def seen(self, now: Contents, enough: int) -> int:
        """How many of the listings were there in a run that is kept, as they are now or changed a
        little; counted no further than `enough`.
        """
        with database.reading(self._db, self.path), database.understood(self.path):
            found = runs.seen_as_now(self._db, now.items, enough)
            if found >= enough:
                return found
            known = runs.known_persons(self._db, self.key, date.max, whole_last=True)
            return sum(number is not None for number in known_before(now, known))

    def ledger(self) -> Ledger:
        """Every decision."""
        with database.reading(self._db, self.path):
            return read_ledger(self._db, self.key)

    def add(self, make: Callable[[Ledger], Iterable[Entry]]) -> tuple[Entry, ...]:
        """Add the entries that `make` returns for the present ledger."""
        with database.writing(self._db, self.path):
            with database.understood(self.path):
                ledger = read_ledger(self._db, self.key)
            entries = tuple(make(ledger))
            insert_entries(self._db, entries)
        return entries

    def persons(self, *, only_last: bool = False) -> frozenset[str]:
        """The ids of everybody remembered, or only of those of the last run."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return runs.persons(self._db, only_last=only_last)

    def offered(self) -> frozenset[frozenset[int]]:
        """The pairs of persons' numbers that a run took for perhaps one person."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return persons_known.offered(self._db)

    def persons_known(self, numbers: Iterable[int]) -> dict[int, PersonKnown]:
        """What is known of some persons, by their numbers."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return persons_known.persons_known(self._db, numbers)

    def rows_of(self, sides: Sequence[Content]) -> list[DecidedRow]:
        """What is remembered of some sides of decisions."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return decided_persons.rows_of(self._db, sides)

    def decided_apart(self, ledger: Ledger) -> dict[tuple[int, int], int]:
        """The pairs of persons' numbers, the earlier first, of whom a decision about rows says that
        they are two people, with the decision's number; none under another key."""
        if ledger.key != self.key:
            return {}
        with database.reading(self._db, self.path), database.understood(self.path):
            return decided_persons.decided_apart(self._db, ledger.in_force)

    def doubts(self, day: date) -> frozenset[tuple[int, int]]:
        """The pairs of persons' numbers, the earlier first, of whom a run before a day said that
        they are perhaps one."""
        with database.reading(self._db, self.path), database.understood(self.path):
            found = runs.doubts(self._db, day)
        return frozenset(
            (min(one, other), max(one, other)) for one, others in found.items() for other in others
        )

    def whose(self, day: date) -> Mapping[tuple[str, str], int]:
        """The own number of each content, by its digest and its list, as earlier days know it."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return runs.numbers_before(self._db, day)

    def known_as_two(
        self, day: date, pairs: Collection[tuple[int, int]]
    ) -> frozenset[tuple[int, int]]:
        """Those of some pairs of persons' numbers whom a run before a day had on one list, or under
        one id to check, or whose identifiers are other ones."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return persons_known.known_as_two(self._db, day, pairs)

    def kept_rows(self, day: date, numbers: Set[int] | None) -> tuple[list[KeptListing], list[int]]:
        """What rows of some own numbers (None: of all) said on earlier days, and the number of
        each; of a number that no earlier day knows, on that day and later."""
        with database.reading(self._db, self.path), database.understood(self.path):
            before = [*zip(*runs.kept_listings(self._db, day, frozenset()), strict=True)]
            known = {number for _, number in before}
            later = zip(*runs.kept_listings(self._db, day, known, later=True), strict=True)
            both = [e for e in (*before, *later) if numbers is None or e[1] in numbers]
        return [row for row, _ in both], [number for _, number in both]

    def remember(self, view: StoreView, *, keep: bool = False) -> Memory:
        """Lasting person ids, and the runs of earlier days; with `keep`, new ids are reserved for
        this run. Without it nothing is written.
        """
        guard = database.writing if keep else database.reading
        with guard(self._db, self.path):
            with database.understood(self.path):
                known = runs.known_persons(self._db, self.key, view.day)
                past = runs.past_runs(self._db, before=view.day)
                same_day = runs.replaced_runs(self._db, view.day)
                earlier = editions.past_editions(self._db, self.key, before=view.day)
            found = self._lasting(view, known)
            if keep:
                runs.reserve(self._db, found.new, _now())
        answers = view.answers.of_those_listed(found.numbers)
        past, same_day = past_as_answered(past, answers), past_as_answered(same_day, answers)
        changes = found.changes if known.by_content else ()
        ids = tuple(map(person_id, map(answers.number, found.numbers)))
        own_ids = tuple(map(person_id, map(answers.number, found.own)))
        changes = changes_as_answered(changes, dict(zip(found.ids, ids, strict=True)))
        both = ((person_id(a), person_id(b)) for a, b in view.answers.beside(answers))
        kept = Memory(ids, changes, past, earlier, kept_ids=found.ids, own=found.own)
        renumbered = frozenset(
            (person_id(answers.number(old)), person_id(answers.number(new)))
            for old, new in found.renumbered
        )
        kept = replace(kept, own_ids=own_ids, renumbered=renumbered)
        return replace(kept, both_listed=tuple(both), replaced=same_day)

    def _lasting(self, view: StoreView, known: KnownPersons) -> Lasting:
        """The lasting numbers of a run's people."""
        recognised = partial(self._recognised, view)
        recognised_later = partial(self._recognised, view, later=True) if known.later else None
        found = lasting(view.contents, view.people, known, recognised, recognised_later)
        return without_answered(found, view.answers)

    def _recognised(
        self, view: StoreView, places: Sequence[int], taken: Set[int], *, later: bool = False
    ) -> Iterable[Recognised]:
        """Who of the listings at these positions is whom of those remembered and not `taken`."""
        if view.recognise is None:
            return ()
        with database.understood(self.path):
            taken = {*taken, *map(view.answers.number, taken)}
            but = {*taken, *(n for n, to in view.answers.goes_by.items() if to in taken)}
            kept, numbers = runs.kept_listings(self._db, view.day, but, later=later)
        return view.recognise(places, kept, [view.answers.number(each) for each in numbers])

    def begin(self, run: NewRun) -> int:
        """Keep a run before its report is written; returns its number."""
        with database.writing(self._db, self.path):
            number = runs.insert_run(self._db, run, _now())
            editions.insert_editions(self._db, number, run.editions)
            return number

    def finish(self, run: int, written: Iterable[Path] = ()) -> None:
        """Record the `written` report of a run, which from now on counts as an earlier run."""
        rows = [(run, str(path.resolve()), run) for path in written]
        with database.writing(self._db, self.path):
            self._db.executemany(
                "INSERT OR IGNORE INTO outputs "
                "SELECT ?, ? WHERE EXISTS (SELECT 1 FROM runs WHERE run = ?)",
                rows,
            )
            self._db.execute("UPDATE runs SET finished = ? WHERE run = ?", (_now(), run))

    def kept_runs(self) -> list[KeptRun]:
        """The run that is kept of every day, oldest first."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return kept_runs.kept_runs(self._db)

    def edition_files(self) -> list[editions.EditionFiles]:
        """Every edition that was written, with its files, the oldest run first."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return editions.edition_files(self._db)

    def last_lists(self, before: date) -> dict[str, LastList]:
        """Every list by its name, as the last run before a day read it."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return last_lists.last_lists(self._db, before)

    def runs_of_day(self, day: date) -> list[int]:
        """The numbers of a day's runs, those that were replaced too."""
        with database.reading(self._db, self.path):
            return kept_runs.runs_of_day(self._db, day)

    def folders_of_day(self, day: date) -> list[str]:
        """The folders that a day's finished runs wrote to, in their order."""
        asked = "SELECT out FROM runs WHERE as_of = ? AND finished IS NOT NULL ORDER BY run"
        with database.reading(self._db, self.path):
            return list(dict.fromkeys(out for (out,) in self._db.execute(asked, (str(day),))))

    def folders(self) -> dict[str, bool]:
        """The folders that runs wrote to, and whether every run there finished."""
        asked = "SELECT out, min(finished IS NOT NULL) FROM runs GROUP BY out ORDER BY out"
        with database.reading(self._db, self.path):
            return {str(out): bool(is_done) for out, is_done in self._db.execute(asked)}

    def note_log(self, number: int, digest: str, because: str = "") -> None:
        """Note the number and hash of the audit log's last line; `because` says why the log was
        begun again with it."""
        with database.writing(self._db, self.path), database.understood(self.path):
            log_lines.insert_line(self._db, LogLine(number, digest, _now(), because))

    def noted_log(self) -> tuple[int, str] | None:
        """The audit log's last line when the store last noted it."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return log_lines.last_line(self._db)

    def noted_lines(self) -> list[LogLine]:
        """Every line of the audit log that was ever noted."""
        with database.reading(self._db, self.path), database.understood(self.path):
            return log_lines.noted_lines(self._db)

    def contents_of(self, hashes: Mapping[str, str]) -> Contents | None:
        """The contents of the listings in the latest run of these lists (SHA-256 by name); None
        where no such run is kept.
        """
        with database.reading(self._db, self.path):
            return runs.contents_of(self._db, hashes, self.key)

    def due(self, today: date) -> list[Due]:
        """The runs that are past their delete-by date."""
        with database.reading(self._db, self.path):
            return erasing.due(self._db, today)

    def later_files(self, today: date) -> frozenset[str]:
        """The paths that runs wrote which are not yet past their delete-by date."""
        with database.reading(self._db, self.path):
            return erasing.later_files(self._db, today)

    def erase(
        self,
        run_numbers: Sequence[int],
        decisions_before: date,
        *,
        with_files_left: Set[int] = frozenset(),
        dry_run: bool = False,
    ) -> int:
        """Erase runs, and old decisions about nobody known; returns how many decisions.

        Of runs `with_files_left` it stays known where their files are, so that they are looked for
        again. The erasure is finished by `overwrite`.
        """
        guard = database.trying if dry_run else database.writing
        with guard(self._db, self.path), database.understood(self.path):
            decided_persons.note_persons(self._db)
            erasing.erase(self._db, list(run_numbers), with_files_left)
            count = erasing.erase_decisions(self._db, decisions_before)
            if run_numbers or count:
                overwriting.note_unfinished(self._db)
        return count

    def overwrite(self) -> str:
        """Overwrite what was erased, now or by an earlier purge, in the store's files; what hinders
        it, "" where nothing does."""
        with database.reading(self._db, self.path):
            is_unfinished = overwriting.is_unfinished(self._db)
        return overwriting.overwrite(self._db, self.path) if is_unfinished else ""

    def _key(self) -> str:
        asked = "SELECT value FROM meta WHERE name = 'key'"
        with database.reading(self._db, self.path):
            found = self._db.execute(asked).fetchone()
        if found is None:
            with database.writing(self._db, self.path):
                self._db.execute("INSERT OR IGNORE INTO meta VALUES ('key', ?)", (new_key(),))
                found = self._db.execute(asked).fetchone()
        if not is_key(str(found[0])):
            raise StoreError(f"{self.path}: its key is damaged; take it from its last copy")
        return str(found[0])

    def __repr__(self) -> str:
        return f"<Store {self.path.name}>"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
