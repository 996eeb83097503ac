"""The one table of fields: whatever tells fields apart has every field, and says the same."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.fingerprints import KEPT_AS, TELLING, WORDS
from cohortmatch.disclosure.agreement import DETAILS, SHAREABLE
from cohortmatch.linkage.blocking.listing_rules import recipes
from cohortmatch.linkage.comparing.kinds import KINDS as COMPARISONS
from cohortmatch.linkage.comparing.kinds import Agreement, starts
from cohortmatch.linkage.model import shipped
from cohortmatch.people.details import COMPARED
from cohortmatch.people.words import FIELD_WORDS, IDENTIFIERS
from cohortmatch.reading.columns.headings import vocabulary
from cohortmatch.reading.columns.understood import LABELS
from cohortmatch.values.fields import FIELDS, NUMBERS, PERSON_NUMBERS, PERSONAL
from cohortmatch.values.identifiers import KINDS

NO_LISTINGS = cm.read_lists({"IOM": pd.DataFrame({"Surname": ["Odell"]}, dtype=str)})
RULES = [recipe.words for recipe in recipes(NO_LISTINGS)]
WITHOUT_HEADINGS = {"ignored", "other", "another_person", "free_text"}
"""Fields that a column is given by its words or values, and not by a heading of the vocabulary."""


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_words_and_a_place_in_each_table(name: str) -> None:
    assert FIELDS[name].words and FIELDS[name].label
    assert LABELS[name] == FIELDS[name].label
    assert WORDS[KEPT_AS.get(name, name)] == f"the {FIELDS[name].words}"
    assert KEPT_AS.get(name, name) in TELLING
    assert name in WITHOUT_HEADINGS or name in vocabulary().phrases.values()


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_is_read_compared_blocked_weighed_doubted_and_shown(name: str) -> None:
    assert KINDS[name].kind == name
    assert name in COMPARISONS
    assert shipped().comparison(name).words == FIELDS[name].words
    assert name in starts(Agreement.number)
    assert name in IDENTIFIERS and name in FIELD_WORDS and name in PERSONAL
    assert name in SHAREABLE
    assert f"the same {FIELDS[name].words}" in RULES


def test_there_is_a_class_for_no_other_number() -> None:
    assert set(KINDS) == set(NUMBERS)


def test_what_differs_between_two_of_one_person_is_no_reason_to_doubt() -> None:
    assert [name for name in NUMBERS if FIELDS[name].whose == "arrest"] == ["asn"]
    assert "asn" not in PERSON_NUMBERS
    assert [n for n in COMPARISONS if COMPARISONS[n].tells_apart] == list(PERSON_NUMBERS)
    assert "asn" not in COMPARED


def test_another_panel_is_shown_only_what_may_be_shared() -> None:
    assert set(DETAILS) <= set(SHAREABLE)
    assert "address" not in SHAREABLE and "phone" not in SHAREABLE
