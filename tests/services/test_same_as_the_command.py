"""Each service, called from Python, gives what its command prints as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.services.answers import Answer
from cohortmatch.services.audit import show_log, verify_log
from cohortmatch.services.check import check
from cohortmatch.services.decide import decide
from cohortmatch.services.decisions import list_decisions, undo
from cohortmatch.services.demo import demo
from cohortmatch.services.places import Keeping, keeping
from cohortmatch.services.purge import purge
from cohortmatch.services.review_report import review
from cohortmatch.services.run import run
from cohortmatch.services.sources import Given, given
from cohortmatch.services.why import why
from running import AS_OF, Command

FLAGS = {"store": "cohortmatch.db", "by": "sam", "purpose": "monthly panel"}
OPTIONS = ["--store", "cohortmatch.db", "--by", "sam", "--purpose", "monthly panel"]


def printed(done: Any) -> Any:
    """What a command printed as JSON."""
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def plain(answer: Answer) -> Any:
    """A service's answer as JSON."""
    return json.loads(answer.model_dump_json())


@pytest.fixture
def what(cohortmatch: Command, lists: Path) -> Given:
    """The nine lists, in an empty folder in which things are kept."""
    return given([lists], flags={**FLAGS, "as_of": AS_OF})


@pytest.fixture
def kept(what: Given) -> Keeping:
    """Where things are kept."""
    return keeping(what.settings, flags=FLAGS)


def test_demo(cohortmatch: Command) -> None:
    answer = demo("practice", seed=7)
    assert plain(answer) == printed(cohortmatch("demo", "-o", "practice", "--seed", "7", "--json"))


def test_check(cohortmatch: Command, lists: Path, what: Given) -> None:
    assert plain(check(what)) == printed(cohortmatch("check", lists, "--json"))


@pytest.mark.parametrize("panel", [None, "IOM"])
def test_run(
    cohortmatch: Command, lists: Path, what: Given, kept: Keeping, panel: str | None
) -> None:
    ran = run(what, Path("out"), kept, panel=panel)
    files = {p.name: p.read_bytes() for p in Path("out").iterdir() if p.name != "run.json"}
    options = ["--as-of", AS_OF, *OPTIONS, *(["--for", panel] if panel else [])]
    told = printed(cohortmatch("run", lists, "-o", "out", *options, "--json"))
    assert plain(ran.answer) == told
    assert (ran.edition is None) == (panel is None)
    assert {name: Path("out", name).read_bytes() for name in files} == files


def test_report_is_run_in_one_call(cohortmatch: Command, lists: Path) -> None:
    ran = cm.report(str(lists), "out", as_of=AS_OF, store="cohortmatch.db", by="sam", purpose="p")
    options = ["--as-of", AS_OF, "--store", "cohortmatch.db", "--by", "sam", "--purpose", "p"]
    assert plain(ran.answer) == printed(cohortmatch("run", lists, "-o", "out", *options, "--json"))


def test_report_raises_what_makes_lists_unusable(cohortmatch: Command, tmp_path: Path) -> None:
    (tmp_path / "IOM.csv").write_text("Colour\nred\n")
    (tmp_path / "SGV.csv").write_text("Name,DOB\nIvor Quarmby,03/04/1989\n")
    with pytest.raises(cm.ListErrors, match="no row of headings"):
        cm.report([tmp_path / "IOM.csv", tmp_path / "SGV.csv"], "out")
    assert not Path("out").exists()


def test_decide_list_undo_why_audit_and_purge(
    cohortmatch: Command, lists: Path, what: Given, kept: Keeping
) -> None:
    ran = run(what, Path("out"), kept)
    assert ran.result is not None
    queue = ran.result.review_queue().head(2)
    queue.assign(decision=["same", "different"])["decision"].to_csv("answers.csv")
    taken = decide(Path("answers.csv"), report_folder=Path("out"), kept_in=FLAGS)
    assert (taken.same, taken.different, taken.known_already) == (1, 1, 0)
    again = printed(cohortmatch("decide", "answers.csv", "--report", "out", *OPTIONS, "--json"))
    assert again == plain(decide(Path("answers.csv"), report_folder=Path("out"), kept_in=FLAGS))
    assert plain(undo(kept, 2, reason="typed in haste"))["decisions"][0]["state"] == "taken back"
    listed = printed(cohortmatch("decisions", "list", "--all", *OPTIONS, "--json"))
    assert listed == plain(list_decisions(kept, whole=True))
    left, right = queue.iloc[0][["left", "right"]]
    assert plain(why(Path("out"), left, right).answer) == printed(
        cohortmatch("why", "out", left, right, "--json")
    )
    store = ["--store", "cohortmatch.db"]
    assert plain(show_log(kept)) == printed(cohortmatch("audit", "show", *store, "--json"))
    assert plain(verify_log(kept)) == printed(cohortmatch("audit", "verify", *store, "--json"))
    due = purge(kept, date(2030, 1, 1), dry_run=True)
    purging = ["purge", "--today", "2030-01-01", "--dry-run", *store, "--json"]
    assert plain(due) == printed(cohortmatch(*purging))
    assert due.runs[0].files


def test_review(cohortmatch: Command, what: Given, kept: Keeping) -> None:
    ran = run(what, Path("out"), kept)
    found = review(Path("out"), kept_in=FLAGS)
    assert found.pairs == ran.answer.pairs_to_review > 0
    pairs = found.session.state()["pairs"]
    assert len(pairs) == found.pairs
    assert found.answer.run_again == f"cohortmatch run {what.lists[0]} -o out --as-of {AS_OF}"
    assert plain(found.answer) | {"version": "", "run_again": ""} == {
        "version": "",
        "pairs": found.pairs,
        "same": 0,
        "different": 0,
        "not_sure": 0,
        "run_again": "",
    }
    assert found.session.answer(0, "same", "seen together")["answer"] == "same"
    found.session.undo()
    events = [(e["kind"], e["command"]) for e in plain(show_log(kept))["events"]]
    assert events[1:] == [
        ("consultation", "review"),
        ("alteration", "review"),
        ("alteration", "review undo"),
    ]
    for place, text in ((-1, "same"), (found.pairs, "same"), ("0", "same"), (0, "perhaps")):
        with pytest.raises(SettingsError, match="must be"):
            found.session.answer(place, text, "")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda what, kept: run(what, what.lists[0], kept), "give the report its own folder"),
        (lambda what, kept: run(what, Path("out"), kept, panel="Nobody"), "Nobody"),
        (lambda what, kept: purge(Keeping(), date(2030, 1, 1)), "say which folders"),
        (lambda what, kept: list_decisions(Keeping()), "Say where decisions are kept"),
        (lambda what, kept: verify_log(kept, "no anchor"), "NUMBER:HASH"),
    ],
)
def test_what_cannot_be_done_as_asked_is_a_settings_error(
    what: Given, kept: Keeping, wrong: Any, words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        wrong(what, kept)


FRAME = pd.DataFrame({"left": ["IOM:2"], "right": ["SGV:2"], "answer": ["same"]})


@pytest.mark.parametrize("argument", ["decisions", "store", "audit", "base", "settings", "out"])
@pytest.mark.parametrize("wrong", [FRAME, {1, 2}, 5], ids=["DataFrame", "set", "int"])
def test_report_takes_no_file_by_the_look_of_its_content(
    cohortmatch: Command, lists: Path, argument: str, wrong: Any
) -> None:
    """What is no path was written out as text, and a file of that name made."""
    arguments: Any = {"out": "out", argument: wrong}
    with pytest.raises(SettingsError, match=f"{argument}: must be "):
        cm.report(lists, **arguments)
    assert list(Path().iterdir()) == []
