"""What is told of a failure that nobody expected: types and code, never a message."""

from __future__ import annotations

from cohortmatch.cli.failures import code_lines, unexpected

SECRET = "Zyxquill"


def fails() -> None:
    raise KeyError(SECRET)


def fails_again() -> None:
    try:
        fails()
    except KeyError as error:
        raise ValueError(SECRET) from error


def caught() -> BaseException:
    try:
        fails_again()
    except ValueError as error:
        return error
    raise AssertionError


def test_one_line_with_the_type_and_the_place() -> None:
    told = unexpected(caught())
    assert told.startswith("cohortmatch failed unexpectedly (ValueError in ")
    assert "\n" not in told
    assert SECRET not in told


def test_the_lines_of_code_start_with_the_cause_and_hold_no_message() -> None:
    lines = code_lines(caught())
    assert lines[0] == "builtins.KeyError"
    assert "builtins.ValueError" in lines
    assert "    raise KeyError(SECRET)" in lines
    assert not any(SECRET in line for line in lines)


def test_no_failure_has_no_lines() -> None:
    assert code_lines(None) == []
