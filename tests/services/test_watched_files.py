"""What of the lists is looked at, when it is quiet, and what a file's content is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohortmatch.services.watched_files import FileContents, NotOpened, Quiet, look, watched


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("IOM.csv", True),
        ("IOM.XLSX", True),
        ("cohortmatch.toml", True),
        ("agreement.accepted.toml", True),
        ("~$IOM.xlsx", False),
        (".IOM.csv.swp", False),
        (".~lock.IOM.csv#", False),
        ("cohortmatch.db", False),
        ("cohortmatch.db-wal", False),
        ("minutes.pdf", False),
    ],
)
def test_what_is_looked_at(tmp_path: Path, name: str, seen: bool) -> None:
    (tmp_path / name).write_text("x")
    assert (tmp_path / name in look([tmp_path])) is seen


def test_a_folder_that_is_not_there_is_seen_as_such(tmp_path: Path) -> None:
    assert look([tmp_path / "away"]) == {tmp_path / "away": None}


@pytest.mark.parametrize(
    ("looks", "quiet"),
    [
        ([(0, "a")], False),
        ([(0, "a"), (2, "a")], True),
        ([(0, "a"), (1, "b"), (2, "b")], False),
        ([(0, "a"), (1, "b"), (3, "b")], True),
        ([(0, "a"), (1, "b"), (2, "a"), (3, "a")], False),
    ],
    ids=str,
)
def test_quiet_is_the_same_for_so_many_seconds(looks: list[tuple[float, str]], quiet: bool) -> None:
    found = Quiet(2)
    assert [found.see(what, now) for now, what in looks][-1] is quiet


def test_a_file_is_read_only_when_its_state_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, contents = tmp_path / "IOM.csv", FileContents()
    path.write_text("a")
    first = contents.of(look([tmp_path]))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda *_: pytest.fail("it was read again"))
        assert contents.of(look([tmp_path])) == first
    path.write_text("ab")
    assert contents.of(look([tmp_path])) != first


def test_every_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(NotOpened) as told:
        FileContents().of(look([tmp_path]))
    assert sorted(each.name for each in told.value.paths) == ["a.csv", "b.csv"]


def test_the_digest_is_of_names_contents_and_the_day(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    digests = {
        watched(contents, day).digest
        for contents in ({one: "1"}, {one: "2"}, {other: "1"}, {one: "1", other: "1"})
        for day in ("2026-06-01", "2026-06-02")
    }
    assert len(digests) == 8
    assert watched({one: "1", other: "2"}, "").digest == watched({other: "2", one: "1"}, "").digest
