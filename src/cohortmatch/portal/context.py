"""What every template may use: who is logged in, as what, and the notices for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cohortmatch.portal.accounts.notices import notices_for
from cohortmatch.portal.accounts.second_factor import used_second_factor
from cohortmatch.portal.gate import memberships_of

__all__ = ["everywhere"]


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """`person`, `roles` and `notices` of the request; nobody before the second factor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not used_second_factor(request, user):
        return {"person": None, "roles": frozenset(), "notices": ()}
    found = memberships_of(user)
    return {
        "person": user,
        "roles": frozenset(each.role for each in found),
        "notices": notices_for(user, found),
    }
