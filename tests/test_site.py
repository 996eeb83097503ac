"""What `make site` does to pages: links out of docs/, pictures, a navigation with every page."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

import cohortmatch
from pages import ROOT

HOOKS = runpy.run_path(str(ROOT / "website" / "hooks.py"))
SOURCE = "https://home.example/source"


@pytest.mark.parametrize(
    ("link", "page", "becomes"),
    [
        ("run.md", "how-to/check.md", "run.md"),
        ("../install.md#pip", "how-to/check.md", "../install.md#pip"),
        ("../schemas/run.json", "how-to/run.md", "../schemas/run.json"),
        ("../CHANGELOG.md", "index.md", f"{SOURCE}/CHANGELOG.md"),
        ("../../README.md#install", "how-to/check.md", f"{SOURCE}/README.md#install"),
        ("../../src/cohortmatch/values", "portal/asvs.md", f"{SOURCE}/src/cohortmatch/values"),
        ("https://www.w3.org/", "index.md", "https://www.w3.org/"),
        ("#extras", "install.md", "#extras"),
    ],
)
def test_a_link_out_of_the_pages_goes_to_the_source(link: str, page: str, becomes: str) -> None:
    assert HOOKS["links_out"](f"see [it]({link}).", page, SOURCE) == f"see [it]({becomes})."


def test_a_picture_stands_where_it_was_made_and_nowhere_else() -> None:
    text = "a\n\n<!-- picture: page -->\n\n<!-- picture: workbook -->\n"
    drawn = HOOKS["pictures_in"](text, "how-to/run.md", lambda name: name == "page")
    assert "](../pictures/page.png)" in drawn
    assert "workbook" not in drawn and "picture:" not in drawn


def test_the_navigation_has_every_page_once() -> None:
    nav: list[Any] = [{"How to": ["a.md"]}, {"Explanation": ["b.md", {"More": ["c.md"]}]}]
    whole = HOOKS["completed"](nav, ["a.md", "b.md", "c.md", "new.md", "decisions/001.md"])
    assert sorted(HOOKS["named"](whole)) == ["a.md", "b.md", "c.md", "decisions/001.md", "new.md"]
    assert whole[0]["How to"] == ["a.md", "new.md"]


def test_the_navigation_names_no_page_that_is_not_there() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = text[text.index("\nnav:") :]
    named = [line.split()[-1] for line in nav.splitlines() if line.endswith(".md")]
    assert len(named) > 30 and len(named) == len(set(named))
    gone = [each for each in named if not (ROOT / "docs" / each).is_file()]
    assert gone == ["api.md"], "made by the build"


def test_the_page_of_python_has_every_public_name() -> None:
    page = HOOKS["api_page"]()
    for name in cohortmatch.__all__:
        assert name.startswith("__") or f".{name}\n" in page, name


def test_the_site_asks_no_other_machine() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "font: false" in text and "extra_javascript" not in text and "analytics" not in text
