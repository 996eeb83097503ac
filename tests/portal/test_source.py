"""What the portal's own code never does, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cohortmatch.portal

PORTAL = Path(cohortmatch.portal.__file__).parent
MODULES = sorted(each for each in PORTAL.rglob("*.py") if "migrations" not in each.parts)
SCRIPTS = sorted((PORTAL / "static/portal").glob("*.js"))
OWN_SCRIPTS = [each for each in SCRIPTS if each.name != "govuk.js"]


def names(module: Path) -> Iterator[tuple[str, int]]:
    """Every name that a module calls, imports or reads off something, with its line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (
                (each, node.lineno) for each in (getattr(node, "module", "") or "").split(".")
            )
            yield from ((each.name.split(".")[0], node.lineno) for each in node.names)


def uses(*wanted: str) -> set[str]:
    """The modules that use one of these names."""
    return {
        each.relative_to(PORTAL).as_posix()
        for each in MODULES
        if any(name in wanted for name, _ in names(each))
    }


@pytest.mark.parametrize(
    "name",
    ["eval", "exec", "compile_command", "pickle", "marshal", "shelve", "yaml", "RawSQL"],
)
def test_nothing_is_evaluated_or_unpickled(name: str) -> None:
    assert uses(name) == set()


def test_sql_is_written_by_django_but_for_fixed_statements_of_the_database_itself() -> None:
    """A cursor is for what has no place in the ORM: writing the file afresh, a lock, a back-up."""
    for module in uses("cursor", "execute"):
        tree = ast.parse((PORTAL / module).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") == "execute"
                and node.args
            ):
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.FormattedValue):
                        assert getattr(part.value.func, "attr", "") == "quote_name", module  # type: ignore[attr-defined]


def test_other_programs_are_started_without_a_shell() -> None:
    assert uses("popen", "getoutput", "spawnl") == set()
    for module in uses("subprocess"):
        assert "shell=True" not in (PORTAL / module).read_text(encoding="utf-8"), module


def test_nothing_is_asked_of_other_machines() -> None:
    assert uses("urlopen", "requests", "httpx", "HTTPSConnection", "HTTPConnection") == set()
    assert uses("smtplib", "send_mass_mail", "EmailMessage", "socket") == set()


def test_templates_and_patterns_are_not_made_from_what_was_typed() -> None:
    assert uses("from_string", "Template") == set()
    for module in uses("re"):
        tree = ast.parse((PORTAL / module).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "compile":
                assert isinstance(node.args[0], ast.Constant | ast.BinOp | ast.JoinedStr), module


def test_no_template_turns_escaping_off() -> None:
    for template in (PORTAL / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|safe\b|autoescape off|mark_safe", text), template.name


def test_every_form_that_changes_something_has_its_token() -> None:
    for template in (PORTAL / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
            assert "{% csrf_token %}" in form, template.name


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=lambda each: each.name)
def test_scripts_write_text_and_never_html(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    assert not re.search(r"postMessage|new Function|__proto__|https?://", text)
    assert '"use strict"' in text


def test_no_script_and_no_style_sheet_loads_anything_from_elsewhere() -> None:
    for each in (*SCRIPTS, *(PORTAL / "static/portal").glob("*.css")):
        text = each.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(|importScripts", text), each.name
