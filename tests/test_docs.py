"""The documentation is run: every command, block and output; every link leads somewhere."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generating import generated, schemas
from pages import ROOT, Printed, needs, pages, printed
from running import AS_OF, Command

PAGES = pages()
RUN = [page for page in PAGES if re.search(r"^```(console|python)$", page.read_text("utf-8"), re.M)]
MAKE_DOCS = "`make docs` writes what is generated again"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def have_what_it_is_about(path: Path) -> None:
    if needs(path):
        pytest.skip(f"{needs(path)} is not installed")


@pytest.mark.parametrize("page", RUN, ids=name)
def test_what_a_page_says_is_printed_is_printed(page: Path, tmp_path: Path) -> None:
    have_what_it_is_about(page)
    found = list(printed(page, tmp_path))
    assert found
    for each in found:
        assert each.agrees, f"{MAKE_DOCS}\n{each.expected}\n--- is now\n{each.actual}"
        assert "unexpectedly" not in each.actual


@pytest.mark.parametrize("path", generated(), ids=name)
def test_what_is_generated_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], MAKE_DOCS


@pytest.mark.parametrize("page", sorted({*PAGES, *ROOT.glob("*.md")}), ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_settings_example_can_be_used(page: Path, tmp_path: Path) -> None:
    from cohortmatch.disclosure.sharing_agreement.reading import read_agreement
    from cohortmatch.settings.file import load_settings

    for text in re.findall(r"^```toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        if text.startswith("[agreement]"):
            (tmp_path / "agreement.toml").write_text(text, encoding="utf-8")
            assert read_agreement(tmp_path / "agreement.toml").file.rules
            continue
        (tmp_path / "cohortmatch.toml").write_text(text, encoding="utf-8")
        settings = load_settings(tmp_path / "cohortmatch.toml", environment={})
        assert set(settings.lists) == set(tomllib.loads(text).get("lists", {}))


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        if page.name != "index.md":
            assert f"({page.relative_to(ROOT / 'docs').as_posix()})" in index, name(page)


def test_the_changelog_speaks_to_its_readers() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in text or re.search(r"^## \d+\.\d+", text, re.M)
    assert not re.search(r"\b(entity|cluster|threshold|refactor\w*)\b", text, re.I)


SCHEMAS = {each: json.loads(text) for each, text in schemas()}


def valid(instance: Any, schema: str) -> bool:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[schema])
    jsonschema.validate(instance, SCHEMAS[schema], jsonschema.Draft202012Validator)
    return True


def test_what_json_prints_is_of_the_published_shape(
    cohortmatch: Command, lists: Path, report: Path
) -> None:
    links = (report / "links.csv").read_text(encoding="utf-8").splitlines()
    left, right = links[1].split(",")[:2]
    for command, args in {
        "check": ["check", lists, lists / "absent.csv"],
        "run": ["run", lists, "-o", "out", "--as-of", AS_OF],
        "why": ["why", report, left, right],
        "demo": ["demo", "-o", "practice"],
    }.items():
        assert valid(json.loads(cohortmatch(*args, "--json").stdout), command)
    failed = cohortmatch("run", lists / "absent.csv", "-o", "out2", "--json")
    assert valid(json.loads(failed.stdout), "run")


def test_the_manifest_is_of_the_published_shape_and_says_nothing_else(report: Path) -> None:
    manifest = json.loads((report / "run.json").read_text(encoding="utf-8"))
    assert valid(manifest, "manifest")
    assert set(manifest) <= set(SCHEMAS["manifest"]["properties"])
    assert set(manifest["inputs"][0]) == set(
        SCHEMAS["manifest"]["$defs"]["ManifestInput"]["properties"]
    )


EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize("script", sorted(EXAMPLES.glob("*.py")), ids=name)
def test_every_example_runs(
    script: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    have_what_it_is_about(script)
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    assert "more than one panel" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=name)
def test_every_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "keep notebooks without outputs"
    client = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    shown = json.dumps([cell.get("outputs", []) for cell in notebook.cells])
    assert "more than one panel" in shown


@pytest.mark.parametrize(
    ("expected", "actual", "agrees"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("a\n…\n", "a\nb\n", True),
        ("…\nd\n", "d\n", True),
        ("a\n…\nd\n", "a\nb\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_an_output_agrees_but_for_what_is_left_out(
    expected: str, actual: str, agrees: bool
) -> None:
    assert Printed(0, 0, expected, actual).agrees is agrees


def test_a_rewritten_output_leaves_out_as_much_as_before() -> None:
    assert Printed(0, 0, "x\n…\ny\nz\n", "1\n2\n3\n4\n5\n").rewritten == "1\n…\n4\n5\n"
    assert Printed(0, 0, "x\n", "1\n2\n").rewritten == "1\n2\n"
