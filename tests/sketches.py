"""Lists sketched by hand, and the answer that matching them might have given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Floats
from cohortmatch.core.findings import Finding
from cohortmatch.core.fingerprints import Content
from cohortmatch.core.types import ColumnUse, Field, ListInfo, Listings, Names, Role
from cohortmatch.decisions.ledger import Answer, CountedDecision, Entry, Reviewed
from cohortmatch.linkage.explanations import Explanation
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.linkage.pairs import Band, Decisions, People, Scored
from cohortmatch.people.before import Before
from cohortmatch.people.words import MARKING
from cohortmatch.reading.panels import panel_named
from cohortmatch.reporting import CrossReference, Marking, cross_reference
from cohortmatch.values.addresses import parse_address
from cohortmatch.values.dates import DateOfBirth
from cohortmatch.values.identifiers import KINDS
from cohortmatch.values.text import fold

MODEL: Model = shipped()
AS_OF = date(2026, 6, 1)
ROLES = {"": Role.subject, "Offender": Role.subject, "Associate": Role.associate}
NAMES = ("name", "surname", "forename")


@dataclass(frozen=True)
class Sketch:
    """One list: `columns` maps heading to field, `rows` maps the row number to its cells."""

    name: str
    columns: Mapping[str, str]
    rows: Mapping[Any, tuple[str, ...]]
    kind: str = "panel"
    file: str = ""
    as_at: date | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def info(self) -> ListInfo:
        uses = tuple(ColumnUse(h, f, "heading") for h, f in self.columns.items())
        return ListInfo(
            name=self.name,
            kind=self.kind,  # type: ignore[arg-type]
            panel_type=known.key if (known := panel_named(self.name)) else "",
            file=self.file or f"{self.name} list.csv",
            rows_in=len(self.rows) + sum(self.excluded.values()),
            listings=len(self.rows),
            as_at=self.as_at,
            excluded=self.excluded,
            columns=uses,
        )

    def cell(self, row: Any, wanted: str) -> str:
        cells = zip(self.columns.values(), self.rows[row], strict=True)
        return next((cell for use, cell in cells if use == wanted), "")


def listings(sketches: Sequence[Sketch], findings: Sequence[Finding] = ()) -> Listings:
    """What reading and normalising would make of the sketches, tidy cells assumed."""
    where = [(code, row) for code, sketch in enumerate(sketches) for row in sketch.rows]
    fields = {f for s in sketches for f in s.columns.values()} - {*NAMES, "status", "alias", "role"}
    cells = {
        name: [_parsed(name, sketches[code].cell(row, name)) for code, row in where]
        for name in fields
    }
    roles = [ROLES[sketches[code].cell(row, "role")] for code, row in where]
    rows = np.empty(len(where), dtype=object)
    rows[:] = [row for _, row in where]
    return Listings(
        lists=tuple(sketch.info for sketch in sketches),
        raw=tuple(_frame(sketch) for sketch in sketches),
        list_code=np.array([code for code, _ in where], dtype=np.int16),
        row=rows,
        position=np.array([n for s in sketches for n in range(len(s.rows))], dtype=np.int64),
        role=np.array(roles, dtype=np.int8),
        names=_names([_name_parts(sketches[code], row) for code, row in where]),
        fields={name: _field(texts) for name, texts in cells.items()},
        noticed=tuple(findings),
        as_of=AS_OF,
    )


def _parsed(name: str, text: str) -> tuple[Any, ...]:
    if name == "address":
        return parse_address(text).values
    if name in KINDS:
        return tuple(KINDS[name].parse(part) for part in text.split("; ") if part)
    if name != "date_of_birth":
        return tuple(part for part in text.split("; ") if part)
    return (DateOfBirth(*map(int, text.split("-"))),) if text else ()


def _frame(sketch: Sketch) -> pd.DataFrame:
    return pd.DataFrame(list(sketch.rows.values()), columns=list(sketch.columns), dtype=str)


def _field(cells: Sequence[tuple[Any, ...]]) -> Field[Any]:
    values = list(dict.fromkeys(value for cell in cells for value in cell))
    codes = [values.index(value) for cell in cells for value in cell]
    offsets = np.cumsum([0, *map(len, cells)])
    return Field(tuple(values), np.array(codes, dtype=np.int32), offsets.astype(np.int64))


def _name_parts(sketch: Sketch, row: Any) -> tuple[str, str]:
    surname, forename = sketch.cell(row, "surname"), sketch.cell(row, "forename")
    if name := sketch.cell(row, "name"):
        before, comma, after = name.partition(",")
        surname, forename = (before, after) if comma else (name.split()[-1], name.split()[0])
    return fold(surname), fold(forename)


def _names(parts: Sequence[tuple[str, str]]) -> Names:
    words = tuple(dict.fromkeys(word for pair in parts for word in pair))
    n = len(parts)
    return Names(
        words=words,
        offsets=np.arange(n + 1, dtype=np.int64),
        given=np.array([words.index(forename) for _, forename in parts], dtype=np.int32),
        surname=np.array([words.index(surname) for surname, _ in parts], dtype=np.int32),
        kind=np.zeros(n, dtype=np.int8),
        middle=Field.empty(n),
        street=Field.empty(n),
    )


Link = tuple[float, str, Mapping[str, str]]
"""Weight in bits, band, and the level of each comparison that is not missing."""


def answer(
    sketches: Sequence[Sketch],
    people: Sequence[Sequence[str]],
    links: Mapping[tuple[str, str], Link],
    *,
    findings: Sequence[Finding] = (),
    decisions: Mapping[tuple[str, str], bool] | None = None,
    **further: Any,
) -> CrossReference:
    """The cross-reference of sketched lists, given who is who and what links them."""
    found = listings(sketches, findings)
    place = {name: n for n, name in enumerate(found.ids)}
    person = np.arange(len(found), dtype=np.int32)
    for number, group in enumerate(people, len(found)):
        person[[place[name] for name in group]] = number
    resolved = People(person, _scored(links, place), _bands(links))
    reviewed = further.pop("reviewed", _reviewed(decisions, place))
    marking = Marking(further.pop("marking", MARKING), found.as_of, further.pop("delete_by", None))
    return cross_reference(
        Sketched(found, resolved),
        manifest=further.pop("manifest", {"version": "0", "pairs": {"compared": 10}}),
        before=Before(reviewed, further.pop("memory", None)),
        marking=marking,
        **further,
    )


@dataclass(frozen=True)
class Sketched:
    """What was found, as sketched; a pair that is not linked weighs −20 bits."""

    listings: Listings
    people: People
    model: Model = MODEL

    def explain(self, left: int, right: int) -> Explanation:
        return self.explain_each([(left, right)])[0]

    def explain_each(self, pairs: Sequence[tuple[int, int]]) -> list[Explanation]:
        ids, person, cut = self.listings.ids, self.people.person, self.model.cut_offs
        found = []
        for left, right in pairs:
            weight = float(self.weights([left, right])[0, 1])
            band = Band((weight >= cut.same) + (weight >= cut.check))
            one = bool(person[left] == person[right])
            unknown = ("pnc", "date_of_birth")
            found.append(Explanation(ids[left], ids[right], weight, band, one, (), unknown=unknown))
        return found

    def weights(self, listings: Sequence[int]) -> Floats:
        links = self.people.links
        sides = zip(links.left.tolist(), links.right.tolist(), strict=True)
        known = dict(zip(map(frozenset, sides), links.weight.tolist(), strict=True))
        return np.array(
            [
                [0.0 if a == b else known.get(frozenset((a, b)), -20.0) for b in listings]
                for a in listings
            ]
        )

    def nearest(self, listings: Sequence[int]) -> list[tuple[int, int]]:
        person, links = self.people.person, self.people.links
        pairs = [
            (a, b) if a in listings else (b, a)
            for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True)
            if (a in listings or b in listings) and person[a] != person[b]
        ]
        weight = {pair: self.weights(pair)[0, 1] for pair in pairs}
        return [pair for pair in pairs if weight[pair] == max(weight.values())]


def _scored(links: Mapping[tuple[str, str], Link], place: Mapping[str, int]) -> Scored:
    pairs = [sorted((place[a], place[b])) for a, b in links]
    levels = np.zeros((len(links), len(MODEL.comparisons)), dtype=np.int8)
    for row, (_, _, told) in enumerate(links.values()):
        for name, level in told.items():
            levels[row, MODEL.index(name)] = MODEL.comparison(name).position(level)
    return Scored(
        left=np.array([a for a, _ in pairs], dtype=np.int32),
        right=np.array([b for _, b in pairs], dtype=np.int32),
        levels=levels,
        rarity=np.zeros(levels.shape),
        weight=np.array([weight for weight, _, _ in links.values()], dtype=np.float64),
    )


def _bands(links: Mapping[tuple[str, str], Link]) -> np.ndarray[Any, np.dtype[np.int8]]:
    return np.array([Band[band] for _, band, _ in links.values()], dtype=np.int8)


def _reviewed(
    decided: Mapping[tuple[str, str], bool] | None, place: Mapping[str, int]
) -> Reviewed | None:
    if decided is None:
        return None
    pairs = [sorted((place[a], place[b])) for a, b in decided]
    decisions = Decisions(
        np.array([a for a, _ in pairs], dtype=np.int32),
        np.array([b for _, b in pairs], dtype=np.int32),
        np.array(list(decided.values()), dtype=bool),
    )
    entries = [
        entry(n, "same" if same else "different", *ids)
        for n, (ids, same) in enumerate(decided.items(), 1)
    ]
    standing = (CountedDecision(e, a, b) for e, (a, b) in zip(entries, pairs, strict=True))
    return Reviewed(decisions, tuple(standing))


def entry(number: int, given: Answer, left: str, right: str) -> Entry:
    """A line of the ledger about two listings."""
    return Entry(
        number, given, Content(left), Content(right), "A. Analyst", "2026-05-14T09:30:00Z", "Known"
    )


IOM = Sketch(
    "IOM",
    {
        "Nominal": "name",
        "DOB": "date_of_birth",
        "PNC": "pnc",
        "Postcode": "postcode",
        "RAG": "status",
        "Alias": "alias",
    },
    {
        9: ("ARDEN, Mary", "1990-03-04", "2087/0000001Z", "ZZ1 1AA", "Red", "Mazza"),
        10: ("=QUILL, Otto", "1985-01-02", "", "ZZ2 2AA", "Amber", "@ghost"),
        11: ("PENN, Ada", "2009-09-09", "", "", "-1", ""),
    },
    as_at=date(2026, 4, 1),
)
MAPPA = Sketch(
    "MAPPA",
    {
        "Surname": "surname",
        "Forename": "forename",
        "Born": "date_of_birth",
        "PNC ID": "pnc",
        "Level": "status",
        "Lead": "status",
    },
    {
        2: ("Arden", "MARY", "1990-03-04", "2087/0000001Z", "2", "PC Made Up"),
        3: ("Quill", "Otto", "1985-02-01", "", "3", "<b>DC</b> & Co"),
        4: ("Penn", "Adah", "2009-09-09", "", "1", ""),
        5: ("Vane", "Sol", "", "", "1", ""),
    },
    as_at=date(2026, 5, 28),
    excluded={"victim": 2},
)
NPS = Sketch(
    "NPS",
    {"Name": "name", "DOB": "date_of_birth", "CRN": "crn", "Postcode": "postcode"},
    {
        2: ("Mary Arden", "", "X000001", "ZZ9 9AA"),
        3: ("Vane, Sol", "1971-07-07", "X000002", "ZZ3 3AA"),
        4: ("Arden, Mary Jo", "", "X000001", "ZZ9 9AA"),
    },
    kind="register",
)
SAME_NAME = {"surname": "same", "forename": "same"}
LINKS: Mapping[tuple[str, str], Link] = {
    ("IOM:9", "MAPPA:2"): (
        30.12345,
        "same",
        {**SAME_NAME, "date_of_birth": "same", "pnc": "same"},
    ),
    ("IOM:9", "NPS:2"): (9.0, "same", SAME_NAME),
    ("NPS:2", "NPS:4"): (15.0, "same", {**SAME_NAME, "crn": "same"}),
    ("IOM:10", "MAPPA:3"): (3.0, "check", {**SAME_NAME, "date_of_birth": "swapped"}),
    ("IOM:11", "MAPPA:4"): (8.0, "same", {**SAME_NAME, "date_of_birth": "same"}),
    ("MAPPA:5", "NPS:3"): (12.0, "same", SAME_NAME),
    ("IOM:11", "MAPPA:3"): (-1.5, "check", {"surname": "different", "forename": "same"}),
}
GROUPS = (
    ("IOM:9", "MAPPA:2", "NPS:2", "NPS:4"),
    ("IOM:10", "MAPPA:3"),
    ("IOM:11", "MAPPA:4"),
    ("MAPPA:5", "NPS:3"),
)
FINDINGS = (
    Finding("name-placeholder", "IOM", "Nominal", (14, 15, 16, 20)),
    Finding("dob-not-a-date", "MAPPA", "Born", (7,)),
)


def borough(**further: Any) -> CrossReference:
    """Two panels and a register: Mary is certainly on all three, Otto perhaps on both panels, Ada
    certainly, Sol on a panel and a register."""
    return answer([IOM, MAPPA, NPS], GROUPS, LINKS, findings=FINDINGS, **further)


def reordered() -> CrossReference:
    """The same borough with its lists and rows the other way round."""
    lists = [replace(s, rows=dict(reversed(s.rows.items()))) for s in (NPS, MAPPA, IOM)]
    links = dict(reversed(LINKS.items()))
    return answer(lists, GROUPS[::-1], links, findings=FINDINGS[::-1])
