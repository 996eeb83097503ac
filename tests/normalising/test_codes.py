"""Every finding that is made is in the catalogue, and every one in the catalogue is made."""

from __future__ import annotations

import re
from pathlib import Path

import cohortmatch
from cohortmatch.core.findings import SEVERITIES, catalogue

CODE = "".join(
    file.read_text(encoding="utf-8") for file in Path(cohortmatch.__path__[0]).rglob("*.py")
)
MADE = re.compile(r'Finding\(\s*"([a-z0-9-]+)"')


def test_every_finding_made_is_in_the_catalogue() -> None:
    made = set(MADE.findall(CODE))
    assert len(made) > 20
    assert made <= set(catalogue())


def test_every_kind_in_the_catalogue_is_made_somewhere() -> None:
    assert [code for code in catalogue() if f'"{code}"' not in CODE] == []


def test_every_kind_says_what_was_done_and_what_can_be_done() -> None:
    for kind in catalogue().values():
        assert kind.severity in SEVERITIES
        assert kind.title and kind.done and kind.remedy
        assert not any(text.endswith(".") for text in (kind.title, kind.done, kind.remedy))


def test_no_two_kinds_have_one_title() -> None:
    titles = [kind.title for kind in catalogue().values()]
    assert len(set(titles)) == len(titles)
