"""The pages of progress: one row, and the panel's own list with everything typed about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from cohortmatch.core.errors import CohortmatchError
from cohortmatch.portal.gate import PanelVisit, panel_page, today
from cohortmatch.portal.models import ChangeState, ProgressChange, PublishedPerson
from cohortmatch.portal.models.accounts import PortalRole
from cohortmatch.portal.progress.rows import (
    FieldNow,
    PanelList,
    RowNow,
    panel_list,
    people_by_listing,
)
from cohortmatch.portal.progress.saving import Saved, late_draft, save, settle
from cohortmatch.portal.progress.sent import SentList
from cohortmatch.portal.progress.typed import typed_parts
from cohortmatch.portal.published.menu import menu_of
from cohortmatch.portal.reviewing.drafts import PLACE, draft_of, forget_draft
from cohortmatch.services.own_list_file import ListFile, with_changes

__all__ = ["own_list", "own_list_file", "progress", "settle_change"]

TYPING = (PortalRole.MEMBER, PortalRole.CHAIR)
HINTS = {
    "contact": "A day, such as 9/6/2026. It is written in the form of the list's other dates.",
    "status": "",
    "lead": "",
    "step": "",
    "note": "",
}
LONG = "The list holds a longer text here, which is not shown. What you type replaces it."


@panel_page("progress", *TYPING, methods=("GET", "POST"))
def progress(visit: PanelVisit, token: str, row: int = 0) -> HttpResponse:
    """What is typed about one person's row of the panel's own list."""
    found = panel_list(visit.edition)
    person = visit.edition.people.filter(token=token).first()
    rows = found.rows_of(person) if found and person else []
    if found is None or person is None or row >= len(rows):
        raise Http404
    visit.look.about = person.ref
    if visit.request.method != "POST":
        now = found.now(rows[row])
        draft = draft_of(visit.request, visit.user)
        late = late_draft(now, draft)
        return _page(visit, person, now, row, len(rows), found.sent, draft, late)
    told = visit.request.POST
    with transaction.atomic():
        saved = save(found, rows[row], told.dict(), visit.user, today(), person.name)
    visit.look.counts = {"fields": saved.kept}
    if saved.is_late:
        return _page(
            visit, person, saved.now, row, len(rows), found.sent, told.dict(), saved, status=409
        )
    if saved.wrong:
        return _page(
            visit, person, saved.now, row, len(rows), found.sent, told.dict(), saved, status=422
        )
    forget_draft(visit.request, visit.user)
    messages.success(visit.request, "Kept." if saved.kept else "Nothing was changed.")
    return redirect(visit.request.path)


@panel_page("own list", *TYPING)
def own_list(visit: PanelVisit) -> HttpResponse:
    """Everything typed that is not on the panel's list yet, and what is to be decided."""
    found = _found(visit)
    parts = typed_parts(found, people_by_listing(visit.edition))
    visit.look.counts = {"changes": sum(map(len, parts.values()))}
    told: dict[str, Any] = {
        **menu_of(visit, "own_list"),
        **parts,
        "sent": found.sent.upload if found.sent else None,
        "file": found.sent.own.file if found.sent else found.own.file,
        "is_keeper": visit.is_keeper,
        "may_settle": _may_settle(visit),
        "made": None,
    }
    if visit.is_keeper:
        told["made"], told["problem"] = _made(found)
    return render(visit.request, "portal/progress/own_list.html", told)


@panel_page("own list file", *TYPING, keeper=True)
def own_list_file(visit: PanelVisit) -> HttpResponse:
    """The panel's own list with what was typed, as its keeper sent it."""
    made, _ = _made(_found(visit))
    if made is None:
        raise Http404
    visit.look.files = {"own list": hashlib.sha256(made.content).hexdigest()}
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{_encoded(made.name)}"}
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


@panel_page("settle progress", *TYPING, methods=("POST",))
def settle_change(visit: PanelVisit, change: int) -> HttpResponse:
    """Keep what was typed, or what the list says, where both were changed."""
    published = _found(visit).published
    own = {"row__label": published.label, "row__list_name": published.name}
    found = ProgressChange.objects.filter(pk=change, **own).first()
    if found is None or not _may_settle(visit):
        raise Http404
    with transaction.atomic():
        is_done = settle(found, visit.request.POST.get("choice", ""), visit.user)
    if is_done:
        messages.success(visit.request, "Decided.")
    else:
        messages.error(visit.request, "Somebody else has decided it meanwhile.")
    return redirect("own_list", panel=visit.edition.slug)


def _page(
    visit: PanelVisit,
    person: PublishedPerson,
    now: RowNow,
    row: int,
    rows: int,
    sent: SentList | None,
    told_by_form: Mapping[str, str],
    late: Saved | None,
    status: int = 200,
) -> HttpResponse:
    told: dict[str, Any] = {
        **menu_of(visit, "progress"),
        "listed": person,
        "now": now,
        "fields": [_shown(each, told_by_form, late) for each in now.fields],
        "late": late is not None and late.is_late,
        "wrong": late is not None and bool(late.wrong),
        "history": now.kept.changes.order_by("-version", "heading") if now.kept else (),
        "states": dict(ChangeState.choices),
        "row": row,
        "sent": sent.upload if sent else None,
        "others": [number for number in range(rows) if number != row],
        "draft_field": PLACE,
    }
    return render(visit.request, "portal/progress/row.html", told, status=status)


def _shown(each: FieldNow, told: Mapping[str, str], late: Saved | None) -> dict[str, Any]:
    """One field of the form: what was typed stays in it, what others typed stands beside it."""
    is_typed = each.name in told and told[each.name] != told.get(f"was_{each.name}", each.text)
    text = told[each.name] if is_typed else each.text
    hint = LONG if each.is_hidden else HINTS[each.field.kind]
    return {
        "now": each,
        "text": text,
        "hint": hint,
        "conflict": late is not None and each in late.meanwhile,
        "wrong": late.wrong.get(each.name, "") if late else "",
    }


def _found(visit: PanelVisit) -> PanelList:
    found = panel_list(visit.edition)
    if found is None:
        raise Http404
    return found


def _made(found: PanelList) -> tuple[ListFile | None, str]:
    """The list that was sent or published last with its changes, or why it cannot be made."""
    newest = found.sent.upload if found.sent else found.published
    own = found.sent.own if found.sent else found.own
    try:
        return with_changes(bytes(newest.content), own, found.to_write()), ""
    except CohortmatchError as error:
        return None, str(error)


def _may_settle(visit: PanelVisit) -> bool:
    return visit.is_keeper or PortalRole.CHAIR in visit.as_roles


def _encoded(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")
