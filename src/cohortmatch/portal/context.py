"""What every template may use: who is logged in, the notices not yet seen, where they may go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cohortmatch.portal.gate import memberships_of

__all__ = ["everywhere"]


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """`person` and `roles` of the request."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"person": None, "roles": frozenset()}
    return {"person": person, "roles": frozenset(each.role for each in memberships_of(person))}
