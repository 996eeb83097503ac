"""`cohortmatch portal user add|give|take|remove|link|list`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohortmatch.core.guarding import printed_line
from cohortmatch.portal.extra import PortalGroup

if TYPE_CHECKING:
    from cohortmatch.portal.accounts.managing import Right

__all__ = ["user"]

FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
USERNAME = click.argument("username")
ROLES = ("analyst", "member", "chair", "reviewer", "officer", "administrator")
ROLE = click.option("--role", type=click.Choice(ROLES), help="What the account may do.")
PANEL = click.option("--panel", default="", help="Label of the edition, for a member or chair.")
KEEPER = click.option("--keeper", is_flag=True, help="The member keeps the panel's list.")
UNKNOWN = "The published run has no edition “{}”; it has: {}"
NO_RUN = "No run is published: whether it will have an edition “{}” is not known yet"
ONCE = "{} sets a password here, once, within 48 hours: {}"


@click.group(cls=PortalGroup)
def user() -> None:
    """Who may log in to a portal, and as what."""


@user.command()
@FOLDER
@USERNAME
@click.option("--name", default="", help="Name that pages show.")
@ROLE
@PANEL
@KEEPER
def add(folder: Path, username: str, name: str, role: str, panel: str, keeper: bool) -> None:
    """Make an account, and print the link with which it sets its password."""
    _open(folder)
    from cohortmatch.portal.accounts.managing import add_user
    from cohortmatch.portal.making import address_of

    rights = (_right(role, panel, keeper),) if role else ()
    _say_unknown(panel)
    _say(ONCE.format(username, address_of(add_user(username, name, rights, _by()))))


@user.command()
@FOLDER
@USERNAME
@ROLE
@PANEL
@KEEPER
def give(folder: Path, username: str, role: str, panel: str, keeper: bool) -> None:
    """Give an account one more role."""
    _open(folder)
    from cohortmatch.portal.accounts import managing

    right = _right(role, panel, keeper)
    managing.give(username, right, _by())
    _say_unknown(panel)
    _say(f"{username}: {right}")


@user.command()
@FOLDER
@USERNAME
@ROLE
@PANEL
def remove(folder: Path, username: str, role: str, panel: str) -> None:
    """Remove an account, or with --role only that role. It counts at the next request."""
    _open(folder)
    from cohortmatch.portal.accounts import managing

    if role:
        right = _right(role, panel, False)
        managing.take_away(username, right, _by())
        _say(f"{username}: no longer {right}")
        return
    managing.remove_user(username, _by())
    _say(f"{username}: removed, and every session of it ended")


@user.command()
@FOLDER
@USERNAME
@click.option("--lost-app", is_flag=True, help="Set up the second factor anew, too.")
def link(folder: Path, username: str, lost_app: bool) -> None:
    """Print a new link for somebody who lost the password, or the phone."""
    _open(folder)
    from cohortmatch.portal.accounts.managing import link_again
    from cohortmatch.portal.making import address_of

    _say(ONCE.format(username, address_of(link_again(username, _by(), lost_app=lost_app))))


@user.command("list")
@FOLDER
def list_users(folder: Path) -> None:
    """Who has access to what, and what should be looked at."""
    _open(folder)
    from cohortmatch.portal.accounts.access import accesses

    for each in accesses():
        rights = "; ".join(each.rights) or "nothing"
        seen = each.last_seen.strftime("last seen %d %b %Y") if each.last_seen else "never seen"
        remarks = f" ({'; '.join(each.remarks)})" if each.remarks else ""
        _say(f"{each.username}: {rights}, {seen}{remarks}")


def _open(folder: Path) -> None:
    from cohortmatch.portal.making import open_portal

    open_portal(folder)


def _right(role: str, panel: str, keeper: bool) -> Right:
    from cohortmatch.portal.accounts.managing import Right

    if not role:
        raise click.UsageError("--role is needed")
    return Right(role, panel, keeper)


def _say_unknown(label: str) -> None:
    """Say that the published run has no edition of a label, and which it has."""
    from cohortmatch.portal.gate import current_run
    from cohortmatch.portal.models.published import ANALYST

    run = current_run()
    if label and run is None:
        _say(NO_RUN.format(label))
    labels = sorted(run.editions.values_list("label", flat=True)) if run and label else [label]
    if label not in labels:
        _say(UNKNOWN.format(label, ", ".join(each for each in labels if each != ANALYST)))


def _by() -> str:
    """Who runs the command, as the log names them."""
    return f"console ({getpass.getuser()})"


def _say(line: str) -> None:
    click.echo(printed_line(line))
