"""Tags of the look: `{% load portal_look %}`.

`banner`, `button`, `error_summary`, `field`, `fields`, `pagination`, `summary`, `table`, `tag`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any, Literal

from django import forms, template
from django.core.paginator import Page, Paginator
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.dateformat import format as in_words
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cohortmatch.portal.look import forms as look_forms
from cohortmatch.portal.look import table as look_table
from cohortmatch.portal.look import tag as look_tag

register = template.Library()

ISO_DAY = len("2026-06-09")
HEADINGS = {"success": "Done", "error": "There is a problem", "warning": "Please note"}
STYLES = {
    "": "",
    "secondary": " govuk-button--secondary",
    "warning": " govuk-button--warning",
}


@register.simple_tag(name="table")
def table_tag(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[look_table.TableCell | str]],
    hide_caption: bool = False,
    heads_row: bool = True,
    marking: str = "",
) -> SafeString:
    """`{% table "Persons" columns rows %}`: rows are sequences of str or `look.table.TableCell`."""
    return look_table.table(
        caption,
        columns,
        rows,
        is_caption_hidden=hide_caption,
        heads_row=heads_row,
        marking=marking,
    )


@register.simple_tag(name="tag")
def tag_tag(text: str, colour: str = "") -> SafeString:
    """`{% tag "to check" %}` or `{% tag words "red" %}`."""
    return look_tag.tag(text, colour)


@register.filter(name="in_words")
def in_words_filter(text: str) -> str:
    """`{{ text|in_words }}`: a day that is kept as 2026-06-09 as pages say it, 9 June 2026; any
    other text as it is."""
    try:
        day = date.fromisoformat(text) if len(text) == ISO_DAY else None
    except ValueError:
        day = None
    return text if day is None else in_words(day, "j F Y")


@register.simple_tag(name="summary")
def summary_tag(rows: Iterable[tuple[str, Any]]) -> SafeString:
    """`{% summary rows %}`: a summary list of (key, value). A value is a text, safe HTML (of `tag`
    or `format_html`), or a list of texts that stand on lines of their own."""
    shown = "".join(
        '<div class="govuk-summary-list__row">'
        f'<dt class="govuk-summary-list__key">{escape(key)}</dt>'
        f'<dd class="govuk-summary-list__value">{_value(value)}</dd></div>'
        for key, value in rows
    )
    return mark_safe(f'<dl class="govuk-summary-list">{shown}</dl>')


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "<br>".join(str(escape(each)) for each in value)
    return str(escape(value))


@register.simple_tag(name="field", takes_context=True)
def field_tag(context: template.Context, field: BoundField, width: int | None = None) -> SafeString:
    """`{% field form.name %}`: label, hint, error and control. `width` (2, 3, 4, 5, 10, 20 or 30
    characters) draws a short control."""
    shown = look_forms.parts(field, width)
    return render_to_string("portal/parts/field.html", shown)


@register.simple_tag(name="fields", takes_context=True)
def fields_tag(context: template.Context, form: forms.BaseForm) -> SafeString:
    """`{% fields form %}`: every field of a form."""
    return mark_safe("".join(field_tag(context, field) for field in form))


@register.inclusion_tag("portal/parts/error_summary.html", name="error_summary")
def error_summary_tag(form: forms.BaseForm | Literal[""] | None) -> dict[str, Any]:
    """`{% error_summary form %}` above the page's heading: nothing where nothing is wrong, or where
    the page has no form (a template gives an empty text then)."""
    return {"problems": look_forms.problems(form) if form else []}


@register.inclusion_tag("portal/parts/button.html", name="button")
def button_tag(
    text: str, href: str = "", kind: str = "", name: str = "", value: str = "", key: str = ""
) -> dict[str, str]:
    """`{% button "Save" %}` submits; with `href` it is a link. `kind` is secondary or warning."""
    return {
        "text": text,
        "href": href,
        "style": STYLES[kind],
        "name": name,
        "value": value,
        "key": key,
    }


@register.inclusion_tag("portal/parts/banner.html", name="banner", takes_context=True)
def banner_tag(
    context: template.Context, text: object, kind: str = "", href: str = "", link: str = ""
) -> dict[str, Any]:
    """`{% banner "Saved" "success" %}`; kinds as Django's messages have them."""
    kind = kind.split()[-1] if kind else ""
    of_page: Any = context.render_context
    numbers = of_page.setdefault("banners", count(1))
    return {
        "text": text,
        "kind": kind,
        "heading": HEADINGS.get(kind, "Important"),
        "number": next(numbers),
        "href": href,
        "link": link,
    }


@register.inclusion_tag("portal/parts/pagination.html", name="pagination")
def pagination_tag(
    page: Page[Any], what: str = "", before: str = "?page=", after: str = ""
) -> dict[str, Any]:
    """`{% pagination page %}` of a Django page; addresses are `before` + number + `after`."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": Paginator.ELLIPSIS,
        "what": what,
        "before": before,
        "after": after,
    }
