"""Options that several commands share, and the settings they make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from cohortmatch.cli.screen import QUIET
from cohortmatch.core.regular_file import STANDARD_INPUT

if TYPE_CHECKING:
    from cohortmatch.services.sources import Given

Command = TypeVar("Command", bound=Callable[..., Any])
VERBOSE = "cohortmatch.verbose"


def _files(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The shell's own completion of files and folders, for an argument that is also "-"."""
    return [CompletionItem(incomplete, type="file")]


lists_argument = click.argument(
    "lists", nargs=-1, required=True, metavar="LISTS...", shell_complete=_files
)
json_option = click.option("as_json", "--json", is_flag=True, help="Print the result as JSON.")
settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="COHORTMATCH_SETTINGS",
    help="Settings file. Default: cohortmatch.toml here, or beside the lists.",
)
passwords_option = click.option(
    "ask_passwords",
    "--ask-passwords",
    is_flag=True,
    help="Ask for the passwords of locked files that COHORTMATCH_PASSWORD (all files) and "
    "COHORTMATCH_PASSWORD_<LIST> (one) do not open.",
)


def is_verbose(ctx: click.Context) -> bool:
    """Whether -v was given to the command that runs."""
    return bool(ctx.meta.get(VERBOSE))


def _remember(key: str) -> Callable[[click.Context, click.Parameter, bool], bool]:
    def remember(ctx: click.Context, _parameter: click.Parameter, value: bool) -> bool:
        ctx.meta[key] = value
        if ctx.meta.get(VERBOSE) and ctx.meta.get(QUIET):
            raise click.UsageError("-v and -q: give one of the two")
        return value

    return remember


def verbose_option(command: Command) -> Command:
    """The options that say how much a command prints on stderr: more, or errors alone."""
    quiet = click.option(
        "quiet",
        "-q",
        "--quiet",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_remember(QUIET),
        help="Say nothing on stderr but errors.",
    )
    verbose = click.option(
        "verbose",
        "-v",
        "--verbose",
        is_flag=True,
        is_eager=True,
        callback=_remember(VERBOSE),
        help="Say more on stderr; show lines of code on a failure.",
    )
    return verbose(quiet(command))


def path_of(text: str) -> Path:
    """The path that an argument names; "-" is standard input, read once, to its end."""
    if text != "-":
        return Path(text)
    if not STANDARD_INPUT.exists():
        raise click.BadParameter("- is not available on this system; give a file")
    return STANDARD_INPUT


def _named_files(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for value in values:
        name, equals, file = value.partition("=")
        if not (equals and name.strip() and file.strip()):
            raise click.BadParameter("must be NAME=FILE, such as IOM=lists/cohort.csv")
        if name.strip().casefold() in (each.casefold() for each in found):
            raise click.BadParameter(f"{name.strip()} is given twice")
        found[name.strip()] = path_of(file.strip())
    return found


panel_option = click.option(
    "panels",
    "--panel",
    multiple=True,
    metavar="NAME=FILE",
    callback=_named_files,
    help="Name the panel or register of a file. Repeatable.",
)


def reading_options(command: Command) -> Command:
    """The options of every command that reads lists."""
    for option in (verbose_option, json_option, passwords_option, settings_option, panel_option):
        command = option(command)
    return command


as_of_option = click.option(
    "--as-of", metavar="DATE", help="Day that ages are counted from, such as 2026-06-01."
)
report_option = click.option(
    "out",
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the report. Replaces only files of an earlier report.",
)
marking_option = click.option("--marking", metavar="TEXT", help="Handling marking on every page.")
memory_option = click.option(
    "--memory",
    metavar="AMOUNT",
    help="Memory limit, such as 2GB: pairs are compared in smaller batches.",
)
engine_option = click.option(
    "--engine",
    metavar="ENGINE",
    help="Compare the pairs on Spark: local[2], or a cluster such as spark://host:7077. Needs the "
    "extra `spark` and Java 17. Default: in this process.",
)
repeats_option = click.option(
    "--repeats", is_flag=True, help="Accept one list, and find who is on it twice."
)
no_store_option = click.option(
    "--no-store",
    is_flag=True,
    help="Keep nothing for next month. Default: cohortmatch.db and its audit log, beside OUT or "
    "among lists that demo made.",
)


def out_option(words: str, default: str | None = None) -> Callable[[Command], Command]:
    """The option that says which file a command writes."""
    return click.option(
        "out",
        "-o",
        "--out",
        required=default is None,
        default=default,
        show_default=default is not None,
        type=click.Path(path_type=Path, dir_okay=False),
        help=words,
    )


KEEPING = ("decisions", "store", "audit", "by", "purpose")
"""The options that say where things are kept, and who acts what for; all are settings as well."""


def keeping_options(command: Command) -> Command:
    """The options of every command that reads or keeps decisions, persons or the audit log."""
    told = (
        ("--decisions", "FILE", "File of decisions (CSV)."),
        ("--store", "FILE", "Store of decisions, persons and earlier runs (.db)."),
        ("--audit", "FILE", "Audit log. Default: beside the store."),
        ("--by", "NAME", "Who runs the command. Default: the logged-in user."),
        ("--purpose", "TEXT", "Purpose, for the audit log."),
    )
    for name, what, words in reversed(told):
        command = click.option(name, metavar=what, help=words)(command)
    return command


def given(
    lists: tuple[str, ...],
    *,
    panels: Mapping[str, Path] | None = None,
    settings: Path | None = None,
    ask_passwords: bool = False,
    flags: Mapping[str, Any] | None = None,
    makes_settings: bool = False,
) -> Given:
    """The lists to read and the settings in force, from a command's arguments."""
    from cohortmatch.services.sources import given as read_from

    return read_from(
        [path_of(each) for each in lists],
        panels=panels,
        settings=settings,
        passwords=ask_password if ask_passwords else None,
        flags=flags,
        makes_settings=makes_settings,
    )


def given_by(
    lists: tuple[str, ...], options: Mapping[str, Any], flags: Mapping[str, Any] | None = None
) -> Given:
    """As `given`, from the `options` of a command with `reading_options`."""
    names = ("panels", "settings", "ask_passwords")
    return given(lists, **{name: options[name] for name in names}, flags=flags)


def passwords_of(options: Mapping[str, Any]) -> Callable[[str], str | None] | None:
    """The source of passwords for protected files, where a command may ask."""
    return ask_password if options["ask_passwords"] else None


def ask_password(file: str) -> str | None:
    """Ask for a file's password on a terminal; None where nobody can answer."""
    if not sys.stdin.isatty():
        return None
    answer: str = click.prompt(f"Password of {file}", hide_input=True, default="", err=True)
    return answer or None
