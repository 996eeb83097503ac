"""The pages of uploads: the keeper sends a list and sees its findings; the analyst takes it."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cohortmatch.core.findings import SEVERITIES
from cohortmatch.portal.gate import (
    PanelVisit,
    Visit,
    is_still_keeper,
    panel_page,
    role_page,
    today,
)
from cohortmatch.portal.models import PortalRole, UploadedList, still_kept
from cohortmatch.portal.models.progress import shown_words
from cohortmatch.portal.progress.rows import PanelList, panel_list, people_by_listing
from cohortmatch.portal.progress.sent import uploads_of
from cohortmatch.portal.progress.typed import TypedLine
from cohortmatch.portal.published.menu import menu_of
from cohortmatch.portal.uploads.at_once import one_at_a_time
from cohortmatch.portal.uploads.likeness import doubts, people_of
from cohortmatch.portal.uploads.receiving import confirm, keep, read, refuse, what_becomes
from cohortmatch.services.list_upload import LARGEST, UploadRefused
from cohortmatch.services.progress_changes import Outcome

__all__ = ["take_upload", "upload", "uploaded", "uploads"]

KEEPING = (PortalRole.MEMBER, PortalRole.CHAIR)
NO_FILE = "Choose a file."
MOST_ROWS = 20
"""Rows of a finding that are named."""
GRAVE = {"error": "Cannot be used", "warning": "Please look at", "note": "For information"}
WORDS: dict[Outcome, str] = {
    "taken in": "typed in the portal and now on the list",
    "still to do": "typed in the portal and not on this list yet",
    "both changed": "changed in the portal and on the list",
    "not on the list": "whose row or column is not on this list",
}


@panel_page("upload", *KEEPING, methods=("GET", "POST"), keeper=True, line_first=True)
def upload(visit: PanelVisit) -> HttpResponse:
    """Send a new list of the panel."""
    found = _list(visit)
    if visit.request.method != "POST":
        return _form(visit, found)
    sent = visit.request.FILES.get("file")
    if sent is None:
        return _form(visit, found, [NO_FILE])
    if sent.size is None or sent.size > LARGEST:
        return _form(visit, found, [f"The file is larger than {LARGEST // 1_000_000} MB."])
    content = sent.read()
    try:
        with one_at_a_time(visit.user):
            told = read(found, sent.name or "", content)
    except UploadRefused as error:
        return _form(visit, found, [f"{_begun(str(error))}."])
    if told.own is None:
        return _form(visit, found, [_error(each) for each in told.answer["errors"]])
    with transaction.atomic():
        if not is_still_keeper(visit, *KEEPING):
            raise Http404
        kept = keep(found, told, content, visit.user)
    return redirect("uploaded", panel=visit.edition.slug, token=kept.token)


@panel_page("uploaded list", *KEEPING, methods=("GET", "POST"), keeper=True)
def uploaded(visit: PanelVisit, token: str) -> HttpResponse:
    """What was noticed in an uploaded list, and the keeper's yes or no."""
    found = _list(visit)
    mine = _kept().filter(token=token, label=found.published.label, by=visit.user.username)
    kept = mine.first()
    if kept is None or kept.list_name != found.published.name:
        raise Http404
    if visit.request.method == "POST":
        return _decided(visit, found, kept)
    becomes = what_becomes(kept)
    tally = Counter(outcome.outcome for _, outcome in becomes)
    people = people_by_listing(visit.edition)
    asked = [
        TypedLine(
            change, people.get(change.row.listing), shown_words(change.heading, out.says), out
        )
        for change, out in becomes
        if out.outcome == "both changed"
    ]
    visit.look.counts = {"rows": len(kept.rows["rows"]), "asked": len(asked)}
    told: dict[str, Any] = {
        **menu_of(visit, "upload"),
        "kept": kept,
        "lists": kept.answer["lists"],
        "findings": _findings(kept),
        "then": len(found.own.rows),
        "people": people_of(found),
        "doubts": list(doubts(found, kept)),
        "now": len(kept.rows["rows"]),
        "tally": [(tally[name], words) for name, words in WORDS.items() if tally[name]],
        "asked": asked,
    }
    return render(visit.request, "portal/uploads/uploaded.html", told)


@role_page("uploads", PortalRole.ANALYST)
def uploads(visit: Visit) -> HttpResponse:
    """The lists that keepers sent, for the analyst's next run."""
    found = _kept().exclude(confirmed=None).defer("content", "rows", "answer")
    waiting = [each for each in found if each.taken is None]
    taken = [each for each in found if each.taken is not None]
    told = {"waiting": waiting, "taken": taken, "run": visit.run}
    return render(visit.request, "portal/uploads/uploads.html", told)


@role_page("take upload", PortalRole.ANALYST, methods=("POST",))
def take_upload(visit: Visit, token: str) -> HttpResponse:
    """The bytes of an uploaded list, as its keeper sent them."""
    kept = _kept().exclude(confirmed=None).filter(token=token).first()
    if kept is None:
        raise Http404
    if kept.taken is None:
        kept.taken, kept.taken_by = timezone.now(), visit.user.username
        kept.save(update_fields=["taken", "taken_by"])
    visit.look.files = {"uploaded list": kept.sha256}
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept.file_name, safe='')}"
    }
    return HttpResponse(
        bytes(kept.content), content_type="application/octet-stream", headers=headers
    )


def _decided(visit: PanelVisit, found: PanelList, kept: UploadedList) -> HttpResponse:
    told = visit.request.POST
    if told.get("decision") == "yes":
        chosen = {
            name.removeprefix("change_"): str(value)
            for name, value in told.items()
            if name.startswith("change_")
        }
        with transaction.atomic():
            is_done = confirm(kept, found.published, chosen, visit.user)
        text = "The list is kept for the analyst." if is_done else "It was decided meanwhile."
        messages.success(visit.request, text)
        return redirect("own_list", panel=visit.edition.slug)
    if told.get("decision") == "no":
        refuse(kept)
        messages.success(visit.request, "Nothing of the file was kept.")
        return redirect("upload", panel=visit.edition.slug)
    return redirect(visit.request.path)


def _form(visit: PanelVisit, found: PanelList, problems: list[str] | None = None) -> HttpResponse:
    own = uploads_of(found.published).filter(still_kept(today())).defer("content", "rows", "answer")
    told = {
        **menu_of(visit, "upload"),
        "problems": problems or [],
        "waiting": next((each for each in own if each.confirmed is None), None),
        "last": next((each for each in own if each.confirmed is not None), None),
        "largest": LARGEST // 1_000_000,
    }
    return render(
        visit.request, "portal/uploads/upload.html", told, status=422 if problems else 200
    )


def _kept() -> QuerySet[UploadedList]:
    return UploadedList.objects.filter(still_kept(today()))


def _findings(kept: UploadedList) -> list[tuple[str, list[tuple[str, str]]]]:
    """The findings by how grave they are, in words: of each where it is and what it is."""
    told: dict[str, list[tuple[str, str]]] = {each: [] for each in SEVERITIES}
    for each in kept.answer["findings"]:
        told[each["severity"]].append((_where(each), _what(each)))
    return [(GRAVE[severity], found) for severity, found in told.items() if found]


def _where(each: dict[str, Any]) -> str:
    """The column and the rows of a finding."""
    rows = each["rows"]
    shown = ", ".join(rows[:MOST_ROWS]) + (" …" if len(rows) > MOST_ROWS else "")
    column = f"column “{each['column']}”" if each["column"] else ""
    lines = f"row{'' if len(rows) == 1 else 's'} {shown}" if rows else ""
    return _begun(", ".join(filter(None, (column, lines))))


def _what(each: dict[str, Any]) -> str:
    """What a finding is, what was done, and what to do."""
    what = "; ".join(filter(None, (each["title"], each["detail"], each["done"])))
    return f"{what if _where(each) else _begun(what)}. {_begun(each['remedy'])}".strip(" .") + "."


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _error(each: dict[str, Any]) -> str:
    where = f"row {each['row']}: " if each.get("row") else ""
    return f"{where}{each['problem']}. {each.get('remedy', '')}".strip()


def _list(visit: PanelVisit) -> PanelList:
    found = panel_list(visit.edition)
    if found is None:
        raise Http404
    return found
