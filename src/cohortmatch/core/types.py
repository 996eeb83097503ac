"""Lists as read (RawList) and as coded (Listings): frozen types with read-only arrays.

    RawList ──▶ Listings

Listings are columnar and dictionary coded: a field is its distinct values and, for each listing,
the codes of those it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core import markup
from cohortmatch.core.arrays import Int8s, Int32s, Int64s, copies, freeze
from cohortmatch.core.findings import Finding, to_look_at, worst_first
from cohortmatch.core.plurals import count
from cohortmatch.values.roles import Role

__all__ = [
    "ABSENT",
    "INSTITUTION",
    "NAME_AGAIN",
    "OUTCODE",
    "PART_OF",
    "REGISTERED",
    "ColumnUse",
    "Columns",
    "Field",
    "InstitutionsInfo",
    "Kind",
    "KnownNames",
    "ListInfo",
    "Listings",
    "NameKind",
    "Names",
    "Passwords",
    "RawList",
    "Role",
]

T = TypeVar("T")
Kind = Literal["panel", "register"]
Columns = Mapping[str, Mapping[str, str | list[str]]]
"""How columns are to be understood: {list: {field: heading or headings}}."""
Passwords = Callable[[str], str | None] | Mapping[str, str]
"""What answers a protected file's password by the file's name."""
ABSENT = -1
"""The code of a value that is not recorded."""
OUTCODE = "outcode"
"""The field of first halves of postcodes, where no more is known."""
INSTITUTION = "institution:"
"""What the names of the fields begin with that hold addresses which are no evidence."""


class NameKind(IntEnum):
    """The source of one form of a person's name."""

    recorded = 0
    middle = 1
    """a middle name used as the given name"""
    previous = 2
    alias = 3
    street = 4
    """a street name used as the given name; two street names are compared as such"""


@dataclass(frozen=True, eq=False, repr=False)
class Field(Generic[T]):
    """One field of all listings: distinct values, and the codes of each listing's values.

    `codes[offsets[i]:offsets[i + 1]]` are listing i's codes, none where nothing is recorded,
    several where the field is a set (PNCs, postcodes, previous surnames). int32 codes, int64
    offsets of length n + 1.
    """

    values: tuple[T, ...]
    codes: Int32s
    offsets: Int64s

    def __post_init__(self) -> None:
        freeze(self)

    @classmethod
    def single(cls, values: Sequence[T], codes: Int32s) -> Field[T]:
        """A field with at most one value a listing; `codes` has ABSENT where there is none."""
        has = codes >= 0
        offsets = np.zeros(len(codes) + 1, dtype=np.int64)
        np.cumsum(has, out=offsets[1:])
        return cls(tuple(values), codes[has].astype(np.int32), offsets)

    @classmethod
    def empty(cls, n: int) -> Field[T]:
        """A field that no listing has."""
        return _empty(n)

    @property
    def counts(self) -> Int64s:
        """How many values each listing has."""
        return np.diff(self.offsets)

    @property
    def owners(self) -> Int64s:
        """The listing that each code belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.counts)

    @property
    def first(self) -> Int32s:
        """Each listing's first code, ABSENT where it has none."""
        out = np.full(len(self), ABSENT, dtype=np.int32)
        has = self.counts > 0
        out[has] = self.codes[self.offsets[:-1][has]]
        return out

    def of(self, listing: int) -> tuple[T, ...]:
        """One listing's values."""
        codes = self.codes[self.offsets[listing] : self.offsets[listing + 1]].tolist()
        return tuple([self.values[code] for code in codes])

    def any_of(self, marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which listings have one of the codes that are marked."""
        result: npt.NDArray[np.bool_] = np.bincount(self.owners[marked], minlength=len(self)) > 0
        return result

    def all_of(self, marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which listings have codes, and all of them marked."""
        hit = np.bincount(self.owners[marked], minlength=len(self))
        result: npt.NDArray[np.bool_] = (self.counts > 0) & (hit == self.counts)
        return result

    def only(self, keep: npt.NDArray[np.bool_]) -> Field[T]:
        """The field with those of its codes that are marked."""
        counts = np.bincount(self.owners[keep], minlength=len(self))
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return Field(self.values, self.codes[keep], offsets)

    def take(self, listings: npt.NDArray[np.intp]) -> Field[T]:
        """The field of some listings only, in the order given."""
        counts = self.counts[listings]
        row, within = copies(counts)
        codes = self.codes[self.offsets[:-1][listings][row] + within]
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return Field(self.values, codes, offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __repr__(self) -> str:
        recorded = int((self.counts > 0).sum())
        return (
            f"<Field: {count(len(self.values), 'distinct value')}, recorded for {recorded} of "
            f"{len(self)}>"
        )


@lru_cache(maxsize=16)
def _empty(n: int) -> Field[Any]:
    # Asked for by the thousand; its arrays are read-only, so one serves all.
    return Field((), np.empty(0, dtype=np.int32), np.zeros(n + 1, dtype=np.int64))


@dataclass(frozen=True, eq=False, repr=False)
class Names:
    """Every form of every listing's name, as codes into one vocabulary of folded words.

    Listing i's forms are `given[offsets[i]:offsets[i + 1]]` and `surname[...]` (int32, ABSENT where
    that part is missing) with `kind` (int8, NameKind); the first form is the name as recorded.
    A surname of several parts is one word with spaces ("smith jones"). `middle` and `street` hold
    middle names and street names.
    """

    words: tuple[str, ...]
    offsets: Int64s
    given: Int32s
    surname: Int32s
    kind: Int8s
    middle: Field[str]
    street: Field[str]

    def __post_init__(self) -> None:
        freeze(self)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __repr__(self) -> str:
        return f"<Names: {count(len(self.given), 'form')} of {count(len(self), 'listing')}>"


@dataclass(frozen=True)
class ColumnUse:
    """How one column of a list was understood.

    `field` is one of `reading`'s field names, 'status' for a column carried along untouched, or
    'ignored'; `how` says what it was recognised by (heading, values, settings). `person` is the
    second person of the row whose column it is ("Partner"), '' for the row's own.
    """

    heading: str
    field: str
    how: str
    person: str = ""

    @property
    def is_again(self) -> bool:
        """Whether what it holds is read in another column: it was joined or taken apart, or holds
        the name again."""
        return self.how.startswith(AGAIN)


REGISTERED = "heading of registrations"
"""How a column is understood that says what somebody under supervision is registered for; a victim
among it is an offender as well."""
NAME_AGAIN = "the name again"
"""How a column is understood whose names other columns hold too."""
PART_OF = "part of"
"""How a column is used whose cells are one part of a name, a date or an address: "part of …"."""
AGAIN = (PART_OF, "taken apart", NAME_AGAIN)
SOME = -1
"""A number of rows that a reader may not know."""
NO_ROLE = "no role of an offender recorded or understood"
NOT_NOMINALS = "officer, contact or anybody else who is said to be no nominal"
LEFT_OUT_BY_ROLE = ("victim or complainant", "witness", NOT_NOMINALS, NO_ROLE)
"""Why rows are left out for what they say, or do not say, the person is."""


@dataclass(frozen=True)
class ListInfo:
    """One list: what it is, where it came from, and how many rows of it are used.

    `rows_in` counts the rows below the headings that hold anything; `excluded` says how many of
    them were left out and why (a phrase for a person); `listings` is what remains. `headings_row`
    is the spreadsheet's row of the headings, None for a DataFrame or several sheets; `title` are
    the texts above the headings, `between` those that stand alone among the listings. `as_at` is
    the first of the month where `as_at_month` says that only a month is known. `sources` gives, for
    a column made of those of several people in a row, each (heading, person, field) that it was
    made of; the field is '' where it is the column's. `of_families` says that relatives are on the
    list themselves; on any other one is only named beside a nominal. `is_named` says that the
    caller gave the name, and not a file or a sheet; `by_file` is what the file alone says of a list
    that its rows show to be one of an earlier run, whose name it has.
    """

    name: str
    kind: Kind
    panel_type: str = ""
    file: str = ""
    path: str = ""
    sheet: str = ""
    sha256: str = ""
    as_at: date | None = None
    rows_in: int = 0
    listings: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[ColumnUse, ...] = ()
    headings_row: int | None = None
    as_at_month: bool = False
    title: tuple[str, ...] = field(default=(), repr=False)  # it may name a person
    between: tuple[str, ...] = field(default=(), repr=False)
    sources: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    of_families: bool = False
    is_named: bool = False
    by_file: ListInfo | None = field(default=None, repr=False)

    @property
    def nobody_matched(self) -> str:
        """Why a list with rows has nobody who is matched; '' where somebody is."""
        rows = sum(self.excluded.values())
        if self.listings or rows <= 0:
            return ""
        several = len(self.excluded) > 1
        why = (f"{n:,} {each}" if several else each for each, n in self.excluded.items())
        left_out = "its only row is" if rows == 1 else f"all {rows:,} rows are"
        return f"nobody on {self.name} is matched: {left_out} left out ({'; '.join(why)})"

    @property
    def without_role(self) -> str:
        """That its rows have no roles, where that is why nobody on it is matched; else ''."""
        rows = 0 if self.listings else self.excluded.get(NO_ROLE, 0)
        if not rows:
            return ""
        people = sum(n for why, n in self.excluded.items() if why in LEFT_OUT_BY_ROLE)
        if rows == people:
            return f"{self.name} has no roles"
        if rows == SOME:
            return f"some rows of {self.name} have no role"
        return f"{count(rows, 'row')} of {self.name} {'has' if rows == 1 else 'have'} no role"


@dataclass(frozen=True)
class InstitutionsInfo:
    """The borough's list of institutional addresses.

    `addresses` counts the places understood; `file`, `path` (as it was given) and `sha256` are ''
    where it was no file.
    """

    file: str = ""
    path: str = ""
    sha256: str = ""
    addresses: int = 0


@dataclass(frozen=True, eq=False)
class KnownNames:
    """Folded words that lists with separate columns hold as surnames and as forenames."""

    surnames: frozenset[str] = frozenset()
    forenames: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<KnownNames: {len(self.surnames)} surnames, {len(self.forenames)} forenames>"


@dataclass(frozen=True, eq=False, repr=False)
class RawList:
    """One list as read: text only, nothing interpreted.

    `frame` has one row a listing and one column a heading (unique), every cell a str ('' when
    blank); a real date cell is its ISO date, a number its shortest text. `rows` are the rows a
    person sees in the spreadsheet (first line is 1) or the DataFrame's labels. `default_role` is
    what a listing is when the list has no role column or the cell says nothing; `is_mixed` says
    that lists of its kind hold victims beside offenders. `person_roles` gives the role of each
    second person of a row, by the words of the column that names them. `again` is what `reading`
    needs to understand the columns from other rows; None for a list that nothing was read from.
    `roles_by` is the list as it was read from all of its rows, which says the role of each row;
    None where this is that list.
    """

    info: ListInfo
    frame: pd.DataFrame
    rows: tuple[object, ...]
    default_role: Role = Role.subject
    surname_first: Mapping[str, bool] = field(default_factory=dict)
    date1904: bool = False
    findings: tuple[Finding, ...] = ()
    is_mixed: bool = False
    person_roles: Mapping[str, Role] = field(default_factory=dict)
    again: object = None
    roles_by: RawList | None = None

    def headings(self, field_name: str) -> list[str]:
        """The headings of the columns understood as this field."""
        return [use.heading for use in self.info.columns if use.field == field_name]

    def __repr__(self) -> str:
        return f"<RawList {self.info.name}: {count(len(self.rows), 'row')}>"


NormalisedWithout = Callable[
    [frozenset[str], Callable[["Listings"], npt.NDArray[np.intp]]], "Listings"
]
"""Listings without the lists of some names, and with the rows of the others that a function says by
their positions."""


@dataclass(frozen=True, eq=False, repr=False)
class Listings:
    """Every listing to match, columnar; see the module's docstring.

    `list_code` (int16) points into `lists`; `row` (object) is the row a person sees; `position`
    (int64) the row's position in `raw[list_code]`, the list as read, for showing what was written;
    `role` (int8) is a Role. `fields` maps a field's name to its Field; fields that begin with
    INSTITUTION hold addresses and phones that are no evidence because an institution's. `noticed`
    are the findings, which `findings` gives as a table; `institutions` is the borough's list of
    such addresses, None where there is none. `without` reads and normalises again without the lists
    of some names and with some rows of the others, as if the rest had not been there. `noted` are
    the rows whose role a note changes, as if the note did not stand there.
    """

    lists: tuple[ListInfo, ...]
    raw: tuple[pd.DataFrame, ...]
    list_code: npt.NDArray[np.int16]
    row: npt.NDArray[np.object_]
    position: Int64s
    role: Int8s
    names: Names
    fields: Mapping[str, Field[Any]]
    noticed: tuple[Finding, ...] = ()
    as_of: date | None = None
    institutions: InstitutionsInfo | None = None
    without: NormalisedWithout | None = None
    noted: Listings | None = None

    def __post_init__(self) -> None:
        freeze(self)

    def __len__(self) -> int:
        return len(self.row)

    def field(self, name: str) -> Field[Any]:
        """A field by its name; one that no list has is empty."""
        return self.fields[name] if name in self.fields else Field.empty(len(self))

    def id_of(self, listing: int) -> str:
        """The listing's id, `list:row`."""
        return f"{self.lists[self.list_code[listing]].name}:{self.row[listing]}"

    @property
    def beside(self) -> npt.NDArray[np.bool_]:
        """Which listings are a relative's who is only named beside a nominal."""
        of_families = np.array([info.of_families for info in self.lists], dtype=bool)
        result: npt.NDArray[np.bool_] = (self.role == Role.family) & ~of_families[self.list_code]
        return result

    @property
    def ids(self) -> list[str]:
        """Every listing's id, `list:row`."""
        names = [info.name for info in self.lists]
        rows = zip(self.list_code.tolist(), self.row.tolist(), strict=True)
        return [f"{names[code]}:{row}" for code, row in rows]

    @property
    def findings(self) -> pd.DataFrame:
        """The findings, worst first: code, severity, list, column, rows, and what to do."""
        found = worst_first(self.noticed)
        columns = {
            "code": [each.code for each in found],
            "severity": [each.kind.severity for each in found],
            "list": [each.list_name for each in found],
            "column": [each.column for each in found],
            "rows": [each.rows for each in found],
            "noticed": [f"{e.kind.title}: {e.detail}".removesuffix(": ") for e in found],
            "action": [each.kind.done for each in found],
            "remedy": [each.remedy for each in found],
        }
        return pd.DataFrame(columns).rename_axis("finding")

    def __repr__(self) -> str:
        return (
            f"<Listings: {count(len(self), 'listing')} on {count(len(self.lists), 'list')}, "
            f"{count(len(self.noticed), 'finding')}>"
        )

    def _repr_html_(self) -> str:
        rows = [
            (info.name, info.kind, info.listings, sum(info.excluded.values()) or None)
            for info in self.lists
        ]
        severities = [finding.kind.severity for finding in self.noticed]
        points, notes = count(to_look_at(severities), "point"), severities.count("note")
        told = f"{points} to look at and {notes:,} for information"
        return (
            markup.heading(f"{count(len(self), 'listing')} on {count(len(self.lists), 'list')}")
            + markup.table(("List", "Kind", "Listings", "Left out"), rows)
            + markup.lines((f"{told}: see .findings.", "Nothing is matched yet: match(lists)."))
        )
