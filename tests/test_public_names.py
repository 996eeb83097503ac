"""The public names: the list, that each is there, and that importing them is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cohortmatch as cm


@pytest.mark.parametrize("name", cm.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(cm, name) is not None


def test_the_names_are_listed_once_and_are_what_dir_shows() -> None:
    assert len(set(cm.__all__)) == len(cm.__all__)
    assert dir(cm) == sorted(cm.__all__)


def test_every_public_name_has_a_home() -> None:
    assert set(cm._MODULE) == set(cm.__all__)


@pytest.mark.parametrize("name", [name for name in cm.__all__ if not name.startswith("_")])
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert (getattr(cm, name).__doc__ or "").strip()


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'mtach'"):
        _ = cm.mtach  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, cohortmatch; sys.exit(int('pandas' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
