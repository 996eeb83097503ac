"""Writing all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cohortmatch.core import journal
from cohortmatch.core.errors import OutputError
from cohortmatch.core.journal import complete
from cohortmatch.reporting.files import write_files
from killing import killed_at_each_step, refused_at_each_step

OLD = {"a.txt": b"old a", "b.txt": b"old b", "c.txt": b"old c"}
NEW = {"a.txt": b"new a", "b.txt": b"new b", "c.txt": b"new c"}


def standing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def rights(folder: Path) -> list[int]:
    return [path.stat().st_mode & 0o777 for path in folder.iterdir()]


def test_everything_is_written_and_nothing_is_left_over(tmp_path: Path) -> None:
    write_files(tmp_path, OLD)
    write_files(tmp_path, NEW)
    assert standing(tmp_path) == NEW


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failing_while_writing_leaves_the_old_report_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    write_files(tmp_path, OLD)
    real = journal.write_new

    def failing(path: Path, content: bytes, mode: int) -> None:
        real(path, content[:3], mode)
        if "c.txt" in path.name:
            raise error

    monkeypatch.setattr(journal, "write_new", failing)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_files(tmp_path, NEW)
    assert standing(tmp_path) == OLD


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_failing_while_replacing_puts_the_old_report_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """As when the workbook is open in a program that locks it."""
    write_files(tmp_path, OLD)
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.txt" and self.suffix == ".new":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    def no_links(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", failing)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with pytest.raises(OutputError, match="permission denied"):
        write_files(tmp_path, NEW)
    assert standing(tmp_path) == OLD


@pytest.mark.parametrize("mode", [0o600, 0o644], ids=["for its owner", "for everybody"])
@pytest.mark.parametrize("old", [OLD, {}], ids=["over a report", "the first"])
def test_killed_at_any_step_it_is_the_old_report_or_the_new_one(
    tmp_path: Path, old: dict[str, bytes], mode: int
) -> None:
    """Whoever comes next completes it or takes it back, and nothing is left over."""

    def prepare(step: int) -> Callable[[], object]:
        folder = tmp_path / str(step)
        if old:
            write_files(folder, old, shared=mode == 0o644)
        return lambda: write_files(folder, NEW)

    outcomes = []
    for step in killed_at_each_step(prepare):
        folder = tmp_path / str(step)
        left = folder.glob(".*") if folder.exists() else ()
        assert all(path.stat().st_mode & 0o077 == 0 for path in left), step
        complete(folder)
        assert standing(folder) in (old, NEW), step
        if standing(folder):
            assert set(rights(folder)) == {0o600 if standing(folder) == NEW else mode}, step
        outcomes.append(standing(folder) == NEW)
    assert outcomes == sorted(outcomes) and len(set(outcomes)) == 2


def test_what_somebody_typed_after_a_kill_is_not_lost(tmp_path: Path) -> None:
    def prepare(step: int) -> Callable[[], object]:
        write_files(tmp_path / str(step), OLD)
        return lambda: write_files(tmp_path / str(step), NEW)

    kept = set()
    for step in killed_at_each_step(prepare):
        folder = tmp_path / str(step)
        (folder / "b.txt").write_bytes(b"typed in")
        complete(folder)
        found = standing(folder)
        assert found.pop("b.txt") == b"typed in"
        assert found in ({n: c[n] for n in found} for c in (OLD, NEW)), step
        kept.add(found["a.txt"])
    assert kept == {b"old a", b"new a"}


def test_a_full_disk_at_any_step_leaves_one_report_whole(tmp_path: Path) -> None:
    write_files(tmp_path, OLD)
    steps = 0
    for step in refused_at_each_step(lambda: write_files(tmp_path, NEW)):
        assert standing(tmp_path) in (OLD, NEW), step
        steps += standing(tmp_path) == OLD
        write_files(tmp_path, OLD)
    assert steps > 5
    assert standing(tmp_path) == NEW


def test_failing_in_a_new_folder_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, content: bytes, mode: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal, "write_new", failing)
    with pytest.raises(OutputError, match="no space left on device"):
        write_files(tmp_path / "new" / "folder", NEW)
    assert list(tmp_path.iterdir()) == []


def test_the_message_names_the_folder_and_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(
        OutputError, match=r"folder: the report cannot be written .* choose another"
    ):
        write_files(tmp_path / "file" / "folder", NEW)
