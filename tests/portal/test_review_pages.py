"""The review in the portal: one and two reviewers, the ledger of the report, nothing lost."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from django.db import connections
from django.db.models import F
from django.test import Client

from cli.deciding import fill_in
from cohortmatch.audit import read_log
from cohortmatch.core.errors import OutputError
from cohortmatch.decisions.ledger import ANSWER_WORDS
from cohortmatch.portal import gate
from cohortmatch.portal.carrying import carry_over
from cohortmatch.portal.models import FormDraft, PairAnswer, PublishedPair, PublishedRun
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.reviewing.views import KEYS
from portal.reviewed import publish_pairs, republish_pairs
from portal.visiting import account, logged_in
from running import Command

LIKELY = "By the lists alone"


@pytest.fixture
def run(portal: PortalFolder, cohortmatch: Command, tmp_path: Path) -> PublishedRun:
    return publish_pairs(cohortmatch, tmp_path)


@pytest.fixture
def two(portal: PortalFolder, cohortmatch: Command, tmp_path: Path) -> PublishedRun:
    return publish_pairs(cohortmatch, tmp_path, reviewers=2)


def reviewer(name: str) -> Client:
    return logged_in(account(name, ("reviewer", "")))


def address(pair: PublishedPair) -> str:
    return f"/review/{pair.token}/"


def first(run: PublishedRun) -> PublishedPair:
    return run.pairs.all()[0]


def page(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def answered(client: Client, pair: PublishedPair, answer: str, reason: str = "") -> str:
    """What is shown after an answer on the page as it stands."""
    shown = re.search(r'name="seen" value="(\d)"', page(client, address(pair)))
    form = {"answer": answer, "reason": reason, "seen": shown[1] if shown else ""}
    told = client.post(address(pair), form, follow=True)
    return told.content.decode()


def ledger(cohortmatch: Command) -> list[dict[str, str]]:
    told = cohortmatch("decisions", "list", "--store", "cohortmatch.db", "--json").stdout
    return list(json.loads(told)["decisions"])


def test_the_log_names_a_pair_by_the_number_of_its_page_and_its_run(
    run: PublishedRun, portal: PortalFolder
) -> None:
    ann = reviewer("ann")
    PublishedPair.objects.update(position=F("position") + 7)
    for number, pair in enumerate(run.pairs.all(), 1):
        assert f"Pair {number} of " in page(ann, address(pair))
        *_, line = read_log(portal.log)
        assert line.event["about"] == f"pair {number} of the run of 2026-06-30"


def test_nothing_can_be_taken_back_before_an_answer_is_given(run: PublishedRun) -> None:
    ann, words = reviewer("ann"), "Take back my last answer"
    pages = ("/review/", address(first(run)))
    assert not any(words in page(ann, each) for each in pages)
    answered(ann, first(run), "same")
    assert all(words in page(ann, each) for each in pages)
    ann.post("/review/take-back/")
    assert not any(words in page(ann, each) for each in pages)


@pytest.mark.parametrize(("reviewers", "is_said"), [(1, False), (2, True)])
def test_nobody_waits_for_another_where_one_is_asked(
    run: PublishedRun, reviewers: int, is_said: bool
) -> None:
    PublishedRun.objects.update(reviewers=reviewers)
    tally = page(reviewer("ann"), "/review/").split("All pairs")[0]
    assert ("Waits for another reviewer" in tally) is is_said


SAID = [
    ("same", "It is decided."),
    ("different", "It is decided."),
    ("not sure", "The pair stays open"),
]


@pytest.mark.parametrize(("answer", "said"), SAID)
def test_what_an_answer_does_is_said_without_contradiction(
    run: PublishedRun, answer: str, said: str
) -> None:
    shown = answered(reviewer("ann"), first(run), answer)
    assert said in shown and "bits, which speaks" in shown
    assert ("It is decided" in shown) is (answer != "not sure")


def test_a_reason_that_is_too_long_is_told_and_nothing_is_cut(run: PublishedRun) -> None:
    shown = answered(reviewer("ann"), first(run), "same", "x" * 501)
    assert "The reason has more than 500 characters" in shown and "x" * 501 in shown
    assert "maxlength" not in shown and not PairAnswer.objects.exists()
    answered(reviewer("ben"), first(run), "same", "x" * 500)
    assert PairAnswer.objects.get().reason == "x" * 500


def test_a_pair_is_shown_without_how_likely_it_is(run: PublishedRun) -> None:
    shown = page(reviewer("ann"), address(first(run)))
    assert first(run).card["left"] in shown and LIKELY not in shown
    assert 'data-key="s"' in shown and 'data-key="j"' in shown and "review.js" in shown


def test_an_answer_is_in_the_reports_ledger_with_who_and_the_next_pair_is_shown(
    run: PublishedRun, cohortmatch: Command
) -> None:
    shown = answered(reviewer("ann"), first(run), "same", "one address")
    assert LIKELY in shown and "It is decided" in shown and "Pair 2 of" in shown
    (only,) = ledger(cohortmatch)
    assert (only["answer"], only["by"], only["reason"]) == ("same", "ann", "one address")


def test_a_decision_of_the_workbook_appears_at_once(
    run: PublishedRun, cohortmatch: Command
) -> None:
    ann = reviewer("ann")
    before = page(ann, "/review/").count("To answer")
    fill_in(["Different people"], "two PNCs")
    assert cohortmatch("decide", "june").exit_code == 0
    assert page(ann, "/review/").count("To answer") == before - 1
    (only,) = ledger(cohortmatch)
    pair = next(e for e in run.pairs.all() if e.card["left"] in (only["left"], only["right"]))
    shown = page(ann, address(pair))
    assert "Decided as “Different people”" in shown and "two PNCs" in shown


def test_a_decision_made_meanwhile_is_shown_and_not_overwritten(
    run: PublishedRun, cohortmatch: Command
) -> None:
    ann, ben = reviewer("ann"), reviewer("ben")
    page(ann, address(first(run)))
    answered(ben, first(run), "different")
    told = ann.post(address(first(run)), {"answer": "same", "reason": "my reason"})
    shown = told.content.decode()
    assert told.status_code == 409
    assert "decided elsewhere meanwhile" in shown and "Decided as “Different people”" in shown
    assert [each["answer"] for each in ledger(cohortmatch)] == ["different"]


def test_the_second_reviewer_sees_nothing_of_the_first(
    two: PublishedRun, cohortmatch: Command
) -> None:
    shown = answered(reviewer("ann"), first(two), "same", "one address")
    assert "Another reviewer is asked" in shown
    assert "By the lists alone" not in shown, "while the answer can still be changed"
    assert ledger(cohortmatch) == []
    seen = page(reviewer("ben"), address(first(two)))
    assert not re.search("one address|ann|disagree|answered “", seen.replace("Another", ""))
    assert LIKELY not in seen


def test_two_who_agree_decide(two: PublishedRun, cohortmatch: Command) -> None:
    answered(reviewer("ann"), first(two), "same")
    assert "It is decided" in answered(reviewer("ben"), first(two), "same")
    (only,) = ledger(cohortmatch)
    assert (only["answer"], only["by"]) == ("same", "ann, ben")


def test_a_third_decides_where_two_disagree(two: PublishedRun, cohortmatch: Command) -> None:
    ann, ben, cat = (reviewer(name) for name in ("ann", "ben", "cat"))
    answered(ann, first(two), "same", "one address")
    answered(ben, first(two), "different", "two PNCs")
    assert ledger(cohortmatch) == []
    assert ann.post(address(first(two)), {"answer": "different"}).status_code == 409
    shown = page(cat, address(first(two)))
    assert "Two reviewers disagree" in shown and "one address" in shown and "two PNCs" in shown
    answered(cat, first(two), "different")
    (only,) = ledger(cohortmatch)
    assert (only["answer"], only["by"]) == ("different", "ben, cat")
    assert only["reason"] == "ann answered Same person (one address); two PNCs"


def test_an_answer_given_without_seeing_that_two_disagree_is_no_third(
    two: PublishedRun, cohortmatch: Command
) -> None:
    """Three have the page open at once; the last to answer has seen neither answer."""
    ann, ben, cat = (reviewer(name) for name in ("ann", "ben", "cat"))
    page(cat, address(first(two)))
    answered(ann, first(two), "not sure", "no number")
    answered(ben, first(two), "different", "two PNCs")
    told = cat.post(address(first(two)), {"answer": "same", "reason": "mine", "seen": "0"})
    shown = told.content.decode()
    assert told.status_code == 409 and "look at both answers" in shown
    assert "no number" in shown and "two PNCs" in shown and "mine" in shown
    assert ledger(cohortmatch) == []
    answered(cat, first(two), "same")
    (only,) = ledger(cohortmatch)
    assert (only["answer"], only["by"]) == ("same", "cat")


def test_while_nobody_else_has_answered_one_may_answer_otherwise(two: PublishedRun) -> None:
    ann = reviewer("ann")
    answered(ann, first(two), "same")
    answered(ann, first(two), "different")
    (waits,) = PairAnswer.objects.filter(withdrawn=None)
    assert waits.answer == "different"
    assert PairAnswer.objects.count() == 2


def test_taken_back_the_pair_is_open_and_the_others_answer_waits(
    two: PublishedRun, cohortmatch: Command
) -> None:
    ann, ben = reviewer("ann"), reviewer("ben")
    answered(ann, first(two), "same")
    answered(ben, first(two), "same")
    shown = ben.post("/review/take-back/", follow=True).content.decode()
    assert "was taken back" in shown and f"{first(two).card['left']} and" in shown
    assert ledger(cohortmatch) == []
    (waits,) = PairAnswer.objects.filter(withdrawn=None, entry=None)
    assert waits.reviewer.username == "ann"
    answered(reviewer("cat"), first(two), "same")
    (only,) = ledger(cohortmatch)
    assert only["by"] == "ann, cat"


@pytest.mark.parametrize(("mine", "said"), [("different", "Another"), ("same", "decided")])
def test_who_could_tell_the_others_answer_does_not_answer_again(
    two: PublishedRun, cohortmatch: Command, mine: str, said: str
) -> None:
    ann, ben = reviewer("ann"), reviewer("ben")
    answered(ann, first(two), "same")
    assert said in answered(ben, first(two), mine)
    ben.post("/review/take-back/")
    told = ben.post(address(first(two)), {"answer": "same"})
    assert told.status_code == 409 and "another reviewer is asked" in told.content.decode()
    assert ledger(cohortmatch) == []


def test_before_a_pair_is_decided_nobody_is_told_how_likely_it_is(two: PublishedRun) -> None:
    ann = reviewer("ann")
    for answer in ("not sure", "same"):
        answered(ann, first(two), answer)
        assert LIKELY not in page(ann, address(first(two)))
    answered(reviewer("ben"), first(two), "same")
    assert LIKELY in page(ann, address(first(two)))


def test_undone_by_the_command_the_pair_is_open_again(
    two: PublishedRun, cohortmatch: Command
) -> None:
    ann, ben = reviewer("ann"), reviewer("ben")
    answered(ann, first(two), "same")
    answered(ben, first(two), "same")
    assert cohortmatch("decisions", "undo", "1", "--store", "cohortmatch.db").exit_code == 0
    assert 'name="answer"' in page(ann, address(first(two)))
    shown = ben.post("/review/take-back/", follow=True).content.decode()
    assert "decided elsewhere meanwhile" in shown


def test_twenty_at_once_lose_nothing(run: PublishedRun, cohortmatch: Command) -> None:
    """Twenty reviewers answer every pair at one time; each pair has one decision, and each answer
    that was told as decided is in the ledger."""
    clients = {f"r{n:02}": reviewer(f"r{n:02}") for n in range(20)}
    pairs = list(run.pairs.all())

    def work(name: str) -> list[tuple[str, int]]:
        done = []
        for each in pairs:
            answer = clients[name].post(address(each), {"answer": "same", "reason": name})
            assert answer.status_code in (302, 409)
            done.append((name, each.position) if answer.status_code == 302 else ("", 0))
        connections.close_all()
        return done

    with ThreadPoolExecutor(20) as pool:
        told = [each for part in pool.map(work, clients) for each in part if each[0]]
    kept = ledger(cohortmatch)
    assert sorted(place for _, place in told) == [each.position for each in pairs]
    assert len(kept) == len(pairs)
    assert sorted(name for name, _ in told) == sorted(each["by"] for each in kept)


def test_where_the_ledger_is_gone_nothing_is_kept_and_the_page_says_so(
    run: PublishedRun, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = reviewer("ann")
    Path("cohortmatch.db").rename("elsewhere.db")
    answer = ann.post(address(first(run)), {"answer": "same", "reason": "kept words"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "cannot be read or written just now" in shown
    assert str(Path.cwd()) not in shown and "cohortmatch.db" not in shown
    assert "no such store" in capsys.readouterr().err
    assert PairAnswer.objects.count() == 0


def test_half_written_words_are_there_after_an_idle_log_out(run: PublishedRun) -> None:
    ann = reviewer("ann")
    path = address(first(run))
    told = {"draft_of": path, "reason": "half a sen", "answer": "same"}
    assert ann.post("/drafts/", told).status_code == 204
    ann.logout()
    from cohortmatch.portal.models import User

    again = logged_in(User.objects.get(username="ann"))
    assert 'value="half a sen"' in page(again, path)
    assert "half a sen" not in page(reviewer("ben"), path)
    answered(again, first(run), "same", "half a sentence")
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("place", ["", "http://elsewhere/", "x" * 600])
def test_a_draft_of_no_page_is_not_kept(portal: PortalFolder, place: str) -> None:
    reviewer("ann").post("/drafts/", {"draft_of": place, "reason": "x"})
    assert not FormDraft.objects.exists()


ROLES = [
    # who, the pairs, one pair, an answer, taking back
    ("reviewer", 200, 200, 302, 302),
    ("analyst", 200, 200, 404, 404),
    ("member", 404, 404, 404, 404),
    ("officer", 404, 404, 404, 404),
    ("administrator", 404, 404, 404, 404),
]


@pytest.mark.parametrize(("role", "pairs", "one", "answer", "back"), ROLES)
def test_who_may_do_what(
    run: PublishedRun, role: str, pairs: int, one: int, answer: int, back: int
) -> None:
    client = logged_in(account("ann", (role, "IOM" if role == "member" else "")))
    path = address(first(run))
    codes = [client.get("/review/").status_code, client.get(path).status_code]
    codes += [client.post(path, {"answer": "same"}).status_code]
    codes += [client.post("/review/take-back/").status_code]
    assert codes == [pairs, one, answer, back]
    assert client.get("/review/abcdefghijklmnop/").status_code == 404


def test_every_look_and_answer_is_a_line_without_a_name(
    run: PublishedRun, portal: PortalFolder
) -> None:
    ann = reviewer("ann")
    page(ann, address(first(run)))
    answered(ann, first(run), "same", "Quarmby has one address")
    commands = [line.event["command"] for line in read_log(portal.log)]
    assert commands[:2] == ["portal pair", "portal pair"]
    assert "quarmby" not in portal.log.read_text().casefold()


def test_the_keys_are_those_of_the_command() -> None:
    """One hand learns them once: each key of `cohortmatch review` does the same in the portal."""
    of_command = files("cohortmatch.cli").joinpath("review_page", "review.html").read_text()
    pages = files("cohortmatch.portal").joinpath("templates", "portal", "reviewing")
    of_portal = pages.joinpath("pair.html").read_text()
    script = files("cohortmatch.portal").joinpath("static", "portal", "review.js").read_text()
    told = dict(re.findall(r'aria-keyshortcuts="(\w)"[^>]*>([^<]+?) <kbd', of_command))
    assert {key: told[key] for key in KEYS.values()} == {
        KEYS[answer]: words for answer, words in ANSWER_WORDS.items()
    }
    moving = {*re.findall(r'data-key="(\w)"', of_portal), *KEYS.values(), "r"}
    assert moving == {*told, "r"}
    assert all(f"{key}" in script for key in moving)


def test_a_waiting_answer_is_carried_over_to_the_next_run(
    two: PublishedRun, cohortmatch: Command
) -> None:
    answered(reviewer("ann"), first(two), "same")
    new = republish_pairs(reviewers=2)
    carry_over(new)
    two.delete()
    ben = reviewer("ben")
    place = next(e for e in new.pairs.all() if e.answers.exists())
    answered(ben, place, "same")
    (only,) = ledger(cohortmatch)
    assert only["by"] == "ann, ben"


def test_where_the_portals_own_line_cannot_be_written_the_ledger_still_says_the_truth(
    run: PublishedRun, cohortmatch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the ledger and the portal's database: the decision is there, once, and the
    page says so; no answer waits that is decided already."""

    def full(*_: object, **__: object) -> None:
        raise OutputError("audit.log: cannot be written (no space left)")

    ann = reviewer("ann")
    with monkeypatch.context() as patched:
        patched.setattr(gate, "record", full)
        assert ann.post(address(first(run)), {"answer": "same"}).status_code == 503
    assert PairAnswer.objects.count() == 0
    assert [each["answer"] for each in ledger(cohortmatch)] == ["same"]
    assert "Decided as “Same person” by ann" in page(ann, address(first(run)))
