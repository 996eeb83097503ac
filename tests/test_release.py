"""What a release says of itself: versions that agree, a long description that an index can show."""

from __future__ import annotations

import re
import runpy
import sys
import tomllib
from types import ModuleType

import pytest

from cohortmatch.version import __version__
from pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_citation_is_of_this_version() -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in cited
    assert re.search(r'^date-released: "\d{4}-\d\d-\d\d"$', cited, re.M)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The names of hatch_build.py, without hatchling, which only a build needs."""
    names = "hatchling", "hatchling.metadata", "hatchling.metadata.plugin"
    for each in (*names, "hatchling.metadata.plugin.interface"):
        monkeypatch.setitem(sys.modules, each, ModuleType(each))
    interface = sys.modules["hatchling.metadata.plugin.interface"]

    class MetadataHookInterface:
        root = str(ROOT)

    monkeypatch.setattr(interface, "MetadataHookInterface", MetadataHookInterface, raising=False)
    return runpy.run_path(str(ROOT / "hatch_build.py"))


def test_every_link_of_the_long_description_is_absolute(hook: dict[str, object]) -> None:
    metadata: dict[str, object] = {"urls": PROJECT["urls"]}
    hook["LongDescription"]().update(metadata)  # type: ignore[operator]
    text = metadata["readme"]["text"]  # type: ignore[index]
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert len(links) > 20 and all(each.startswith(("https://", "#")) for each in links)
    assert f"]({PROJECT['urls']['Source']}/docs/install.md)" in text
    assert f"{PROJECT['urls']['Source']}/docs/install.md#the-name-on-the-index" in text


def test_what_is_claimed_of_python_is_what_is_required() -> None:
    told = [
        each.rpartition(" :: ")[2]
        for each in PROJECT["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", each)
    ]
    assert PROJECT["requires-python"] == f">={told[0]}"
    assert told == sorted(told, key=lambda each: int(each.partition(".")[2]))


def test_no_index_is_promised_a_home_that_is_nobodys() -> None:
    refused = (ROOT / ".ci" / "release").read_text(encoding="utf-8")
    homes = {each.split("/")[2] for each in PROJECT["urls"].values()}
    assert homes == {"cohortmatch.example"} and r"cohortmatch\.example" in refused
