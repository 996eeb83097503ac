"""Why two listings of a report are, or are not, one person, and how a person holds together."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cohortmatch.core.accepting import a_function, a_path, a_text, accepting, some_passwords
from cohortmatch.core.guarding import csv_meant
from cohortmatch.core.types import Passwords
from cohortmatch.linkage.explanations import Explanation, PersonExplanation
from cohortmatch.reporting import CrossReference
from cohortmatch.services.places import recalled_of
from cohortmatch.services.run_again import load_report, read_again, repeat
from cohortmatch.services.why_answers import WhyAnswer, WhyPersonAnswer, person_answer, why_answer

__all__ = ["Why", "why"]

MEMBERSHIPS = "memberships.csv"


@dataclass(frozen=True, eq=False, repr=False)
class Why:
    """The answer to a question about a report: `explanation` in words, `answer` for programs.

    `changed` are files that changed since the report; `apart` are listings that the report gives to
    the person and that now belong to somebody else.
    """

    explanation: Explanation | PersonExplanation
    answer: WhyAnswer | WhyPersonAnswer
    changed: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Why: {len(self.changed)} files changed>"


@accepting(
    out=a_path,
    one=a_text,
    other=a_text,
    lists=a_path,
    settings=a_path,
    watch=a_function,
    passwords=some_passwords,
)
def why(
    out: Path,
    one: str,
    other: str | None = None,
    *,
    lists: Path | None = None,
    settings: Path | None = None,
    passwords: Passwords | None = None,
    watch: Callable[[str, float | None], None] | None = None,
) -> Why:
    """Why two listings (ids, `list:row`) are, or are not, one person; of one id, a person's or a
    listing's, how the listings of that person hold together.

    `out` is the folder of a report, whose lists are read again (from `lists` where they have moved)
    and matched with all present decisions; nothing is written. FileError where there is no report,
    ListErrors with every list that cannot be read, UnknownListing for an id that names nobody.
    """
    report = load_report(out)
    read = read_again(report, lists=lists, settings=settings, passwords=passwords, watch=watch)
    again = repeat(read, recalled_of(report.manifest, read.listings))
    if other is not None:
        pair = again.result.why(one, other)
        return Why(pair, why_answer(pair, again.changed), again.changed)
    person, apart = _person(again.result, one, _names(out))
    return Why(person, person_answer(person, again.changed), again.changed, apart)


def _names(out: Path) -> dict[str, str]:
    """Each listing's person as the report names them; empty where it says nothing."""
    try:
        with (out / MEMBERSHIPS).open(encoding="utf-8", newline="") as stream:
            return {
                csv_meant(row["listing_id"]): row["person_id"] for row in csv.DictReader(stream)
            }
    except (OSError, KeyError, ValueError):
        return {}


def _person(
    result: CrossReference, one: str, names: Mapping[str, str]
) -> tuple[PersonExplanation, tuple[str, ...]]:
    """The person of an id of the report, or of a listing, under the report's names; and which of
    the report's listings of that person are somebody else's now."""
    theirs = [name for name, person in names.items() if person.upper() == one.upper()]
    told = result.why(theirs[0] if theirs else one)
    near = told.nearest
    if near is not None:
        near = replace(near, person=names.get(near.listing, near.person))
    named = replace(told, person=names.get(told.listings[0], told.person), nearest=near)
    return named, tuple(sorted(set(theirs) - set(told.listings)))
