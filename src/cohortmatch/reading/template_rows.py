"""Rows of the form itself among the listings: instructions, examples, legends, headings again.

Policy: a row is one of instructions where at least half of its cells say how to fill them in
("Free text", "DD/MM/YYYY", "(as on PNC)", "Surname of nominal" under Surname), and of an example
where a name or a cell of its own says so. A row whose every cell explains a sign ("R = Red") is a
legend. A cell or two that were left as the form had them make no row one of these: a nominal's
date of birth may still say DD/MM/YYYY.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cohortmatch.reading.columns.headings import vocabulary
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.wordlists import plain_words, words_of

__all__ = ["is_heading_again", "is_template_row", "may_be_template"]

MASK = re.compile(
    r"\W*(?:(?:format|e\.?g\.?|ie)\W+)?"
    r"(?:d{1,2}\W?m{1,4}\W?(?:y{2}|y{4})|y{4}\W?m{1,2}\W?d{1,2}|m{1,2}\W?d{1,2}\W?y{2,4}|x{4,}|n{5,})"
    r"(?:\W+format)?\W*",
    re.I,
)
"""How a date or a number is to be written."""
DUMMY = re.compile(
    r"\W*(?:9+/9{4,}[a-z]?|a{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}(?<=aa)|ab1 ?2cd)\W*", re.I
)
"""A number or a postcode that nobody has."""
OPENING = re.compile(
    r"\W*(?:e\.? ?g\b\.?|(?:please|enter|select|insert|choose|complete|format|state whether|"
    r"give|provide|required|optional|mandatory|no (?:brackets|spaces|punctuation|abbreviations)|"
    r"use (?:the )?(?:drop|format|dd))\b)",
    re.I,
)
IN_BRACKETS = re.compile(r"[(\[<][^)\]>]*[a-z]{2}[^)\]>]*[)\]>]", re.I)
EXAMPLE = re.compile(r"\bexample\b|[(\[]\s*(?:sample|dummy|test|specimen)\b|\be\.g\.", re.I)
TESTS = re.compile(
    r"(?:(?:test|testing|tester|dummy)\b[ ,]*)+(?:patient|person|record|client|entry|user|case)?"
    r"\s*\d*",
    re.I,
)
"""A name that somebody typed to try the form."""
EXPLAINED = re.compile(r"\s*[^\s=:]{1,14}(?: [^\s=:]{1,14})?\s*(?:=|[:–—] |- )\s*\S.*")
"""A sign and what it stands for: "R = Red"."""
OPTION_WORDS = frozenset(("y", "n", "yes", "no", "m", "f", "male", "female", "r", "a", "g")) | {
    *("red", "amber", "green", "blue", "high", "medium", "low"),
}


def may_be_template(name: str) -> bool:
    """Whether the cell of a name may be one of the form's own; quick, for row after row."""
    if name[:4] in ("Test", "TEST", "test", "Dumm", "DUMM", "dumm"):
        return True
    return "xample" in name or "XAMPLE" in name or name.casefold() in _known()


@cache
def _known() -> frozenset[str]:
    return words_of("form_words") | frozenset(vocabulary().phrases)


def is_template_row(cells: Sequence[str], headings: Sequence[str], names: Sequence[bool]) -> bool:
    """Whether the filled cells of a row, under these headings in plain words, are the form's own.

    `names` says which of them stand in columns of names.
    """
    if _is_example(cells, names):
        return True
    if all(map(EXPLAINED.fullmatch, cells)) and (len(cells) > 1 or "=" in cells[0]):
        return True
    both = list(zip(cells, headings, strict=True))
    own = [_is_of_form(cell) or _repeats_more(cell, heading) for cell, heading in both]
    return len(cells) > 1 and any(map(_is_of_form, cells)) and sum(own) * 2 >= len(own)


def is_heading_again(cells: Sequence[str]) -> bool:
    """Whether most of a row's filled cells are known headings, as where pages were put together.

    One word typed across the row is a title ("VICTIMS"), and headings of somebody else begin a
    table of theirs: neither is passed over, for the rows below are not the nominals'.
    """
    phrases, said = vocabulary().phrases, [plain_words(cell) for cell in cells]
    known = [each in phrases for each in said]
    if len(set(said)) < 2 or any(label_of(cell).kind in ("other", "thing") for cell in cells):
        return False
    return sum(known) * 3 >= 2 * len(known) and known[0]


def _is_example(cells: Sequence[str], names: Sequence[bool]) -> bool:
    named = [cell for cell, is_name in zip(cells, names, strict=True) if is_name]
    alone = (plain_words(cell) in words_of("example_rows") for cell in cells)
    is_test = bool(named) and all(map(TESTS.fullmatch, map(str.strip, named)))
    return is_test or any(map(EXAMPLE.search, named)) or any(alone)


def _is_of_form(cell: str) -> bool:
    """Whether a cell says how it is to be filled in, and nothing of a person."""
    if plain_words(cell) in words_of("form_words") or MASK.fullmatch(cell) or DUMMY.fullmatch(cell):
        return True
    return bool(OPENING.match(cell) or IN_BRACKETS.fullmatch(cell.strip()) or _offers(cell))


def _offers(cell: str) -> bool:
    """Whether a cell lists what may be chosen ("Red/Amber/Green")."""
    words = re.split(r"\s*(?:/|,|\||\bor\b)\s*", cell.casefold().strip())
    return len(words) > 1 and all(word in OPTION_WORDS for word in words)


def _repeats_more(cell: str, heading: str) -> bool:
    """Whether a cell says its heading again with more words ("Home postcode" under Postcode)."""
    words = plain_words(cell).split()
    return len(words) > 1 and set(heading.split()) <= set(words) and bool(heading)
