"""Who on this machine may read what is written: its owner alone, unless the settings share it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.deciding import a_report, small_lists
from cohortmatch.core.whole_file import make_folder
from running import AS_OF, Command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the folder decides on Windows")
SHARED = "[report]\nshared_folder = true\n"


@pytest.fixture(autouse=True)
def everybody_reads() -> Iterator[None]:
    """The usual umask, under which every new file can be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


def rights(folder: Path) -> dict[str, str]:
    """The rights of a folder and of everything in it, by path."""
    return {
        str(each): oct(each.stat().st_mode & 0o777) for each in (folder, *sorted(folder.rglob("*")))
    }


def are(folder: Path, for_folders: int, for_files: int) -> bool:
    """Whether all there have these rights."""
    right = {
        name: oct(for_folders if Path(name).is_dir() else for_files) for name in rights(folder)
    }
    return rights(folder) == right


def test_a_report_is_for_its_owner_only(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    assert len(rights(Path("june"))) == 10 and are(Path("june"), 0o700, 0o600)


def test_no_umask_makes_it_less(cohortmatch: Command, lists: Path) -> None:
    os.umask(0)
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    assert are(Path("june"), 0o700, 0o600)
    assert {each.stat().st_mode & 0o777 for each in Path().glob("cohortmatch.*")} == {0o600}


def test_folders_made_on_the_way_are_too(cohortmatch: Command, lists: Path) -> None:
    told = cohortmatch("run", lists, "-o", "reports/2026/june", "--as-of", AS_OF)
    assert told.exit_code == 0
    assert are(Path("reports"), 0o700, 0o600)


def test_a_report_that_all_could_read_is_not_written_so_again(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    for file in Path("june").iterdir():
        file.chmod(0o644)
    assert cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF).exit_code == 0
    assert are(Path("june"), 0o700, 0o600)


def test_the_rights_of_a_folder_that_stands_are_let_be(cohortmatch: Command, lists: Path) -> None:
    Path("june").mkdir(mode=0o755)
    a_report(cohortmatch, lists)
    assert are(Path("june"), 0o755, 0o600)


def test_an_edition_is_for_its_owner_only(cohortmatch: Command, lists: Path) -> None:
    told = cohortmatch("run", lists, "-o", "for IOM", "--for", "IOM", "--as-of", AS_OF)
    assert told.exit_code == 0
    assert len(rights(Path("for IOM"))) == 3 and are(Path("for IOM"), 0o700, 0o600)


@pytest.mark.parametrize("audience", [(), ("--for", "IOM")], ids=["report", "edition"])
def test_a_shared_folder_has_the_rights_of_every_other(
    cohortmatch: Command, lists: Path, audience: tuple[str, ...]
) -> None:
    Path("cohortmatch.toml").write_text(SHARED, encoding="utf-8")
    told = cohortmatch("run", lists, "-o", "june", "--as-of", AS_OF, *audience)
    assert told.exit_code == 0
    assert are(Path("june"), 0o755, 0o644)


def test_a_shared_folder_is_true_or_false(cohortmatch: Command, lists: Path) -> None:
    Path("cohortmatch.toml").write_text(SHARED.replace("true", '"yes"'), encoding="utf-8")
    told = cohortmatch("run", lists, "-o", "june")
    assert told.exit_code == 2
    assert told.stderr == "cohortmatch.toml: report.shared_folder: must be true or false\n"


def test_invented_lists_are_kept_as_real_ones_should_be(cohortmatch: Command) -> None:
    assert cohortmatch("demo", "-o", "some/lists").exit_code == 0
    assert len(rights(Path("some"))) > 9 and are(Path("some"), 0o700, 0o600)


def test_what_is_kept_and_exported_is_for_its_owner_only(cohortmatch: Command, lists: Path) -> None:
    store = ("--store", "cohortmatch.db")
    a_report(cohortmatch, lists, *store, "--base", "kept/all.base")
    assert cohortmatch("decisions", "export", "-o", "out/d.csv", *store).exit_code == 0
    assert cohortmatch("audit", "export", "-o", "out/log.jsonl", *store).exit_code == 0
    assert are(Path("kept"), 0o700, 0o600) and are(Path("out"), 0o700, 0o600)
    files = {name: each for name, each in rights(Path()).items() if name.startswith("cohortmatch.")}
    assert set(files.values()) == {"0o600"} and len(files) >= 2


def test_on_windows_the_folder_above_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    folder = tmp_path / "new"
    monkeypatch.setattr(Path, "mkdir", lambda self, mode=0o777, **_: asked.append(mode))
    monkeypatch.setattr("cohortmatch.core.whole_file.IS_WINDOWS", True)
    make_folder(folder)
    assert asked == [0o777, 0o777]
