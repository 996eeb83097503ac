"""The man page, from the commands themselves: roff, which `man` shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click

from cohortmatch.version import __version__

__all__ = ["man_page_of"]


def man_page_of(
    commands: Iterable[tuple[str, click.Command]], codes: Iterable[tuple[str, str]]
) -> str:
    """The man page of commands by what is typed for each, the root first; and of exit codes."""
    (name, root), *rest = commands
    summary = _first_line(root)
    lines = [
        f'.TH COHORTMATCH 1 "" "cohortmatch {__version__}" "User commands"',
        ".SH NAME",
        f"{name} \\- {_roff(summary[0].lower() + summary[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {name}",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(root.help or ""),
        ".SH OPTIONS",
        *_options(name, root),
        ".SH COMMANDS",
    ]
    for title, command in rest:
        if not isinstance(command, click.Group):
            usage = " ".join(command.collect_usage_pieces(_context(title, command)))
            lines += [f".SS {_roff(title.removeprefix(f'{name} '))}", f".B {_roff(title)}"]
            lines += [_roff(usage), ".PP", *_paragraphs(command.help or "")]
            lines += _options(title, command)
    lines.append(".SH EXIT STATUS")
    for code, words in codes:
        lines += [".TP", f".B {code}", _roff(words)]
    return "\n".join(lines) + "\n"


def _context(title: str, command: click.Command) -> click.Context:
    return click.Context(command, info_name=title, help_option_names=["-h", "--help"])


def _first_line(command: click.Command) -> str:
    return (command.help or "").partition("\n")[0]


def _options(title: str, command: click.Command) -> Iterator[str]:
    context = _context(title, command)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record is not None:
            yield from (".TP", f".B {_roff(record[0])}", _roff(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    """A help text's paragraphs; those that keep their lines (\\b) keep them here."""
    for each in re.split(r"\n\s*\n", text.strip()):
        if each.startswith("\b"):
            yield from (".nf", *map(_roff, each.lstrip("\b\n").splitlines()), ".fi", ".PP")
        else:
            yield from (_roff(" ".join(each.split())), ".PP")


def _roff(text: str) -> str:
    """A text of which roff reads nothing as its own."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
