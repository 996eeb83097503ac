"""What a notebook shows, executed and rendered: readable in light and in dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import BROWSERS, MODULES, program, run

CELLS = (
    "import cohortmatch as cm\nfrom cohortmatch.synthetic import invent\n"
    "lists = cm.read_lists(invent(seed=3, people=300).frames)\nlists",
    "result = cm.match(lists)\nresult",
    "result.people.head()",
    "result.overlap",
    "result.review_queue().head(3)",
    "queue = result.links\nresult.why(queue['left'].iloc[0], queue['right'].iloc[0])",
    "result.edition('IOM')",
    "result.edition('IOM').agenda.head(3)",
)


@pytest.fixture(scope="module")
def notebook() -> Any:
    """The notebook, executed."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbclient.NotebookClient(made, timeout=240).execute()
    return made


def test_every_answer_has_a_card_or_a_table(notebook: Any) -> None:
    for cell in notebook.cells:
        shown = [output["data"] for output in cell.outputs if "data" in output]
        assert shown and "text/html" in shown[-1], cell.source


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_readable(notebook: Any, theme: str, tmp_path: Path) -> None:
    """axe finds every text's contrast enough and every figure named."""
    nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed")
    browser, node = program(*BROWSERS), program("node")
    if not (MODULES / "node_modules" / "axe-core").is_dir():
        pytest.skip("axe-core is not installed under .rendering; .ci/run installs it")
    html, _ = nbconvert.HTMLExporter(theme=theme).from_notebook_node(notebook)
    page = tmp_path / f"{theme}.html"
    page.write_text(html, encoding="utf-8")
    look = Path(__file__).with_name("contrast.mjs")
    told = json.loads(run(node, look, browser, MODULES, page))
    assert told["violations"] == []
    assert told["checked"] > 20
