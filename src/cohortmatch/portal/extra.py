"""Whether the extra `portal` is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import click

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.installing import install_extra

__all__ = ["NeedsExtra", "PortalGroup", "need_extra"]

NEEDED = ("django", "allauth", "argon2", "whitenoise", "waitress", "fido2", "qrcode", "openpyxl")
MISSING = f"The portal needs more than is installed ({{}}); {install_extra('portal')}"


def need_extra() -> None:
    """SettingsError, with what to install, where a package of the extra is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise SettingsError(MISSING.format(", ".join(missing)))


class NeedsExtra(click.Command):
    """A command that says what to install where the extra is missing."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        need_extra()
        return super().invoke(ctx)


class PortalGroup(click.Group):
    """A group of such commands."""

    command_class = NeedsExtra


PortalGroup.group_class = PortalGroup
