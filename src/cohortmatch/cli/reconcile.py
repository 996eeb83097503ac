"""`cohortmatch reconcile`: OpenRefine matches its own table against the lists."""

from __future__ import annotations

import contextlib
from typing import Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    given_by,
    keeping_options,
    lists_argument,
    panel_option,
    passwords_option,
    path_of,
    settings_option,
    verbose_option,
)
from cohortmatch.cli.screen import complain, say

__all__ = ["reconcile"]

HOW = (
    "{:,} people can be found. In OpenRefine: Reconcile, Start reconciling, Add standard service. "
    "The address is a secret, and only this machine reaches it. To end: Ctrl-C; it ends by itself "
    "after {:.0f} minutes without a request."
)
ENDED = "Nothing was asked for {:.0f} minutes, so the service has ended."
IN_USE = "--port: {} is in use, or may not be used; choose another, or leave it out"
PORT = click.IntRange(1, 65535)


@click.command()
@lists_argument
@click.option("--port", type=PORT, help="Port of the service. Default: one that is free.")
@click.option(
    "--openrefine",
    type=PORT,
    default=3333,
    show_default=True,
    help="Port of OpenRefine on this machine: its pages alone may ask.",
)
@click.option(
    "reader",
    "--for",
    "--to",
    metavar="RECIPIENT",
    default="",
    help="Only the people and values that one panel, or a recipient of the sharing agreement, may "
    "see.",
)
@keeping_options
@panel_option
@settings_option
@passwords_option
@verbose_option
def reconcile(
    lists: tuple[str, ...], port: int | None, openrefine: int, reader: str, **options: Any
) -> None:
    """Serve LISTS to OpenRefine as a reconciliation service, on this machine alone.

    OpenRefine asks who each row of its own table may be. A candidate is matched only where a run
    would be certain; victims and rows of unknown role are never candidates. Every batch is a line
    of the audit log, without names.
    """
    from cohortmatch.cli.progress import Progress
    from cohortmatch.cli.reconcile_server import ReconcileServer
    from cohortmatch.services.pipeline import Seconds
    from cohortmatch.services.reconcile import reconcile as begin
    from cohortmatch.services.reconcile import reconcile_keeping

    flags = {name: options[name] for name in KEEPING}
    what = given_by(lists, options, flags)
    kept = reconcile_keeping(what, tuple(map(path_of, lists)), flags)
    with Progress() as progress:
        service = begin(what, kept, reader=reader, seconds=Seconds(watch=progress))
    try:
        server = ReconcileServer(service, port=port or 0, openrefine=openrefine)
    except OSError:
        raise click.UsageError(IN_USE.format(port)) from None
    with server:
        complain(f"Service {server.address}")
        say(HOW.format(service.people, server.idle // 60), err=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.05)
        if server.was_idle:
            say(ENDED.format(server.idle // 60), err=True)
