"""The gate: who may open which page, and the only way from a request to an edition.

Policy: rights are read from the database at each request. A second factor comes before any page.
What is closed and what does not exist take the same way to the same 404. Once an agreement has
expired, nobody but the officer and the administrator sees anything. Every look is a line of the
audit log before the bytes are sent; a change is committed after its line.

    @role_page("log", PortalRole.OFFICER)
    def log(visit: Visit) -> HttpResponse: ...

    @panel_page("sheet", PortalRole.MEMBER, PortalRole.CHAIR, PortalRole.ANALYST)
    def sheet(visit: PanelVisit, sheet: str) -> HttpResponse: ...

The address of a panel's page has the edition's slug as `panel`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils import timezone

from cohortmatch.portal.accounts.second_factor import has_second_factor, used_second_factor
from cohortmatch.portal.errors import error_page
from cohortmatch.portal.looks import Look, record, record_refusal
from cohortmatch.portal.models import Membership, PortalRole, PublishedEdition, PublishedRun, User
from cohortmatch.portal.models.published import ANALYST
from cohortmatch.services.content_version import CONTENT_VERSION

__all__ = [
    "PanelVisit",
    "Visit",
    "current_run",
    "editions_of",
    "expired_run",
    "is_still_keeper",
    "labels_of",
    "memberships_of",
    "panel_page",
    "role_page",
    "today",
]

P = ParamSpec("P")
Answer = Callable[..., HttpResponseBase]
EVERYBODY = tuple(PortalRole)
NO_PEOPLE = frozenset({PortalRole.OFFICER, PortalRole.ADMINISTRATOR})
"""The roles that see no person, and go on when an agreement has expired."""
CHANGING = ("POST",)


@dataclass(frozen=True)
class Visit:
    """A request that the gate let in: by whom, as what. `look` says what is looked at; a view adds
    to it: `visit.look.about = person.ref`."""

    request: HttpRequest
    user: User
    memberships: tuple[Membership, ...]
    run: PublishedRun | None
    look: Look

    @property
    def roles(self) -> frozenset[str]:
        """Every role of the user."""
        return frozenset(each.role for each in self.memberships)


@dataclass(frozen=True)
class PanelVisit(Visit):
    """A request to a page of an edition; `as_roles` are the user's roles for it."""

    edition: PublishedEdition = field(kw_only=True)
    as_roles: frozenset[str] = field(kw_only=True)
    is_keeper: bool = field(kw_only=True)


def today() -> date:
    """The day in the borough's time zone."""
    return timezone.localdate()


def memberships_of(user: User) -> tuple[Membership, ...]:
    """The memberships as the database has them now."""
    return tuple(Membership.objects.filter(user=user).order_by("role", "label"))


def current_run() -> PublishedRun | None:
    """The run that is shown; None where none is, where it should have been erased, or where another
    version published it in a form that this one does not know."""
    run = PublishedRun.objects.filter(is_current=True, content_version=CONTENT_VERSION).first()
    return None if run is None or run.is_past_keeping(today()) else run


def expired_run() -> PublishedRun | None:
    """The current run, shown or not, where its agreement holds no more; else None."""
    run = PublishedRun.objects.filter(is_current=True).first()
    return run if run is not None and run.has_expired(today()) else None


def editions_of(run: PublishedRun, memberships: Iterable[Membership]) -> list[PublishedEdition]:
    """The editions that the memberships open, in the order of their labels."""
    return list(run.editions.filter(label__in=labels_of(memberships)).order_by("label"))


def labels_of(memberships: Iterable[Membership]) -> list[str]:
    """The labels of the editions that memberships open."""
    return [label for each in memberships if (label := _label(each))]


def _label(membership: Membership) -> str:
    """The label of the edition that a membership opens; empty where it opens none."""
    if membership.role in (PortalRole.MEMBER, PortalRole.CHAIR) and membership.label != ANALYST:
        return membership.label
    return ANALYST if membership.role == PortalRole.ANALYST else ""


def is_still_keeper(visit: PanelVisit, *roles: str) -> bool:
    """Whether the user keeps the edition's list now: what takes long is asked again at its end."""
    now = Membership.objects.filter(user=visit.user, user__is_active=True, is_keeper=True)
    return now.filter(role__in=roles, label=visit.edition.label).exists()


def role_page(
    look: str, *roles: str, methods: tuple[str, ...] = ("GET",), needs_agreement: bool = True
) -> Callable[[Callable[Concatenate[Visit, P], HttpResponseBase]], Answer]:
    """A page for roles, whichever edition is meant; without `roles`, for every account. Pages with
    nothing of any person say `needs_agreement=False`."""

    def opened(request: HttpRequest, user: User, **asked: Any) -> Visit | HttpResponse:
        found, run = memberships_of(user), current_run()
        mine = [each for each in found if each.role in (roles or EVERYBODY)]
        if not mine and roles:
            raise Http404
        sees_people = not NO_PEOPLE & {each.role for each in mine}
        if needs_agreement and sees_people and (ended := expired_run()):
            return _expired(ended)
        return Visit(request, user, found, run, Look(look, user.username))

    return _through(opened, methods)


def panel_page(
    look: str,
    *roles: str,
    methods: tuple[str, ...] = ("GET",),
    keeper: bool = False,
    line_first: bool = False,
) -> Callable[[Callable[Concatenate[PanelVisit, P], HttpResponseBase]], Answer]:
    """A page of an edition, for these roles of it; `keeper`: for those alone who keep its list.
    `line_first`: what it changes takes long; its line is written first, and the view begins its own
    transaction, for SQLite lets one process write at a time."""

    def opened(request: HttpRequest, user: User, **asked: Any) -> Visit | HttpResponse:
        found, run = memberships_of(user), current_run()
        if ended := expired_run():
            return _expired(ended)
        mine = [each for each in found if each.role in roles and (each.is_keeper or not keeper)]
        edition = _edition(run, mine, asked.pop("panel"))
        its = [each for each in mine if _label(each) == edition.label]
        return PanelVisit(
            *(request, user, found, run),
            Look(look, user.username, edition.label, edition.purpose, _agreement(run)),
            edition=edition,
            as_roles=frozenset(each.role for each in its),
            is_keeper=any(each.is_keeper for each in its),
        )

    return _through(opened, methods, taken=("panel",), line_first=line_first)


def _edition(
    run: PublishedRun | None, memberships: Iterable[Membership], slug: str
) -> PublishedEdition:
    """The edition, by one query whether it is closed or not there; Http404 for both."""
    labels = labels_of(memberships)
    found = PublishedEdition.objects.filter(
        run_id=run.pk if run else 0, label__in=labels or [""], slug=slug
    ).first()
    if found is None:
        raise Http404
    return found


def _through(
    opened: Callable[..., Visit | HttpResponse],
    methods: tuple[str, ...],
    taken: tuple[str, ...] = (),
    *,
    line_first: bool = False,
) -> Callable[[Callable[..., HttpResponseBase]], Answer]:
    """The decorator: log-in, second factor, rights, page, line, in this order."""

    def around(view: Callable[..., HttpResponseBase]) -> Answer:
        @wraps(view)
        def answer(request: HttpRequest, **asked: Any) -> HttpResponseBase:
            user, way = _known(request)
            if user is None:
                return way
            try:
                visit = opened(request, user, **asked)
                if not isinstance(visit, Visit):
                    return visit
                rest = {name: value for name, value in asked.items() if name not in taken}
                return _shown(view, visit, rest, methods, line_first=line_first)
            except Http404:
                record_refusal(user.username)
                raise

        answer.methods = methods  # type: ignore[attr-defined]  # how the page may be asked for
        return answer

    return around


def _shown(
    view: Callable[..., HttpResponseBase],
    visit: Visit,
    rest: dict[str, Any],
    methods: tuple[str, ...],
    *,
    line_first: bool,
) -> HttpResponseBase:
    """What the view shows, once its line is on the disk; 405 for another method."""
    method = visit.request.method or ""
    if method not in methods and not (method == "HEAD" and "GET" in methods):
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    is_change = method in CHANGING
    if is_change and line_first:
        record(visit.look, is_change=True)
        return view(visit, **rest)
    with transaction.atomic() if is_change else nullcontext():
        response = view(visit, **rest)
        if response.status_code < 300 or is_change:
            is_taken = is_change and response.status_code < 400 and not visit.look.is_question
            record(visit.look, is_change=is_taken)
    return response


def _known(request: HttpRequest) -> tuple[User | None, HttpResponseBase]:
    """Who asks, or the way to a log-in with two factors."""
    if not request.user.is_authenticated:
        return None, _to_log_in(request)
    user = request.user
    if not has_second_factor(user):
        return None, redirect("mfa_activate_totp")
    if not used_second_factor(request, user):
        return None, _to_log_in(request)
    return user, HttpResponse()


def _to_log_in(request: HttpRequest) -> HttpResponseRedirectBase:
    from django.contrib.auth.views import redirect_to_login

    return redirect_to_login(request.path)


def _agreement(run: PublishedRun | None) -> str:
    return run.agreement if run else ""


def _expired(run: PublishedRun) -> HttpResponse:
    """What everybody but officer and administrator sees when the agreement has expired."""
    return error_page("expired", 403, run=run)
