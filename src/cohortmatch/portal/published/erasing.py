"""Erasing: what is past its day goes from the database, and then from its files.

Policy: an erasure counts when the files are written afresh without it. SQLite overwrites what is
deleted (`secure_delete`); the file is then written anew and the write-ahead file emptied.
PostgreSQL writes the tables anew (`VACUUM FULL`); its own log and its back-ups keep old pages until
they are recycled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from cohortmatch.audit import Event
from cohortmatch.portal.carrying import forget
from cohortmatch.portal.gate import today
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import (
    FormDraft,
    OneTimeLink,
    PortalNotice,
    PublishedCounts,
    PublishedRun,
)

__all__ = ["Purged", "overwrite", "purge"]

HELD = "the database is being read; stop `portal serve`, or purge again when nobody is logged in"
SAYS = "the database cannot be written afresh now"


@dataclass(frozen=True)
class Purged:
    """How much was erased, and what hinders that it is gone from the files ('' where nothing)."""

    runs: int
    counts: int
    sessions: int
    typed: int
    not_erased: str


def purge(day: date | None = None, by: str = "console") -> Purged:
    """Erase what is past its day: runs, counts of earlier runs, what people
    typed about people who are gone, drafts, ended sessions, used links; then write the files
    afresh."""
    day = day or today()
    with transaction.atomic():
        runs = PublishedRun.objects.filter(Q(delete_by__lt=day) | Q(is_current=False))
        counts = PublishedCounts.objects.filter(delete_by__lt=day)
        ended = Session.objects.filter(expire_date__lt=timezone.now())
        told = {
            "runs": runs.count(),
            "counts": counts.count(),
            "sessions": ended.count(),
        }
        record_event(Event("alteration", "portal purge", by, counts=told))
        runs.delete()
        counts.delete()
        ended.delete()
        _delete_old_of_accounts()
        typed = forget(day)
    return Purged(**told, typed=typed, not_erased=overwrite())


def _delete_old_of_accounts() -> None:
    """Drafts and links that nobody can use any more, and notices that were there for a month."""
    month_ago = timezone.now() - timedelta(days=30)
    FormDraft.objects.filter(saved__lt=month_ago).delete()
    OneTimeLink.objects.filter(expires__lt=timezone.now()).delete()
    PortalNotice.objects.filter(created__lt=month_ago).delete()


def overwrite() -> str:
    """Write the database's files afresh without what was deleted; what hinders it, '' for nothing.
    It must not be called within a transaction."""
    try:
        if connection.vendor == "sqlite":
            return _overwrite_sqlite()
        _overwrite_postgresql()
    except DatabaseError:
        return SAYS
    return ""


def _overwrite_sqlite() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store = MEMORY")  # no copy in a folder for passing files
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_held, *_ = cursor.fetchone()
    return HELD if is_held else ""


def _overwrite_postgresql() -> None:
    tables = [each._meta.db_table for each in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(name)}")
