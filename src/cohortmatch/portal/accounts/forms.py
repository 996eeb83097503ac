"""The forms of log-in; those of the second factor wait after failures as the log-in does."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as ReauthenticatePasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.signals import authentication_failed
from django import forms
from django.dispatch import receiver

from cohortmatch.audit import Event
from cohortmatch.portal.accounts.lock_out import count_failure, forgive, refuse_while_waiting
from cohortmatch.portal.accounts.second_factor import use_once
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import User

__all__ = [
    "CodeAgainForm",
    "CodeForm",
    "NameAndPasswordForm",
    "NewPasswordForm",
    "PasswordAgainForm",
]


class _NoReset(forms.Form):
    """A form without a reset by mail: a new link is an administrator's matter."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            if isinstance(field.widget, forms.PasswordInput) and "/closed/" in str(field.help_text):
                field.help_text = ""


class NameAndPasswordForm(_NoReset, LoginForm):
    """The form of the log-in page."""


class PasswordAgainForm(_NoReset, ReauthenticatePasswordForm):
    """The password before something that matters."""


class NewPasswordForm(_NoReset, ChangePasswordForm):
    """The old password and a new one."""

    def clean_oldpassword(self) -> str:
        """The old password, when it is right; a wrong one counts, and is logged, as at log-in."""
        old: str = self.cleaned_data["oldpassword"]
        if self.user is None or not account_adapter().reauthenticate(self.user, old):
            raise account_adapter().validation_error("enter_current_password")
        return old


class _Waits(BaseAuthenticateForm):
    """A form for a code, which is not looked at while the account's codes are locked."""

    def clean_code(self) -> str:
        """The code, when it is right."""
        refuse_while_waiting(self.user.username, "code")
        code: str = super().clean_code()
        if not use_once(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        forgive(self.user.username, "code")
        return code


class CodeForm(_Waits, AuthenticateForm):
    """The code of a log-in."""


class CodeAgainForm(_Waits, ReauthenticateForm):
    """The code before something that matters."""


@receiver(authentication_failed)
def _count(user: User, **more: Any) -> None:
    times = count_failure(user.username, "code")
    event = Event("consultation", "portal code failed", user.username, counts={"in a row": times})
    record_event(event)
