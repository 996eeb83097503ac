"""Pages of accounts: the own one, the administrator's, and who has access to what."""

from __future__ import annotations

from allauth.account.views import password_change
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.accounts import managing
from cohortmatch.portal.accounts.access import Access, accesses, published_labels
from cohortmatch.portal.accounts.account_forms import NewAccountForm, RightForm
from cohortmatch.portal.accounts.changing import Done, change, question_of
from cohortmatch.portal.accounts.second_factor import has_second_factor
from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.look.asking import ask_again, is_sure
from cohortmatch.portal.look.table import TableCell
from cohortmatch.portal.making import address_of
from cohortmatch.portal.models import PortalRole, User
from cohortmatch.portal.models.published import ANALYST

__all__ = ["access", "account", "accounts", "change_password", "closed", "my_account"]

change_password = password_change
WHOLE = "The whole report (analysts)"
PAIRS = "Pairs to review, both rows in full (reviewers and analysts)"
COLUMNS = ("Username", "Name", "May open", "Last used", "To look at")


def closed(request: HttpRequest) -> HttpResponse:
    """404 for what allauth has and the portal has not: sign-up, reset by mail."""
    raise Http404


@role_page("own account", needs_agreement=False)
def my_account(visit: Visit) -> HttpResponse:
    """What the own account may open, and how to change its password and second factor."""
    rights = [managing.right_of(each) for each in visit.memberships]
    told = {"rights": rights, "has_factor": has_second_factor(visit.user)}
    return render(visit.request, "portal/accounts/mine.html", told)


@role_page("who has access", PortalRole.OFFICER, PortalRole.ADMINISTRATOR, needs_agreement=False)
def access(visit: Visit) -> HttpResponse:
    """Every account, what it opens, and what was not used for 60 days."""
    found = list(accesses())
    told = {
        "columns": COLUMNS,
        "rows": [_cells(each) for each in found],
        "unused": sum(each.is_unused for each in found),
        "editions": _by_edition(found),
    }
    return render(visit.request, "portal/accounts/access.html", told)


@role_page("accounts", PortalRole.ADMINISTRATOR, methods=("GET", "POST"), needs_agreement=False)
def accounts(visit: Visit) -> HttpResponse:
    """The accounts; by POST a new one, whose link is shown once."""
    form = NewAccountForm(visit.request.POST or None)
    link, made = "", None
    if visit.request.method == "POST" and form.is_valid():
        try:
            path = managing.add_user(*form.named(), form.rights(), visit.user.username)
            link, made = address_of(path), User.objects.get(username=form.named()[0])
            form = NewAccountForm()
        except SettingsError as error:
            form.add_error(None, str(error))
    numbers = dict(User.objects.values_list("username", "pk"))
    rows = []
    for each in accesses():
        href = reverse("account", args=[numbers[each.username]])
        rows.append((TableCell(each.username, href=href), *_cells(each)[1:]))
    told = {"form": form, "link": link, "account": made, "columns": COLUMNS, "rows": rows}
    return render(visit.request, "portal/accounts/accounts.html", told)


@role_page("account", PortalRole.ADMINISTRATOR, methods=("GET", "POST"), needs_agreement=False)
def account(visit: Visit, number: int) -> HttpResponse:
    """One account: give and take rights, a new link, remove it. What cannot be taken back is asked
    once more."""
    user = get_object_or_404(User, pk=number, is_active=True)
    form = RightForm(visit.request.POST if "give" in visit.request.POST else None)
    done, trouble = Done(), ""
    if visit.request.method == "POST":
        visit.look.about = user.username
        asked = question_of(visit.request.POST, user)
        if asked and not is_sure(visit):
            return ask_again(visit, *asked, visit.request.path)
        try:
            done = change(visit.request.POST, user, form, visit.user.username)
        except SettingsError as error:
            trouble = str(error)
        if done.words:
            messages.success(visit.request, done.words)
        if not (done.link or trouble or form.errors):
            return redirect("accounts" if "remove" in visit.request.POST else visit.request.path)
    rights = [(each.pk, managing.right_of(each)) for each in user.memberships.order_by("role")]
    told = {"account": user, "form": form, "link": done.link, "trouble": trouble, "rights": rights}
    return render(visit.request, "portal/accounts/account.html", told)


def _cells(found: Access) -> tuple[str, ...]:
    last = found.last_seen.strftime("%d %b %Y") if found.last_seen else "Never"
    rights, remarks = "\n".join(found.rights), "\n".join(found.remarks)
    return found.username, found.name, rights or "Nothing", last, remarks


def _by_edition(found: list[Access]) -> list[tuple[str, list[str]]]:
    """Who may open each edition: every edition of the published run, whether anybody opens it or
    not, and those of rights that it does not have. The whole report and the pairs, whose rows are
    shown as they stand on the lists, come first."""
    labels: dict[str, list[str]] = {each: [] for each in published_labels() if each != ANALYST}
    for each in found:
        for label in each.labels:
            labels.setdefault(label, []).append(each.username)
    whole = [each.username for each in found if PortalRole.ANALYST in each.roles]
    pairs = [each.username for each in found if PortalRole.REVIEWER in each.roles]
    return [(WHOLE, whole), (PAIRS, [*pairs, *whole]), *sorted(labels.items())]
