"""`cohortmatch between key | encode | link`: several boroughs, and a unit that links for them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cohortmatch.cli.options import (
    KEEPING,
    given_by,
    json_option,
    keeping_options,
    out_option,
    path_of,
    reading_options,
    settings_option,
    verbose_option,
)

if TYPE_CHECKING:
    from cohortmatch.services.places import Keeping
    from cohortmatch.services.sources import Given

__all__ = ["encode", "given_and_kept", "key", "link", "progress_of"]

key_file_option = click.option(
    "out",
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for the key, which only its owner may read. Not among encoded lists.",
)


@click.group()
def key() -> None:
    """The key that boroughs share, and that the unit must not have."""


@key.command()
@key_file_option
@json_option
@verbose_option
def make(out: Path | None, as_json: bool, verbose: bool) -> None:
    """Make a key: thirteen words to read out to the other boroughs over the telephone.

    Each borough types them in with `key enter`, and reads back the check value that it is told.
    """
    from cohortmatch.cli.between_text import key_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between.keys import make_key

    answer = make_key(out)
    print_answer(answer, key_text(answer), as_json)


@key.command()
@key_file_option
@json_option
@verbose_option
def enter(out: Path | None, as_json: bool, verbose: bool) -> None:
    """Type in a key that was read out; four letters of each word are enough.

    Without -o only its check value is told.
    """
    from cohortmatch.cli.between_text import key_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between.keys import enter_key

    answer = enter_key(_typed(), out)
    print_answer(answer, key_text(answer), as_json)


def _typed() -> str:
    """The words, from the terminal or from what is piped in."""
    if sys.stdin.isatty():
        words: str = click.prompt("The thirteen words", hide_input=True, err=True)
        return words
    return sys.stdin.readline()


@click.command()
@click.argument("lists", nargs=-1, required=True, metavar="LISTS...")
@click.option(
    "place", "--key", metavar="FILE", required=True, help="The key's file, in another folder."
)
@out_option("The encoded list, such as a.encoded; who each reference is is written beside it.")
@click.option("us", "--as", metavar="NAME", required=True, help="Who we are.")
@click.option(
    "others",
    "--with",
    metavar="NAME",
    required=True,
    multiple=True,
    help="Another borough that takes part. Repeatable.",
)
@click.option("--unit", metavar="NAME", default="", help="Who links. Default: the agreement's.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="People of one borough at most, where there is no agreement. Default: 5,000.",
)
@click.option("--days", type=int, help="Days that the list is good for, 31 at most. Default: 14.")
@keeping_options
@reading_options
def encode(lists: tuple[str, ...], place: str, out: Path, **options: Any) -> None:
    """Encode the people on LISTS for a unit that links the lists of several boroughs.

    Send the encoded list to the unit, and nothing else. The file that ends in .references.csv stays
    here: it says who each reference is that the unit sends back.
    """
    from cohortmatch.cli.between_text import encode_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between.encode import UnitSides
    from cohortmatch.services.between.encode import encode as encode_list
    from cohortmatch.services.between.keys import key_from
    from cohortmatch.services.between.people import MOST
    from cohortmatch.services.pipeline import Seconds

    what, kept = given_and_kept(lists, out, options)
    shared = key_from(place, out)
    days = {} if options["days"] is None else {"days": options["days"]}
    sides = UnitSides(options["us"], options["others"], options["unit"], options["most"] or MOST)
    with progress_of() as progress:
        seconds = Seconds(watch=progress)
        done = encode_list(what, out, kept, sides, shared, seconds=seconds, **days)
    print_answer(done, encode_text(done), options["as_json"])


@click.command()
@click.argument(
    "encoded",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ENCODED...",
)
@click.option(
    "out",
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the matches, a file for each borough.",
)
@keeping_options
@settings_option
@json_option
@verbose_option
def link(encoded: tuple[Path, ...], out: Path, verbose: bool, **options: Any) -> None:
    """At the unit: link the ENCODED lists of several boroughs, and find persons across them.

    Send each borough its own file. The unit needs no key, and must not have one.
    """
    from cohortmatch.cli.between_text import link_text
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.services.between.unit import link_encoded
    from cohortmatch.services.pipeline import Seconds

    _, kept = given_and_kept((), out, {"panels": {}, "ask_passwords": False, **options})
    with progress_of() as progress:
        done = link_encoded(encoded, out, kept, seconds=Seconds(watch=progress))
    print_answer(done, link_text(done, out), options["as_json"])


def progress_of() -> Any:
    """What shows how far a long step is."""
    from cohortmatch.cli.progress import Progress

    return Progress()


def given_and_kept(
    lists: tuple[str, ...], out: Path, options: Mapping[str, Any]
) -> tuple[Given, Keeping]:
    """The lists and settings, and where things are kept: where `run` keeps them."""
    from cohortmatch.services.default_store import kept_by_default

    flags = {name: options[name] for name in KEEPING}
    what = given_by(lists, options, flags)
    return what, kept_by_default(what.settings, tuple(map(path_of, lists)), out, flags)
