"""Pages of accounts: the own one, the administrator's, and who has access to what."""

from __future__ import annotations

from allauth.account.views import password_change
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.accounts import managing
from cohortmatch.portal.accounts.access import Access, accesses
from cohortmatch.portal.accounts.account_forms import NewAccountForm, RightForm
from cohortmatch.portal.accounts.second_factor import has_second_factor
from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.look.table import TableCell
from cohortmatch.portal.making import address_of
from cohortmatch.portal.models import PortalRole, User

__all__ = ["access", "account", "accounts", "change_password", "closed", "my_account"]

change_password = password_change
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
        "of_panels": _by_label(found),
    }
    return render(visit.request, "portal/accounts/access.html", told)


@role_page("accounts", PortalRole.ADMINISTRATOR, methods=("GET", "POST"), needs_agreement=False)
def accounts(visit: Visit) -> HttpResponse:
    """The accounts; by POST a new one, whose link is shown once."""
    form = NewAccountForm(visit.request.POST or None)
    link = ""
    if visit.request.method == "POST" and form.is_valid():
        try:
            path = managing.add_user(*form.named(), form.rights(), visit.user.username)
            link = address_of(path)
        except SettingsError as error:
            form.add_error(None, str(error))
    numbers = dict(User.objects.values_list("username", "pk"))
    rows = []
    for each in accesses():
        href = reverse("account", args=[numbers[each.username]])
        rows.append((TableCell(each.username, href=href), *_cells(each)[1:]))
    told = {"form": form, "link": link, "columns": COLUMNS, "rows": rows}
    return render(visit.request, "portal/accounts/accounts.html", told)


@role_page("account", PortalRole.ADMINISTRATOR, methods=("GET", "POST"), needs_agreement=False)
def account(visit: Visit, number: int) -> HttpResponse:
    """One account: give and take rights, a new link, remove it."""
    user = get_object_or_404(User, pk=number, is_active=True)
    form = RightForm(visit.request.POST if "give" in visit.request.POST else None)
    link = trouble = ""
    if visit.request.method == "POST":
        visit.look.about = user.username
        try:
            link = _change(visit, user, form)
        except SettingsError as error:
            trouble = str(error)
        if not (link or trouble or form.errors):
            return redirect("accounts" if "remove" in visit.request.POST else visit.request.path)
    rights = [(each.pk, managing.right_of(each)) for each in user.memberships.order_by("role")]
    told = {"account": user, "form": form, "link": link, "trouble": trouble, "rights": rights}
    return render(visit.request, "portal/accounts/account.html", told)


def _change(visit: Visit, user: User, form: RightForm) -> str:
    """Do what the form asks; the address of a new link where one was asked."""
    asked, by = visit.request.POST, visit.user.username
    if "give" in asked:
        if form.is_valid():
            managing.give(user.username, form.right(), by)
    elif "take" in asked:
        for each in [each for each in user.memberships.all() if str(each.pk) == asked["take"]]:
            managing.take_away(user.username, managing.right_of(each), by)
    elif "link" in asked:
        lost = asked["link"] == "app"
        return address_of(managing.link_again(user.username, by, lost_app=lost))
    elif "remove" in asked:
        managing.remove_user(user.username, by)
    return ""


def _cells(found: Access) -> tuple[str, ...]:
    last = found.last_seen.strftime("%d %b %Y") if found.last_seen else "Never"
    rights, remarks = "\n".join(found.rights), "\n".join(found.remarks)
    return found.username, found.name, rights or "Nothing", last, remarks


def _by_label(found: list[Access]) -> list[tuple[str, list[str]]]:
    """Who may open each edition."""
    labels: dict[str, list[str]] = {}
    for each in found:
        for label in each.labels:
            labels.setdefault(label, []).append(each.username)
    return sorted(labels.items())
