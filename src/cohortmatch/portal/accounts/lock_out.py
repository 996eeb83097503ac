"""Failed log-ins: after five in a row each next one makes everybody wait longer for that name.

Policy: 1, 2, 4, … minutes, 60 at most, for a password and a code alike, and for names that have no
account too, so that nobody learns which names have one. A day without a failure, a log-in, or a new
one-time link ends it. What was typed as a name is kept only as a keyed hash. Failures of codes are
counted apart, so that nobody can lock an account's codes by what is typed as a name.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Final, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cohortmatch.portal.models import FailedLogIn

__all__ = ["count_failure", "forgive", "refuse_while_waiting"]

FREE: Final = 5
"""Failures in a row after which waiting begins."""
LONGEST_MINUTES: Final = 60
FORGOTTEN_AFTER: Final = timedelta(days=1)
Tried = Literal["password", "code"]
"""What failed."""
WAIT = "There were too many failed attempts. Wait {} minute{}, then try again."


def refuse_while_waiting(name: str, tried: Tried = "password") -> None:
    """ValidationError with the minutes to wait while a name is locked."""
    row = FailedLogIn.objects.filter(digest=_digest(name, tried)).first()
    if row is None or row.until is None:
        return
    # A clock that went back makes nobody wait longer than was meant.
    left = min(row.until - timezone.now(), row.until - row.last)
    minutes = ceil(left.total_seconds() / 60)
    if minutes > 0:
        raise ValidationError(WAIT.format(minutes, "" if minutes == 1 else "s"), code="locked")


def count_failure(name: str, tried: Tried = "password") -> int:
    """Count a failure for a name; how many there were in a row."""
    now, digest = timezone.now(), _digest(name, tried)
    with transaction.atomic():
        FailedLogIn.objects.filter(last__lt=now - FORGOTTEN_AFTER).delete()
        FailedLogIn.objects.get_or_create(digest=digest)
        row = FailedLogIn.objects.select_for_update().get(digest=digest)
        row.times += 1
        row.last = now
        row.until = now + timedelta(minutes=minutes_after(row.times))
        row.save()
    return row.times


def minutes_after(times: int) -> int:
    """How many minutes to wait after so many failures in a row."""
    return 0 if times < FREE else min(2 ** min(times - FREE, 10), LONGEST_MINUTES)


def forgive(name: str, tried: Tried = "password") -> None:
    """Forget the failures of a name."""
    FailedLogIn.objects.filter(digest=_digest(name, tried)).delete()


def _digest(name: str, tried: Tried) -> str:
    salt = f"portal.lock-out.{tried}"
    return salted_hmac(salt, name.strip().lower(), algorithm="sha256").hexdigest()
