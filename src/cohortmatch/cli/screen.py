"""The one way to the screen: nothing of a file's name or a reason is obeyed by a terminal."""

from __future__ import annotations

import click

from cohortmatch.core.guarding import on_screen, printed_line

__all__ = ["QUIET", "complain", "is_quiet", "line", "say"]

QUIET = "cohortmatch.quiet"


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a result to stdout or, with `err`, a remark to stderr, which -q keeps back."""
    if not (err and is_quiet()):
        click.echo(on_screen(text), err=err, nl=nl)


def complain(text: str) -> None:
    """Print to stderr, also with -q, what went wrong or what has to be answered."""
    click.echo(on_screen(text), err=True)


def is_quiet() -> bool:
    """Whether -q was given to the command that runs."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(QUIET))


def line(text: str) -> str:
    """A text of others as part of one line."""
    return printed_line(text)
