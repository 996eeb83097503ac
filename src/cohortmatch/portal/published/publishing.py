"""Publishing a report into the portal.

Policy: one run is shown at a time. The run before stays until the new one is whole, and goes in the
same transaction; only counts of it stay, for trends. Whoever began to publish before somebody else
was done is refused, so that nobody's run disappears unseen. The line of the audit log is written
before the change can be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction

from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.types import Passwords
from cohortmatch.portal.carrying import carry_over, lists_key
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import PublishedRun
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.erasing import overwrite
from cohortmatch.portal.published.events import event_of, notice, spoken
from cohortmatch.portal.published.storing import keep_counts, store
from cohortmatch.services.content_version import CONTENT_VERSION
from cohortmatch.services.publication import Publication
from cohortmatch.services.publishing import published_content

__all__ = ["Published", "publish", "put_in_place"]

NOBODY_READS = (
    "Nobody would have an edition of this run: {}. Nothing was published, and what was stays"
)
MEANWHILE = (
    "Somebody else published the run of {} while this one was made; look at it, and publish again "
    "if this one is to take its place. Nothing of this run was kept"
)
GONE_MEANWHILE = (
    "Somebody withdrew the run that was shown while this one was made; publish again if this one "
    "is to be shown. Nothing of this run was kept"
)
OTHER_CONTENT = (
    "The content has form {} and this portal shows form {}; publish with the version of "
    "cohortmatch that the portal has. Nothing was published"
)
NOT_WRITTEN = (
    "the portal's database cannot be written: the disk may be full, or somebody else is writing. "
    "Nothing was published, and what was stays"
)
NO_AGREEMENT = (
    "The run that is shown is under the sharing agreement {}, and this one under none: no "
    "agreement.toml stood by its lists or settings. Put it there and run again; where there is "
    "none any more, withdraw the run that is shown first. Nothing was published, and what was stays"
)
NEW_RUN = "A new run is published, of {}."


@dataclass(frozen=True)
class Published:
    """What was published: the run's day, the editions' labels with how many people each has, the
    readers that have none and why, and what hinders the old run's erasure from the files."""

    as_of: date
    editions: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, str], ...]
    pairs: int
    delete_by: date
    not_erased: str

    def __repr__(self) -> str:
        return f"<Published: {len(self.editions)} editions>"


def publish(
    folder: PortalFolder,
    report: Path,
    *,
    reviewers: int = 1,
    lists: Path | None = None,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
    passwords: Passwords | None = None,
    watch: Callable[[str, float | None], None] | None = None,
) -> Published:
    """Publish the report in the folder `report`; `reviewers` is how many answers a pair needs. The
    other arguments are those of `published_content`, whose errors it raises; SettingsError where
    another run was published meanwhile."""
    before = shown_now()
    with published_content(
        report,
        folder.path,
        lists=lists,
        settings=settings,
        kept_in=kept_in,
        passwords=passwords,
        watch=watch,
        lists_key=lists_key(),
    ) as content:
        put_in_place(content, before, reviewers)
    return Published(
        content.as_of,
        tuple((each.label, len(each.persons)) for each in content.editions),
        content.refused,
        len(content.pairs),
        content.delete_by,
        overwrite(),
    )


def shown_now() -> int | None:
    """The key of the run that is current; None where none is."""
    return PublishedRun.objects.filter(is_current=True).values_list("pk", flat=True).first()


def put_in_place(content: Publication, before: int | None, reviewers: int = 1) -> None:
    """Store a run and make it the one that is shown, where `before` still is; the one before goes.
    SettingsError where it is not, or where the portal cannot show the content; OutputError where
    the database cannot be written."""
    _refuse_content(content)
    try:
        with transaction.atomic():
            old = _still_current(before)
            _refuse_without_agreement(old, content)
            run = store(content, reviewers)
            notice(run, NEW_RUN.format(spoken(run.as_of)))
            carry_over(run)
            if old is not None:
                old.delete()
            run.is_current = True
            run.save(update_fields=["is_current"])
            keep_counts(content)
            record_event(event_of("portal publish", run, run.published_by))
    except IntegrityError:
        # on PostgreSQL two first runs can be stored at once; then one of them is not current
        raise _refusal() from None
    except OperationalError:
        # what the database says of it may hold a value
        raise OutputError(NOT_WRITTEN) from None


def _refuse_content(content: Publication) -> None:
    if content.content_version != CONTENT_VERSION:
        raise SettingsError(OTHER_CONTENT.format(content.content_version, CONTENT_VERSION))
    if len(content.editions) <= 1:
        why = "; ".join(f"{who}: {reason}" for who, reason in content.refused) or "no panel"
        raise SettingsError(NOBODY_READS.format(why))


def _refuse_without_agreement(old: PublishedRun | None, content: Publication) -> None:
    """A file that was mislaid would open to everybody what the agreement kept closed."""
    if old is not None and old.agreement_hash and not content.agreement[2]:
        raise SettingsError(NO_AGREEMENT.format(old.agreement_id))


def _still_current(before: int | None) -> PublishedRun | None:
    """The run that is shown, locked; SettingsError where it is another than it was."""
    old = PublishedRun.objects.select_for_update().filter(is_current=True).first()
    if (old.pk if old else None) != before:
        raise _refusal()
    return old


def _refusal() -> SettingsError:
    now = PublishedRun.objects.filter(is_current=True).first()
    return SettingsError(GONE_MEANWHILE if now is None else MEANWHILE.format(spoken(now.as_of)))
