"""`cohortmatch portal publish`, `withdraw` and `purge`: parse, call, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.core.guarding import printed_line
from cohortmatch.core.plurals import count
from cohortmatch.portal.extra import NeedsExtra, need_extra
from cohortmatch.portal.places import PortalFolder

if TYPE_CHECKING:
    from cohortmatch.portal.published.publishing import Published

__all__ = ["publish", "published_lines", "purge", "withdraw"]

FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
PATH = click.Path(path_type=Path)
NO_EDITION = (
    "{}: sees nothing of this run, for it has no edition “{}”; give the account another with "
    "`cohortmatch portal user give`"
)
NOT_ERASED = "What was replaced is shown no more, and may still be in the database's files: {}"


@click.command(cls=NeedsExtra)
@click.argument("report", type=PATH)
@click.option("--to", "folder", type=PATH, required=True, metavar="DIR", help="The portal.")
@click.option(
    "--reviewers",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="How many must give the same answer to a pair; 2 are blind to each other.",
)
@click.option("--lists", type=PATH, metavar="FOLDER", help="Where the lists are now.")
@click.option("--settings", type=PATH, metavar="FILE", help="The settings file of the run.")
@click.option("--by", metavar="NAME", help="Who publishes. Default: your user name.")
@click.pass_context
def publish(
    ctx: click.Context, /, report: Path, folder: Path, reviewers: int, **named: str
) -> None:
    """Publish the report in the folder REPORT: everybody then sees their edition in the portal.

    The lists are matched again with the decisions of today, and each edition is made as
    `run --for` makes it. The run that was shown stays until the new one is whole. Exits with 1 when
    an edition is refused.
    """
    lists, settings = (Path(n) if (n := named[k]) else None for k in ("lists", "settings"))
    kept_in = {"by": named["by"]} if named["by"] else {}
    how = {"reviewers": reviewers, "lists": lists, "settings": settings, "kept_in": kept_in}
    is_whole, lines = published(folder, report, **how)
    for line in lines:
        _say(line)
    ctx.exit(0 if is_whole else 1)


def refuse_no_portal(folder: Path) -> None:
    """SettingsError where the extra is missing, or no portal is in the folder."""
    need_extra()
    PortalFolder(folder).secret()


def published(folder: Path, report: Path, **how: Any) -> tuple[bool, list[str]]:
    """Publish a report in the portal of a folder, as `publish` of `publishing` is told how; whether
    every reader has an edition, and what is to be said."""
    from cohortmatch.portal.making import open_portal

    portal = open_portal(folder)
    from cohortmatch.portal.published.publishing import publish as put

    done = put(portal, report, **how)
    return not done.refused, [*published_lines(done, folder), *_without_edition()]


def published_lines(done: Published, folder: Path) -> list[str]:
    """What is said of a run that was published."""
    told = [f"{folder}: the run of {done.as_of} is published."]
    told += [f"{label}    {count(people, 'person', 'people')}" for label, people in done.editions]
    told += [f"No edition for {who}: {why}" for who, why in done.refused]
    told += [f"{count(done.pairs, 'pair')} to review. To be erased by {done.delete_by}."]
    return told + ([NOT_ERASED.format(done.not_erased)] if done.not_erased else [])


def _without_edition() -> Iterator[str]:
    """Whose edition is not in the run: they see nothing of it, and nobody would notice."""
    from cohortmatch.portal.accounts.access import accesses

    for each in accesses():
        yield from (NO_EDITION.format(each.username, label) for label in each.gone_labels)


@click.command(cls=NeedsExtra)
@FOLDER
def withdraw(folder: Path) -> None:
    """Withdraw the run that the portal in DIR shows: pages, files, pairs and lists are erased."""
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from cohortmatch.portal.published.erasing import overwrite
    from cohortmatch.portal.published.withdrawing import withdraw as withdrawn

    day = withdrawn("console")
    _say(f"{folder}: the run of {day} is withdrawn.")
    if hindrance := overwrite():
        _say(NOT_ERASED.format(hindrance))


@click.command(cls=NeedsExtra)
@FOLDER
@click.pass_context
def purge(ctx: click.Context, folder: Path) -> None:
    """Erase what is past its day from the portal in DIR, and write its database afresh.

    Runs past their day, answers and progress about people who are gone, drafts, uploads and ended
    sessions. Exits with 1 where something may still be in the database's files.
    """
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from cohortmatch.portal.published.erasing import purge as purged

    done = purged()
    named = ("run", done.runs), ("count", done.counts), ("session", done.sessions)
    told = [count(number, name) for name, number in named]
    told += [count(done.typed, "thing typed or uploaded", "things typed or uploaded")]
    _say(f"{folder}: {', '.join(told)} erased.")
    if done.not_erased:
        _say(NOT_ERASED.format(done.not_erased))
    ctx.exit(1 if done.not_erased else 0)


def _say(line: str) -> None:
    click.echo(printed_line(line))
