"""The one way to the screen: nothing of a file's name or a reason is obeyed by a terminal."""

from __future__ import annotations

import click

from cohortmatch.core.guarding import on_screen, printed_line

__all__ = ["line", "say"]


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text to stdout, or to stderr."""
    click.echo(on_screen(text), err=err, nl=nl)


def line(text: str) -> str:
    """A text of others as part of one line."""
    return printed_line(text)
