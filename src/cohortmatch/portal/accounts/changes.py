"""What follows from a change of a password or second factor: sessions end, a line is written."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from cohortmatch.audit import Event
from cohortmatch.portal.accounts.sessions import end_sessions
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__: list[str] = []


@receiver(password_changed)
def _password_changed(user: User, **more: Any) -> None:
    record_event(Event("alteration", "portal password changed", user.username))
    end_sessions(user)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def _factor_changed(user: User, authenticator: Authenticator, **more: Any) -> None:
    about = str(authenticator.type)
    record_event(Event("alteration", "portal second factor changed", user.username, about=about))
