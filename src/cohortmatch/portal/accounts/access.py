"""Who has access to what, and who has not used it for 60 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils import timezone

from cohortmatch.portal.accounts.managing import right_of
from cohortmatch.portal.accounts.second_factor import KINDS
from cohortmatch.portal.models import Membership, PublishedEdition, User
from cohortmatch.portal.models.accounts import OF_A_PANEL

__all__ = ["UNUSED_AFTER", "Access", "accesses", "published_labels"]

UNUSED_AFTER = timedelta(days=60)


@dataclass(frozen=True)
class Access:
    """One account: what it may open, since when unused, and what should be looked at. Nothing in it
    is about a person on a list. `labels` are the editions that it opens as member or chair."""

    username: str
    name: str
    roles: tuple[str, ...]
    rights: tuple[str, ...]
    labels: tuple[str, ...]
    created: datetime
    last_seen: datetime | None
    has_second_factor: bool
    is_unused: bool
    gone_labels: tuple[str, ...]
    kept_nowhere: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an administrator should look at."""
        gone = (f"{label} is not in the published run" for label in self.gone_labels)
        return (
            *(("unused for 60 days",) if self.is_unused else ()),
            *(() if self.has_second_factor else ("no second factor yet",)),
            *(() if self.rights else ("opens nothing",)),
            *gone,
            *(f"keeps no list: {label} owns none that was read" for label in self.kept_nowhere),
        )


def accesses() -> Iterator[Access]:
    """Every account that can log in, by username."""
    labels = set(published_labels()) or None
    owners = set(_editions().exclude(own_list="").values_list("label", flat=True))
    factors = set(Authenticator.objects.filter(type__in=KINDS).values_list("user_id", flat=True))
    since = timezone.now() - UNUSED_AFTER
    for user in User.objects.filter(is_active=True).prefetch_related("memberships"):
        given = sorted(user.memberships.all(), key=lambda each: (each.role, each.label))
        of_panels = {each.label for each in given if each.role in OF_A_PANEL}
        yield Access(
            username=user.username,
            name=user.display_name,
            roles=tuple(each.role for each in given),
            rights=tuple(str(right_of(each)) for each in given),
            labels=tuple(sorted(of_panels)),
            created=user.created,
            last_seen=user.last_seen,
            has_second_factor=user.pk in factors,
            is_unused=(user.last_seen or user.created) < since,
            gone_labels=() if labels is None else tuple(sorted(of_panels - labels)),
            kept_nowhere=tuple(sorted(_kept(given) & (labels or set()) - owners)),
        )


def published_labels() -> list[str]:
    """The labels of the editions of the published run; none where none is."""
    return list(_editions().order_by("label").values_list("label", flat=True))


def _editions() -> QuerySet[PublishedEdition]:
    return PublishedEdition.objects.filter(run__is_current=True)


def _kept(given: Iterable[Membership]) -> set[str]:
    """The labels whose list an account is to keep."""
    return {each.label for each in given if each.is_keeper}
