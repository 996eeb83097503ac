"""The Django application of the portal."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

__all__ = ["PortalConfig"]


class PortalConfig(AppConfig):
    """One application, labelled `portal`."""

    name = "cohortmatch.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to changes of passwords and second factors."""
        import_module("cohortmatch.portal.accounts.changes")
