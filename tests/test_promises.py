"""The page of promises: each names tests that there are, and its links lead to a heading."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from pages import ROOT, pages

PAGE = ROOT / "docs" / "promises.md"
TEXT = PAGE.read_text(encoding="utf-8")
HELD, _, NOT_TESTED = TEXT.partition("\n## Measured, not tested\n")
MEASURED, _, NOT_HELD = NOT_TESTED.partition("\n## Not held by a test\n")
LINK = re.compile(r"\]\(([^)#\s]*)#?([^)\s]*)\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def promises(text: str) -> list[str]:
    """Each promise of a part of the page, on one line."""
    return [" ".join(each.split()) for each in re.findall(r"^- (.*(?:\n  .*)*)", text, re.M)]


@cache
def collected(path: str) -> dict[str, list[str]]:
    """Each test of a module that pytest collects, with its decorators."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name: [ast.unparse(each) for each in node.decorator_list]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def named(text: str) -> list[tuple[str, str]]:
    """Each module and test that a text names."""
    return sorted(set(TEST.findall(text)))


@pytest.mark.parametrize("path", sorted({path for path, _ in named(HELD)}))
def test_every_test_that_is_named_is_there_and_is_run(path: str) -> None:
    assert Path(path).name.startswith("test_"), "pytest collects no other module"
    for name in (name for other, name in named(HELD) if other == path):
        assert name in collected(path), name
        assert not any(re.search(r"mark\.(skip|xfail)\b", each) for each in collected(path)[name])


def test_every_promise_has_a_link_and_a_test() -> None:
    assert len(promises(HELD)) > 200
    for each in promises(HELD):
        what, _, tests = each.partition(") ")
        assert LINK.search(what + ")"), each
        assert TEST.sub("", tests).strip(", ") == "", each
        assert TEST.search(tests), each


def test_every_link_leads_to_a_page_and_its_heading() -> None:
    for target, anchor in LINK.findall(TEXT):
        page = (PAGE.parent / target).resolve() if target else PAGE
        assert page.exists(), target
        assert not anchor or anchor in anchors(page), f"{target}#{anchor}"


def test_every_page_stands_here() -> None:
    linked = {(PAGE.parent / target).resolve() for target, _ in LINK.findall(HELD) if target}
    assert {page.resolve() for page in pages()} - linked == {PAGE.resolve()}


def test_what_is_measured_names_a_command_that_there_is() -> None:
    for each in promises(MEASURED):
        found = re.search(r"`python (benchmarks/\w+\.py)([^`]*)`$", each)
        assert found, each
        script = (ROOT / found[1]).read_text(encoding="utf-8")
        assert all(f'"{option}"' in script for option in re.findall(r"--[\w-]+", found[2])), each


def test_what_is_not_held_says_where_it_is_promised_and_why() -> None:
    assert promises(NOT_HELD)
    for each in promises(NOT_HELD):
        assert LINK.search(each), each
        assert not TEST.search(each), f"it has a test: {each}"
