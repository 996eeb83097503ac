"""One question, one answer: what closes a list is the answer of `may`, with a file or without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import Closed
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from cohortmatch.disclosure.sharing_agreement.report_terms import ReportTerms
from disclosure.agreeing import DAY, agreement

REPORT = [
    # list, item, role: whether the settings let every panel see it
    ("IOM", "listed", "subject", True),
    ("IOM", "risk", "subject", True),
    ("IOM", "category", "subject", False),
    ("IOM", "listed", "victim", False),
    ("MAPPA", "known", "subject", True),
    ("MAPPA", "listed", "subject", False),
    ("MAPPA", "risk", "subject", False),
]


@pytest.mark.parametrize(("name", "item", "role", "allowed"), REPORT)
def test_the_settings_answer_for_closed_lists(
    name: str, item: str, role: str, allowed: bool
) -> None:
    terms = ReportTerms(Choices(), {"MAPPA": Closed("MAPPA", "restricted")})
    assert terms.may(name, item, role, "", "", None).allowed == allowed


def test_a_list_that_shows_public_protection_by_its_content_is_closed_by_the_one_question() -> None:
    rule = SharingRule(list="SGV", items=("listed",), to=("Charity",), purpose=("IOM panel",))
    found = agreement((rule,))
    asked = ("SGV", "listed", "subject", "Charity", "IOM panel", DAY, "adult")
    assert found.may(*asked).allowed
    protected = replace(found, recognised=frozenset(("SGV",))).may(*asked)
    assert not protected.allowed and "duty to co-operate" in protected.why
