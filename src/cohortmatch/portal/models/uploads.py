"""Lists that their keepers uploaded, from the reading until the analyst has taken them.

Policy: a file that cannot be read is never kept. One that was read waits until its keeper has seen
the findings and said yes, and only then counts; "no", another upload, or two days end it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

from cohortmatch.portal.models.published import new_token

__all__ = ["UploadedList", "still_kept"]


def still_kept(today: date) -> models.Q:
    """Which uploads may be shown: none is, past its delete-by day, even before a purge."""
    return models.Q(delete_by=None) | models.Q(delete_by__gte=today)


class UploadedList(models.Model):
    """One uploaded list of a panel: the bytes, what `check` says of them (`answer`), its rows as
    `own_list` keeps them. `same` is how many people of the published list are on it. `confirmed`
    is when its keeper said yes, beside a published list with the SHA-256 `beside`; `taken` is when
    the analyst downloaded it."""

    label = models.CharField(max_length=200)
    list_name = models.CharField(max_length=200)
    token = models.CharField(max_length=16, unique=True, default=new_token)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    by = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(null=True, blank=True)
    taken = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=60, blank=True)
    same = models.PositiveIntegerField(default=0)
    beside = models.CharField(max_length=64, blank=True)
    delete_by = models.DateField(null=True, blank=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-at", "-pk"]
