"""The administrator's forms: a new account, and one more right."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.accounts.access import published_labels
from cohortmatch.portal.accounts.managing import Right
from cohortmatch.portal.models import Membership, PortalRole
from cohortmatch.portal.models.accounts import OF_A_PANEL, USERNAME
from cohortmatch.portal.models.published import ANALYST

__all__ = ["NewAccountForm", "RightForm"]

NOT_PUBLISHED = "{} (not in the published run)"


class RightForm(forms.Form):
    """A role and, for a member or chair, an edition of the published run or of somebody's right."""

    role = forms.ChoiceField(label="Role", choices=PortalRole.choices)
    label = forms.ChoiceField(label="Edition, for a member or chair", required=False)
    is_keeper = forms.BooleanField(label="Keeps the panel's list", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        published = [each for each in published_labels() if each != ANALYST]
        given = Membership.objects.filter(role__in=OF_A_PANEL).values_list("label", flat=True)
        others = sorted({*given} - {*published, ANALYST})
        choices = [
            ("", "None"),
            *((each, each) for each in published),
            *((each, NOT_PUBLISHED.format(each)) for each in others),
        ]
        cast(forms.ChoiceField, self.fields["label"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """What was chosen; ValidationError where it is no right."""
        super().clean()
        if "role" in self.cleaned_data and "label" in self.cleaned_data:
            try:
                self.right()
            except SettingsError as error:
                raise ValidationError(str(error)) from None
        return self.cleaned_data

    def right(self) -> Right:
        """The right; SettingsError where it is none."""
        told = self.cleaned_data
        return Right(told["role"], told["label"], bool(told["is_keeper"]))


class NewAccountForm(RightForm):
    """A new account with its first role."""

    username = forms.CharField(
        label="Username", max_length=60, validators=[USERNAME], help_text=str(USERNAME.message)
    )
    name = forms.CharField(label="Name that pages show", max_length=120)
    field_order = ("username", "name", "role", "label", "is_keeper")

    def named(self) -> tuple[str, str]:
        """Username and name."""
        return self.cleaned_data["username"], self.cleaned_data["name"]

    def rights(self) -> tuple[Right, ...]:
        """The first right."""
        return (self.right(),)
