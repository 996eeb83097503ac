"""The tables for other tools: people, memberships, links, and the pairs to review.

A list with the name of a column gets " (list)" after its name. Weights are in bits, rounded to a
thousandth, so that the frames and the files hold one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.findings import Finding, worst_first
from cohortmatch.core.types import Role
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import perhaps
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.details import iso
from cohortmatch.people.persons import Person
from cohortmatch.people.questions import Question, by_rank
from cohortmatch.people.suggested_check import look_up
from cohortmatch.people.words import band_words, row_numbers

Texts = npt.NDArray[np.object_]
Places = npt.NDArray[np.int64]
Column = Sequence[Any] | Texts
SEPARATOR = "; "
PEOPLE = ("names", "date_of_birth", "panels", "registers")
LINKS = ("left", "right", "weight", "band")
DIGITS = 3
SIDES = ("name", "date_of_birth", "identifiers", "postcode")


def frame(columns: Mapping[str, Column], index: str) -> pd.DataFrame:
    """A frame with a named index, from columns of one length."""
    # Lists, not arrays of objects, whose kinds of values pandas does not look for.
    table = pd.DataFrame(
        {k: v.tolist() if isinstance(v, np.ndarray) else list(v) for k, v in columns.items()}
    )
    table.index.name = index
    return table


def distinct(names: Iterable[str], taken: Sequence[str], mark: str) -> list[str]:
    """The names, with a mark after those that are taken."""
    return [f"{name} ({mark})" if name in taken else name for name in names]


def people_table(view: Redacted) -> pd.DataFrame:
    """One row a person of the cross-reference, indexed by `person_id`; see `people.csv`."""
    rows = view.reported
    lists = distinct(view.list_names, ("person_id", *PEOPLE), "list")
    columns: dict[str, Column] = {
        "names": [SEPARATOR.join(name.text for name in view.naming.names(p)) for p in rows],
        "date_of_birth": [SEPARATOR.join(map(iso, view.details.born(p.listings))) for p in rows],
        "panels": [p.panels for p in rows],
        "registers": [p.registers for p in rows],
    }
    for code, name in enumerate(lists):
        columns[name] = [_ids_on(view, p, code) for p in rows]
    table = frame(columns, "person_id")
    table.index = pd.Index([p.person_id for p in rows], name="person_id", dtype=str)
    return table


def _ids_on(view: Redacted, person: Person, code: int) -> str:
    return SEPARATOR.join(view.ids[i] for i in person.listings if view.list_code[i] == code)


def memberships_table(view: Redacted) -> pd.DataFrame:
    """One row a listing, by person; see `memberships.csv`. The index is the listing's place in
    `Listings`."""
    listings, lists = view.listings, view.listings.lists
    order = _by_person(view)
    codes = listings.list_code[order]

    def of_list(part: str) -> Texts:
        return objects([getattr(info, part) for info in lists])[codes]

    roles = objects([role.name for role in Role])
    table = frame(
        {
            "person_id": objects(view.person_ids)[order],
            "listing_id": objects(view.ids)[order],
            "panel": of_list("name"),
            "file": of_list("file"),
            "sheet": of_list("sheet"),
            "row": listings.row[order],
            "role": roles[listings.role[order]],
        },
        "listing",
    )
    table.index = pd.Index(order, name="listing", dtype=np.int64)
    return table


def _by_person(view: Redacted) -> Places:
    """The listings in the order of their persons' ids, by number, then of their own."""
    place = {each: n for n, each in enumerate(sorted(set(view.person_ids), key=_number))}
    places = np.array([place[each] for each in view.person_ids], np.int64)
    order = np.asarray(view.order, np.int64)
    return order[np.argsort(places[order], kind="stable")]


def objects(values: Sequence[Any]) -> Texts:
    """Values as an array of objects, to take many of them at once."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _number(person_id: str) -> tuple[int, str]:
    digits = person_id[1:]
    if not (digits.isascii() and digits.isdigit()):
        digits = "".join(letter for letter in person_id if letter.isdigit())
    return int(digits or 0), person_id


def links_table(view: Redacted) -> pd.DataFrame:
    """One row a pair in band `same` or `check`, by listing id; see `links.csv`. The index is the
    pair's reference, as on the sheet of pairs to review."""
    links, rank = view.resolved.links, view.rank
    kept = np.flatnonzero(view.resolved.band != Band.different).tolist()
    sides = {k: by_rank(int(links.left[k]), int(links.right[k]), rank) for k in kept}
    kept.sort(key=lambda k: (rank[sides[k][0]], rank[sides[k][1]]))
    columns: dict[str, Column] = {
        "left": [view.ids[sides[k][0]] for k in kept],
        "right": [view.ids[sides[k][1]] for k in kept],
        "weight": np.round(links.weight[kept], DIGITS).tolist(),
        "band": [Band(int(b)).name for b in view.resolved.band[kept]],
    }
    names = distinct(view.model.names, LINKS, "comparison")
    for number, (name, comparison) in enumerate(zip(names, view.model.comparisons, strict=True)):
        words = [level.name for level in comparison.levels]
        columns[name] = objects(words)[links.levels[kept, number]]
    table = frame(columns, "pair")
    table.index = pd.Index([reference(view, *sides[k]) for k in kept], name="pair", dtype=str)
    return table


def reference(view: Redacted, left: int, right: int) -> str:
    """A pair's reference, "IOM:14 | MAPPA:88"."""
    return f"{view.ids[left]} | {view.ids[right]}"


def review_table(view: Redacted) -> pd.DataFrame:
    """The pairs for clerical review, most useful first, both sides as written, indexed by the
    pair's reference.
    """
    asked = view.questions
    columns: dict[str, Column] = {
        "how_sure": [band_words(Band.check, q.weight) for q in asked],
        "weight": [round(q.weight, DIGITS) for q in asked],
        "left": [view.ids[q.left] for q in asked],
        "right": [view.ids[q.right] for q in asked],
    }
    for number, part in enumerate(SIDES):
        columns[f"left_{part}"] = [side(view, q.left)[number] for q in asked]
        columns[f"right_{part}"] = [side(view, q.right)[number] for q in asked]
    for name, values in zip(("agrees", "differs", "missing"), _phrases(view, asked), strict=True):
        columns[name] = values
    columns["perhaps"] = [perhaps_words(view, q) for q in asked]
    columns["settle"] = [
        look_up(view, view.pairs.phrases(q.link).missing, (q.left, q.right)) for q in asked
    ]
    table = frame(columns, "pair")
    pairs = [reference(view, q.left, q.right) for q in asked]
    table.index = pd.Index(pairs, name="pair", dtype=str)
    return table


def perhaps_words(view: Redacted, question: Question) -> str:
    """What the two may be if they are two people: "perhaps twins"; '' for nothing."""
    return perhaps(view.pairs.relation(question.link))


def side(view: Redacted, listing: int) -> tuple[str, str, str, str]:
    """One side of a pair as written: name, date of birth, identifiers, postcode."""
    written = view.written
    return (
        written.name(listing).text,
        born_as_written(view, listing),
        SEPARATOR.join(written.identifiers(listing)),
        written.place(listing),
    )


def born_as_written(view: Redacted, listing: int) -> str:
    """The date of birth as written; a bare number (a spreadsheet's day number) with its date."""
    text = view.written.text(listing, "date_of_birth")
    dates = view.details.values("date_of_birth", listing)
    return f"{text} ({', '.join(dates)})" if text.isdigit() and dates else text


def _phrases(view: Redacted, asked: Sequence[Question]) -> tuple[list[str], list[str], list[str]]:
    told = [view.pairs.phrases(q.link) for q in asked]
    missing = [view.pairs.missing_words(q) for q in asked]
    return [t.agrees for t in told], [t.differs for t in told], missing


def findings_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """The findings about the lists, worst first; it holds no value from a list."""
    rows = worst_first(findings)
    return frame(
        {
            "code": [f.code for f in rows],
            "severity": [f.kind.severity for f in rows],
            "list": [f.list_name for f in rows],
            "column": [f.column for f in rows],
            "rows": [row_numbers(f.rows) for f in rows],
            "noticed": [noticed(f) for f in rows],
            "action": [f.kind.done for f in rows],
            "remedy": [f.remedy for f in rows],
        },
        "finding",
    )


def noticed(finding: Finding) -> str:
    """The finding, with its detail where there is one."""
    return finding.kind.title + (f" ({finding.detail})" if finding.detail else "")
