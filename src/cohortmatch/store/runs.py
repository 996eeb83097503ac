"""Runs and their memberships in the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.store.earlier_runs import (
    AT_MOST,
    KnownPersons,
    Member,
    PastEdition,
    PastList,
    PastRun,
    PersonChange,
)
from cohortmatch.store.kept_listings import KeptListing
from cohortmatch.store.lasting import person_id

__all__ = [
    "NewRun",
    "contents_of",
    "insert_run",
    "is_used",
    "kept_listings",
    "known_persons",
    "list_names",
    "numbers_before",
    "past_runs",
    "persons",
    "replaced_runs",
    "reserve",
    "seen_as_now",
]


@dataclass(frozen=True, repr=False)
class NewRun:
    """A run to keep. `inputs` is a digest of the lists; `members` and `contents` are in one order;
    `hashes` are the lists' SHA-256; `changes` says who split or joined; `editions` is what is kept
    of its editions; `said` is what each listing said, as `kept_listings` has it, `own` the number
    of its group, the person's where none is given; `weights` is the id of the model's weights
    before learning, `profile` counts of its people as text.
    """

    as_of: date
    version: str
    who: str
    purpose: str
    inputs: str
    out: str
    delete_by: date
    lists: Sequence[PastList]
    hashes: Sequence[str]
    members: Sequence[Member]
    contents: Contents
    changes: Sequence[PersonChange] = ()
    editions: Sequence[PastEdition] = ()
    said: Sequence[str] = ()
    own: Sequence[int] = ()
    weights: str = ""
    profile: str = ""

    def __repr__(self) -> str:
        return f"<NewRun of {self.as_of}: {len(self.members)} listings>"


BEFORE = "as_of < ?"
AS_LATE = "as_of >= ?"
LATEST = "max(as_of || printf(' %012d', run))"
SOONEST = "min(as_of || printf(' %012d', 999999999999 - run))"
"""Of the runs of one day the last: it replaced the others."""


def reserve(connection: sqlite3.Connection, numbers: Iterable[int], now: str) -> None:
    """Reserve person numbers, so that nobody else gets them."""
    connection.executemany("INSERT INTO persons VALUES (?, ?)", ((n, now) for n in numbers))


def insert_run(connection: sqlite3.Connection, run: NewRun, now: str) -> int:
    """Keep a run that is not yet finished, within a transaction; returns its number."""
    cursor = connection.execute(
        "INSERT INTO runs (begun, as_of, version, who, purpose, inputs, out, delete_by, weights, "
        "profile) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(now, str(run.as_of), run.version, run.who, run.purpose, run.inputs, run.out),
            *(str(run.delete_by), run.weights, run.profile),
        ),
    )
    number = int(cursor.lastrowid or 0)
    _insert_lists(connection, run, number)
    _insert_members(connection, run, number)
    connection.executemany(
        "INSERT INTO person_changes VALUES (?, ?, ?, ?)",
        ((number, each.kind, each.person, json.dumps(each.others)) for each in run.changes),
    )
    return number


def _insert_lists(connection: sqlite3.Connection, run: NewRun, number: int) -> None:
    rows = (
        (number, place, each.name, each.kind, each.as_at and str(each.as_at), each.listings, sha)
        for place, (each, sha) in enumerate(zip(run.lists, run.hashes, strict=True))
    )
    connection.executemany("INSERT INTO run_lists VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _insert_members(connection: sqlite3.Connection, run: NewRun, number: int) -> None:
    items = run.contents.items
    insert_contents(connection, items)
    connection.executemany(
        "UPDATE contents SET said = ? WHERE digest = ? AND written = ? AND said = ''",
        ((said, c.digest, c.written) for said, c in zip(run.said, items, strict=False)),
    )
    connection.executemany(
        "INSERT INTO memberships VALUES (?, ?, ?, "
        "(SELECT content FROM contents WHERE digest = ? AND written = ?), ?, ?, ?, ?, ?, ?)",
        (
            (*_member_row(number, m, c), own)
            for m, c, own in zip(run.members, items, run.own or _persons(run), strict=True)
        ),
    )


def _persons(run: NewRun) -> list[int]:
    """The number of each listing's person."""
    return [int(each.person[1:]) for each in run.members]


def insert_contents(connection: sqlite3.Connection, items: Iterable[Content]) -> None:
    """Keep the listings' contents, each once, within a transaction."""
    connection.executemany(
        "INSERT OR IGNORE INTO contents (list, digest, written, fields) VALUES (?, ?, ?, ?)",
        (
            (c.list_name, c.digest, c.written, json.dumps(dict(c.fields), sort_keys=True))
            for c in items
        ),
    )


def _member_row(run: int, member: Member, content: Content) -> tuple[object, ...]:
    status = json.dumps(dict(member.status), ensure_ascii=False)
    return (
        *(run, member.listing, member.list_name, content.digest, content.written),
        *(int(member.person[1:]), member.role, member.name, status, int(member.certain)),
    )


def known_persons(
    connection: sqlite3.Connection, key: str, day: date, *, whole_last: bool = False
) -> KnownPersons:
    """What is known about persons for a run of a day: from every run before, finished or not, and
    apart from it from the runs of that day and of later ones. Of the last run before, what is kept
    as digests only, or with `whole_last` everything.
    """
    latest = connection.execute(
        f"SELECT run, {LATEST} FROM runs WHERE {BEFORE} "
        "AND EXISTS (SELECT 1 FROM memberships m WHERE m.run = runs.run)",
        (str(day),),
    ).fetchone()[0]
    only = "" if whole_last else "AND said = ''"
    last, persons = _contents_of_run(connection, latest or 0, only)
    top = connection.execute("SELECT coalesce(max(number), 0) FROM persons").fetchone()[0]
    return KnownPersons(
        numbers_before(connection, day),
        Contents(key, tuple(last)),
        persons,
        top + 1,
        _by_content(connection, AS_LATE, SOONEST, day),
        _formerly(connection, day),
        _first_days(connection, day),
        _shown(connection, day),
        doubts(connection, day),
    )


def numbers_before(connection: sqlite3.Connection, day: date) -> dict[tuple[str, str], int]:
    """The own number of each content, by its digests and its list, as runs before a day know it."""
    return _by_content(connection, BEFORE, LATEST, day)


def _by_content(
    connection: sqlite3.Connection, when: str, nearest: str, day: date
) -> dict[tuple[str, str], int]:
    """The person's number of each content, by its digests and its list, in the run nearest to a
    day: of those `when` says."""
    found: dict[tuple[str, str], int] = {}
    for name, digest, written, person in connection.execute(
        f"SELECT list, digest, written, person FROM contents JOIN ({_last_persons(when, nearest)}) "
        "USING (content)",
        (str(day),),
    ):
        found[digest, name] = found[written, name] = person
    return found


def _formerly(connection: sqlite3.Connection, day: date) -> dict[tuple[str, str], tuple[int, ...]]:
    """The numbers that each content had before a day beside its last one, the latest first."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    rows = connection.execute(
        "SELECT contents.list, digest, written, own FROM contents "
        "JOIN memberships USING (content) JOIN runs USING (run) "
        f"WHERE {BEFORE} AND content IN (SELECT content FROM memberships "
        "GROUP BY content HAVING min(own) <> max(own)) "
        f"GROUP BY content, own ORDER BY {LATEST} DESC",
        (str(day),),
    )
    for name, digest, written, person in rows:
        for way in {digest, written}:
            found[way, name] = (*found.get((way, name), ()), person)
    return {key: persons[1:] for key, persons in found.items() if persons[1:]}


def _first_days(connection: sqlite3.Connection, day: date) -> dict[tuple[int, str], str]:
    """The day of the first run before a day that had each number on each list."""
    rows = connection.execute(
        "SELECT own, list, min(as_of) FROM memberships JOIN runs USING (run) "
        f"WHERE {BEFORE} GROUP BY own, list",
        (str(day),),
    )
    return {(person, name): first for person, name, first in rows}


def _shown(connection: sqlite3.Connection, day: date) -> dict[int, int]:
    """The number by which those of each own number went in the last run before a day."""
    rows = connection.execute(
        f"SELECT own, person, {LATEST} FROM memberships JOIN runs USING (run) "
        f"WHERE {BEFORE} GROUP BY own",
        (str(day),),
    )
    return {own: person for own, person, _ in rows}


def _last_persons(when: str, nearest: str) -> str:
    """The own number of each content in the run nearest to a day, as a query."""
    return (
        f"SELECT content, own AS person, {nearest} FROM memberships JOIN runs USING (run) "
        f"WHERE {when} GROUP BY content"
    )


def list_names(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of the lists of every run, finished or not."""
    rows = connection.execute("SELECT DISTINCT name FROM run_lists")
    return frozenset(name for (name,) in rows)


def persons(connection: sqlite3.Connection, *, only_last: bool) -> frozenset[str]:
    """The ids of everybody remembered, or only of those of the last day's run."""
    last = (
        "(SELECT run FROM runs JOIN memberships USING (run) ORDER BY as_of DESC, run DESC LIMIT 1)"
    )
    only = f"WHERE run = {last}" if only_last else ""
    rows = connection.execute(f"SELECT DISTINCT person FROM memberships {only}")
    return frozenset(person_id(number) for (number,) in rows)


def seen_as_now(connection: sqlite3.Connection, items: Iterable[Content], enough: int) -> int:
    """How many of these contents a run had just as they are; counted no further than `enough`."""
    found = 0
    for each in items:
        if found >= enough:
            break
        asked = "SELECT EXISTS (SELECT 1 FROM contents WHERE digest = ? AND list = ?)"
        found += connection.execute(asked, (each.digest, each.list_name)).fetchone()[0]
    return found


def is_used(connection: sqlite3.Connection) -> bool:
    """Whether a run is finished or a decision was made."""
    asked = (
        "SELECT EXISTS (SELECT 1 FROM runs WHERE finished IS NOT NULL) "
        "OR EXISTS (SELECT 1 FROM decisions)"
    )
    return bool(connection.execute(asked).fetchone()[0])


def contents_of(
    connection: sqlite3.Connection, hashes: Mapping[str, str], key: str
) -> Contents | None:
    """The contents of the listings in the latest run of these lists; None where none is kept."""
    for (run,) in connection.execute("SELECT run FROM runs ORDER BY run DESC").fetchall():
        lists = connection.execute("SELECT name, sha256 FROM run_lists WHERE run = ?", (run,))
        if dict(lists.fetchall()) == dict(hashes) and all(hashes.values()):
            return Contents(key, tuple(_contents_of_run(connection, run)[0]))
    return None


def kept_listings(
    connection: sqlite3.Connection, day: date, but: Set[int], *, later: bool = False
) -> tuple[list[KeptListing], list[int]]:
    """What listings said in the runs before a day, or with `later` in those of that day and after
    it, and the number of the person that each was; without those of some persons."""
    asked = _last_persons(AS_LATE, SOONEST) if later else _last_persons(BEFORE, LATEST)
    rows = connection.execute(
        f"SELECT list, said, person FROM contents JOIN ({asked}) USING (content) "
        "WHERE said <> '' ORDER BY content",
        (str(day),),
    )
    found = [(KeptListing(name, said), number) for name, said, number in rows if number not in but]
    return [each for each, _ in found], [number for _, number in found]


def _contents_of_run(
    connection: sqlite3.Connection, run: int, only: str = ""
) -> tuple[list[Content], list[int]]:
    """The contents of a run's listings, and their persons."""
    rows = connection.execute(
        "SELECT m.listing, c.list, c.digest, c.written, c.fields, m.own FROM memberships m "
        f"JOIN contents c USING (content) WHERE run = ? {only} ORDER BY m.listing",
        (run,),
    ).fetchall()
    found = [
        Content(listing, name, digest, written, json.loads(fields))
        for listing, name, digest, written, fields, _ in rows
    ]
    return found, [row[5] for row in rows]


def _changes_in(connection: sqlite3.Connection, run: int) -> list[PersonChange]:
    """Who split or joined in a run."""
    rows = connection.execute(
        "SELECT kind, person, others FROM person_changes WHERE run = ? ORDER BY rowid", (run,)
    )
    return [PersonChange(kind, person, tuple(json.loads(others))) for kind, person, others in rows]


def doubts(connection: sqlite3.Connection, day: date) -> dict[int, set[int]]:
    """Who, by number, the runs before a day said to be perhaps whom of the earlier persons."""
    found: dict[int, set[int]] = {}
    rows = connection.execute(
        "SELECT person, others FROM person_changes JOIN runs USING (run) "
        f"WHERE kind = 'perhaps' AND finished IS NOT NULL AND {BEFORE}",
        (str(day),),
    )
    for one, others in rows:
        found.setdefault(int(one[1:]), set()).update(int(each[1:]) for each in json.loads(others))
    return found


EDGES_SAID = """
    WITH kept AS (SELECT max(run) AS run, as_of FROM runs
                  WHERE finished IS NOT NULL AND as_of < ? GROUP BY as_of),
         listed AS (SELECT run, listing, m.list AS list, content, own,
                    dense_rank() OVER (PARTITION BY m.list ORDER BY as_of) AS nth
                    FROM memberships m JOIN kept USING (run)),
         edges AS (SELECT list, own, nth, nth - lag(nth) OVER one AS since,
                   lead(nth) OVER one - nth AS until
                   FROM (SELECT DISTINCT list, own, nth FROM listed)
                   WINDOW one AS (PARTITION BY list, own ORDER BY nth))
    SELECT run, listing, said FROM listed JOIN edges USING (list, own, nth)
    JOIN contents USING (content)
    WHERE (since IS NULL AND nth > 1) OR since > 1 OR until IS NULL OR until > 1
"""
"""What rows said when they came to a list and when they were last on it."""

DAY_SAID = """
    SELECT run, listing, said FROM memberships JOIN contents USING (content) JOIN runs USING (run)
    WHERE finished IS NOT NULL AND as_of = ?
"""


def past_runs(connection: sqlite3.Connection, before: date) -> tuple[PastRun, ...]:
    """Finished runs of the days before a day, oldest first: the last of each day, which replaced
    the others."""
    rows = connection.execute(
        "SELECT max(run), as_of, weights, profile FROM runs WHERE finished IS NOT NULL "
        "AND as_of < ? GROUP BY as_of ORDER BY as_of",
        (str(before),),
    ).fetchall()
    status_of: dict[str, Mapping[str, str]] = {}
    told = _told_of([(number, as_of) for number, as_of, *_ in rows])
    said = {(run, i): text for run, i, text in connection.execute(EDGES_SAID, (str(before),))}
    return tuple(
        replace(
            _past_run(connection, number, as_of, status_of if number in told else None, said),
            weights=weights,
            profile=profile,
        )
        for number, as_of, weights, profile in rows
    )


def _told_of(runs: Sequence[tuple[int, str]]) -> set[int]:
    """The runs, of some with their days, of which Trends and Changes tell the status: the last of
    each of the latest months, and the latest ones."""
    months = {day[:7]: number for number, day in runs}
    return {*[*months.values()][-AT_MOST:], *(number for number, _ in runs[-AT_MOST:])}


def replaced_runs(connection: sqlite3.Connection, day: date) -> tuple[PastRun, ...]:
    """Finished runs of a day, oldest first, without what lists said of status."""
    rows = connection.execute(
        "SELECT run FROM runs WHERE finished IS NOT NULL AND as_of = ? ORDER BY run", (str(day),)
    ).fetchall()
    said = {(run, i): text for run, i, text in connection.execute(DAY_SAID, (str(day),))}
    return tuple(_past_run(connection, run, str(day), None, said) for (run,) in rows)


def _past_run(
    connection: sqlite3.Connection,
    number: int,
    as_of: str,
    status_of: dict[str, Mapping[str, str]] | None,
    said: Mapping[tuple[int, str], str],
) -> PastRun:
    """A run; each status is read once and kept in `status_of`, or not at all where that is None;
    `said` is what rows said, by run and listing."""
    lists = connection.execute(
        "SELECT name, kind, as_at, listings FROM run_lists WHERE run = ? ORDER BY place", (number,)
    )
    status = "'{}'" if status_of is None else "status"
    status_of = {} if status_of is None else status_of
    members = connection.execute(
        f"SELECT person, listing, m.list, role, name, {status}, certain, digest, m.own "
        "FROM memberships m JOIN contents USING (content) WHERE run = ? ORDER BY person, listing",
        (number,),
    ).fetchall()
    status_of |= {text: json.loads(text) for text in {row[5] for row in members} - {*status_of}}
    return PastRun(
        number,
        date.fromisoformat(as_of),
        tuple(PastList(n, k, date.fromisoformat(d) if d else None, c) for n, k, d, c in lists),
        tuple(
            Member(
                *(person_id(p), i, n, role, name, status_of[status], bool(sure), digest),
                said.get((number, i), ""),
                person_id(own),
            )
            for p, i, n, role, name, status, sure, digest, own in members
        ),
        tuple(_changes_in(connection, number)),
    )
