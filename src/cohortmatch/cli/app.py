"""The `cohortmatch` command: its subcommands, and how it shows a failure."""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
import warnings
from typing import Any

import click

from cohortmatch.cli.agreement import agreement
from cohortmatch.cli.audit import audit
from cohortmatch.cli.between import between
from cohortmatch.cli.check import check
from cohortmatch.cli.completion import completion
from cohortmatch.cli.decide import decide
from cohortmatch.cli.decisions import decisions
from cohortmatch.cli.demo import demo
from cohortmatch.cli.failures import FAILED, WRONG_USAGE, code_lines, unexpected
from cohortmatch.cli.options import is_verbose
from cohortmatch.cli.portal import portal
from cohortmatch.cli.purge import purge
from cohortmatch.cli.reconcile import reconcile
from cohortmatch.cli.review import review
from cohortmatch.cli.run import run
from cohortmatch.cli.screen import complain
from cohortmatch.cli.statistics import statistics
from cohortmatch.cli.store import store
from cohortmatch.cli.watch import watch
from cohortmatch.cli.why import why
from cohortmatch.core.errors import CohortmatchError, SettingsError
from cohortmatch.core.guarding import printed_line
from cohortmatch.core.ram import sparing
from cohortmatch.version import __version__

__all__ = ["app", "main"]

SELDOM = (1_000_000, 50, 1_000)
"""How seldom the collector of cycles is at work: it finds next to none in a command, and looks at
every module and value again and again meanwhile, for a tenth of a borough's seconds."""


class Application(click.Group):
    """A group of commands that reports every failure in one line, without values from lists."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; turn what it raises into a line on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except CohortmatchError as error:
            told = [str(error), *_lines(ctx, error)]
            code = WRONG_USAGE if isinstance(error, SettingsError) else FAILED
        except click.ClickException as error:
            vars(error).update(message=printed_line(error.message))
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            told, code = [unexpected(error), *_lines(ctx, error)], FAILED
        for line in told:
            complain(line)
        ctx.exit(code)


def _lines(ctx: click.Context, error: Exception) -> list[str]:
    return code_lines(error) if is_verbose(ctx) else []


@click.group(
    cls=Application,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, "-V", "--version", prog_name="cohortmatch", message="%(prog)s %(version)s"
)
def app() -> None:
    """Find the people who are on more than one panel's list.

    Start with `cohortmatch demo`, or with `cohortmatch check` and the folder of your lists. Nothing
    is ever sent anywhere.
    """


COMMANDS = (
    *(check, run, watch, why, review, decide, decisions, store, statistics, audit, purge, demo),
    *(agreement, between, portal, reconcile, completion),
)
for command in COMMANDS:
    app.add_command(command)


def main() -> None:
    """The entry point; it silences library output, which could hold a value."""
    sparing()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    gc.set_threshold(*SELDOM)
    try:
        app(prog_name="cohortmatch")
    finally:
        gc.freeze()  # else everything is looked at once more before the process ends
