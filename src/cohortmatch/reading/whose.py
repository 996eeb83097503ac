"""Whose each column of a list is: the nominal's, somebody else's, nobody's for sure.

Policy: the row of headings is read from left to right. A word for a person decides whose that
column is, and whose every personal column beside it without such a word, up to the next word for a
person or the next block of names: "Victim, Address, Perpetrator, DOB" is the victim's address and
the perpetrator's date of birth. The nominal is whom the settings name, else an offender's word,
else the plain names, else a word that can be the nominal's own ("Resident"), if nobody better is
there. A block of plain names after another person's whole name is the nominal's again. What could
be either's is nobody's. Columns of yes and no, or of roles, are about no other person. A worker
("Lead officer") takes no column beside him.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import takewhile

import pandas as pd

from cohortmatch.reading.confirming import by_values, confirmed
from cohortmatch.reading.doubted import is_doubted, is_second_birth
from cohortmatch.reading.headings import field_of, listed_field, plain_heading
from cohortmatch.reading.named_cells import holds_others_names
from cohortmatch.reading.person_words import NOBODY, Label, label_of, spoken, words_for
from cohortmatch.reading.shapes import Shape
from cohortmatch.reading.wordlists import plain_words, words_of
from cohortmatch.values.fields import fields_where

__all__ = ["Whose", "whose_columns"]

PARTS = ("surname", "forename")
NAMING = ("name", *PARTS)
PERSONAL = frozenset(fields_where(lambda field: field.is_personal))
"""The fields that say something of one person."""
BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
ALIKE = 0.5
"""The share of the rows in which two columns of names must agree to be the same people's."""
FEW_ELSE = 0.9
LOOKED_AT = 300


class Whose(Enum):
    """Whose a column is."""

    nominal = "the nominal's, or about no person"
    another = "another person's"
    unclear = "nobody's for sure"


@dataclass(frozen=True, eq=False)
class Column:
    """One column: whom its heading names, the field it is, and whether the caller says so."""

    heading: str
    label: Label
    field: str
    shape: Shape
    is_said: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it holds names."""
        return self.field in NAMING

    @property
    def is_personal(self) -> bool:
        """Whether it says something of one person."""
        return self.field in PERSONAL

    @property
    def party(self) -> tuple[str, str]:
        """Whose columns it belongs with: all offender's words are one person's, plain ones too."""
        return self.label.kind, self.label.word if self.label.kind == "own" else ""


@dataclass(eq=False)
class Block:
    """The person whose columns are being passed: whose they are, and the fields seen so far."""

    whose: Whose
    fields: set[str] = field(default_factory=set)
    is_beside: bool = True

    @property
    def is_named(self) -> bool:
        """Whether the whole name has been passed."""
        return "name" in self.fields or {"surname", "forename"} <= self.fields


def whose_columns(
    frame: pd.DataFrame,
    headings: Sequence[str],
    shapes: Mapping[str, Shape],
    said: Mapping[str, str],
    *,
    holds_victims: bool = False,
) -> dict[str, Whose]:
    """Whose each column under the headings is; `said` gives the fields that the caller says.

    `holds_victims` says that lists of this kind hold victims beside offenders.
    """
    columns = [_column(each, shapes[each], said) for each in headings]
    return _without_doubted(columns, _Row(frame, columns, holds_victims).walked())


def _without_doubted(columns: Sequence[Column], walked: Mapping[str, Whose]) -> dict[str, Whose]:
    """Whose each column is, those that are not surely the nominal's nobody's for sure."""
    out = dict(walked)
    mine = [each for each in columns if out[each.heading] == Whose.nominal and not each.is_said]
    named = [spoken(e.heading).split() for e in mine if e.is_name or not e.field]
    own = frozenset(word for words in named if {*words} & {"name", "names"} for word in words)
    births = [each.heading for each in mine if each.field == "date_of_birth"]
    if sum(each.field == "name" for each in columns) > 1:
        out |= {each.heading: Whose.another for each in mine if _is_of_relation(each)}
    for each in _about_others_named(columns, out):
        out[each.heading] = Whose.unclear
    for each in mine:
        is_second = is_second_birth(each.heading) and len(births) > 1
        if each.is_name and not _has_other_names(each, mine):
            continue
        if is_second or is_doubted(each.heading, each.label, each.field, each.shape, own):
            out[each.heading] = Whose.unclear
    return out


def _is_of_relation(column: Column) -> bool:
    """Whether a column says what a second person of the row is to the nominal."""
    words = set(spoken(column.heading).split())
    return column.field in ("role", "status", "personal") and {"relationship", "to"} <= words


def _about_others_named(columns: Sequence[Column], out: Mapping[str, Whose]) -> list[Column]:
    """The nominal's columns that name others, and the plain personal ones behind each."""
    found, is_beside = list[Column](), False
    mine = [each for each in columns if out[each.heading] == Whose.nominal]
    for each in columns:
        is_mine = each in mine and not each.is_said and _has_other_names(each, mine)
        if is_mine and holds_others_names(each.heading, each.field, each.shape):
            found.append(each)
            is_beside = each.label.kind != "worker"
        elif each.is_name or each.label.kind:
            is_beside = False
        elif is_mine and is_beside and each.is_personal:
            found.append(each)
    return found


def _has_other_names(column: Column, mine: Sequence[Column]) -> bool:
    """Whether the nominal is named in full without a column."""
    others = [each for each in mine if each is not column and each.is_name]
    sure = [e for e in others if e.is_said or e.label.kind or listed_field(e.heading) in NAMING]
    fields = {each.field for each in sure}
    return "name" in fields or {"surname", "forename"} <= fields


def _column(heading: str, shape: Shape, said: Mapping[str, str]) -> Column:
    label = _label(heading, shape)
    if heading in said:
        return Column(heading, label, said[heading], shape, said[heading] in NAMING)
    return Column(heading, label, _field(heading, label, shape), shape)


def _label(heading: str, shape: Shape) -> Label:
    """Whom a column's heading names, unless its cells say that it is about nobody else."""
    label = label_of(heading)
    if label.kind == "worker":
        return Label(label.kind, label.word, label.rest)
    if not label.kind or (field_of(label.rest) not in NAMING and _says_no_person(shape)):
        return NOBODY
    if label.kind in ("other", "thing") and field_of(heading) == "role" and not shape.cells:
        return NOBODY
    if label.is_short and not _is_about_somebody(label, shape):
        return NOBODY
    return label


def _says_no_person(shape: Shape) -> bool:
    """Whether the cells are yes and no, or roles, and next to nothing else; a name with a word for
    a role beside it ("Ann Vic") is a name, unless the column tells offenders and victims apart."""
    roles = shape.roles if shape.has_both_sides else shape.roles_alone
    return bool(shape.cells) and shape.flags + roles >= FEW_ELSE


def _is_about_somebody(label: Label, shape: Shape) -> bool:
    """Whether an abbreviation is surely a person's: by the heading's other words or its cells."""
    if label.rest:
        return field_of(label.rest) in PERSONAL
    return shape.names >= ALIKE and shape.words >= 1.5 and shape.addresses < 0.3


def _field(heading: str, label: Label, shape: Shape) -> str:
    """The field of a column, whoever it is about."""
    if label.kind in ("other", "offender", "own"):
        return _rest_field(heading, label, shape)
    plain = plain_heading(heading)
    if any(plain in words_of(part) for part in BIRTH_PARTS):
        return "date_of_birth"
    meant = field_of(heading)
    now = confirmed(meant, heading, shape) if meant else by_values(shape, set())
    return "personal" if now == "status" and plain in words_for("personal") else now


def _rest_field(heading: str, label: Label, shape: Shape) -> str:
    """The field of what remains of a heading without the word for the person."""
    meant = "name" if set(label.rest.split()) <= words_for("whole") else field_of(label.rest)
    if label.kind == "other":
        return meant or ("name" if shape.names >= ALIKE else "")
    if meant == "name" and field_of(heading) not in ("", "name"):
        meant = field_of(heading)
    return confirmed(meant, heading, shape) if meant else by_values(shape, set())


class _Row:
    """The row of headings, as it is walked."""

    def __init__(self, frame: pd.DataFrame, columns: Sequence[Column], holds_victims: bool) -> None:
        self._frame = frame
        self._columns = columns
        self._holds_victims = holds_victims or any(
            each.label.kind in ("other", "thing")
            or (each.label.word in words_for("accused") and each.is_name)
            for each in columns
        )
        self._own_fields: set[str] = set()
        self._out: dict[str, Whose] = {}

    def walked(self) -> dict[str, Whose]:
        """Whose each column is."""
        block = Block(self._first())
        for place, column in enumerate(self._columns):
            block = self._step(place, column, block)
        return self._out

    # ---- who the nominal is

    @cached_property
    def _names(self) -> dict[tuple[str, str], list[Column]]:
        """The columns of names of each party that can be the nominal."""
        found: dict[tuple[str, str], list[Column]] = {}
        for each in self._columns:
            may_be = each.label.kind in ("", "offender", "own") and self._holds(each)
            if (each.is_name and may_be) or each.is_said:
                found.setdefault(each.party, []).append(each)
        return found

    @cached_property
    def _nominal(self) -> tuple[str, str] | None:
        """The party that is the nominal; None where nobody is named who can be."""
        ranked = sorted(self._names, key=self._rank) if len(self._names) > 1 else list(self._names)
        whole = [party for party in ranked if self._is_whole(party)]
        return next(iter([*whole, *ranked]), None)

    def _rank(self, party: tuple[str, str]) -> tuple[int, int]:
        kind, _ = party
        columns = self._names[party]
        if any(each.is_said for each in columns):
            return 0, 0
        order = ["", "offender"] if self._has_roles else ["offender", ""]
        return (1 + order.index(kind) if kind in order else 3, columns[0].label.rank)

    @cached_property
    def _has_roles(self) -> bool:
        """Whether a column says of each row whether it is an offender's or a victim's."""
        return any(
            each.shape.has_both_sides and each.shape.roles >= ALIKE for each in self._columns
        )

    def _is_whole(self, party: tuple[str, str]) -> bool:
        fields = {each.field for each in self._names[party]}
        return "name" in fields or {"surname", "forename"} <= fields

    def _of(self, column: Column) -> Whose:
        """Whose a column is that names no other person for sure."""
        party = column.party
        if self._nominal is None or party == self._nominal or column.is_said:
            return Whose.nominal
        if party in self._names:
            return self._standing[party]
        return self._unnamed(column)

    @cached_property
    def _standing(self) -> dict[tuple[str, str], Whose]:
        """Whose the columns of each party are that has names and is not the nominal."""
        return {party: self._beside(party) for party in self._names if party != self._nominal}

    def _beside(self, party: tuple[str, str]) -> Whose:
        assert self._nominal is not None
        if any(each.is_said for each in self._names[party]):
            return Whose.nominal
        if self._completes(party) or self._is_alike(party):
            return Whose.nominal
        if {party[0], self._nominal[0]} == {"", "offender"}:
            if not self._holds_victims:
                return Whose.nominal
            return Whose.unclear if party[0] == "" else Whose.another
        return Whose.unclear if party[0] == "" else Whose.another

    def _completes(self, party: tuple[str, str]) -> bool:
        """Whether the nominal and the party have one part of a name each."""
        assert self._nominal is not None
        both = [{each.field for each in self._names[who]} for who in (party, self._nominal)]
        return both[0] | both[1] == {"surname", "forename"} and both[0].isdisjoint(both[1])

    def _is_alike(self, party: tuple[str, str]) -> bool:
        """Whether the party's names are the nominal's, written again; a surname is not enough."""
        assert self._nominal is not None
        both = zip(self._words(party), self._words(self._nominal), strict=True)
        pairs = [(one, other) for one, other in both if one and other]
        same = [min(len(a), len(b)) > 1 and (a <= b or b <= a) for a, b in pairs]
        return bool(pairs) and sum(same) >= ALIKE * len(pairs)

    def _words(self, party: tuple[str, str]) -> list[set[str]]:
        """The words of the party's names, row by row."""
        headings = [each.heading for each in self._names[party]]
        rows = self._frame[headings].head(LOOKED_AT).itertuples(index=False)
        return [{word for cell in row for word in plain_words(cell).split()} for row in rows]

    def _unnamed(self, column: Column) -> Whose:
        """Whose a column is that has a word for a person whom no column names."""
        if column.label.kind != "own" or self._nominal is None:
            return Whose.nominal
        if column.label.word in words_for("own_last"):
            return Whose.another
        is_weaker = column.label.rank >= 2 and (self._holds_victims or column.is_personal)
        return Whose.unclear if is_weaker else Whose.nominal

    def _is_second(self, column: Column) -> bool:
        """Whether a column is about a second person of the nominal's kind ("Perpetrator 2 DOB")."""
        if column.label.number_in(column.heading) < 2 or column.party != self._nominal:
            return False
        names = self._names[column.party]
        return any(each.label.number_in(each.heading) < 2 for each in names)

    # ---- from left to right

    def _first(self) -> Whose:
        """Whose the columns before the first word for a person, or name, are."""
        for each in self._columns:
            if each.label.kind == "other" and self._takes(each):
                return Whose.unclear
            if each.is_name or (each.label.kind in ("offender", "own") and each.is_personal):
                return self._of(each)
        return Whose.nominal

    def _step(self, place: int, column: Column, block: Block) -> Block:
        """Settle one column; the block that the next one is beside."""
        kind = column.label.kind
        if column.is_said:
            return self._named(column, block, place)
        if kind in ("other", "thing"):
            return self._another(column, block)
        if kind in ("offender", "own"):
            return self._labelled(column, block)
        if (column.is_name and kind == "") or self._opens(place):
            return self._named(column, block, place)
        return self._beside_block(column, block, place)

    def _another(self, column: Column, block: Block) -> Block:
        self._out[column.heading] = Whose.another
        if not self._takes(column):
            return block
        again = block.whose == Whose.another and column.field not in block.fields
        now = block if again else Block(Whose.another)
        now.fields.add(column.field)
        now.is_beside = True
        return now

    def _takes(self, column: Column) -> bool:
        """Whether another person's column takes the next; one of notes or blanks does not."""
        return column.label.kind == "other" and column.is_personal and self._holds(column)

    def _holds(self, column: Column) -> bool:
        return bool(self._frame[column.heading].str.strip().ne("").any())

    def _labelled(self, column: Column, block: Block) -> Block:
        whose = Whose.another if self._is_second(column) else self._of(column)
        self._out[column.heading] = whose
        if not column.is_personal:
            return block
        now = block if block.whose == whose else Block(whose)
        return self._passed(column, now)

    def _named(self, column: Column, block: Block, place: int) -> Block:
        """A plain name: of the block while that lacks it, else the beginning of the next."""
        if not column.is_said and self._lacks(block, place):
            self._out[column.heading] = block.whose
            return self._passed(column, block)
        whose = self._of(column)
        self._out[column.heading] = whose
        return self._passed(column, block if block.whose == whose else Block(whose))

    def _lacks(self, block: Block, place: int) -> bool:
        """Whether the block has one part of a name and this column, alone, is the other."""
        part = self._columns[place].field
        has_part = not block.is_named and bool(block.fields & {*NAMING})
        if not has_part or part not in PARTS or part in block.fields:
            return False
        plain = (each.field in PARTS and not each.label.kind for each in self._columns[place:])
        return sum(takewhile(bool, plain)) % 2 == 1

    def _opens(self, place: int) -> bool:
        """Whether a title stands before a plain name, with which a block begins."""
        after = self._columns[place + 1 : place + 2]
        begins = bool(after) and after[0].is_name and after[0].label.kind == ""
        return begins and self._columns[place].field == "title"

    def _beside_block(self, column: Column, block: Block, place: int) -> Block:
        if not (column.is_personal or column.field == "personal") or column.label.kind:
            self._out[column.heading] = Whose.nominal
            block.is_beside = False
            return block
        whose = block.whose
        if whose == Whose.another and not self._is_surely_anothers(column, block, place):
            whose = Whose.unclear
        self._out[column.heading] = whose
        if whose == Whose.nominal:
            self._own_fields.add(column.field)
        block.fields.add(column.field)
        return block

    def _is_surely_anothers(self, column: Column, block: Block, place: int) -> bool:
        """Whether a column beside another's cannot be the nominal's, who is named elsewhere."""
        if not block.is_beside or column.field in block.fields:
            return False
        before = any(
            each.is_name and self._out[each.heading] == Whose.nominal
            for each in self._columns[:place]
        )
        return bool(self._own_fields) if before else self._nominal is not None

    def _passed(self, column: Column, block: Block) -> Block:
        block.fields.add(column.field)
        block.is_beside = True
        if block.whose == Whose.nominal and not column.is_name:
            self._own_fields.add(column.field)
        return block
