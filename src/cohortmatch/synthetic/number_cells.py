"""Dates of birth and identifiers as a list writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cohortmatch.synthetic.dice import Dice

Cell = str | int | date | None
DAY_NOUGHT = date(1899, 12, 30)
"""The day from which spreadsheets count, for dates after February 1900."""


def _slashes(dice: Dice, born: date) -> Cell:
    return f"{born:%d/%m/%Y}" if dice.chance(0.97) else f"{born.day}/{born.month}/{born.year}"


def _cells(dice: Dice, born: date) -> Cell:
    return born if dice.chance(0.94) else f"{born:%d.%m.%Y}"


def _two_digit(dice: Dice, born: date) -> Cell:
    return f"{born:%d-%m-%y}"


def _words(dice: Dice, born: date) -> Cell:
    return f"{born.day} {born:%b %Y}"


def _serial(dice: Dice, born: date) -> Cell:
    return (born - DAY_NOUGHT).days


MIXED = ("%d/%m/%Y",) * 3 + ("%d.%m.%y", "%d-%b-%Y", "%d/%m/%y", "%d %B %Y", "%Y-%m-%d")


def _mixed(dice: Dice, born: date) -> Cell:
    return born.strftime(dice.pick(MIXED))


DATE_STYLES: dict[str, Callable[[Dice, date], Cell]] = {
    "slashes": _slashes,
    "cells": _cells,
    "two-digit": _two_digit,
    "words": _words,
    "serial": _serial,
    "mixed": _mixed,
}


def written_date(born: date | str | None, style: str, dice: Dice) -> Cell:
    """A date of birth in the list's style; text that is not a date stays as it was typed."""
    if isinstance(born, date):
        return DATE_STYLES[style](dice, born)
    return born


def written_number(kind: str, number: str | None, style: str, dice: Dice) -> str | None:
    """An identifier in the list's style."""
    if number is None:
        return None
    if kind == "pnc" and "/" in number:
        number = _written_pnc(number, style, dice)
    if style == "untidy" and dice.chance(0.3):
        number = dice.pick((number.lower(), number.replace("/", " / "), f" {number}"))
    elif dice.chance(0.02):
        number = number.lower()
    return number


def _written_pnc(number: str, style: str, dice: Dice) -> str:
    year, serial = number.split("/", 1)
    short = f"{year[2:]}/{serial.lstrip('0')}"
    if style == "long":
        return number if dice.chance(0.95) else number.replace("/", "")
    if style == "short":
        return short if dice.chance(0.85) else number
    return dice.pick(
        (short, short, number, number.replace("/", ""), f"{year}/{serial.lstrip('0')}")
    )
