"""`cohortmatch portal`: the door to the portal, which is loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

__all__ = ["portal"]

COMMANDS = "cohortmatch.portal.commands"
"""By path and not by import: the portal is another door, and the command line does not need it."""


class _Portal(click.Group):
    """The commands of the portal, as its own package has them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the alphabet."""
        return _commands().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, once what it needs is installed."""
        return _commands().get_command(ctx, cmd_name)


def _commands() -> click.Group:
    return cast(click.Group, import_module(COMMANDS).portal)


@click.group(cls=_Portal)
def portal() -> None:
    """A portal in which partners see their edition of a run: nothing is sent to them."""
