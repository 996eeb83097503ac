"""The officer's page of the log: filter, export, verify. It shows nobody on a list by name."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import islice
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cohortmatch.audit.events import KINDS
from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.looks import checking
from cohortmatch.portal.looks.checking import log_file
from cohortmatch.portal.looks.reading import COLUMNS, Filter, as_csv, newest
from cohortmatch.portal.models import Membership, PortalRole, User

__all__ = ["export_log", "log", "verify_log"]

A_PAGE = 50
MOST_PAGES = 2000
LONGEST_NUMBER = 9
NO_ACCOUNT = "no account"
"""Who looks or changes without one: commands of the machine, and whoever guesses a name."""
WHOLE, AS_TABLE = "jsonl", "csv"
NAMES = {WHOLE: "audit-log.jsonl", AS_TABLE: "audit-log.csv"}
TYPES = {WHOLE: "application/jsonl", AS_TABLE: "text/csv; charset=utf-8"}


class LogFilterForm(forms.Form):
    """Which lines; an account by its number, so that no name stands in an address."""

    who = forms.ChoiceField(label="Who", required=False)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All"), *((each, each) for each in KINDS)]
    )
    label = forms.ChoiceField(label="Edition", required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else request.GET)
        accounts = User.objects.order_by("username").values_list("pk", "username")
        labels = Membership.objects.exclude(label="").values_list("label", flat=True).distinct()
        self._names = {str(number): name for number, name in accounts}
        self._labels = {str(i): label for i, label in enumerate(sorted({*labels}), 1)}
        self._choose("who", {NO_ACCOUNT: "Nobody who has an account", **self._names})
        self._choose("label", self._labels)

    def _choose(self, field: str, choices: dict[str, str]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = [("", "All"), *choices.items()]

    def in_words(self) -> str:
        """What the filter holds: "Who ann; From 1 June 2026"; '' for every line."""
        self.is_valid()
        told = getattr(self, "cleaned_data", {})
        who = told.get("who", "")
        shown = {
            "Who": self._names.get(who, who),
            "Kind": told.get("kind", ""),
            "Edition": self._labels.get(told.get("label", ""), ""),
            **{name: _day(told.get(field)) for name, field in (("From", "since"), ("To", "until"))},
        }
        return "; ".join(f"{name} {text}" for name, text in shown.items() if text)

    def filter(self) -> Filter:
        """The filter; what cannot be read is left out."""
        self.is_valid()
        told = getattr(self, "cleaned_data", {})
        return Filter(
            by=self._names.get(told.get("who", ""), ""),
            by_nobody_of=frozenset(self._names.values() if told.get("who") == NO_ACCOUNT else ()),
            kind=told.get("kind", ""),
            label=self._labels.get(told.get("label", ""), ""),
            since=cast("date | None", told.get("since")),
            until=cast("date | None", told.get("until")),
        )


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


@role_page("log", PortalRole.OFFICER, needs_agreement=False)
def log(visit: Visit) -> HttpResponse:
    """The newest lines that fit, 50 a page."""
    form = LogFilterForm(visit.request)
    asked = visit.request.GET.get("page", "1")
    is_number = asked.isascii() and asked.isdecimal()
    page = max(1, min(int(asked[:LONGEST_NUMBER]), MOST_PAGES)) if is_number else 1
    first = (page - 1) * A_PAGE
    found = list(islice(newest(log_file(), form.filter()), first, first + A_PAGE + 1))
    kept = {name: value for name, value in form.data.items() if value and name != "page"}
    return render(
        visit.request,
        "portal/looks/log.html",
        {
            "form": form,
            "columns": COLUMNS,
            "rows": [line.cells for line in found[:A_PAGE]],
            "kept": kept,
            "filter": form.in_words(),
            "first": first + 1,
            "last": first + len(found[:A_PAGE]),
            "before": page - 1,
            "after": page + 1 if len(found) > A_PAGE else 0,
        },
    )


@role_page("log export", PortalRole.OFFICER, methods=("POST",), needs_agreement=False)
def export_log(visit: Visit) -> HttpResponse:
    """The lines that fit as CSV, or the whole log as it is, which can be verified elsewhere."""
    path = log_file()
    wanted = WHOLE if visit.request.POST.get("format") == WHOLE else AS_TABLE
    if wanted == WHOLE:
        content = path.read_bytes() if path.exists() else b""
    else:
        content = as_csv(newest(path, LogFilterForm(visit.request).filter()))
    visit.look.files = {NAMES[wanted]: hashlib.sha256(content).hexdigest()}
    headers = {"Content-Disposition": f'attachment; filename="{NAMES[wanted]}"'}
    return HttpResponse(content, content_type=TYPES[wanted], headers=headers)


@role_page("log verified", PortalRole.OFFICER, methods=("POST",), needs_agreement=False)
def verify_log(visit: Visit) -> HttpResponse:
    """Whether anything in the log was changed, moved or removed."""
    verdict = checking.verdict()
    visit.look.counts = {"lines": verdict.lines, "faults": len(verdict.faults)}
    visit.look.is_question = True
    return render(visit.request, "portal/looks/verified.html", {"verdict": verdict})
