"""A table as HTML that a keyboard, a phone and a screen reader can use.

Written in Python and not as a template: a sheet of a hundred persons has over a thousand cells, and
a template's loop costs several times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cohortmatch.portal.look.tag import tag


@dataclass(frozen=True)
class TableCell:
    """One cell: its text and, where given, what it links to, the colour of its tag, whether it is
    a number (then it stands to the right), words for those who do not see the table, and a note
    that is drawn below the text and is no part of it."""

    text: str
    href: str = ""
    colour: str = ""
    is_number: bool = False
    hidden: str = ""
    note: str = ""


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[TableCell | str]],
    *,
    is_caption_hidden: bool = False,
    heads_row: bool = True,
    marking: str = "",
) -> SafeString:
    """The HTML of a table; `heads_row` makes the first cell of each row its heading, and `marking`
    stands above the headings on each printed page. Every text is escaped."""
    size = "govuk-visually-hidden" if is_caption_hidden else "govuk-table__caption--m"
    parts = [
        '<div class="portal-table-region" role="region" tabindex="0" '
        f'aria-label="{escape(caption)}"><table class="govuk-table portal-table" role="table">'
        f'<caption class="govuk-table__caption {size}">{escape(caption)}</caption>'
        f'<thead class="govuk-table__head" role="rowgroup">{_marking(marking, len(columns))}'
        '<tr class="govuk-table__row" role="row">'
    ]
    parts += [
        f'<th scope="col" class="govuk-table__header" role="columnheader">{escape(column)}</th>'
        for column in columns
    ]
    parts.append('</tr></thead><tbody class="govuk-table__body" role="rowgroup">')
    labels = [f' data-label="{escape(column)}"' if column else "" for column in columns]
    for row in rows:
        parts.append('<tr class="govuk-table__row" role="row">')
        parts += [
            _cell(cell, label, is_heading=heads_row and place == 0)
            for place, (cell, label) in enumerate(zip(row, labels, strict=True))
        ]
        parts.append("</tr>")
    parts.append("</tbody></table></div>")
    return mark_safe("".join(parts))


def _marking(text: str, columns: int) -> str:
    """A row of the table's head that is printed and not shown: a head is repeated on each page."""
    if not text:
        return ""
    return f'<tr class="portal-marking"><td colspan="{columns}">{escape(text)}</td></tr>'


def _cell(cell: TableCell | str, label: str, *, is_heading: bool) -> str:
    if isinstance(cell, str):
        cell = TableCell(cell)
    inside: str = escape(cell.text)
    if cell.colour:
        inside = tag(cell.text, cell.colour)
    if cell.href:
        inside = f'<a class="govuk-link" href="{escape(cell.href)}">{inside}</a>'
    if cell.hidden:
        inside += f'<span class="govuk-visually-hidden"> {escape(cell.hidden)}</span>'
    names = "govuk-table__header" if is_heading else "govuk-table__cell"
    if cell.is_number:
        names += " govuk-table__cell--numeric"
    if "\n" in cell.text:
        names += " portal-lines"
    if not cell.text:
        names += " portal-empty"
    if cell.note:
        label += f' data-note="{escape(cell.note)}"'
    if is_heading:
        return f'<th scope="row" role="rowheader" class="{names}"{label}>{inside}</th>'
    return f'<td role="cell" class="{names}"{label}>{inside}</td>'
