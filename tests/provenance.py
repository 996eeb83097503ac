"""Where each data file of the package comes from, by its own heading: source, licence, date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pages import ROOT

__all__ = ["Provenance", "data_files", "provenance", "word_lists_page"]

PACKAGE = ROOT / "src" / "cohortmatch"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
NOTICE = "../src/cohortmatch/portal/static/portal/NOTICE-govuk-frontend.txt"
HEADING = re.compile(
    r"(?:^|(?<=[.:] ))Sources?[.:] (?P<source>.*?)\nLicence: (?P<licence>.*?)\."
    r"\nDate: (?P<date>.*?)\.$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Provenance:
    """What the heading of a data file says; '' for what it does not say."""

    source: str = ""
    licence: str = ""
    date: str = ""


def data_files() -> list[Path]:
    """Every file of data in the package: word lists, tables, the model."""
    found = (path for kind in ("toml", "csv", "json") for path in PACKAGE.rglob(f"*.{kind}"))
    return sorted(path for path in found if "static" not in path.parts)


def provenance(text: str) -> Provenance:
    """What the comment lines at the head of a file say."""
    head = [line.removeprefix("#").strip() for line in _comments(text)]
    found = HEADING.search("\n".join(head))
    if found is None:
        return Provenance()
    return Provenance(" ".join(found["source"].split()), found["licence"], found["date"])


def _comments(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def model_provenance(text: str) -> Provenance:
    """What a model file says of its figures."""
    model = json.loads(text)
    sources = model["sources"].values() if "sources" in model else [model["source"]]
    return Provenance("; ".join(sources), "MIT", model.get("dated") or model["made"][:7])


def word_lists_page() -> str:
    """The page that lists them all."""
    lines = [
        "# Where the word lists come from",
        "",
        "Each file of words and figures names its source, its licence and the month in which it "
        "was last compiled; a test refuses one that does not. This page is generated from those "
        "headings. Codes, field names and single figures of the works named are facts; no table "
        "of theirs is copied unless its licence stands here.",
        "",
        "Contains public sector information licensed under the [Open Government Licence "
        f"v3.0]({OGL}). The portal's style sheets and scripts have a [notice of their "
        f"own]({NOTICE}).",
        "",
        "| file | source | licence | date |",
        "|---|---|---|---|",
    ]
    for path in data_files():
        text = path.read_text(encoding="utf-8")
        told = model_provenance(text) if path.suffix == ".json" else provenance(text)
        name = path.relative_to(PACKAGE).as_posix()
        source = told.source.replace("|", "\\|")
        lines.append(f"| `{name}` | {source} | {told.licence} | {told.date} |")
    return "\n".join(lines) + "\n"
