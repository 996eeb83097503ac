"""What a panel types about the rows of its own list, with its history.

Policy: a row is kept apart from the published list, because it lasts from run to run; it is found
again by the digests of its content. A change is never overwritten: each is a line of its own, and
the row's `version` says which one a person had before their eyes.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

from cohortmatch.portal.models.published import new_token
from cohortmatch.services.own_list import shown_cell

__all__ = ["ChangeState", "ProgressChange", "ProgressRow"]


class ChangeState(models.TextChoices):
    """What became of a change."""

    OPEN = "open", "Typed here; not on the list yet"
    LATER = "later", "Replaced by a later change"
    ON_LIST = "on list", "On the list"
    ASKED = "asked", "Changed here and on the list: to decide"
    GONE = "gone", "Its row or column is no longer on the list"
    DROPPED = "dropped", "What the list says was kept"


class ProgressRow(models.Model):
    """One row of a panel's own list about which something was typed: `label` is the edition's,
    `content` the digests of the row, `listing` its id on the list as published last, `name` whose
    row it is as that edition names them, so that who is gone from the list can still be named."""

    label = models.CharField(max_length=200)
    list_name = models.CharField(max_length=200)
    token = models.CharField(max_length=16, unique=True, default=new_token)
    listing = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    name = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    delete_by = models.DateField(null=True, blank=True)

    class Meta:
        """One of a content for each panel."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["label", "list_name", "digest"], name="one_progress_a_row"
            )
        ]

    def is_past_keeping(self, today: date) -> bool:
        """Whether it should have been erased."""
        return self.delete_by is not None and today > self.delete_by


class ProgressChange(models.Model):
    """One thing typed about a row: under which heading, what the list said then, by whom. `state`
    is one of ChangeState; `list_says` is what the list says where both changed."""

    row = models.ForeignKey(ProgressRow, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=250)
    before = models.TextField(blank=True)
    text = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    list_says = models.TextField(blank=True)
    settled_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """In their order."""

        ordering: ClassVar = ["version", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["row", "version", "heading"], name="one_change_a_heading"
            )
        ]

    @property
    def before_words(self) -> str:
        """What the list said then, as a page may show it."""
        return shown_words(self.heading, self.before)

    @property
    def list_words(self) -> str:
        """What the list says now, as a page may show it."""
        return shown_words(self.heading, self.list_says)


def shown_words(heading: str, text: str) -> str:
    """A cell of the list as a page may show it, in quotation marks; in words where it may not be
    shown, or is blank."""
    if shown := shown_cell(heading, text):
        return f"“{shown}”"
    return "a longer text, which is not shown" if text else "nothing"
