"""`cohortmatch portal …`: parse, call, print. Nothing of Django is imported before it is needed."""

from __future__ import annotations

from pathlib import Path

import click

from cohortmatch.core.guarding import printed_line
from cohortmatch.portal.accounts.commands import user
from cohortmatch.portal.extra import PortalGroup
from cohortmatch.portal.log_commands import log
from cohortmatch.portal.published.commands import publish, purge, withdraw

__all__ = ["portal"]

FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")


@click.group(cls=PortalGroup)
def portal() -> None:
    """A portal in which partners see their edition of a run: nothing is sent to them."""


@portal.command()
@FOLDER
@click.option("--address", default="", help="https://HOST of the borough's TLS proxy before it.")
@click.option("--administrator", default="administrator", help="Username of the first account.")
def init(folder: Path, address: str, administrator: str) -> None:
    """Make a portal in the folder DIR: database, secret key, audit log and first administrator.

    It asks nothing. The administrator sets a password behind the link that is printed, once.
    """
    from cohortmatch.portal.making import make_portal

    link = make_portal(folder, address=address, administrator=administrator)
    say(f"{folder}: the portal is ready. Start it with `cohortmatch portal serve {folder}`")
    say(f"{administrator} sets a password here, once, within 48 hours: {link}")
    if not address:
        say("With `serve --port N` the link begins with http://127.0.0.1:N instead")


@portal.command()
@FOLDER
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(folder: Path, port: int, host: str, threads: int) -> None:
    """Serve the portal in DIR until it is stopped with Ctrl+C.

    It listens on this machine only; let a TLS proxy of the borough stand before it.
    """
    from cohortmatch.portal.serving import serve_portal

    serve_portal(folder, host=host, port=port, threads=threads, say=say)


@portal.command()
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
def backup(folder: Path, file: Path) -> None:
    """Write everything of the portal in DIR into FILE, while it is served or not.

    The file opens everything that the portal holds: keep it as safe as DIR itself.
    """
    from cohortmatch.portal.making import open_portal

    opened = open_portal(folder)
    from cohortmatch.portal.backing_up import back_up

    back_up(opened, file)
    say(f"{file}: written. It holds the secret key and every edition: keep it safe")


@portal.command()
@click.argument("file", type=click.Path(path_type=Path))
@FOLDER
def restore(file: Path, folder: Path) -> None:
    """Make a portal in the new folder DIR from FILE, which `portal backup` wrote.

    Nobody stays logged in. What is past its delete-by date is erased again. What was done since the
    back-up was made, accounts removed and runs withdrawn among it, is undone.
    """
    from cohortmatch.portal.restoring import restore_portal

    made = restore_portal(file, folder)
    say(f"{folder}: the portal is as it was when the back-up was made, {made}")
    say(
        "Accounts and rights that were removed since then, and runs that were withdrawn, are back: "
        f"look at `cohortmatch portal user list {folder}` and withdraw again before you start it"
    )
    say(f"Start it with `cohortmatch portal serve {folder}`")


@portal.command("new-key")
@FOLDER
def new_key(folder: Path) -> None:
    """Give the portal in DIR another secret key, when somebody may have read the one it has.

    Stop `portal serve` first. Every session, one-time link and second factor ends: each account
    gets a new link, which is printed, once, and sets password and second factor up again.
    """
    from cohortmatch.portal.accounts.new_key import change_key

    links = change_key(folder)
    say(f"{folder}: the portal has another secret key. Everybody sets up the log-in again, once:")
    for username, link in links:
        say(f"{username}: {link}")


def say(line: str) -> None:
    """Print a line that no terminal obeys."""
    click.echo(printed_line(line))


for each in (publish, withdraw, purge, user, log):
    portal.add_command(each)
