"""The headings walked from left to right to find each column's owner; `whose` has the policy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

import pandas as pd

from cohortmatch.reading.columns.person_words import role_of_word, spoken, words_for
from cohortmatch.reading.columns.whose_column import ALIKE, NAMING, PARTS, Block, OwnedColumn, Whose
from cohortmatch.reading.wordlists import plain_words

__all__ = ["LOOKED_AT", "HeadingWalk"]

LOOKED_AT = 300
SHARED = ("address", "postcode")
"""The fields that a household shares."""
HOUSEHOLD = frozenset(("household", "home", "property"))
LAST = 4
"""The rank of a party that is a second person by its headings."""


class HeadingWalk:
    """The row of headings, as it is walked."""

    def __init__(
        self, frame: pd.DataFrame, columns: Sequence[OwnedColumn], holds_victims: bool
    ) -> None:
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
        """The owner of each column."""
        block = Block(self._first())
        for place, column in enumerate(self._columns):
            block = self._step(place, column, block)
        return self._out

    # ---- who the nominal is

    @cached_property
    def _names(self) -> dict[tuple[str, str], list[OwnedColumn]]:
        """The columns of names of each party that can be the nominal."""
        found: dict[tuple[str, str], list[OwnedColumn]] = {}
        for each in self._columns:
            may_be = each.label.kind in ("", "offender", "own") and self._holds(each)
            if (each.is_name and may_be) or each.is_said:
                found.setdefault(each.party, []).append(each)
        return found

    @cached_property
    def _nominal(self) -> tuple[str, str] | None:
        """The party that is the nominal; None where no named party can be."""
        ranked = sorted(self._names, key=self._rank) if len(self._names) > 1 else list(self._names)
        whole = [party for party in ranked if self._is_whole(party) and self._rank(party)[0] < LAST]
        return next(iter([*whole, *ranked]), None)

    def _rank(self, party: tuple[str, str]) -> tuple[int, int]:
        kind, _ = party
        columns = self._names[party]
        if any(each.is_said for each in columns):
            return 0, 0
        if all(each.is_second for each in columns):
            return LAST, 0
        order = ["", "offender"] if self._has_roles else ["offender", ""]
        return (1 + order.index(kind) if kind in order else 3, columns[0].label.rank)

    @cached_property
    def _has_roles(self) -> bool:
        """Whether a column says in each row whether the row is an offender's or a victim's."""
        return any(
            each.shape.has_both_sides and each.shape.roles >= ALIKE for each in self._columns
        )

    def _is_whole(self, party: tuple[str, str]) -> bool:
        fields = {each.field for each in self._names[party]}
        return "name" in fields or {"surname", "forename"} <= fields

    def _of(self, column: OwnedColumn) -> Whose:
        """The owner of a column that names no other person for certain."""
        party = column.party
        if self._nominal is None and self._is_called_another(column):
            return Whose.another
        if self._nominal is None or party == self._nominal or column.is_said:
            return Whose.nominal
        if party in self._names:
            return self._standing[party]
        return self._unnamed(column)

    @cached_property
    def _standing(self) -> dict[tuple[str, str], Whose]:
        """The owner of the columns of each party that has names and is not the nominal."""
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
        """Whether the nominal and the party each have one part of a name."""
        assert self._nominal is not None
        both = [{each.field for each in self._names[who]} for who in (party, self._nominal)]
        return both[0] | both[1] == {"surname", "forename"} and both[0].isdisjoint(both[1])

    def _is_alike(self, party: tuple[str, str]) -> bool:
        """Whether the party's names repeat the nominal's; a surname alone is not enough."""
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

    def _unnamed(self, column: OwnedColumn) -> Whose:
        """The owner of a column with a word for a person whom no column names."""
        if column.label.kind != "own" or self._nominal is None:
            return Whose.nominal
        if column.label.word in words_for("own_last") or self._is_called_another(column):
            return Whose.another
        is_weaker = column.label.rank >= 2 and (self._holds_victims or column.is_personal)
        return Whose.unclear if is_weaker else Whose.nominal

    def _is_second(self, column: OwnedColumn) -> bool:
        """Whether a column is about a second person of the nominal's kind ("Perpetrator 2 DOB"),
        beside a nominal who is named without such a number."""
        return column.is_second and self._nominal is not None and not self._is_only_numbered

    def _is_called_another(self, column: OwnedColumn) -> bool:
        """Whether a heading calls another person by this column's word too ("Victim/client",
        "Vulnerable tenant" before "Tenant DOB")."""
        others = [each.label for each in self._columns if each.label.kind == "other"]
        word, is_weak = column.label.word, column.label.rank >= 2
        return any(
            word in label.rest.split()
            or (is_weak and word in label.word.split()[1:])
            or _is_harmed(label.word, word)
            for label in others
        )

    @cached_property
    def _is_only_numbered(self) -> bool:
        """Whether the nominal's own names are a second person's by their headings."""
        return self._nominal is None or all(e.is_second for e in self._names[self._nominal])

    # ---- from left to right

    def _first(self) -> Whose:
        """The owner of the columns before the first word for a person, or the first name."""
        for each in self._columns:
            if each.label.kind == "other" and self._takes(each):
                return Whose.unclear
            if each.is_name or (each.label.kind in ("offender", "own") and each.is_personal):
                return self._of(each)
        return Whose.nominal

    def _step(self, place: int, column: OwnedColumn, block: Block) -> Block:
        """Settle one column and return the block that the next column is beside."""
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

    def _another(self, column: OwnedColumn, block: Block) -> Block:
        self._out[column.heading] = Whose.another
        if not self._takes(column):
            block.is_beside = block.is_beside and column.is_personal
            return block
        again = block.whose == Whose.another and column.field not in block.fields
        now = block if again else Block(Whose.another, word=column.label.word)
        now.labelled += 1
        now.fields.add(column.field)
        now.is_beside = True
        return now

    def _takes(self, column: OwnedColumn) -> bool:
        """Whether another person's column takes the next; one of notes or blanks does not."""
        return column.label.kind == "other" and column.is_personal and self._holds(column)

    def _holds(self, column: OwnedColumn) -> bool:
        if column.shape.cells:
            return True
        return bool(self._frame[column.heading].str.strip().ne("").any())

    def _labelled(self, column: OwnedColumn, block: Block) -> Block:
        whose = Whose.another if self._is_second(column) else self._of(column)
        self._out[column.heading] = whose
        if not column.is_personal:
            return block
        now = block if block.whose == whose else Block(whose)
        return self._passed(column, now)

    def _named(self, column: OwnedColumn, block: Block, place: int) -> Block:
        """Settle a plain name: of the block if that lacks one, else the start of the next."""
        if not column.is_said and self._lacks(block, place):
            self._out[column.heading] = block.whose
            return self._passed(column, block)
        whose = self._of(column)
        self._out[column.heading] = whose
        return self._passed(column, block if block.whose == whose else Block(whose))

    def _lacks(self, block: Block, place: int) -> bool:
        """Whether the block has one part of a name and this column alone has the other."""
        part = self._columns[place].field
        has_part = not block.is_named and bool(block.fields & {*NAMING})
        if not has_part or part not in PARTS or part in block.fields:
            return False
        plain = (each.field in PARTS and not each.label.kind for each in self._columns[place:])
        return sum(takewhile(bool, plain)) % 2 == 1

    def _opens(self, place: int) -> bool:
        """Whether a title stands before a plain name and so begins a block."""
        after = self._columns[place + 1 : place + 2]
        begins = bool(after) and after[0].is_name and after[0].label.kind == ""
        return begins and self._columns[place].field == "title"

    def _beside_block(self, column: OwnedColumn, block: Block, place: int) -> Block:
        if not (column.is_personal or column.field == "personal") or column.label.kind:
            self._out[column.heading] = Whose.nominal
            # How they are related parts nobody from the columns behind it.
            block.is_beside &= spoken(column.heading) in words_for("personal")
            return block
        whose = block.whose
        if whose == Whose.another and self._is_nominals_again(column, block, place):
            self._out[column.heading] = Whose.nominal
            self._own_fields.add(column.field)
            return block
        if whose == Whose.another and not self._is_surely_anothers(column, block, place):
            whose = Whose.unclear
        self._out[column.heading] = whose
        if whose == Whose.nominal:
            self._own_fields.add(column.field)
        block.fields.add(column.field)
        return block

    def _is_nominals_again(self, column: OwnedColumn, block: Block, place: int) -> bool:
        """Whether a column without a word for a person is the nominal's behind a relative's or an
        associate's: a school is no grown-up's, and where their columns each say whose they are, or
        others stand between, this one would say so too."""
        if role_of_word(block.word) is None or not self._is_named_before(place):
            return False
        if column.field in self._own_fields:
            return False
        if self._is_behind_the_household(place):
            return column.field in SHARED
        if self._names_the_harmed:
            return False
        if spoken(column.heading) in words_for("schools"):
            return block.word in words_for("elders")
        return bool(column.field) and (block.labelled > 1 or not block.is_beside)

    def _is_behind_the_household(self, place: int) -> bool:
        """Whether a column stands behind one of the children or others in the nominal's household,
        and nobody harmed is named before: a household has one address."""
        before = self._columns[:place]
        if any(each.label.word in words_for("harmed") for each in before) or not before:
            return False
        return not HOUSEHOLD.isdisjoint(spoken(before[-1].heading).split())

    @cached_property
    def _names_the_harmed(self) -> bool:
        """Whether a heading names somebody who was harmed: the relatives may be those."""
        return any(each.label.word in words_for("harmed") for each in self._columns)

    def _is_named_before(self, place: int) -> bool:
        return any(
            each.is_name and self._out[each.heading] == Whose.nominal
            for each in self._columns[:place]
        )

    def _is_surely_anothers(self, column: OwnedColumn, block: Block, place: int) -> bool:
        """Whether a column beside another's cannot be the nominal's, named elsewhere."""
        if not block.is_beside or column.field in block.fields:
            return False
        before = self._is_named_before(place)
        return bool(self._own_fields) if before else self._nominal is not None

    def _passed(self, column: OwnedColumn, block: Block) -> Block:
        block.fields.add(column.field)
        block.is_beside = True
        if block.whose == Whose.nominal and not column.is_name:
            self._own_fields.add(column.field)
        return block


def _is_harmed(called: str, word: str) -> bool:
    """Whether somebody harmed is called by a word: "cuckooed su" by "su"."""
    kind, _, rest = called.partition(" ")
    return kind in words_for("harmed_kinds") and rest == word
