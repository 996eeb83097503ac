"""A report's own ledger, used without its lists: one ledger for portal, workbook and commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.deciding import a_report, fill_in, small_lists
from cohortmatch.core.errors import AnswersError
from cohortmatch.decisions.ledger import Entry
from cohortmatch.services.blind_answers import Settled
from cohortmatch.services.kept_pairs import KeptPair, kept_pairs
from cohortmatch.services.places import kept_for
from cohortmatch.services.recall import recall
from cohortmatch.services.report_ledger import DecidedMeanwhile, ReportLedger, report_ledger
from cohortmatch.services.run_again import load_report, read_again, repeat
from running import Command, at_once

SAME = Settled("same", "ann, ben", "one address", "two reviewers agreed")
OTHER = Settled("different", "cat", "", "")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def pairs(cohortmatch: Command, lists: Path) -> list[KeptPair]:
    """The pairs of a report in `june`, as they are kept when it is published."""
    a_report(cohortmatch, lists)
    return published(Path("june"))


def published(folder: Path) -> list[KeptPair]:
    report = load_report(folder)
    kept = kept_for([each.path for each in report.manifest.inputs], None, {}, report.manifest)
    with kept.home() as home:
        ledger = home.ledger()
    again = read_again(report)
    return kept_pairs(repeat(again, recall(ledger, again.listings)).result, ledger.key)


def ledger(by: str = "ann") -> ReportLedger:
    return report_ledger(Path("june"), by)


def decided(pairs: list[KeptPair]) -> dict[str, Entry]:
    return ledger().decided({str(n): each.sides for n, each in enumerate(pairs)})


def test_a_pair_goes_through_json_and_holds_no_name_beside_its_card(pairs: list[KeptPair]) -> None:
    kept = json.loads(json.dumps([each.sides for each in pairs]))
    assert kept == [each.sides for each in pairs]
    assert json.loads(json.dumps(pairs[0].card)) == pairs[0].card
    cards = json.dumps([each.card for each in pairs]).casefold()
    assert "dunnett" in cards and "dunnett" not in json.dumps(kept).casefold()


def test_what_is_shown_before_the_answer_does_not_say_how_likely_it_is(
    pairs: list[KeptPair],
) -> None:
    for each in pairs:
        assert not {"likely", "weight", "because"} & set(each.card)
        assert each.after["weight"] == pytest.approx(each.after["weight"])


def test_a_decision_of_the_portal_stands_in_the_list_of_the_command(
    cohortmatch: Command, pairs: list[KeptPair]
) -> None:
    entry = ledger().enter(pairs[0].sides, pairs[0].key_digest, SAME)
    assert (entry.number, entry.by, entry.reason) == (1, "ann, ben", "one address")
    told = cohortmatch("decisions", "list", "--store", "cohortmatch.db", "--json").stdout
    only = json.loads(told)["decisions"]
    assert len(only) == 1 and only[0]["answer"] == "same"
    assert {only[0]["left"], only[0]["right"]} == {pairs[0].card["left"], pairs[0].card["right"]}


def test_a_decision_of_the_workbook_appears_in_the_portal(
    cohortmatch: Command, pairs: list[KeptPair]
) -> None:
    assert decided(pairs) == {}
    filled = fill_in(["Different people"])
    assert cohortmatch("decide", "june").exit_code == 0
    found = decided(pairs)
    names = {f"{each.card['left']} | {each.card['right']}": str(n) for n, each in enumerate(pairs)}
    assert {n: entry.answer for n, entry in found.items()} == {names[filled[0]]: "different"}


def test_the_next_run_does_not_ask_again(cohortmatch: Command, pairs: list[KeptPair]) -> None:
    for each in pairs:
        ledger().enter(each.sides, each.key_digest, OTHER)
    assert len(decided(pairs)) == len(pairs)
    assert published(Path("june")) == []


def test_nothing_is_added_over_a_decision_that_was_made_meanwhile(pairs: list[KeptPair]) -> None:
    first = ledger().enter(pairs[0].sides, pairs[0].key_digest, SAME)
    with pytest.raises(DecidedMeanwhile):
        ledger("cat").enter(pairs[0].sides, pairs[0].key_digest, OTHER)
    assert ledger("dan").enter(pairs[0].sides, pairs[0].key_digest, SAME) == first
    assert {entry.answer for entry in decided(pairs).values()} == {"same"}


def test_taken_back_the_pair_is_open_again_but_only_while_the_decision_is_in_force(
    pairs: list[KeptPair],
) -> None:
    entry = ledger().enter(pairs[0].sides, pairs[0].key_digest, SAME)
    ledger().take_back(entry.number, pairs[0].sides)
    assert decided(pairs) == {}
    with pytest.raises(DecidedMeanwhile):
        ledger().take_back(entry.number, pairs[0].sides)


def test_another_ledger_in_the_same_place_is_noticed(pairs: list[KeptPair]) -> None:
    with pytest.raises(AnswersError, match="another file or store"):
        ledger().enter(pairs[0].sides, "0" * 64, SAME)
    assert decided(pairs) == {}


def test_each_change_is_in_the_reports_own_log_before_it_is_in_the_ledger(
    cohortmatch: Command, pairs: list[KeptPair]
) -> None:
    entry = ledger().enter(pairs[0].sides, pairs[0].key_digest, SAME)
    ledger().take_back(entry.number, pairs[0].sides)
    lines = [json.loads(line) for line in Path("cohortmatch.audit.jsonl").read_text().splitlines()]
    told = [(e["event"]["command"], e["event"]["by"]) for e in lines][-2:]
    assert told == [("portal review", "ann"), ("portal review undo", "ann")]
    assert cohortmatch("audit", "verify").exit_code == 0


def test_several_processes_at_once_lose_no_decision(pairs: list[KeptPair]) -> None:
    kept = published(Path("june"))

    def work(path: Path) -> None:
        for each in kept:
            report_ledger(path, "ann").enter(each.sides, each.key_digest, SAME)

    at_once(work, Path("june"), times=3)
    assert len(decided(pairs)) == len(pairs) > 3
    with ledger().kept.home() as home:
        assert len(home.ledger()) == len(pairs)
