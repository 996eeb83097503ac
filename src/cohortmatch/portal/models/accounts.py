"""Accounts: who may log in, as what, and what belongs to one account.

Policy: an account needs no e-mail address. What somebody may see follows from memberships alone,
which are read at each request. A removed account stays as a name in the list of accounts, so that
the log can be read, and cannot log in.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

__all__ = [
    "FailedLogIn",
    "FormDraft",
    "Membership",
    "NotedLine",
    "OneTimeLink",
    "PortalNotice",
    "PortalRole",
    "User",
]

USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,59}\Z", "2 to 60 of a–z, 0–9, '.', '_', '-'")


class PortalRole(models.TextChoices):
    """What an account may do; the gate says what each sees."""

    ANALYST = "analyst", "Analyst"
    MEMBER = "member", "Panel member"
    CHAIR = "chair", "Chair"
    REVIEWER = "reviewer", "Reviewer"
    OFFICER = "officer", "Data protection officer"
    ADMINISTRATOR = "administrator", "Administrator"


OF_A_PANEL = (PortalRole.MEMBER, PortalRole.CHAIR)
"""The roles that are for one edition, by its label."""


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> User:
        """A new account; without a password nobody can log in until a one-time link is used."""
        user = self.model(username=username.strip().lower(), **more)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this username, however it is typed."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account: `last_seen` is when it last opened a page."""

    username = models.CharField(max_length=60, unique=True, validators=[USERNAME])
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The name that is shown."""
        return self.display_name


class Membership(models.Model):
    """What a user is. `label` is that of the edition for a member or chair, empty for the other
    roles; `is_keeper` says that the member keeps the panel's list."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=PortalRole.choices)
    label = models.CharField(max_length=200, blank=True)
    is_keeper = models.BooleanField(default=False)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.CharField(max_length=60, blank=True)

    class Meta:
        """One of a kind for each user."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "label"], name="one_membership")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class OneTimeLink(models.Model):
    """A link with which a user sets the first or a new password; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_links")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)


class FailedLogIn(models.Model):
    """Failed log-ins in a row for what was typed as a username (only its keyed hash is kept), and
    until when no other is looked at."""

    digest = models.CharField(max_length=64, unique=True)
    times = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)


class PortalNotice(models.Model):
    """A notice on the page for a user, or for all of a label. It holds no name of a listed person.
    `seen_by` are those who put it away."""

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices")
    label = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=500)
    created = models.DateTimeField(default=timezone.now)
    seen_by = models.ManyToManyField(User, blank=True, related_name="notices_seen")


class FormDraft(models.Model):
    """Half-written answers of a form, kept when a session ended; `place` is the page's path."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=500)
    fields = models.JSONField(default=dict)
    saved = models.DateTimeField(default=timezone.now)

    class Meta:
        """One for each user and page."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "place"], name="one_draft")
        ]


class NotedLine(models.Model):
    """A line of the audit log noted in the database, so that a log that was cut short is found."""

    number = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    noted = models.DateTimeField(default=timezone.now)
    because = models.CharField(max_length=500, blank=True)
