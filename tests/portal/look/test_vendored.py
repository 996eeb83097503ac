"""What is vendored: small, with its licence, and nothing that belongs to the government alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cohortmatch.portal import look

STATIC = Path(look.__file__).parents[1] / "static/portal"
TEMPLATES = Path(look.__file__).parents[1] / "templates"


@pytest.mark.parametrize("word", ["GDS Transport", "@font-face", "crown", "url(", "GOV.UK"])
def test_the_style_sheets_hold_no_fonts_pictures_or_crown(word: str) -> None:
    for sheet in STATIC.glob("*.css"):
        assert word.casefold() not in sheet.read_text(encoding="utf-8").casefold(), sheet.name


def test_no_template_speaks_of_the_government_or_needs_an_inline_script() -> None:
    templates = list(TEMPLATES.rglob("*.html"))
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert "GOV.UK" not in text, template.name
        assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/json))", text), template.name
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style", text), template.name


def test_the_licence_stands_beside_what_it_covers() -> None:
    notice = (STATIC / "NOTICE-govuk-frontend.txt").read_text(encoding="utf-8")
    version = re.search(
        r'--govuk-frontend-version: *"([\d.]+)"', (STATIC / "govuk.css").read_text()
    )
    assert version is not None
    assert f"govuk-frontend {version[1]}" in notice
    assert "Permission is hereby granted" in notice and "Crown Copyright" in notice


def test_all_of_it_is_small() -> None:
    assert sum(each.stat().st_size for each in STATIC.iterdir()) < 300_000
