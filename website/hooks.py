"""What the site needs beyond the pages as they stand in docs/; MkDocs calls these functions.

- Links to files outside docs/ go to the project's source.
- The page `api.md` is written from the public names; pages and decisions that the navigation does
  not name are added to it.
- `<!-- picture: NAME -->` becomes the picture of that name, where website/pictures.py has made it.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PICTURES = ROOT / "website" / "pictures"
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")
PICTURE = re.compile(r"^<!-- picture: (?P<name>[\w-]+) -->$", re.M)
CAPTIONS = {
    "page": "The page, cross-reference.html",
    "workbook": "The workbook, cross-reference.xlsx",
}


def source_address() -> str:
    """Where the project's files are, by pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["urls"]["Source"])


def links_out(text: str, page: str, source: str) -> str:
    """A page's text with its links to files outside docs/ made absolute; `page` is its path."""
    return LINK.sub(lambda found: _link(found, posixpath.dirname(page), source), text)


def _link(found: re.Match[str], folder: str, source: str) -> str:
    target = posixpath.normpath(posixpath.join("docs", folder, found[1]))
    inside = target.startswith("docs/") and target.endswith((".md", ".json", ".1"))
    return found[0] if inside else f"]({source}/{target}{found[2] or ''})"


def pictures_in(text: str, page: str, is_made: Callable[[str], bool]) -> str:
    """A page's text with each picture that was made, and without those that were not."""
    up = "../" * page.count("/")

    def picture(found: re.Match[str]) -> str:
        name = found["name"]
        return f"![{CAPTIONS[name]}]({up}pictures/{name}.png)" if is_made(name) else ""

    return PICTURE.sub(picture, text)


def named(nav: list[Any]) -> Iterator[str]:
    """The pages that a navigation names."""
    for entry in nav:
        if isinstance(entry, str):
            yield entry
            continue
        for value in entry.values():
            yield from [value] if isinstance(value, str) else named(value)


def completed(nav: list[Any], pages: list[str]) -> list[Any]:
    """The navigation with every page: decisions under Explanation, others under How to."""
    missing = sorted(set(pages) - set(named(nav)))
    decisions = [page for page in missing if page.startswith("decisions/")]
    others = [page for page in missing if not page.startswith("decisions/")]
    more = {"How to": others, "Explanation": [{"Decisions": decisions}] if decisions else []}
    return [
        {title: [*entries, *more.get(title, [])] for title, entries in section.items()}
        for section in nav
    ]


def api_page() -> str:
    """The page of public names, which mkdocstrings fills from their docstrings."""
    text = (ROOT / "src" / "cohortmatch" / "__init__.py").read_text(encoding="utf-8")
    names = re.findall(r"^    from cohortmatch\.([\w.]+) import (\([^)]*\)|[^\n]*)$", text, re.M)
    lines = ["# Python", "", "The public names, `import cohortmatch as cm`."]
    for module, imported in names:
        for name in re.findall(r"\w+", imported):
            if not name.startswith("__"):
                lines += ["", f"::: cohortmatch.{module}.{name}"]
    return "\n".join(lines) + "\n"


def on_config(config: Any) -> Any:
    """Complete the navigation."""
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]
    config["nav"] = completed(config["nav"], [*pages, "api.md"])
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the page of public names and the pictures."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "api.md", content=api_page()))
    for path in sorted(PICTURES.glob("*.png")):
        files.append(File.generated(config, f"pictures/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Make links out absolute, and put the pictures in."""
    place = page.file.src_uri
    text = pictures_in(markdown, place, lambda name: (PICTURES / f"{name}.png").is_file())
    return links_out(text, place, source_address()) if place != "api.md" else text
