"""The rows below the headings: which are listings and which only stand among them.

Policy: a row that repeats the headings, adds up, names a section or holds a remark is not a
listing, and each is counted. Hidden rows, and rows under a section of people who were removed, are
not matched, and are reported. So are the form's own rows: instructions, examples and legends, and
those of a meeting's people. A row that could be a listing is one: a name alone is enough. A title
that is known only by its shape opens no section: rows below it stay under the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from cohortmatch.reading.alone_rows import continues, is_understood, names_one_person
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.wide import fields_of
from cohortmatch.reading.formats.marks import SheetMarks
from cohortmatch.reading.listing_rows import is_name_word
from cohortmatch.reading.meeting_rows import is_of_an_agency, may_open_a_meeting, opens_a_meeting
from cohortmatch.reading.nobody_rows import names_nobody, only_describes
from cohortmatch.reading.template_rows import is_heading_again, is_template_row, may_be_template
from cohortmatch.reading.title_rows import SEVERAL, cannot_be_a_name, is_band, is_well_filled
from cohortmatch.reading.wordlists import mentions, plain_words, removed_word, words_of
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.roles import Role
from cohortmatch.values.sections import section_role, title_role
from cohortmatch.values.text import is_placeholder
from cohortmatch.values.words import word_set

__all__ = ["Sorted", "sort_rows"]

PERSONAL = frozenset(
    ("name", "surname", "forename", "middle", "alias", "street_name", "previous_surname")
)
NAMES = frozenset(("name", "surname", "forename"))
SHARED = frozenset(("age", "address", "postcode", "sex"))
"""Fields that many people share: beside a name that is not known they tell of nobody."""
NOT_A_PERSON = frozenset(("status", "reference", "ignored", "other", "title", "role", "sex", ""))
LONGEST_SECTION = 60
SHORT = 5
FAR = 5
"""How many rows below a text that stands alone show whether the nominals go on."""
FIRST = 3
"""How many rows below the headings may be instructions whatever their names look like."""
TOTAL_OPENINGS = ("tot", "gran", "sub", "coun", "sum", "numb", "no o", "over", "aver")
HIDDEN = "hidden rows"
MEETING = "people of the meeting or its circulation"
REMOVED = "listed under a heading such as Removed"
REASONS = {
    "repeat": "rows that repeat the headings",
    "total": "totals",
    "section": "section headings",
    "remark": "remarks",
    "nobody": "rows without a person",
    "template": "instructions, examples and legends",
    "meeting": MEETING,
    "hidden": HIDDEN,
    "removed": REMOVED,
}


@dataclass(eq=False)
class Sorted:
    """Positions of the listings with the section each is under, and what was left out and where.

    `left_out` maps a reason's key to the spreadsheet's row numbers. `removed_under` are the words
    that marked sections of removed people. `between` are the texts that stand alone in a row among
    the listings: sections' names, titles, remarks and totals. `not_understood` are the numbers of
    rows with a text alone that may speak of people and says nothing of them.
    """

    listings: list[int] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    removed_under: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    not_understood: list[int] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Sorted: {len(self.listings)} listings>"

    def leave(self, reason: str, number: int) -> None:
        """Leave a row out for a reason."""
        self.left_out.setdefault(reason, []).append(number)


def sort_rows(
    headings: Sequence[str],
    rows: list[list[str]],
    numbers: list[int],
    marks: SheetMarks,
    above: str = "",
    *,
    title: str = "",
) -> Sorted:
    """Sort the rows (of equal width, none blank) below the headings.

    `above` is the text alone in the row right above the headings. Where more sections follow it is
    the name of the first, if it says no more than that. `title` is certainly the name of the first.
    """
    sorter = _Sorter(headings, marks, has_titles=is_well_filled(rows))
    if title:
        sorter.open_section(title)
    elif _is_plain_section(above) and sorter.has_sections(rows):
        sorter.open_section(above)
    for position, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        sorter.below = rows[position + 1 : position + 1 + FAR]
        sorter.add(position, row, number)
    return sorter.out


class _Sorter:
    def __init__(self, headings: Sequence[str], marks: SheetMarks, *, has_titles: bool) -> None:
        self.out = Sorted()
        self._headings = [plain_words(heading) for heading in headings]
        fields = fields_of(headings)
        self._personal = [i for i, each in enumerate(fields) if each in PERSONAL]
        self._telling = [i for i, each in enumerate(fields) if each not in NOT_A_PERSON]
        self._unknown = not self._personal
        self._panels_own = [i for i, each in enumerate(fields) if each == "status"]
        names = frozenset((*NAMES, "middle"))
        self._names = [i for i, each in enumerate(fields) if each in names]
        self._telling_apart = [
            i for i in self._telling if i not in self._names and fields[i] not in SHARED
        ]
        self._aliases = frozenset(i for i, each in enumerate(fields) if each == "alias")
        self._births = [i for i, each in enumerate(fields) if each == "date_of_birth"]
        self._as_written = frozenset(headings)
        self._has_titles = has_titles
        self._in_full = "name" in fields
        self._naming = self._personal[0] if self._personal else -1
        self._hidden = marks.hidden_rows
        self._section = ""
        self._is_removed = False
        self._is_legend = False
        self._is_meeting = False
        self._last: list[str] = []
        self.below: list[list[str]] = []

    def add(self, position: int, row: list[str], number: int) -> None:
        """Sort one row in."""
        kind = "" if self._is_plain(row, position) else self._kind(row)
        self._is_legend = kind in ("remark", "template") and self._opens_legend(row)
        self._is_meeting = kind == "meeting"
        if kind in ("title", "section", "remark", "total"):
            self.out.between.append(" ".join(next(filter(str.strip, row)).split()))
        if self._is_unclear(row, kind):
            self.out.not_understood.append(number)
        if kind == "title":
            kind = "section"
        elif kind == "section":
            self.open_section(next(cell for cell in row if cell.strip()))
        if not kind and number in self._hidden:
            kind = "hidden"
        if not kind and self._is_removed:
            kind = "removed"
        if kind:
            self.out.leave(kind, number)
            return
        self._last = row if len(row) - row.count("") > 1 else self._last
        self.out.listings.append(position)
        self.out.sections.append(self._section)

    def _is_unclear(self, row: list[str], kind: str) -> bool:
        """Whether a row holds one text that is neither a name nor a title that is understood, or
        could be a title too ("IP: Una Odell")."""
        if self._is_removed or kind not in ("", "title", "section"):
            return False
        held = [cell for cell in row if cell and not cell.isspace()]
        if len(held) != 1:
            return False
        is_one = not kind and names_one_person(held[0])
        return is_one or not (is_understood(held[0]) or _is_section(held[0]))

    def _is_plain(self, row: list[str], position: int) -> bool:
        """Whether a row is a listing at first sight: named, well filled, no totals, no headings."""
        if self._naming < 0 or len(row) - row.count("") < 4:
            return False
        name = row[self._naming]
        if not name or name.isspace() or name in self._as_written or row.count(name) > 2:
            return False
        if position < FIRST or may_be_template(name) or self._is_nobody(row):
            return False
        if may_open_a_meeting(name) or may_open_a_meeting(row[0]) or self._has_agency(row):
            return False
        begins = row[0][:4].lower(), name[:4].lower()
        return not (
            "total" in name.lower() or any(each.startswith(TOTAL_OPENINGS) for each in begins)
        )

    def _kind(self, row: list[str]) -> str:
        """What a row is if it is not a listing; '' for a listing."""
        held = [i for i, cell in enumerate(row) if cell and not cell.isspace()]
        if len(held) > 1 and self._repeats(row, held):
            return "repeat"
        if held and self._is_of_meeting(row, held):
            return "meeting"
        if not held or _is_total(row, held):
            return "total"
        if self._is_of_form(row, held):
            return "template"
        text = row[held[0]].strip()
        if len(held) == 1 or (len(held) == 2 and row[held[1]].strip().isdecimal()):
            return self._alone(text, held[0])
        if _is_typed_across(row, held):
            return "section"
        if self._unknown or any(row[i].strip() for i in self._telling):
            return "nobody" if self._is_nobody(row) else ""
        return "nobody"

    def _is_nobody(self, row: list[str]) -> bool:
        """Whether what stands in place of a name names nobody ("11:00, BREAK"), and nothing else
        of the row tells one person from another."""
        if any(self._tells_apart(row[i], i) for i in self._telling_apart):
            return False
        named = [row[i] for i in self._names if len(row[i].strip()) > 1]
        return bool(named) and all(map(names_nobody, named))

    def _tells_apart(self, cell: str, column: int) -> bool:
        """Whether a cell says who somebody is; an alias may only say how somebody looks."""
        if not cell or is_placeholder(cell):
            return False
        return column not in self._aliases or not only_describes(cell)

    def _is_of_meeting(self, row: list[str], held: list[int]) -> bool:
        """Whether a row names people of the meeting, or goes on below one that does."""
        if opens_a_meeting(row, held, self._names) or self._has_agency(row):
            return True
        tells = any(row[i].strip() for i in self._telling_apart)
        fuller = sum(bool(cell.strip()) for cell in self._last) >= SEVERAL > len(held)
        goes_on = self._is_meeting and fuller and not tells and held[0] in self._names
        return goes_on and not (_is_title_of_people(row[held[0]]) or _is_section(row[held[0]]))

    def _has_agency(self, row: list[str]) -> bool:
        """Whether an agency's name stands where a date of birth should."""
        return any(row[i] and is_of_an_agency(row[i]) for i in self._births)

    def _is_of_form(self, row: list[str], held: list[int]) -> bool:
        """Whether a row is the form's own: instructions, an example or a legend."""
        cells, headings = [row[i] for i in held], [self._headings[i] for i in held]
        if self._is_legend and len(held) <= 2 and _is_sign(cells[0]):
            return True
        return is_template_row(cells, headings, [i in self._personal for i in held])

    def _opens_legend(self, row: list[str]) -> bool:
        """Whether the rows below explain signs: below a row that says so, or explains one."""
        text = plain_words(next(filter(str.strip, row)))
        return self._is_legend or text in words_of("legends")

    def _repeats(self, row: list[str], held: list[int]) -> bool:
        if is_heading_again([row[i] for i in held]):
            return True
        first = plain_words(row[held[0]])
        if first not in self._headings and plain_words(row[held[1]]) not in self._headings:
            return False
        same = sum(plain_words(row[i]) == self._headings[i] != "" for i in held)
        return same >= 2 and same * 2 >= len(held)

    def _alone(self, text: str, column: int) -> str:
        """A cell that is alone in its row: a section, a remark, or a name and nothing else."""
        if names_one_person(text) and continues(self.below, self._last, self._panels_own):
            return ""
        if _is_title_of_people(text):
            return "section"
        wordy = any(map(str.isalpha, text))
        if not wordy:
            return "" if column in self._telling and column not in self._personal else "nobody"
        if len(text) > LONGEST_SECTION or _is_remark(text):
            return "remark"
        if _is_worker(text):
            return "title"
        if column in self._telling and not _is_section(text):
            is_title = (
                cannot_be_a_name(text, in_full=self._in_full) if self._has_titles else is_band(text)
            )
            if is_title:
                return "title"
            return "nobody" if column in self._names and names_nobody(text) else ""
        return "section"

    def has_sections(self, rows: list[list[str]]) -> bool:
        """Whether some row below is a section's name."""
        return any(
            self._kind(row) == "section"
            for position, row in enumerate(rows)
            if not self._is_plain(row, position)
        )

    def open_section(self, text: str) -> None:
        """Put the rows that follow under a section."""
        self._section = " ".join(text.split())
        word = removed_word(text)
        self._is_removed = bool(word)
        if word and word not in self.out.removed_under:
            self.out.removed_under.append(word)


def _is_worker(text: str) -> bool:
    """Whether a text names the worker of the people below it: "Probation Practitioner: A Crane"."""
    who, colon, name = text.partition(":")
    return bool(colon and name.strip()) and label_of(who).kind == "worker"


def _is_typed_across(row: list[str], held: list[int]) -> bool:
    """Whether a section's name is typed into each cell of its row: "VICTIMS, VICTIMS"."""
    text = row[held[0]]
    if len({plain_words(row[i]) for i in held}) > 1:
        return False
    in_words = len(held) > 2 and len(text.split()) > 1
    return in_words or title_role(text) is not None or _is_section(text)


def _is_title_of_people(text: str) -> bool:
    """Whether a text says which side the people below it are on, and names none of them itself."""
    if section_role(text) is not None:
        return True
    role, beside, is_numbered = title_role(text), without_beside(text), any(map(str.isdigit, text))
    if role is None or (role is Role.subject and not is_numbered):
        return False
    is_person = beside.role is not None and _may_name_somebody(beside.name)
    return not _is_remark_of_list(text) and (is_numbered or not is_person)


def _may_name_somebody(text: str) -> bool:
    """Whether a text without a role's word may be a name: it is known, or each word is capital."""
    if any(map(is_name_word, plain_words(text).split())):
        return True
    is_cased = not text.isupper() and all(word[:1].isupper() for word in text.split())
    return is_cased and title_role(text) is None


def _is_remark_of_list(text: str) -> bool:
    """Whether a text opens like a note to readers of the list: "Note", "Please"."""
    said = plain_words(text)
    return any(f"{said} ".startswith(f"{opening} ") for opening in words_of("notes_to_readers"))


def _is_remark(text: str) -> bool:
    """Whether a text alone in its row opens like a remark and does not name a section."""
    said = plain_words(text)
    opens = any(f"{said} ".startswith(f"{opening} ") for opening in words_of("remarks"))
    return opens and not _is_section(text)


def _is_section(text: str) -> bool:
    """Whether a text in a name column is a section's name and not a person's."""
    bare = " ".join(word for word in plain_words(text).split() if not word.isdecimal())
    known = _section_words()
    if bare in known or section_role(text) is not None:
        return True
    words = bare.split()
    if len(words) < 2 or not (_mentions_section(bare) or removed_word(bare)):
        return False
    opens = removed_word(" ".join(words[:2]))  # "Removed by Sgt Walker" is not a person
    if not opens and any(word not in known and is_name_word(word) for word in words):
        return False  # a person, with more beside the name in one cell
    marked = any(map(str.isdigit, text)) or text.rstrip().endswith(":") or len(words) > 3
    return marked or all(word in known | words_of("section_fillers") for word in words)


@cache
def _section_words() -> frozenset[str]:
    """The words of sections' names; for words that say a role, the plural ones."""
    own = words_of("sections") | words_of("removed") | words_of("removed_alone")
    return own | _several()


@cache
def _several() -> frozenset[str]:
    """Words for several people of a role, too long to be an abbreviation of something else."""
    keys = "section_subject section_associate section_family section_victim"
    single = (word for word in word_set("roles", keys) if " " not in word)
    return frozenset(word for word in single if word.endswith("s") and len(word) > SHORT)


def _mentions_section(bare: str) -> bool:
    return bool(mentions(bare, "sections")) or not _several().isdisjoint(bare.split())


def _is_plain_section(text: str) -> bool:
    """Whether a text is a section's name and says nothing else."""
    known = _section_words()
    bare = " ".join(word for word in plain_words(text).split() if not word.isdecimal())
    if section_role(text) is not None:
        return True
    return (
        bool(bare)
        and all(word in known | words_of("section_fillers") for word in bare.split())
        and _is_section(text)
    )


def _is_total(row: list[str], held: list[int]) -> bool:
    first, others = plain_words(row[held[0]]), [row[i] for i in held[1:]]
    opening = re.sub(r"\s*\d[\d ]*$", "", first)
    is_numbered = re.match(r"\s*\d+[.)]", row[held[0]])
    counted = not is_numbered and re.fullmatch(r"\d+ (\w+)(?: \w+)?", first)
    if opening in words_of("totals") or (counted and counted[1] in words_of("counted")):
        return True
    numbers = sum(row[i].strip().replace(",", "").isdecimal() for i in held)
    if others and first in words_of("sums") and all(map(_is_figure, others)):
        return True
    if first.startswith(("total ", "grand total", "sub total")) and (numbers or len(held) == 1):
        return True
    if first.endswith((" in total", " in all")) and len(held) == 1:
        return True
    if first.endswith((" total", " totals", " subtotal")) and all(map(_is_figure, others)):
        return True
    opens = any(first.startswith(f"{each} ") for each in words_of("total_openings"))
    return opens and all(map(_is_figure, others)) and len(others) > 0


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.,]+ ?%?", text.strip()) is not None


def _is_sign(text: str) -> bool:
    """Whether a text is a sign that a legend explains: a colour, a letter or two, a mark."""
    said = plain_words(text)
    return len(said) <= 2 or said in words_of("sections")
