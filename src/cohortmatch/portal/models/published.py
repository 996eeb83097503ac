"""What was published: the content of each recipient's edition, and nothing that it does not show.

Policy: publishing cuts; nothing is cut in a request. A page of a panel reads rows of its edition
alone. All rows of a run go with it.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

__all__ = [
    "ANALYST",
    "PublishedCounts",
    "PublishedEdition",
    "PublishedFile",
    "PublishedList",
    "PublishedPair",
    "PublishedPerson",
    "PublishedRow",
    "PublishedRun",
    "PublishedSheet",
]

ANALYST = "analyst"
"""Reader and label of the analyst's edition."""


def new_token() -> str:
    """16 random characters that are safe in an address."""
    return secrets.token_urlsafe(12)


class PublishedRun(models.Model):
    """A run. `reviewers` is how many answers a pair needs; `report_folder` is where its report is,
    so that decisions go to its ledger. At most one is current; `agreement_expires` is the last day
    of the sharing agreement, `delete_by` the last day on which the run may be kept."""

    as_of = models.DateField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.CharField(max_length=120)
    is_current = models.BooleanField(default=False)
    agreement_id = models.CharField(max_length=200, blank=True)
    agreement_version = models.CharField(max_length=100, blank=True)
    agreement_hash = models.CharField(max_length=64, blank=True)
    agreement_expires = models.DateField(null=True, blank=True)
    agreement_words = models.JSONField(default=dict)
    delete_by = models.DateField(null=True, blank=True)
    report_folder = models.TextField(blank=True)
    product_version = models.CharField(max_length=50)
    content_version = models.PositiveIntegerField()
    reviewers = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """At most one run is current."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_run"
            )
        ]

    def __str__(self) -> str:
        return f"run of {self.as_of}"

    @property
    def agreement(self) -> str:
        """The agreement as lines of the audit log name it; empty where there is none."""
        told = (self.agreement_id, self.agreement_version, self.agreement_hash)
        return " ".join(filter(None, told))

    def has_expired(self, today: date) -> bool:
        """Whether its sharing agreement holds no more."""
        return self.agreement_expires is not None and today > self.agreement_expires

    def is_past_keeping(self, today: date) -> bool:
        """Whether it should have been erased."""
        return self.delete_by is not None and today > self.delete_by


class PublishedEdition(models.Model):
    """What one reader sees of a run. `reader` is the name of the audience, `label` is the same from
    run to run (rights hang on it), `slug` stands in addresses; `panel` is the list's name, empty
    for the analyst, and `own_list` the same where the reader's organisation keeps it; `marking`
    stands on what is printed, `recipient` is whom the sharing agreement calls so."""

    run = models.ForeignKey(PublishedRun, models.CASCADE, related_name="editions")
    reader = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200)
    panel = models.CharField(max_length=200, blank=True)
    own_list = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    headline = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    closed_words = models.JSONField(default=list)
    marking = models.TextField(blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    delete_by = models.DateField(null=True, blank=True)

    class Meta:
        """One of a label and of a slug in each run."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "label"], name="one_label_a_run"),
            models.UniqueConstraint(fields=["run", "slug"], name="one_slug_a_run"),
        ]

    def __str__(self) -> str:
        return self.label


class PublishedSheet(models.Model):
    """A sheet of an edition: `columns` are heading and kind (text, number, share, date, entry),
    `empty` is said where there are no rows. A meeting's own chair's page has a slug that begins
    with "meeting-"."""

    edition = models.ForeignKey(PublishedEdition, models.CASCADE, related_name="sheets")
    position = models.PositiveIntegerField()
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=200)
    sentence = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    empty = models.TextField(blank=True)

    class Meta:
        """In the order of the workbook."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "slug"], name="one_sheet_a_slug")
        ]


class PublishedPerson(models.Model):
    """A person of an edition: `ref` and `name` as there; `words` are the names folded, for search;
    `token` stands in addresses. `own_listings` are the ids of the person's rows on the panel's own
    list, never shown: what a panel types is kept with one of them."""

    edition = models.ForeignKey(PublishedEdition, models.CASCADE, related_name="people")
    ref = models.CharField(max_length=60)
    token = models.CharField(max_length=16, unique=True, default=new_token)
    name = models.TextField(blank=True)
    words = models.TextField(blank=True)
    own_listings = models.JSONField(default=list)

    class Meta:
        """One of a reference in each edition."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "ref"], name="one_person_a_ref")
        ]


class PublishedRow(models.Model):
    """A row of a sheet: its cells as text, as the edition's page draws them."""

    sheet = models.ForeignKey(PublishedSheet, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    person = models.ForeignKey(
        PublishedPerson, models.CASCADE, null=True, blank=True, related_name="rows"
    )
    cells = models.JSONField(default=list)

    class Meta:
        """In the order of the sheet."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "position"], name="one_row_a_position")
        ]


class PublishedFile(models.Model):
    """A file of an edition, as `run --for` writes it."""

    edition = models.ForeignKey(PublishedEdition, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        """One of a name in each edition."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="one_file_a_name")
        ]


class PublishedPair(models.Model):
    """A pair to review: `card` is shown before the answer, `after` after it; `sides` are the
    digests of both listings for the ledger, under the key whose SHA-256 is `key_digest`."""

    run = models.ForeignKey(PublishedRun, models.CASCADE, related_name="pairs")
    token = models.CharField(max_length=16, unique=True, default=new_token)
    position = models.PositiveIntegerField()
    card = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    sides = models.JSONField(default=dict)
    key_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """In the order of review."""

        ordering: ClassVar = ["position"]


class PublishedList(models.Model):
    """A panel's list as its keeper sent it: shown to those of the edition `label` who keep it, and
    to nobody else. `rows` is what progress needs of each row, `sheet` the sheet that was read."""

    run = models.ForeignKey(PublishedRun, models.CASCADE, related_name="own_lists")
    name = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    rows = models.JSONField(default=dict)

    class Meta:
        """One of a name in each run."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "name"], name="one_own_list_a_run")
        ]


class PublishedCounts(models.Model):
    """How many rows each sheet of people had in an edition. It stays when its run is replaced, for
    trends, and goes with its day."""

    label = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300, blank=True)
    agreement_hash = models.CharField(max_length=64, blank=True)
    as_of = models.DateField()
    counts = models.JSONField(default=dict)
    delete_by = models.DateField(null=True, blank=True)

    class Meta:
        """One of a label and a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["label", "as_of"], name="one_count_a_day")
        ]
