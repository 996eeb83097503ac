"""Answers of reviewers about pairs, until one counts and is a line of the report's ledger.

Policy: an answer is never changed or removed while its pair is published; one that is taken back is
marked. What counts is the ledger, so an answer that was entered counts there and nowhere else.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from cohortmatch.portal.models.accounts import User
from cohortmatch.portal.models.published import PublishedPair

__all__ = ["KeptAnswer", "PairAnswer"]


class PairAnswer(models.Model):
    """One reviewer's answer to one pair. `entry` is the number of the decision that it became part
    of, None while it waits; `withdrawn` is when it was taken back, or its decision was undone."""

    pair = models.ForeignKey(PublishedPair, models.CASCADE, related_name="answers")
    reviewer = models.ForeignKey(User, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    entry = models.PositiveBigIntegerField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In their order; nobody has two answers to a pair that wait."""

        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pair", "reviewer"],
                condition=models.Q(entry=None, withdrawn=None),
                name="one_waiting_answer",
            )
        ]


class KeptAnswer(models.Model):
    """An answer that waited when its run was withdrawn: to which two contents (`sides` and
    `key_digest`, as `PublishedPair` has them), until the next run is published or its day comes."""

    sides = models.JSONField(default=dict)
    key_digest = models.CharField(max_length=64, blank=True)
    reviewer = models.ForeignKey(User, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    delete_by = models.DateField(null=True, blank=True)
