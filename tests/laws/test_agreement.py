"""Agreements are monotone: a rule more never hides, a rule less and a later day never show."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from cohortmatch.disclosure.sharing_agreement.items import ITEMS
from cohortmatch.disclosure.sharing_agreement.parties import NEVER
from cohortmatch.values.roles import Role
from disclosure.agreeing import LISTS, PURPOSES, RECIPIENTS, agreement, agreements, rules
from laws.strategies import law

AGES = ("adult", "under 18", "unknown")
EVERY = (*ITEMS, "column: hair", "column: barber")
QUESTIONS = tuple(product(LISTS, EVERY, ("subject", "family"), RECIPIENTS, PURPOSES))


def shown(found: SharingAgreement, on: date) -> set[tuple[object, ...]]:
    """Everything that may be shown on a day."""
    every = ((*each, age) for each in QUESTIONS for age in AGES)
    return {each for each in every if found.may(*each[:5], on, each[5]).allowed}  # type: ignore[arg-type]


def changed(found: SharingAgreement, rules: tuple[SharingRule, ...]) -> SharingAgreement:
    about = found.file.agreement.model_dump()
    return agreement(rules, **about)


@law(32)
@given(agreements(), rules(), st.dates(date(2026, 3, 1), date(2027, 2, 1)))
def test_a_rule_more_never_hides_what_was_shown(
    found: SharingAgreement, rule: SharingRule, on: date
) -> None:
    more = changed(found, (*found.file.rules, rule))
    assert shown(found, on) <= shown(more, on)


@law(32)
@given(agreements(), st.data(), st.dates(date(2026, 3, 1), date(2027, 2, 1)))
def test_a_rule_less_never_shows_more(
    found: SharingAgreement, data: st.DataObject, on: date
) -> None:
    kept = tuple(each for each in found.file.rules if data.draw(st.booleans()))
    assert shown(changed(found, kept), on) <= shown(found, on)


@law(32)
@given(agreements(), st.dates(date(2026, 3, 1), date(2027, 2, 1)), st.integers(1, 400))
def test_an_agreement_that_has_expired_never_shows_more_later(
    found: SharingAgreement, on: date, days: int
) -> None:
    later = on + timedelta(days)
    if on > found.file.agreement.expires or later > found.file.agreement.expires:
        assert shown(found, later) <= shown(found, on)
        assert not shown(found, later)


@law(32)
@given(agreements(), st.sampled_from([role.name for role in Role]))
def test_victims_witnesses_and_unknown_roles_are_never_shown(
    found: SharingAgreement, role: str
) -> None:
    on = date(2026, 4, 15)
    every = product(LISTS, ITEMS, RECIPIENTS, PURPOSES, AGES)
    allowed = any(found.may(a, b, role, c, d, on, e).allowed for a, b, c, d, e in every)  # type: ignore[arg-type]
    assert not (allowed and role in (*NEVER, "associate", "neither"))
