"""A short word in a coloured box. The colour never says what the word does not say."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

COLOURS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")
OF_WORDS = {
    "certain": "green",
    "to check": "yellow",
    "new": "blue",
    "left": "grey",
    "red": "red",
    "amber": "orange",
    "green": "green",
    "overdue": "red",
    "due": "yellow",
    "decided": "green",
    "withdrawn": "grey",
    "current": "green",
    "locked": "red",
}
"""Colours of words that many pages show; any other word is grey."""


def tag(text: str, colour: str = "") -> SafeString:
    """The HTML of a tag. Raises ValueError if there is no such colour."""
    colour = colour or OF_WORDS.get(text.casefold(), "grey")
    if colour not in COLOURS:
        raise ValueError(f"No tag has the colour {colour}; colours are {', '.join(COLOURS)}")
    return mark_safe(f'<strong class="govuk-tag govuk-tag--{colour}">{escape(text)}</strong>')
