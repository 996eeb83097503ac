"""The cards a notebook shows: counts and words, nobody's details, everything escaped."""

from __future__ import annotations

from cohortmatch.explanations import Explanation, Reason
from cohortmatch.pairs import Band
from people_lists import a_list, listings_of


def test_listings_tell_their_lists_and_nobody() -> None:
    row = {"name": "Zebedee Quillfeather", "date_of_birth": "13/11/1971"}
    card = listings_of(a_list("A <b>", row, row), a_list("B", row))._repr_html_()
    assert "3 listings on 2 lists" in card and "A &lt;b&gt;" in card
    assert "Quillfeather" not in card and "1971" not in card


def test_an_explanation_tells_what_speaks_for_and_against() -> None:
    reasons = (
        Reason("prior", "prior", "", "before looking", -8.5),
        Reason("level", "surname", "same", "surname: the same", 8.2),
    )
    told = Explanation("A:1", "B:2", -0.3, Band.check, True, reasons, ("address",), "PNC number")
    card = told._repr_html_()
    assert "A:1 and B:2: -0.3 bits, a person must decide" in card
    assert card.index("Speaks for one person") < card.index("surname: the same")
    assert card.index("Speaks against") < card.index("before looking")
    assert "Not recorded on both: address." in card
    assert "What would settle it: PNC number." in card
