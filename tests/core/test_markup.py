"""Small pieces of HTML."""

from __future__ import annotations

from cohortmatch.core import markup


def test_every_text_is_escaped() -> None:
    made = markup.heading("<a>") + markup.lines(["<b>"])
    made += markup.table(["<c>"], [("<d>", "<e>")], caption="<f>")
    assert not any(f"<{letter}>" in made for letter in "abcdef")
    assert made.count("&lt;") == 6


def test_rows_are_headed_and_numbers_stand_right() -> None:
    made = markup.table(["List", "Listings"], [("IOM", 1234), ("DIP", None)])
    assert '<th scope="row">IOM</th><td style="text-align:right">1,234</td>' in made
    assert '<th scope="row">DIP</th><td style="text-align:right"></td>' in made


def test_no_lines_are_no_list() -> None:
    assert markup.lines(["", ""]) == markup.lines([]) == ""
