"""E-mail addresses from cells."""

from __future__ import annotations

import pytest

from cohortmatch.values.emails import own_emails, parse_emails

CASES = [
    ("Una.Odell@Example.org", ("una.odell@example.org",), "small letters"),
    ("mailto:uo@example.org", ("uo@example.org",), "a link"),
    ("Una Odell <uo@example.org>", ("uo@example.org",), "a name before it"),
    ("uo@example.org; u2@example.net", ("uo@example.org", "u2@example.net"), "two"),
    ("uo@example.org\nuo@example.org", ("uo@example.org",), "one twice"),
    ("uo@example.org.", ("uo@example.org",), "a full stop after it"),
    ("mum's: mo@example.org", (), "somebody else's"),
    ("uo@example.org / mo@example.org (mum)", ("uo@example.org",), "one of two is a mother's"),
    ("none", (), "none"),
    ("@handle", (), "a handle is no address"),
]


@pytest.mark.parametrize(("text", "values", "because"), CASES)
def test_addresses_in_a_cell(text: str, values: tuple[str, ...], because: str) -> None:
    assert parse_emails(text).values == values, because


def test_another_persons_address_is_cut_from_the_cell() -> None:
    assert own_emails("uo@example.org / mo@example.org (mum)") == "uo@example.org"
    assert own_emails("uo@example.org; u2@example.net") == "uo@example.org; u2@example.net"
