"""Making and removing accounts and rights: what the command and the administrator's page do.

Policy: each change is one transaction, committed after its line of the log. An administrator has no
other role, so nobody who gives rights sees people by that account; nobody changes their own. The
last administrator cannot be removed. An account that is removed keeps its name, so that the log can
be read, and loses everything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from cohortmatch.audit import Event
from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.accounts.links import new_link
from cohortmatch.portal.accounts.sessions import end_sessions
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import (
    FormDraft,
    Membership,
    OneTimeLink,
    PortalRole,
    UploadedList,
    User,
)
from cohortmatch.portal.models.accounts import OF_A_PANEL

__all__ = ["Right", "add_user", "give", "link_again", "remove_user", "right_of", "take_away"]

NO_SUCH = "There is no account {} that can log in"
STANDS = "There is an account {} already"
REMOVED = "There was an account {}, which was removed: its name is not given again"
BAD_NAME = "A username is 2 to 60 of a–z, 0–9, '.', '_' and '-', and begins with a letter or figure"
NEEDS_LABEL = "A {} is for one edition: say which"
NO_LABEL = "Only a member and a chair are for one edition, and only a member keeps a list"
ALONE = "An administrator has no other role: give the person a second account"
OWN = "Nobody changes the rights of the own account; ask another administrator"
LAST = "This is the last administrator; make another first"
NO_RIGHT = "The account has no such right"


@dataclass(frozen=True)
class Right:
    """A role, for a member or chair with the edition's label."""

    role: str
    label: str = ""
    is_keeper: bool = False

    def __post_init__(self) -> None:
        of_a_panel = self.role in OF_A_PANEL
        if self.role not in PortalRole.values:
            raise SettingsError(f"role must be one of {', '.join(PortalRole.values)}")
        if of_a_panel and not self.label:
            raise SettingsError(NEEDS_LABEL.format(self.role))
        if (self.label and not of_a_panel) or (self.is_keeper and self.role != PortalRole.MEMBER):
            raise SettingsError(NO_LABEL)

    def __str__(self) -> str:
        keeper = ", keeps its list" if self.is_keeper else ""
        return f"{self.role}{f' of {self.label}' if self.label else ''}{keeper}"


def right_of(membership: Membership) -> Right:
    """The right that a membership gives."""
    return Right(membership.role, membership.label, membership.is_keeper)


def add_user(username: str, name: str, rights: tuple[Right, ...], by: str) -> str:
    """Make an account; the path of the link with which it sets its password. SettingsError where
    that cannot be."""
    username = username.strip().lower()
    if there := User.objects.filter(username=username).first():
        raise SettingsError((STANDS if there.is_active else REMOVED).format(username))
    with transaction.atomic():
        try:
            user = User.objects.create_user(username, display_name=name or username)
        except ValidationError:
            raise SettingsError(BAD_NAME) from None
        _log("portal account added", by, username)
        for right in rights:
            give(username, right, by)
        return new_link(user)


def give(username: str, right: Right, by: str) -> None:
    """Give an account a right, or change whether it keeps the list. SettingsError where that
    cannot be."""
    with transaction.atomic():
        user = _user(username, by)
        roles = set(user.memberships.values_list("role", flat=True)) | {right.role}
        if PortalRole.ADMINISTRATOR in roles and len(roles) > 1:
            raise SettingsError(ALONE)
        Membership.objects.update_or_create(
            user=user,
            role=right.role,
            label=right.label,
            defaults={"is_keeper": right.is_keeper, "given_by": by},
        )
        _log(f"portal right given: {right}", by, user.username)


def take_away(username: str, right: Right, by: str) -> None:
    """Take a right away; it counts at the next request. SettingsError where there is none such."""
    with transaction.atomic():
        user = _user(username, by)
        _keep_an_administrator(user, right.role)
        gone, _ = user.memberships.filter(role=right.role, label=right.label).delete()
        if not gone:
            raise SettingsError(NO_RIGHT)
        _log(f"portal right taken away: {right}", by, user.username)


def remove_user(username: str, by: str) -> None:
    """Remove an account: its rights, sessions, password, second factor, links, drafts, and uploads
    that wait for its yes."""
    with transaction.atomic():
        user = _user(username, by)
        _keep_an_administrator(user, PortalRole.ADMINISTRATOR)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        user.memberships.all().delete()
        Authenticator.objects.filter(user_id=user.pk).delete()
        OneTimeLink.objects.filter(user=user).delete()
        FormDraft.objects.filter(user=user).delete()
        UploadedList.objects.filter(by=user.username, confirmed=None).delete()
        end_sessions(user)
        _log("portal account removed", by, user.username)


def link_again(username: str, by: str, *, lost_app: bool = False) -> str:
    """The path of a new link for somebody who lost the password; `lost_app`: a second factor is set
    up anew too. The old password stops at once, and so do sessions."""
    with transaction.atomic():
        user = _user(username, by)
        user.set_unusable_password()
        user.save(update_fields=["password"])
        end_sessions(user)
        if lost_app:
            Authenticator.objects.filter(user_id=user.pk).delete()
        _log(f"portal link renewed{', second factor ended' if lost_app else ''}", by, user.username)
        return new_link(user)


def _user(username: str, by: str) -> User:
    username = username.strip().lower()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise SettingsError(NO_SUCH.format(username))
    if username == by:
        raise SettingsError(OWN)
    return user


def _keep_an_administrator(user: User, role: str) -> None:
    administrators = Membership.objects.filter(role=PortalRole.ADMINISTRATOR)
    theirs = administrators.filter(user=user).exists()
    if role == PortalRole.ADMINISTRATOR and theirs and administrators.count() == 1:
        raise SettingsError(LAST)


def _log(command: str, by: str, about: str) -> None:
    record_event(Event("alteration", command, by, about=about))
