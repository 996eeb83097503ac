"""Lists beside each other on one sheet, such as two gangs with columns of their own.

Policy: a blank column, or titles over the headings, parts a sheet into lists only where each part
has the same headings of names and, beside them, dates of birth or numbers. A title that is a word
for a person ("Victims", "Partner") parts nothing: those columns are about a second person of the
row. Any other title may be such a word, unless the list is of gangs or the title is a gang's, an
area's, a section's, a worker's or of offenders ("Newham nominals"). Parts in which each person has
a number of their own that only offenders have (CRN, prison number) are lists whatever their titles.
Of other parts beside a blank column the first is the list, or the one whose names are headed as an
offender's; the rest is not read, and this is told: else a row would join two people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import IDENTIFIERS, plain_heading
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.ranks import has_rank
from cohortmatch.reading.formats.marks import SheetMarks
from cohortmatch.reading.formats.sheets import Sheet
from cohortmatch.reading.heading_rows import Headings, letters_of
from cohortmatch.reading.second_headings import NAMING, labelled_field
from cohortmatch.reading.wordlists import plain_words, removed_word, words_of, words_of_boroughs

__all__ = ["ListBeside", "lists_beside", "without_contacts"]

ANOTHERS = "another's"
TELLING = IDENTIFIERS | {"date_of_birth"}
CONTACTS = frozenset(("contact", "contacts", "agency", "agencies", "organisation", "spoc", "spocs"))
"""Words of headings of a panel's own contacts."""
OF_OFFENDERS = frozenset(("crn", "prison_number", "cro", "asn"))
"""The numbers that nobody has who is only a victim."""
GROUPS = ("places_behind", "areas", "sections", "title_words")
"""The lists of words by which a title is a group's, an area's or a section's."""
BODIES = frozenset(("list", "lists", "cohort", "team", "teams", "unit", "office", "pdu", "ldu"))
BODIES |= {"squad", "shift", "week", "wk", "month", "quarter", "part", "page", "col", "column"}


@dataclass(frozen=True, eq=False)
class ListBeside:
    """One of several lists beside each other: its own sheet and headings, the title over them, and
    the letters of its first column; `is_known` says that its people are certainly listed."""

    sheet: Sheet
    headings: Headings
    title: str
    letters: str
    is_known: bool = True


def lists_beside(sheet: Sheet, headings: Headings, *, of_gangs: bool = False) -> list[ListBeside]:
    """The lists beside each other on a sheet; none where it holds one.

    `of_gangs` says that the sheet lists gangs, whose titles can be any word.
    """
    blank = _by_blank_columns(sheet, headings)
    blocks = blank or _by_titles(headings)
    if len(blocks) < 2 or not _may_be_lists(headings, blocks):
        return []
    parts = [_cut(sheet, headings, first, last) for first, last in blocks]
    if _are_lists(headings, blocks, of_gangs=of_gangs) or _have_own_numbers(
        sheet, headings, blocks
    ):
        return parts
    main = _main(parts)
    return [replace(part, is_known=part is main) for part in parts] if blank and main else []


def _main(parts: Sequence[ListBeside]) -> ListBeside | None:
    """The part whose people are listed where nobody knows who the others are; None where more than
    one part is headed as an offender's."""
    named = [part for part in parts if _is_of_offender(part.headings.texts)]
    return None if len(named) > 1 else next(iter(named), parts[0])


def _is_of_offender(texts: Sequence[str]) -> bool:
    each = [labelled_field(text) for text in texts if text]
    return any(label.kind == "offender" and field in NAMING for label, field in each)


def without_contacts(sheet: Sheet, headings: Headings) -> tuple[Sheet, Headings]:
    """The sheet and its headings without the panel's contacts, where those stand behind a blank
    column with phones or e-mail addresses of their own; that is told.

    Else the address of a contact would be the nominal's of the same row.
    """
    below = sheet.rows[headings.first :]
    width = max(len(headings.texts), *(len(row) for row in below), 0)
    first, *others = _runs([_holds(headings, below, column) for column in range(width)])
    texts = headings.texts
    apart = [(a, b) for a, b in others if _are_contacts(texts[a : b + 1])]
    own = [labelled_field(text)[1] for text in texts[first[0] : first[1] + 1] if text]
    if not apart or NAMING.isdisjoint(own):
        return sheet, headings
    gone = {column for a, b in apart for column in range(a, b + 1)}
    numbers = zip(below, sheet.numbers[headings.first :], strict=True)
    rows = tuple(
        number for row, number in numbers if any(row[c].strip() for c in gone & {*range(len(row))})
    )
    told = (Finding("table-not-read", "", rows=rows),) if rows else ()
    kept = [
        [*row] if place < headings.top else _blanked(row, gone)
        for place, row in enumerate(sheet.rows)
    ]
    left = replace(headings, texts=tuple(_blanked(texts, gone)))
    return replace(sheet, rows=kept, findings=(*sheet.findings, *told)), left


def _blanked(cells: Sequence[str], gone: set[int]) -> list[str]:
    return ["" if column in gone else cell for column, cell in enumerate(cells)]


def _are_contacts(texts: Sequence[str]) -> bool:
    """Whether headings are those of workers or agencies with phones or e-mail addresses."""
    read = [labelled_field(_parted(text)[1]) for text in texts if text]
    fields = {field for label, field in read}
    said = {word for text in texts for word in plain_words(text).split()}
    is_of_workers = any(label.kind == "worker" for label, _ in read) or not said.isdisjoint(
        CONTACTS
    )
    return is_of_workers and TELLING.isdisjoint(fields) and bool(fields & {"phone", "email"})


def _by_blank_columns(sheet: Sheet, headings: Headings) -> list[tuple[int, int]]:
    """The first and last column of each part between blank columns that names people; a part that
    names none goes with the one before."""
    below = sheet.rows[headings.first :]
    width = max(len(headings.texts), *(len(row) for row in below), 0)
    held = [_holds(headings, below, column) for column in range(width)]
    parts = list(_runs(held))
    blocks: list[tuple[int, int]] = []
    for first, last in parts:
        if blocks and not _names_people(headings.texts[first : last + 1]):
            blocks[-1] = (blocks[-1][0], last)
        else:
            blocks.append((first, last))
    return blocks if len(blocks) > 1 else []


def _holds(headings: Headings, below: Sequence[Sequence[str]], column: int) -> bool:
    if column < len(headings.texts) and headings.texts[column]:
        return True
    return any(column < len(row) and row[column].strip() for row in below)


def _runs(held: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for column, holds in enumerate([*held, False]):
        if holds and start is None:
            start = column
        elif not holds and start is not None:
            yield start, column - 1
            start = None


def _by_titles(headings: Headings) -> list[tuple[int, int]]:
    """The first and last column under each title, where every heading is under one."""
    titles = [_parted(text)[0] for text in headings.texts]
    if not all(titles) or len(set(titles)) < 2:
        return []
    blocks: list[tuple[int, int]] = []
    for column, title in enumerate(titles):
        if blocks and titles[blocks[-1][0]] == title:
            blocks[-1] = (blocks[-1][0], column)
        else:
            blocks.append((column, column))
    return blocks if len(blocks) == len(set(titles)) else []


def _parted(text: str) -> tuple[str, str]:
    """The title over a heading, '' for none, and the heading."""
    title, _, own = text.rpartition(" / ")
    return title, own


def _names_people(texts: Sequence[str]) -> bool:
    fields = {labelled_field(_parted(text)[1])[1] for text in texts if text}
    return not (NAMING.isdisjoint(fields) or TELLING.isdisjoint(fields))


def _may_be_lists(headings: Headings, blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether each part names people, and no title or heading of names is about somebody else."""
    texts = [headings.texts[first : last + 1] for first, last in blocks]
    if not all(map(_names_people, texts)) or any(
        _naming(each)[:1] == (ANOTHERS,) for each in texts
    ):
        return False
    return all(_may_be_groups(title) for each in texts if (title := _title(each)))


def _may_be_groups(title: str) -> bool:
    """Whether a title over a list can be anything but a word for a second person of the row."""
    label = label_of(title)
    if label.kind == "offender":
        return bool(label.rest) and _is_of_group(label.rest)
    return label.kind in ("", "worker")


def _are_lists(headings: Headings, blocks: Sequence[tuple[int, int]], *, of_gangs: bool) -> bool:
    """Whether the parts are lists of the same kind of people, and not people of one row."""
    texts = [headings.texts[first : last + 1] for first, last in blocks]
    titles = [_title(each) for each in texts]
    if any(titles) and not (of_gangs or all(map(_is_of_group, titles))):
        return False
    return len({_naming(each) for each in texts}) == 1


def _have_own_numbers(sheet: Sheet, headings: Headings, blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether each part has a column of numbers that only offenders have, and no row has the same
    number in two parts: there it would be one person's under two names."""
    columns = [_numbered(headings, first, last) for first, last in blocks]
    if any(column < 0 for column in columns):
        return False
    rows = [
        [row[c].strip() for c in columns if c < len(row)] for row in sheet.rows[headings.first :]
    ]
    held = [[cell for cell in row if cell] for row in rows]
    is_filled = all(any(c < len(row) and row[c].strip() for row in sheet.rows) for c in columns)
    return is_filled and all(len(set(row)) == len(row) for row in held)


def _numbered(headings: Headings, first: int, last: int) -> int:
    """The column of a part that has such numbers by its heading, -1 for none."""
    for column in range(first, last + 1):
        _, field = labelled_field(_parted(headings.texts[column])[1])
        if field in OF_OFFENDERS:
            return column
    return -1


def _title(texts: Sequence[str]) -> str:
    return next((title for text in texts if (title := _parted(text)[0])), "")


def _is_of_group(title: str) -> bool:
    """Whether a title is the name of a gang, an area, a section, a team or a worker's list."""
    said = plain_words(title)
    words = {*said.split(), said}
    known = any(not words.isdisjoint(words_of(key)) for key in GROUPS)
    is_body = not words.isdisjoint(BODIES) or has_rank(title) or bool(removed_word(title))
    return known or is_body or words_of_boroughs().issuperset(said.split())


def _naming(texts: Sequence[str]) -> tuple[str, ...]:
    """The headings of names in plain words; those about other people make a part like no other."""
    own = [_parted(text)[1] for text in texts if text]
    labelled = [(labelled_field(text), text) for text in own]
    if any(label.kind in ("other", "thing") and field in NAMING for (label, field), _ in labelled):
        return (ANOTHERS, *own)
    return tuple(plain_heading(text) for (_, field), text in labelled if field in NAMING)


def _cut(sheet: Sheet, headings: Headings, first: int, last: int) -> ListBeside:
    """The part of a sheet between two columns, without the rows that are blank there. What stands
    above the headings goes with the first part."""
    texts = tuple(_parted(each)[1] for each in headings.texts[first : last + 1])
    title = _title(headings.texts[first : last + 1])
    above = 0 if first == 0 else headings.top
    rows, numbers = list[list[str]](), list[int]()
    for place, (row, number) in enumerate(zip(sheet.rows, sheet.numbers, strict=True)):
        own = row[first : last + 1]
        if place >= above and (place < headings.first or any(map(str.strip, own))):
            rows.append(own)
            numbers.append(number)
    part = replace(
        sheet,
        rows=rows,
        numbers=numbers,
        marks=_marks(sheet.marks, first, last),
        merged=tuple(_merged(sheet.merged, first, last)),
        findings=() if first else sheet.findings,
    )
    moved = replace(headings, texts=texts, top=headings.top - above, first=headings.first - above)
    return ListBeside(part, moved, title, letters_of(first))


def _merged(
    ranges: Sequence[tuple[int, int, int, int]], first: int, last: int
) -> Iterator[tuple[int, int, int, int]]:
    for top, left, end, right in ranges:
        if left >= first and right <= last:
            yield top, left - first, end, right - first


def _marks(marks: SheetMarks, first: int, last: int) -> SheetMarks:
    """The marks of the columns between two, counted from the first of them."""

    def own(places: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        return frozenset((r, column - first) for r, column in places if first <= column <= last)

    def texts(places: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        return {(r, c - first): text for (r, c), text in places.items() if first <= c <= last}

    return replace(
        marks,
        hidden_columns=frozenset(c - first for c in marks.hidden_columns if first <= c <= last),
        coloured=texts(marks.coloured),
        errors=texts(marks.errors),
        struck=own(marks.struck),
        commented=own(marks.commented),
        merged=tuple(_merged(marks.merged, first, last)),
    )
