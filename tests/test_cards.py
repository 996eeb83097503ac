"""The cards a notebook shows: counts and words, nobody's details, everything escaped."""

from __future__ import annotations

from people_lists import a_list, listings_of


def test_listings_tell_their_lists_and_nobody() -> None:
    row = {"name": "Zebedee Quillfeather", "date_of_birth": "13/11/1971"}
    card = listings_of(a_list("A <b>", row, row), a_list("B", row))._repr_html_()
    assert "3 listings on 2 lists" in card and "A &lt;b&gt;" in card
    assert "Quillfeather" not in card and "1971" not in card
