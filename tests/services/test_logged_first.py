"""Nothing is seen that is not in the audit log: each line comes before what it tells of.

The law, after a kill at every step that writes: for each output file there is a line with its
SHA-256, for each entry of the ledger a line that counts it, and the next command finds one report,
whole, and nothing left over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import CohortmatchError
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from cohortmatch.services import run_report
from cohortmatch.services.completing import complete_folder
from cohortmatch.services.decide import decide
from cohortmatch.services.decisions import undo
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.purge import purge
from cohortmatch.services.review_report import review
from cohortmatch.services.run import run
from cohortmatch.services.sources import Given, given
from decided import some_lists
from killing import killed_at_each_step, refused_at_each_step
from place import Place
from running import AS_OF


@pytest.fixture(scope="module")
def what(tmp_path_factory: pytest.TempPathFactory) -> Given:
    folder = tmp_path_factory.mktemp("lists")
    for name, frame in some_lists().items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return given([folder], flags={"as_of": AS_OF})


@pytest.fixture(scope="module")
def done(what: Given, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, CrossReference]:
    """A place with a report, and its result."""
    place = Place(tmp_path_factory.mktemp("done"))
    ran = run(what, place.out, place.kept)
    assert ran.result is not None
    return place, ran.result


@pytest.fixture
def quick(
    done: tuple[Place, CrossReference], what: Given, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Place, str, str | None], Callable[[], object]]:
    """A run whose matching is done already, and the bytes of its files are made."""
    result, survey = done[1], what.survey(Seconds())
    made = {"people.csv": b"person_id\n", "run.json": result.files()["run.json"]}
    own = result.edition("IOM").files()
    monkeypatch.setattr(run_report, "match", lambda *_: result)
    monkeypatch.setattr(CrossReference, "files", lambda *_, **__: made)
    monkeypatch.setattr(Edition, "files", lambda _: own)

    def begin(place: Place, out: str, audience: str | None) -> Callable[[], object]:
        return lambda: run_report.write_report(
            survey, what.plan, Seconds(), place.folder / out, place.kept, audience
        )

    return begin


@pytest.mark.parametrize(("audience", "out"), [(None, "june"), ("IOM", "own")], ids=str)
def test_a_run_killed_at_any_step_is_logged_before_it_is_seen(
    done: tuple[Place, CrossReference],
    quick: Callable[[Place, str, str | None], Callable[[], object]],
    tmp_path: Path,
    audience: str | None,
    out: str,
) -> None:
    before = done[0].files(out)
    seen = []
    for step in killed_at_each_step(
        lambda n: quick(done[0].copy(tmp_path / str(n)), out, audience), every=2 if audience else 1
    ):
        place = Place(tmp_path / str(step))
        visible = {n: c for n, c in place.files(out).items() if not n.startswith(".")}
        logged = place.logged_outputs()
        assert all(hashlib.sha256(c).hexdigest() in logged for c in visible.values()), step
        with place.kept.opened():
            pass
        after = place.files(out)
        assert not [name for name in after if name.startswith(".")], step
        place.holds_the_law(out)
        seen.append(after != before)
        if after != before:
            assert len(after) == (2 if audience else len(before))
    assert seen == sorted(seen) and len(set(seen)) == 2


@pytest.mark.parametrize(("audience", "out"), [(None, "june"), ("IOM", "own")], ids=str)
def test_on_a_full_disk_a_run_is_whole_or_nothing_is_seen(
    done: tuple[Place, CrossReference],
    quick: Callable[[Place, str, str | None], Callable[[], object]],
    tmp_path: Path,
    audience: str | None,
    out: str,
) -> None:
    place = done[0].copy(tmp_path / "here")
    before = place.files(out)
    for step in refused_at_each_step(quick(place, out, audience)):
        after = place.files(out)
        assert not [name for name in after if name.startswith(".")], step
        place.holds_the_law(out)
        if after != before:
            break


def test_an_edition_is_not_seen_while_the_log_cannot_be_written(
    done: tuple[Place, CrossReference], what: Given, tmp_path: Path
) -> None:
    place = done[0].copy(tmp_path / "here")
    log = place.kept.log_file
    log.rename(tmp_path / "elsewhere")
    log.mkdir()
    with pytest.raises(CohortmatchError):
        run(what, tmp_path / "own", place.kept, panel="IOM")
    assert not (tmp_path / "own").exists()


def test_decisions_killed_at_any_step_are_logged_before_they_are_kept(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    answers = done[1].review_queue().head(3)
    answers.assign(decision="same")["decision"].to_csv(tmp_path / "answers.csv")
    places = {}

    def prepare(step: int) -> Callable[[], object]:
        places[step] = place = done[0].copy(tmp_path / str(step))
        kept_in = {"store": str(place.kept.store), "by": "sam"}
        return lambda: decide(tmp_path / "answers.csv", report_folder=place.out, kept_in=kept_in)

    counts = []
    for step in killed_at_each_step(prepare):
        places[step].holds_the_law()
        counts.append(places[step].ledger())
    assert set(counts) == {0, 3}


def test_an_answer_and_an_undo_in_a_review_are_two_lines_of_ledger_and_log(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    place = done[0].copy(tmp_path / "here")
    found = review(place.out, kept_in={"store": str(place.kept.store), "by": "sam"})
    found.session.answer(0, "same", "")
    assert (place.ledger(), place.logged_decisions()) == (1, 1)
    found.session.undo()
    assert (place.ledger(), place.logged_decisions()) == (2, 2)
    found.session.answer(0, "same", "")
    found.session.answer(0, "same", "")
    assert (place.ledger(), place.logged_decisions()) == (3, 3)
    undo(place.kept, 3)
    assert (place.ledger(), place.logged_decisions()) == (4, 4)
    place.holds_the_law()


def test_nothing_is_decided_while_the_log_cannot_be_written(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    place = done[0].copy(tmp_path / "here")
    found = review(place.out, kept_in={"store": str(place.kept.store), "by": "sam"})
    found.session.answer(0, "same", "")
    whole = place.kept.log_file.read_bytes()
    place.kept.log_file.write_bytes(whole[:40])
    for act in (
        lambda: found.session.answer(1, "same", ""),
        found.session.undo,
        lambda: undo(place.kept, 1),
    ):
        with pytest.raises(CohortmatchError, match="audit restart"):
            act()
    assert place.ledger() == 1
    assert found.session.tally == {"same": 1}
    place.kept.log_file.write_bytes(whole)
    found.session.undo()
    place.holds_the_law()


def test_an_answer_and_an_undo_killed_at_any_step_are_logged_before_they_are_kept(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    places = {}

    def prepare(step: int) -> Callable[[], object]:
        places[step] = place = done[0].copy(tmp_path / str(step))

        def act() -> None:
            session._home = place.kept.home
            session._log = lambda command, home: place.kept.log(
                "alteration", command, home, counts={"decisions": 1}
            )
            session.answer(0, "same", "")
            session.undo()

        return act

    session = review(done[0].out, kept_in={"store": str(done[0].kept.store)}).session
    counts = []
    for step in killed_at_each_step(prepare):
        places[step].holds_the_law()
        counts.append(places[step].ledger())
    assert counts == sorted(counts) and set(counts) == {0, 1, 2}


def test_what_is_purged_is_logged_before_it_is_gone(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    places = {}

    def prepare(step: int) -> Callable[[], object]:
        places[step] = place = done[0].copy(tmp_path / str(step))
        return lambda: purge(place.kept, date(2030, 1, 1), [place.out])

    before = done[0].files()
    for step in killed_at_each_step(prepare):
        if places[step].files() != before:
            (erasure,) = (e for e in places[step].events() if e["kind"] == "erasure")
            assert erasure["counts"]["files"] == len(before)  # type: ignore[index]
        purge(places[step].kept, date(2030, 1, 1), [places[step].out])
        assert places[step].files() == {}, step


def test_purge_finds_a_folder_whose_first_run_was_killed(
    done: tuple[Place, CrossReference],
    quick: Callable[[Place, str, str | None], Callable[[], object]],
    tmp_path: Path,
) -> None:

    def prepare(step: int) -> Callable[[], object]:
        return quick(done[0].copy(tmp_path / str(step)), "july", None)

    for step in killed_at_each_step(prepare, every=3):
        place = Place(tmp_path / str(step))
        purge(place.kept, date(2030, 1, 1))
        assert place.files("july") == {}, step


def test_what_an_earlier_version_left_behind_is_removed_too(
    done: tuple[Place, CrossReference], tmp_path: Path
) -> None:
    place = done[0].copy(tmp_path / "here")
    before = place.files()
    left = [".people.csv.0123456789ab.new", ".agenda-IOM-2-people.html.0123456789ab.old"]
    others = [".somebody's.csv.0123456789ab.new", ".people.csv.new"]
    for name in (*left, *others):
        (place.out / name).write_bytes(b"names")
    complete_folder(place.out)
    assert place.files() == before | dict.fromkeys(others, b"names")
