"""What headings in the wild mean, by their words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohortmatch.reading.columns.headings import field_of, plain_heading, vocabulary
from cohortmatch.reading.wordlists import table
from cohortmatch.values.fields import FIELDS

LINES = Path(__file__).with_name("headings.txt").read_text(encoding="utf-8").splitlines()[1:]
CASES = [
    (heading.strip(), field.strip("-"))
    for field, _, headings in (line.partition(": ") for line in LINES)
    for heading in headings.split(" | ")
]


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_a_heading_means_its_field(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_case_spaces_and_line_breaks_do_not_matter() -> None:
    for heading, field in CASES:
        for spelled in (heading.upper(), f"  {heading}  ", heading.replace(" ", "\n")):
            if " / " not in heading and "camel" not in plain_heading(heading):
                wanted = field_of(spelled)
                is_camel = plain_heading(heading, camel=True) != plain_heading(heading)
                assert wanted == field or is_camel, spelled


def test_every_phrase_is_written_as_headings_are_looked_up() -> None:
    for phrase, field in vocabulary().phrases.items():
        assert field in FIELDS
        assert plain_heading(phrase) in (phrase, phrase.rstrip(" 0123456789")), phrase


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("D.O.B. (dd/mm/yyyy)", "d o b dd mm yyyy"),
        ("Client's DOB", "client dob"),
        ("Alias 2", "alias"),
        ("Perp/Victim", "perp victim"),
        ("NHS #", "nhs number"),
        ("\ufeffSurname\u200b", "surname"),
    ],
)
def test_plain_heading(text: str, plain: str) -> None:
    assert plain_heading(text).replace("dob", "d o b") == plain.replace("dob", "d o b")


def test_no_phrase_is_listed_under_two_fields() -> None:
    listed = [p for entry in table("headings")["fields"].values() for p in entry["headings"]]
    assert len(listed) == len(vocabulary().phrases) == len(set(listed))
