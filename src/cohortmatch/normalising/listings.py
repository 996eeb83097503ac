"""Lists as read to Listings: every column, every role, and who is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Int8s
from cohortmatch.core.findings import Finding
from cohortmatch.core.tables_of_listings import of_lists, take, with_used_values
from cohortmatch.core.types import OUTCODE, Field, ListInfo, Listings, Names, RawList, Role
from cohortmatch.core.uncollected import uncollected
from cohortmatch.normalising.coding import FieldBuilder
from cohortmatch.normalising.columns import Cells, ParsedColumn, Parser, parse_columns
from cohortmatch.normalising.crosschecks import contradictions
from cohortmatch.normalising.date_columns import as_its_column_says
from cohortmatch.normalising.dates import TURNED, DateOrder, date_order, turn
from cohortmatch.normalising.deciding_rows import deciding
from cohortmatch.normalising.institutions import Institutions, InstitutionsSource, read_institutions
from cohortmatch.normalising.names import NamesBuilder
from cohortmatch.normalising.others import UNEXPLAINED, other_fields, parse_other
from cohortmatch.normalising.places import HOMELESS, NO_HOME, without_institutions
from cohortmatch.normalising.roles import MATCHED, NOT_MATCHED, listing_roles
from cohortmatch.normalising.run_parsers import RunParsers
from cohortmatch.normalising.youngest import without_infants
from cohortmatch.values.addresses import parse_address
from cohortmatch.values.ages import Age, parse_age
from cohortmatch.values.date_shapes import DateReading
from cohortmatch.values.dates import DateOfBirth, read_date_of_birth
from cohortmatch.values.emails import parse_emails
from cohortmatch.values.identifiers import KINDS, parse_identifiers
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.phones import parse_phones
from cohortmatch.values.postcodes import find_postcodes, parse_district, parse_postcode
from cohortmatch.values.sexes import parse_sex

HARDLY = frozenset({"sex", "age", OUTCODE, HOMELESS})
"""Fields that are of next to no use for matching."""
NOTHING_TO_MATCH = "nothing to match by: no name, no identifier and hardly anything else"


def normalise(
    raw_lists: Sequence[RawList],
    as_of: date,
    institutional_addresses: InstitutionsSource | None = None,
) -> Listings:
    """Code every list's listings into one columnar table.

    `as_of` is the day from which ages and "not in the future" are counted. Listings of victims,
    witnesses and unknown roles, and rows with neither name nor identifier, are left out and counted
    in each list's `excluded`. The addresses of institutions are no evidence: those of
    `institutional_addresses` (a CSV file or DataFrame with name, address, postcode) and those that
    many unrelated people share. Never raises on the content of a cell. Raises SettingsError when
    the institutional addresses cannot be used.
    """
    return coded(raw_lists, as_of, institutional_addresses).settled()


@dataclass(frozen=True, eq=False, repr=False)
class Coded:
    """Lists as codes, a row at a time, before anything is worked out from several rows."""

    listings: Listings
    _named: Institutions
    _raw: tuple[RawList, ...]

    def among(self, left: Sequence[RawList]) -> Coded | None:
        """The lists that are `left`, where each is as it was coded; None where one must be coded
        anew, because it was read again or a column of its own stands on no other list any more.
        """
        codes = [code for code, raw in enumerate(self._raw) if any(raw is each for each in left)]
        now = other_fields(left)
        before = other_fields(self._raw)
        headings = {use.heading for raw in left for use in raw.info.columns}
        if len(codes) < len(left) or now != {h: f for h, f in before.items() if h in headings}:
            return None
        listings = of_lists(self.listings, codes)
        names = {raw.info.name for raw in left}
        found = tuple(each for each in listings.noticed if each.list_name in names)
        return Coded(replace(listings, noticed=found), self._named, tuple(left))

    def settled(self, kept: npt.NDArray[np.intp] | None = None) -> Listings:
        """The listings, with what several rows say together: of all rows, or of those kept only, by
        their positions."""
        with uncollected():
            listings = self.listings if kept is None else take(self.listings, kept)
            listings = without_infants(with_used_values(listings))
            listings = without_institutions(listings, self._named)
            findings = (*listings.noticed, *contradictions(listings))
            return replace(listings, noticed=findings)


def coded(
    raw_lists: Sequence[RawList],
    as_of: date,
    institutional_addresses: InstitutionsSource | None = None,
) -> Coded:
    """The lists as `normalise` codes them, to be settled once or for some of the rows."""
    named = read_institutions(institutional_addresses)
    with uncollected():
        return Coded(_normalised(raw_lists, as_of), named, tuple(raw_lists))


def dates_say_more(raw: RawList, as_of: date, closed: frozenset[object]) -> bool:
    """Whether any date of birth of a list is read otherwise without the closed rows."""
    roles = listing_roles(raw, as_of).roles
    told, left = deciding(raw, roles), deciding(raw, roles, closed)
    if np.array_equal(told, left):
        return False
    reader = _Fields(as_of, {})
    return reader.dates_of(raw, told) != reader.dates_of(raw, left)


def _normalised(raw_lists: Sequence[RawList], as_of: date) -> Listings:
    starts = np.cumsum([0, *(len(raw.rows) for raw in raw_lists)])
    total = int(starts[-1])
    names, fields = NamesBuilder(), _Fields(as_of, other_fields(raw_lists))
    findings: list[Finding] = []
    roles: list[Int8s] = []
    noted: list[Int8s] = [np.zeros(0, dtype=np.int8)]
    for raw, start in zip(raw_lists, starts[:-1], strict=True):
        role, noticed, by_note = listing_roles(raw, as_of)
        told = deciding(raw, role)
        told = told if told.any() else ~told
        findings += [*raw.findings, *names.add(raw, int(start)), *fields.add(raw, int(start), told)]
        roles.append(role)
        noted.append(by_note)
        findings += noticed
    every = fields.build(total) | names.generation(total)
    everyone = _assemble(raw_lists, roles, names.build(total), every, as_of)
    by_notes = _noted(everyone, np.concatenate(noted))
    return replace(_only_matched(everyone), noticed=tuple(findings), noted=by_notes)


def _noted(everyone: Listings, without_note: Int8s) -> Listings | None:
    """The rows whose role a note changes, as if the note did not stand there."""
    by_note = without_note != Role.unknown
    if not by_note.any():
        return None
    rows = take(everyone, np.flatnonzero(by_note))
    return replace(rows, role=without_note[by_note])


class _Fields:
    """Every field except the names, gathered list by list."""

    def __init__(self, as_of: date, others: Mapping[str, str]) -> None:
        self._as_of = as_of
        self._others = others
        self._builders: dict[str, FieldBuilder[Any]] = {}
        self._run = RunParsers()

    def add(self, raw: RawList, start: int, told: Bools) -> list[Finding]:
        """Add a list whose first row is listing number `start`; returns the findings.

        The `told` rows say how a column of dates is written.
        """
        findings: list[Finding] = []
        orders = _orders(raw, told)
        for use in raw.info.columns:
            parsers = self._parsers(use.field, raw, use.heading, orders.get(use.heading))
            for field, column in parse_columns(raw.frame, use.heading, parsers).items():
                if field == "date_of_birth":
                    column, codes = self._settled_dates(column, raw, told, orders.get(use.heading))
                    findings += [Finding(code, raw.info.name, use.heading) for code in codes]
                self._put(field, column, start)
                self._put_aside(use.field, column, start)
                if field == "date_of_birth":
                    self._put_ages(column, raw, start)
                findings += column.findings(raw.info.name, raw.rows)
        return findings + _turned_dates(raw, orders)

    def dates_of(self, raw: RawList, told: Bools) -> list[tuple[Parsed[DateOfBirth], ...]]:
        """What each text of each column of dates is read as, where the `told` rows say how."""
        found = []
        for heading, order in _orders(raw, told).items():
            parsers = {heading: self._date_parser(raw, order)}
            column = parse_columns(raw.frame, heading, parsers)[heading]
            found.append(tuple(self._settled_dates(column, raw, told, order)[0].parsed))
        return found

    def build(self, n: int) -> dict[str, Field[Any]]:
        """The fields of n listings."""
        return {name: builder.build(n) for name, builder in self._builders.items()}

    def _parsers(
        self, field: str, raw: RawList, heading: str, order: DateOrder | None
    ) -> dict[str, Parser[Any]]:
        """What to read from a column: usually one field; an address holds postcodes too."""
        if field == "date_of_birth":
            return {field: self._date_parser(raw, order)}
        if field == "age":
            return {field: self._age_parser(raw)}
        if field == "sex":
            return {field: parse_sex}
        if field == "phone":
            return {field: parse_phones}
        if field == "email":
            return {field: parse_emails}
        if field == "postcode":
            return {field: self._run.once(field, parse_postcode)}
        if field == "address":
            return {"postcode": _postcodes_inside, field: parse_address}
        if field in KINDS:
            of_kind = partial(parse_identifiers, field=field)
            return {"identifier": self._run.once(field, of_kind)}
        if heading in self._others and field in UNEXPLAINED:
            return {self._others[heading]: parse_other} | _identifiers(field)
        return _identifiers(field)

    def _date_parser(
        self, raw: RawList, order: DateOrder | None, *, historical: bool = False
    ) -> Parser[DateOfBirth]:
        day_first = order is not DateOrder.month_first
        reading = DateReading(self._as_of, day_first, raw.date1904, historical)
        parser = self._run.once(reading, partial(read_date_of_birth, reading=reading))
        return (lambda text: parser(turn(text))) if order in TURNED else parser

    def _settled_dates(
        self, column: ParsedColumn[Any], raw: RawList, told: Bools, order: DateOrder | None
    ) -> tuple[ParsedColumn[Any], tuple[str, ...]]:
        """A column of dates as all of it says, and the findings' codes."""
        historical = self._date_parser(raw, order, historical=True)
        return as_its_column_says(column, column.cells.texts_of(told), historical)

    def _age_parser(self, raw: RawList) -> Parser[Age]:
        """The day on which a list's ages were true: the list's own day, else the run's."""
        on = raw.info.as_at or self._as_of
        return lambda text: parse_age(text, on)

    def _put_ages(self, column: ParsedColumn[Any], raw: RawList, start: int) -> None:
        """Read the ages that stand in place of dates of birth."""
        if (ages := column.noted({"dob-age-instead"})).any():
            self._put("age", column.read_again(ages, self._age_parser(raw)), start)

    def _put(self, field: str, column: ParsedColumn[Any], start: int) -> None:
        rows, places, values = column.incidence()
        if field != "identifier":
            self._builder(field).add(rows + start, values, places)
            return
        kinds = sorted({value.kind for value in values})
        of = np.array([kinds.index(value.kind) for value in values], dtype=np.int8)
        within = np.zeros(len(values), dtype=np.int64)
        for number, kind in enumerate(kinds):
            mine = np.flatnonzero(of == number)
            within[mine] = np.arange(len(mine))
            here = of[places] == number
            own = [values[i] for i in mine.tolist()]
            self._builder(kind).add(rows[here] + start, own, within[places[here]])

    def _put_aside(self, field: str, column: ParsedColumn[Any], start: int) -> None:
        """Keep what a cell says without a place: half a postcode, or no home of their own."""
        if field == "postcode" and (halves := column.noted({"postcode-outward-only"})).any():
            districts = column.read_again(halves, parse_district)
            self._put(OUTCODE, districts, start)
        if field in NO_HOME and (said := column.noted(NO_HOME[field])).any():
            rows = column.cells.rows_with(said)
            self._builder(HOMELESS).add(rows + start, [field] * len(rows))

    def _builder(self, field: str) -> FieldBuilder[Any]:
        return self._builders.setdefault(field, FieldBuilder())


def _orders(raw: RawList, told: Bools) -> dict[str, DateOrder]:
    """How each column of dates is written, as some rows say."""
    return {
        heading: date_order(Cells.of(raw.frame[heading][told]).texts)
        for heading in raw.headings("date_of_birth")
    }


def _turned_dates(raw: RawList, orders: Mapping[str, DateOrder]) -> list[Finding]:
    codes = {
        DateOrder.month_first: "dob-month-first",
        DateOrder.real_dates_turned: "dob-real-dates-turned",
        DateOrder.year_day_month: "dob-year-day-month",
    }
    return [
        Finding(codes[order], raw.info.name, heading)
        for heading, order in orders.items()
        if order in codes
    ]


def _identifiers(field: str) -> dict[str, Parser[Any]]:
    return {field: parse_identifiers} if field == "identifier" else {}


def _postcodes_inside(text: str) -> Parsed[str]:
    return Parsed(tuple(find_postcodes(text)))


def _assemble(
    raw_lists: Sequence[RawList],
    roles: list[Int8s],
    names: Names,
    fields: dict[str, Field[Any]],
    as_of: date,
) -> Listings:
    sizes = [len(raw.rows) for raw in raw_lists]
    rows = np.empty(sum(sizes), dtype=object)
    rows[:] = [row for raw in raw_lists for row in raw.rows]
    return Listings(
        lists=tuple(
            replace(raw.info, of_families=raw.default_role == Role.family) for raw in raw_lists
        ),
        raw=tuple(raw.frame for raw in raw_lists),
        list_code=np.repeat(np.arange(len(sizes), dtype=np.int16), sizes),
        row=rows,
        position=np.concatenate([np.arange(size, dtype=np.int64) for size in [*sizes, 0]]),
        role=np.concatenate([*roles, np.empty(0, dtype=np.int8)]),
        names=names,
        fields=fields,
        as_of=as_of,
    )


def _only_matched(listings: Listings) -> Listings:
    """Leave out listings that may not be matched, and count them."""
    recorded = _matchable(listings)
    matched = np.isin(listings.role, MATCHED) & recorded
    lists = []
    for code, info in enumerate(listings.lists):
        here = listings.list_code == code
        out = {
            reason: int((here & (listings.role == role)).sum())
            for role, reason in NOT_MATCHED.items()
        }
        out[NOTHING_TO_MATCH] = int((here & np.isin(listings.role, MATCHED) & ~recorded).sum())
        lists.append(_counted(info, int((here & matched).sum()), out))
    return take(replace(listings, lists=tuple(lists)), np.flatnonzero(matched))


def _matchable(listings: Listings) -> npt.NDArray[np.bool_]:
    """Which listings hold a name, an identifier, or at least two other fields to match by."""
    told = np.diff(listings.names.offsets) > 0
    for kind in KINDS:
        told |= listings.field(kind).counts > 0
    others = [name for name in listings.fields if name not in KINDS and name not in HARDLY]
    things = sum(((listings.field(name).counts > 0).astype(int) for name in others), 0 * told)
    result: npt.NDArray[np.bool_] = told | (things >= 2)
    return result


def _counted(info: ListInfo, listings: int, left_out: dict[str, int]) -> ListInfo:
    excluded = {**info.excluded, **{why: n for why, n in left_out.items() if n}}
    return replace(info, listings=listings, excluded=excluded)
