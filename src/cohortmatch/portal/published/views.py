"""Pages of a published edition: each draws rows of that edition, which the gate opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from cohortmatch.portal.context import first_place
from cohortmatch.portal.gate import PanelVisit, Visit, editions_of, panel_page, role_page, today
from cohortmatch.portal.models import PortalRole, PublishedCounts, PublishedPerson, PublishedSheet
from cohortmatch.portal.progress.rows import panel_list
from cohortmatch.portal.progress.typed import TypedLine, is_typed, typed_about
from cohortmatch.portal.published.drawing import (
    SheetPart,
    card_of,
    changed_rows,
    drawn,
    first_page,
    person_address,
)
from cohortmatch.portal.published.menu import CHAIR, has_own_list, menu_of
from cohortmatch.values.text import fold

__all__ = [
    "agenda",
    "changes",
    "download",
    "files",
    "my_panels",
    "panel",
    "person",
    "search",
    "sheet",
    "trends",
    "what_i_may_see",
]

READERS = (PortalRole.MEMBER, PortalRole.CHAIR, PortalRole.ANALYST)
ABOUT, MEETING = "about-this-edition", "meeting-"
MOST_FOUND = 100
"""People of one search."""
LONGEST_ASKED = 200
"""Characters of a search that are read."""


@role_page("my panels", needs_agreement=False)
def my_panels(visit: Visit) -> HttpResponse:
    """Which panels the user may open, and which of theirs are not in the published run; who has no
    panel begins on the page of their role."""
    if (first := first_place(visit.roles)) != "my_panels":
        return redirect(first)
    run = visit.run
    ended = run is not None and run.has_expired(today())
    editions = [] if run is None or ended else editions_of(run, visit.memberships)
    shown = {each.label for each in editions}
    lacking = [each.label for each in visit.memberships if each.label and each.label not in shown]
    told: dict[str, Any] = {
        "visit": visit,
        "run": run,
        "editions": editions,
        "lacking": sorted(set(lacking)),
    }
    told["ended"] = ended
    return render(visit.request, "portal/my_panels.html", told)


@panel_page("panel", *READERS)
def panel(visit: PanelVisit) -> HttpResponse:
    """A panel's first page: the headline, and what its edition holds."""
    sheets = [each for each in visit.edition.sheets.all() if not _is_meeting(each)]
    return _page(visit, "panel", sheets=sheets)


@panel_page("sheet", *READERS)
def sheet(visit: PanelVisit, sheet: str) -> HttpResponse:
    """One sheet, a page at a time."""
    found = _sheet(visit, sheet)
    visit.look.about = ""
    return _page(visit, "sheet", part=_paged(visit, found))


@panel_page("person", *READERS)
def person(visit: PanelVisit, token: str) -> HttpResponse:
    """All that the edition says of one person."""
    found = visit.edition.people.filter(token=token).first()
    if found is None:
        raise Http404
    visit.look.about = found.ref
    typed = _typed(visit, [found])
    return _page(visit, "person", subject=found, parts=card_of(found), typed=typed)


@panel_page("agenda", *READERS)
def agenda(visit: PanelVisit, meeting: str = "") -> HttpResponse:
    """The chair's page, for everyone on the panel's list or for one of its meetings."""
    found = _sheet(visit, f"{MEETING}{meeting}" if meeting else CHAIR)
    rows = found.rows.select_related("person")
    meetings = [
        (each.slug.removeprefix(MEETING), each.title)
        for each in visit.edition.sheets.all()
        if _is_meeting(each)
    ]
    part = drawn(found, visit.edition.slug, rows)
    typed = _typed(visit, (each.person for each in rows if each.person))
    return _page(visit, "agenda", part=part, meetings=meetings, meeting=meeting, typed=typed)


@panel_page("changes", *READERS)
def changes(visit: PanelVisit) -> HttpResponse:
    """What is new of somebody since the last edition, and who left the list."""
    return _page(visit, "changes", parts=list(changed_rows(visit.edition)))


@panel_page("trends", *READERS)
def trends(visit: PanelVisit) -> HttpResponse:
    """How many rows each sheet had, run by run, under the agreement and for the purpose of today:
    what was shown under other rules is not compared."""
    own = visit.edition
    every = PublishedCounts.objects.filter(label=own.label).order_by("as_of")
    same = [
        each
        for each in every
        if (each.purpose, each.agreement_hash) == (own.purpose, own.run.agreement_hash)
    ]
    titles = list(dict.fromkeys(title for each in same for title in each.counts))
    rows = [
        [
            f"{each.as_of:%-d %B %Y}",
            *(f"{each.counts[t]:,}" if t in each.counts else "–" for t in titles),
        ]
        for each in same
    ]
    more = [each for each in own.sheets.all() if each.slug in ("trends", "quarters")]
    told: dict[str, Any] = {"columns": ["Run", *titles], "rows": rows, "sheets": more}
    return _page(visit, "trends", **told, others=len(every) - len(same))


@panel_page("what I may see", *READERS)
def what_i_may_see(visit: PanelVisit) -> HttpResponse:
    """What the edition shows and why, in its own words; for the analyst, what is closed to whom."""
    own = visit.edition
    about = own.sheets.filter(slug=ABOUT).first()
    part = None if about is None else drawn(about, own.slug, about.rows.all())
    closed: list[tuple[str, list[str]]] = []
    if PortalRole.ANALYST in visit.as_roles:
        editions = own.run.editions.exclude(pk=own.pk).order_by("label")
        closed = [(each.label, each.closed_words) for each in editions]
    heads, rows = _allowed(visit)
    return _page(visit, "what_i_may_see", part=part, closed=closed, heads=heads, rows=rows)


def _allowed(visit: PanelVisit) -> tuple[list[str], list[list[str]]]:
    """What the agreement lets this edition's recipient see of each list for its purpose, and by
    which rule: the officer's table without the columns that are the same in each row."""
    words, own = visit.edition.run.agreement_words, visit.edition
    of_whom = [own.recipient, own.purpose]
    rows = [row[2:] for row in words.get("rows", ()) if row[:2] == of_whom]
    return list(words.get("heads", ()))[2:], rows


@panel_page("files", *READERS)
def files(visit: PanelVisit) -> HttpResponse:
    """The edition's own files."""
    return _page(visit, "files", files=visit.edition.files.defer("content").order_by("name"))


@panel_page("download", *READERS)
def download(visit: PanelVisit, name: str) -> HttpResponse:
    """One file, as `run --for` writes it; it is always saved and never opened in the portal."""
    # a database refuses to be asked for NUL, which is in no name
    found = None if "\0" in name else visit.edition.files.filter(name=name).first()
    if found is None:
        raise Http404
    content = bytes(found.content)
    visit.look.files = {name: hashlib.sha256(content).hexdigest()}
    response = HttpResponse(content, content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}"
    return response


@panel_page("search", *READERS, methods=("GET", "POST"))
def search(visit: PanelVisit) -> HttpResponse:
    """Who has all the words in a name, or the reference; asked by POST, so that no name is in an
    address."""
    asked = visit.request.POST.get("words", "")[:LONGEST_ASKED]
    words = fold(asked).split()
    found = visit.edition.people.all()
    for word in words:
        found = found.filter(words__contains=word)
    people = list(found.order_by("name", "pk")[: MOST_FOUND + 1]) if words else []
    if words and not people:
        people = list(visit.edition.people.filter(ref__iexact=" ".join(words))[:1])
    visit.look.counts = {"found": len(people)}
    visit.look.is_question = True
    links = [(each, person_address(visit.edition.slug, each)) for each in people[:MOST_FOUND]]
    is_cut = len(people) > MOST_FOUND
    return _page(visit, "search", found=links, words=asked, is_cut=is_cut, asked=bool(words))


def _typed(visit: PanelVisit, people: Iterable[PublishedPerson]) -> list[TypedLine]:
    """What the panel typed about some people that is on no list yet, for those who may read it."""
    by_listing = {listing: each for each in people for listing in each.own_listings}
    is_read = has_own_list(visit) and is_typed(visit.edition, by_listing)
    found = panel_list(visit.edition) if is_read else None
    return [] if found is None else typed_about(found, by_listing)


def _sheet(visit: PanelVisit, slug: str) -> PublishedSheet:
    found = visit.edition.sheets.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _paged(visit: PanelVisit, found: PublishedSheet) -> SheetPart:
    return first_page(found, visit.edition.slug, visit.request.GET.get("page"))


def _is_meeting(found: PublishedSheet) -> bool:
    return found.slug.startswith(MEETING)


def _page(visit: PanelVisit, name: str, **told: object) -> HttpResponse:
    """A page of an edition, with the way to its other pages."""
    every = {**menu_of(visit, name), **told}
    return render(visit.request, f"portal/published/{name}.html", every)
