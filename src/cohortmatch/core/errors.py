"""Errors, under one base class.

    CohortmatchError            anything this package raises on purpose
    ├── ListError               a list cannot be used; says which list, row, column and the remedy
    │   ├── FileError           the file is missing, locked, damaged or not what its name says
    │   └── ColumnsError        no name column, a heading used twice, a mapping that fits nothing
    ├── SettingsError           cohortmatch.toml, an option or a model file is wrong
    ├── OutputError             the report cannot be written
    ├── AnswersError            answers about pairs, or a file of decisions, cannot be read
    ├── StoreError              the store or the audit log cannot be used
    ├── BaseError               a base cannot be used, or does not fit the run
    ├── ExchangeError           a file between boroughs cannot be used; says why, and what to do
    ├── UnknownListing          an id that names no listing that was matched
    └── ListErrors              several of the above at once, each kept whole

No message ever holds a value from a list, only its place and what kind of value it was. It may name
a file, whose name may hold anything: each line of a message is one line that no terminal obeys.
Every error survives pickle and copy, so that it returns intact from another process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cohortmatch.core.guarding import printed_line


class CohortmatchError(Exception):
    """Anything this package raises on purpose; the message has a line for each of `lines`."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(printed_line, lines)))

    def __reduce__(self) -> tuple[Any, ...]:
        """How pickle and copy make it again: its message and attributes, whatever it is made of."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[CohortmatchError], args: tuple[object, ...]) -> CohortmatchError:
    """An error with its message and without its constructor, which may take something else."""
    return kind.__new__(kind, *args)


class ListError(CohortmatchError):
    """A list cannot be used.

    `list_name` is the list's name or its file's name; `row` the spreadsheet's row number or the
    DataFrame's label; `column` the heading. `problem` and `remedy` are whole phrases and hold no
    value from the list.
    """

    def __init__(
        self,
        list_name: str,
        problem: str,
        remedy: str,
        *,
        row: object = None,
        column: str | None = None,
    ) -> None:
        self.list_name = list_name
        self.problem = problem
        self.remedy = remedy
        self.row = row
        self.column = column
        super().__init__(f"{self.address}: {problem}. {remedy}")

    @property
    def address(self) -> str:
        """Where it was found: list, then row and column where they are known."""
        row = "" if self.row is None else f" row {self.row}"
        column = "" if self.column is None else f", column “{self.column}”"
        return f"{self.list_name}{row}{column}"


class FileError(ListError):
    """The file is missing, locked, damaged or not what its name says."""


class ColumnsError(ListError):
    """The list's columns cannot be understood."""


class ListErrors(CohortmatchError):
    """Every list that could not be used, all at once."""

    def __init__(self, errors: Sequence[ListError]) -> None:
        self.errors = tuple(errors)
        super().__init__(*(line for error in self.errors for line in str(error).split("\n")))


class SettingsError(CohortmatchError):
    """A setting, an option or a model file is wrong; the message gives its address."""


class UnknownListing(CohortmatchError):
    """An id that names no listing that was matched."""

    def __init__(self, listing_id: str, problem: str) -> None:
        self.listing_id = listing_id
        super().__init__(f"{listing_id}: {problem}")


class OutputError(CohortmatchError):
    """The report cannot be written where it was asked for; nothing was changed."""


class AnswersError(CohortmatchError):
    """Answers about pairs cannot be read; each fault with its place and remedy, all at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(*self.faults)


class StoreError(CohortmatchError):
    """The store or the audit log cannot be read or written; nothing in it was changed."""


class BaseError(CohortmatchError):
    """A file is not a base, is damaged, or does not fit the run; nothing was matched."""


class ExchangeError(CohortmatchError):
    """A file that boroughs exchange is not what it should be; nothing was disclosed or written."""
