"""What the `agreement` commands print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cohortmatch.cli.layout import table

if TYPE_CHECKING:
    from cohortmatch.services.agreement_answers import (
        AgreementCheckAnswer,
        AgreementDiffAnswer,
        AgreementInitAnswer,
        AgreementShowAnswer,
        AgreementWhyAnswer,
    )


def init_text(answer: AgreementInitAnswer) -> Iterator[str]:
    """What `agreement init` prints."""
    yield f"Written: {answer.written}, for {len(answer.lists)} lists. It is not signed yet"
    if not answer.is_found:
        yield "Only a run in its folder finds it: put it beside the lists, or name it in settings"
    yield "Complete it, then: cohortmatch agreement check"


def check_text(answer: AgreementCheckAnswer) -> Iterator[str]:
    """What `agreement check` prints."""
    yield f"{answer.id} version {answer.agreement_version} ({answer.digest}): no faults"
    yield from _not_used(answer.not_used)
    yield from _part("Dates", answer.dates)
    yield from _part("Gaps", answer.gaps)
    yield "Before anything is shared"
    yield from table([(each.question, each.answer) for each in answer.preflight])


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = [f"  {each}" for each in lines]
    yield from [f"{title} ({len(told)})", *told] if told else []


def show_text(answer: AgreementShowAnswer) -> Iterator[str]:
    """What `agreement show` prints."""
    yield f"{answer.id} version {answer.agreement_version}: who sees what. All else is withheld"
    yield from _not_used(answer.not_used)
    of = ("Of adults", "Of unknown age", "Under 18")
    heads = ("Recipient", "Purpose", "List", "Role", *of, "By")
    rows = [
        (
            each.recipient,
            each.purpose,
            each.list,
            each.role,
            *map(_items, (each.adults, each.unknown_age, each.under_18)),
            ", ".join(each.rules),
        )
        for each in answer.flows
    ]
    yield from table([heads, *rows], indent="")
    if answer.between:
        yield answer.between
    if answer.written:
        yield f"Written: {answer.written}"


def _items(items: tuple[str, ...]) -> str:
    return ", ".join(items) or "nothing"


def why_text(answer: AgreementWhyAnswer) -> Iterator[str]:
    """What `agreement why` prints."""
    yield f"{answer.item} of {answer.list} to {answer.recipient}"
    rows = [
        (
            each.purpose or "any purpose",
            each.role,
            each.age,
            "shown" if each.allowed else "withheld",
            each.why,
        )
        for each in answer.answers
    ]
    yield from table(rows)
    yield from _not_used(answer.not_used)


def _not_used(why: Iterable[str]) -> Iterator[str]:
    if told := "; ".join(why):
        yield f"Nothing can be written for others today: {told}"


def diff_text(answer: AgreementDiffAnswer) -> Iterator[str]:
    """What `agreement diff` prints."""
    yield from _part("Gains", answer.gains)
    yield from _part("Losses", answer.losses)
    yield from _part("Changes in the file, which may change an edition further", answer.other)
    if not (answer.gains or answer.losses or answer.other):
        yield "Nobody gains or loses anything"
    if answer.accepted:
        yield "Accepted" if answer.logged else "Accepted, and not logged: no audit log is here"
    elif answer.gains or answer.losses or answer.other:
        yield "Not accepted yet: add --accept"
