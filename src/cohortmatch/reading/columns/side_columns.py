"""Columns whose cells tell nominals from other people, whatever their headings say.

Policy: a column of few short values, some an offender's and some another person's, says roles even
under a heading such as "Why on list", "Service" or "Who". In such a column only a value that
affirms a nominal counts: a value that is not understood is left out and reported. At least half of
the cells must name a side, and nearly all of them where the heading is one of names or notes; under
a heading that names the sides ("Suspect/Victim") one cell of each is enough, and no other cell
("NFA", "Closed") takes the column away. A heading that explains its codes ("Type (1=perp 2=vic)")
is read by its own words. On a list of families relations are not sides. A column says roles too
where nearly all cells do, some an offender's and some an associate's ("Nominal / associate").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.by_whom import says_by_whom
from cohortmatch.reading.columns.compass import is_compass
from cohortmatch.reading.columns.free_text import is_free_text
from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.named_cells import has_two_words, is_persons_name
from cohortmatch.reading.columns.role_columns import is_headed_by_sides
from cohortmatch.reading.columns.shapes import SAMPLE, Shape, shape_of
from cohortmatch.reading.columns.understood import LABELS, Understood
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.role_sides import is_nominals_side, is_others_side
from cohortmatch.values.roles import Role, is_role_alone, parse_role
from cohortmatch.values.text import fold, is_placeholder
from cohortmatch.values.word_marks import word_mark

__all__ = ["find_sides"]

MOST_VALUES, LONGEST, MOST_WORDS = 40, 60, 8
"""How many values a column of roles has at most, how long they are, and of how many words."""
HALF, NEARLY_ALL = 0.5, 0.9
NOMINAL, ANOTHER = "Nominal", "Contact"
NAMING = frozenset(("name", "surname", "forename", "alias"))
RELATION = "relation"
LETTER = re.compile(r"[a-z]")
LEGEND = re.compile(r"\b([a-z0-9]{1,2})\s*[=:-]\s*([a-z]{3,})")


@dataclass(frozen=True, eq=False)
class _Sides:
    """A column's distinct cells as its heading's legend reads them, and how many say each."""

    heading: str
    cells: pd.Series
    legend: Mapping[str, str]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each text occurs in the column, without blank ones."""
        held = Counter(self.cells.to_numpy(dtype=object).tolist())
        return {text: number for text, number in held.items() if text.strip()}

    def meaning(self, text: str) -> str:
        """What a cell says, by the heading's legend where there is one."""
        return self.legend.get(fold(text), text) if self.legend else text

    def names_sides(self, enough: float) -> bool:
        """Whether the share of cells that name a side can be enough; as soon as it cannot be, no
        further cell is looked at."""
        cells = sum(self.counts.values())
        left = cells
        for text, number in self.counts.items():
            said = self.meaning(text)
            left -= 0 if _is_a_side(said) else number
            if left / cells < enough:
                return False
        return True

    @property
    def share(self) -> float:
        """The share of cells that name a side; 0 where one of the sides is missing."""
        nominals = sum(n for text, n in self.counts.items() if is_nominals_side(self.meaning(text)))
        others = sum(n for text, n in self.counts.items() if self._is_beside(self.meaning(text)))
        return (nominals + others) / sum(self.counts.values()) if nominals and others else 0.0

    def _is_beside(self, said: str) -> bool:
        """Whether a cell says another person than a nominal, an associate where those are told."""
        return is_others_side(said) or (self.tells_associates and _role_in(said) is Role.associate)

    @cached_property
    def tells_associates(self) -> bool:
        """Whether nearly all cells say a role, and some an offender's and some an associate's."""
        said = [(_role_in(self.meaning(text)), number) for text, number in self.counts.items()]
        roles = {role for role, _ in said}
        known = sum(number for role, number in said if role is not None)
        is_sure = known >= NEARLY_ALL * sum(self.counts.values())
        return is_sure and {Role.subject, Role.associate} <= roles

    @property
    def has_roles_alone(self) -> bool:
        """Whether some cells hold an offender's word and nothing else, and others a victim's; or
        half of all cells one of the two."""
        alone = Shape(tuple(text for text in self.counts if is_role_alone(text)))
        number = sum(self.counts[text] for text in alone.cells)
        return alone.has_both_sides or number >= HALF * sum(self.counts.values())

    @property
    def has_own_words(self) -> bool:
        """Whether a nominal's cells mean one only in a column that tells sides apart."""
        nominals = [text for text in self.counts if is_nominals_side(self.meaning(text))]
        return bool(self.legend) or not all(parse_role(text).values for text in nominals)

    @property
    def is_plain(self) -> bool:
        """Whether every cell says a role by itself."""
        return not self.legend and all(parse_role(text).values for text in self.counts)

    def role(self, text: str) -> str:
        """A cell in words that say the role by themselves; unchanged where it is not understood."""
        said = self.meaning(text)
        if is_nominals_side(said):
            return NOMINAL
        is_said = parse_role(said).values or not is_others_side(said)
        return said if is_said else ANOTHER


def find_sides(out: Understood, said: Mapping[str, str], default: Role) -> dict[str, str]:
    """The field of the column that tells the sides apart, and of a column of roles made from it.

    This runs before the owner of each column is worked out, so no such column counts as another
    person's.
    """
    if default == Role.family or "role" in said.values():
        return {}
    found = [each for h in out.frame.columns if h not in said and (each := _sides(out, h))]
    if not found:
        return {}
    best = max(found, key=lambda each: each.share)
    if field_of(best.heading) == "role" and not best.has_own_words:
        if RELATION in fold(best.heading):
            return {}  # whose relation it says depends on the columns beside it
        out.put(best.heading, "role", "heading")
        return {best.heading: "role"}
    told = Finding("column-by-values", "", best.heading, detail=f"read as {LABELS['role']}")
    out.findings.append(told)
    if best.is_plain:
        out.put(best.heading, "role", "values")
        return {best.heading: "role"}
    return _made_of(out, best)


def _made_of(out: Understood, sides: _Sides) -> dict[str, str]:
    """A column of roles made from one that says them in its own words, which is carried along."""
    heading = "Role" if "Role" not in out.frame.columns else "Role (from values)"
    texts = sides.cells.map({text: sides.role(text) for text in sides.cells.unique()})
    out.frame = out.frame.assign(**{heading: texts.astype(str)})
    out.shapes[heading] = shape_of(out.frame[heading])
    out.put(sides.heading, "status", "values")
    out.put(heading, "role", f"joined from “{sides.heading}”")
    return {sides.heading: "status", heading: "role"}


def _sides(out: Understood, heading: str) -> _Sides | None:
    """A column that tells sides apart; None for any other."""
    shape = out.shapes[heading]
    if says_by_whom(heading):
        return None
    # Under "Perp/Vic/Wit" one word in every row tells sides too: a blank cell is no nominal's.
    least = 1 if is_headed_by_sides(heading) else 2
    if not _is_short(shape.cells, least) or is_compass(heading, set(shape.cells)):
        return None
    sides = _Sides(heading, out.frame[heading], _legend(heading))
    is_long = len(sides.cells) > SAMPLE
    if is_long and not any(map(_is_a_side, {sides.meaning(cell) for cell in shape.cells})):
        return None  # half of all cells cannot, where none of the sample does
    if not _is_short(tuple(sides.counts), least):
        return None
    if is_headed_by_sides(heading) and sides.has_roles_alone:
        return sides
    if shape.share_of(_is_a_marked_name) >= HALF:
        return None
    is_name = field_of(heading) in NAMING
    if not is_name and sides.tells_associates:
        return sides
    if not sides.names_sides(NEARLY_ALL if is_name else HALF):
        return None
    strict = is_name or is_free_text(heading, shape)
    return sides if sides.share >= (NEARLY_ALL if strict else HALF) else None


def _is_a_marked_name(cell: str) -> bool:
    """Whether a cell is a person's name with a word for a side beside it ("Ivor Pym (perp)")."""
    if not has_two_words(cell):
        return False
    name = without_beside(cell).name
    if name == cell and word_mark(cell):
        name = cell.rpartition(" ")[0]
    return name != cell and is_persons_name(name) and not is_role_alone(cell)


def _is_a_side(text: str) -> bool:
    if not LETTER.search(fold(text)):
        return False  # a date, for example; no word for a side is without letters
    return is_nominals_side(text) or is_others_side(text)


def _role_in(text: str) -> Role | None:
    """The role that a cell says, None for none."""
    return next(iter(parse_role(text).values), None)


def _is_short(cells: tuple[str, ...], least: int) -> bool:
    distinct = {cell for cell in cells if not is_placeholder(cell, "any")}
    if not least <= len(distinct) <= MOST_VALUES or max(map(len, distinct)) > LONGEST:
        return False
    return all(len(cell.split()) <= MOST_WORDS for cell in distinct)


def _legend(heading: str) -> dict[str, str]:
    """ "1=perp 2=vic": the meaning of codes that a heading explains."""
    pairs = dict(LEGEND.findall(fold(heading)))
    return (
        pairs if len(pairs) > 1 and all(parse_role(word).values for word in pairs.values()) else {}
    )
