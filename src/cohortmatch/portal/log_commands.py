"""`cohortmatch portal log verify|restart`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from cohortmatch.core.guarding import printed_line
from cohortmatch.portal.extra import PortalGroup

__all__ = ["log"]

FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")


@click.group(cls=PortalGroup)
def log() -> None:
    """The audit log of a portal."""


@log.command("verify")
@FOLDER
@click.pass_context
def verify_log(ctx: click.Context, folder: Path) -> None:
    """Verify that nothing in the log was changed, moved or removed. Exits with 1 where it was."""
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from cohortmatch.portal.looks.checking import verdict

    found = verdict()
    for fault in found.faults:
        _say(fault)
    if found.is_whole:
        end = f"; the last is {found.anchor.number}:{found.anchor.hash}" if found.anchor else ""
        _say(f"The log is whole: {found.lines} lines{end}")
    ctx.exit(0 if found.is_whole else 1)


@log.command("restart")
@FOLDER
@click.option("--because", required=True, help="Why the log is begun again.")
def restart_log(folder: Path, because: str) -> None:
    """Set a log that was changed aside and begin another. Stop `portal serve` first."""
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from cohortmatch.portal.looks.checking import begin_log_again

    line = begin_log_again(because, f"console ({getpass.getuser()})")
    _say(f"The log is begun again with line {line.number}; the old one stands beside it")


def _say(line: str) -> None:
    click.echo(printed_line(line))
