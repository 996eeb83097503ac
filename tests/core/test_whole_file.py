"""A file stands in its place whole, or what stood there before does."""

import os
from pathlib import Path

import pytest

from cohortmatch.core.append_only import alone
from cohortmatch.core.whole_file import hidden_name, left_beside, remove_left, write_whole


def test_a_file_is_replaced_with_its_rights_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    write_whole(target, b"new", 0o600)
    assert target.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


def test_where_the_disk_is_full_what_stood_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new", 0o600)
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def left(path: Path) -> Path:
    """What a process that was killed while it wrote a file left beside it."""
    hidden = path.with_name(hidden_name(path.name, "new"))
    hidden.write_bytes(b"half")
    return hidden


def test_what_a_killed_process_left_is_removed_by_the_next_that_writes(tmp_path: Path) -> None:
    mine, another = left(tmp_path / "a.txt"), left(tmp_path / "b.txt")
    write_whole(tmp_path / "a.txt", b"new", 0o600)
    assert not mine.exists() and another.exists()
    assert left_beside(tmp_path / "b.txt") == [another]


def test_what_another_process_is_still_writing_stays(tmp_path: Path) -> None:
    hidden = left(tmp_path / "a.txt")
    with alone(hidden):
        remove_left(tmp_path, lambda name: name == "a.txt")
        assert hidden.exists()
    remove_left(tmp_path, lambda name: name == "a.txt")
    assert not hidden.exists()


@pytest.mark.parametrize("name", [".a.txt.new", ".a.txt.0123456789ab.new.txt", "a.txt.new"])
def test_a_file_of_a_name_that_nobody_gives_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"mine")
    remove_left(tmp_path, lambda _: True)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_new_file_that_was_taken_for_a_leftover_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, taken = Path.replace, list[Path]()

    def taking(self: Path, target: Path) -> Path:
        if not taken:
            taken.append(self)
            self.unlink()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", taking)
    write_whole(tmp_path / "a.txt", b"new", 0o600)
    assert taken and (tmp_path / "a.txt").read_bytes() == b"new"
