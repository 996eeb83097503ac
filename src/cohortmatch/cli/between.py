"""`cohortmatch between`: the people whom a neighbour holds too, without handing over a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cohortmatch.cli.between_unit import encode, given_and_kept, key, link, progress_of
from cohortmatch.cli.options import keeping_options, out_option, reading_options

if TYPE_CHECKING:
    from cohortmatch.services.between.people import BetweenSides

__all__ = ["between"]

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def between() -> None:
    """Find the people whom a neighbour holds too, without handing over a list.

    Three files: A writes an offer, B answers it, A opens the answer. A learns which of its own
    people B holds, B learns nothing; the other way round if both are to know. For three boroughs
    or more, a unit that all trust links lists that each has encoded: key make, encode, link.
    """


def side_options(command: Command) -> Command:
    """The options that say who compares with whom."""
    told = (
        ("us", "--as", "NAME", "Who we are: a member of the agreement's [between]."),
        ("them", "--with", "NAME", "Whom we compare with: the other member."),
    )
    for name, option, what, words in reversed(told):
        command = click.option(name, option, metavar=what, required=True, help=words)(command)
    most = "People of one side at most, where there is no agreement. Default: 5,000."
    return click.option("--most", type=click.IntRange(min=1), help=most)(command)


offer_option = click.option(
    "offered",
    "--offer",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The offer that was answered. Default: found by its secret, beside the answer or here.",
)


@between.command()
@click.argument("lists", nargs=-1, metavar="[LISTS...]")
@out_option("The offer, such as ours.offer; its secret is written beside it.")
@click.option("us", "--as", metavar="NAME", help="Who we are: a member of [between].")
@click.option("them", "--with", metavar="NAME", help="Whom we compare with: the other member.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="People of one side at most, where there is no agreement. Default: 5,000.",
)
@click.option("--days", type=int, help="Days that the offer is good for, 31 at most. Default: 14.")
@click.option("--cancel", is_flag=True, help="Give the offer up: erase its secret.")
@keeping_options
@reading_options
def offer(lists: tuple[str, ...], out: Path, cancel: bool, **options: Any) -> None:
    """Write an offer of the people on LISTS to a neighbour: nobody can read it.

    Send the offer. Keep the file that ends in .secret here: it opens the answer, and is erased by
    `open`, by --cancel or when the offer has expired.
    """
    from cohortmatch.cli.between_text import cancel_text, offer_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between import exchange
    from cohortmatch.services.pipeline import Seconds

    if cancel:
        _, kept = given_and_kept(lists, out, options)
        answer = exchange.cancel(out, kept)
        print_answer(answer, cancel_text(answer, out), options["as_json"])
        return
    if not (lists and options["us"] and options["them"]):
        raise click.UsageError("give LISTS, --as NAME and --with NAME, or --cancel")
    what, kept = given_and_kept(lists, out, options)
    days = {} if options["days"] is None else {"days": options["days"]}
    with progress_of() as progress:
        seconds = Seconds(watch=progress)
        done = exchange.offer(what, out, kept, _sides(options), seconds=seconds, **days)
    print_answer(done, offer_text(done), options["as_json"])


@between.command()
@click.argument("offered", type=click.Path(path_type=Path, dir_okay=False), metavar="OFFER")
@click.argument("lists", nargs=-1, required=True, metavar="LISTS...")
@out_option("The answer, such as theirs.answer; who each reference is is written beside it.")
@side_options
@keeping_options
@reading_options
def answer(offered: Path, lists: tuple[str, ...], out: Path, **options: Any) -> None:
    """Answer a neighbour's OFFER with the people on LISTS: only who made the offer can open it.

    Send the answer. Keep the file that ends in .references.csv here: it says whom the neighbour
    means when it asks.
    """
    from cohortmatch.cli.between_text import reply_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between import exchange
    from cohortmatch.services.pipeline import Seconds

    what, kept = given_and_kept(lists, out, options)
    with progress_of() as progress:
        seconds = Seconds(watch=progress)
        done = exchange.answer(offered, what, out, kept, _sides(options), seconds=seconds)
    print_answer(done, reply_text(done), options["as_json"])


@between.command(name="open")
@click.argument("answered", type=click.Path(path_type=Path, dir_okay=False), metavar="ANSWER")
@click.argument("lists", nargs=-1, metavar="[LISTS...]")
@click.option(
    "out",
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the matches, such as matches.",
)
@offer_option
@keeping_options
@reading_options
def open_(
    answered: Path, lists: tuple[str, ...], out: Path, offered: Path | None, **options: Any
) -> None:
    """Open a neighbour's ANSWER: which of our own people it holds, and what to ask it about.

    With LISTS, those of the offer, a list for the next report is written as well. The secret of the
    offer is erased.
    """
    from cohortmatch.cli.between_text import open_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between.opening import open_exchange
    from cohortmatch.services.pipeline import Seconds

    what, kept = given_and_kept(lists, out, options)
    with progress_of() as progress:
        done = open_exchange(
            answered,
            out,
            kept,
            offered=offered,
            what=what if lists else None,
            seconds=Seconds(watch=progress),
        )
    print_answer(done, open_text(done, out), options["as_json"])


for command in (key, encode, link):
    between.add_command(command)


def _sides(options: Mapping[str, Any]) -> BetweenSides:
    from cohortmatch.services.between.people import MOST, BetweenSides

    return BetweenSides(options["us"], options["them"], options["most"] or MOST)
