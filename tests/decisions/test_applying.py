"""Decisions applied to a run: what stands, what is asked again and why, what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.decisions import LedgerFile, apply
from cohortmatch.decisions.ledger import Answer, Entry, Ledger, unsure_words
from cohortmatch.reporting.sheets.summary import summary_lines
from cohortmatch.synthetic import invent
from decided import Frames, answered, decide_all, entry, known, ledger, some_lists
from people_lists import a_pnc


def pairs(queue: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(each) for each in queue[["left", "right"]].itertuples(index=False)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def test_a_second_run_with_everything_decided_asks_nothing(file: Path) -> None:
    lists = some_lists()
    assert len(decide_all(lists, file)) > 1
    result = cm.match(lists, decisions=file)
    assert len(result.review_queue()) == 0
    assert result.view.reviewed is not None and not result.view.reviewed.reopened


def test_decisions_are_absolute(file: Path) -> None:
    lists = some_lists()
    queue = decide_all(lists, file)
    person = cm.match(lists, decisions=file).memberships.set_index("listing_id")["person_id"]
    for number, (left, right) in enumerate(queue[["left", "right"]].itertuples(index=False)):
        assert (person[left] == person[right]) is bool(number % 2)


def test_turning_rows_and_columns_round_reopens_nothing(file: Path) -> None:
    lists = some_lists()
    decide_all(lists, file)
    turned = {name: frame.iloc[::-1, ::-1].reset_index(drop=True) for name, frame in lists.items()}
    result = cm.match(turned, decisions=file)
    assert len(result.review_queue()) == 0
    assert result.view.reviewed is not None and result.view.reviewed.gone == 0


def test_changing_one_date_of_birth_reopens_exactly_the_pairs_it_touches(file: Path) -> None:
    lists = some_lists()
    queue = decide_all(lists, file)
    left = queue["left"].iloc[0]
    row = int(left.split(":")[1])
    changed = lists["IOM"].copy()
    changed.loc[row, "DOB"] = "04/04/1989"
    result = cm.match(lists | {"IOM": changed}, decisions=file)
    assert pairs(result.review_queue()) == pairs(queue[queue["left"] == left])
    reviewed = result.view.reviewed
    assert reviewed is not None
    assert [each.changed for each in reviewed.reopened] == [(f"{left}: the date of birth",)]
    assert len(reviewed.standing) == len(queue) - 1


def test_a_reopened_pair_is_asked_even_where_the_lists_alone_would_be_sure(file: Path) -> None:
    lists = some_lists()
    decide_all(lists, file)
    numbers = {"PNC ID": [a_pnc(1), *[""] * 5]}
    surer = {name: frame.assign(**numbers) for name, frame in lists.items()}
    assert pairs(cm.match(surer).review_queue()).isdisjoint({frozenset(("IOM:0", "SGV:0"))})
    asked = pairs(cm.match(surer, decisions=file).review_queue())
    assert frozenset(("IOM:0", "SGV:0")) in asked


def test_deciding_a_reopened_pair_again_settles_it(file: Path) -> None:
    lists = some_lists()
    decide_all(lists, file)
    changed = lists["IOM"].copy()
    changed.loc[0, "DOB"] = "04/04/1989"
    now = lists | {"IOM": changed}
    result = cm.match(now, decisions=file)
    assert cm.decide(result, answered(result.review_queue(), ["different"]), file) == 1
    assert len(cm.match(now, decisions=file).review_queue()) == 0


def test_each_pair_of_a_changed_listing_is_asked_until_it_is_answered_itself() -> None:
    """Answering one must not make the others look as if they were about somebody else."""
    before = known(some_lists())
    lists = some_lists()
    lists["IOM"].loc[0, "DOB"] = "04/04/1989"
    now = known(lists)
    old = ledger(before, ("IOM:0", "SGV:0", "different"), ("IOM:0", "SGV:3", "different"))
    again = entry(3, "different", now.items[now.by_id["IOM:0"]], now.items[now.by_id["SGV:0"]])
    reviewed = apply(Ledger(old.key, (*old.entries, again)), now)
    assert [each.entry.number for each in reviewed.reopened] == [2]
    assert [each.entry.number for each in reviewed.standing] == [3]


def test_not_sure_is_an_answer_until_details_change(file: Path) -> None:
    lists = some_lists()
    first = cm.match(lists)
    queue = first.review_queue()
    cm.decide(first, answered(queue, ["not sure"] * len(queue)), file)
    again = cm.match(lists, decisions=file)
    assert len(again.review_queue()) == 0
    assert again.view.reviewed is not None
    assert len(again.view.reviewed.unsure) == len(queue)
    assert (again.links["band"] == "check").sum() == len(queue), "it is still not certain"
    told = "still to check, and asked again when one of the rows changes."
    assert f"{unsure_words(len(queue))}: {told}" in summary_lines(again.view)
    lists["IOM"].loc[0, "RAG"] = "Green"
    assert len(cm.match(lists, decisions=file).review_queue()) == 0
    lists["IOM"].loc[0, "Post Code"] = "RM1 9ZZ"
    changed = cm.match(lists, decisions=file).review_queue()
    assert pairs(changed) == {pair for pair in pairs(queue) if "IOM:0" in pair}


def test_when_the_demo_is_answered_truthfully_nothing_more_is_asked(file: Path) -> None:
    """Three more pairs were asked, one of them at -8.4 bits, where -5 is the least."""
    invented = invent(2026)
    truth = {
        f"{each.list}:{each.row}": each.person for each in invented.truth.itertuples(index=False)
    }
    first = cm.match(invented.frames, as_of=date(2026, 6, 1))
    queue = first.review_queue()
    words = [
        "same" if truth[left] == truth[right] else "different"
        for left, right in zip(queue["left"], queue["right"], strict=True)
    ]
    assert cm.decide(first, answered(queue, words), file) == len(queue) == 52
    again = cm.match(invented.frames, decisions=file, as_of=date(2026, 6, 1))
    assert len(again.review_queue()) == 0


def test_somebody_no_longer_listed_is_not_asked_about() -> None:
    reviewed = apply(
        ledger(known(some_lists()), ("IOM:0", "SGV:0", "same")),
        known(some_lists() | {"IOM": some_lists()["IOM"].iloc[1:]}),
    )
    assert (reviewed.gone, reviewed.reopened, reviewed.standing) == (1, (), ())


def test_a_decision_holds_for_both_rows_of_a_doubled_listing() -> None:
    lists = some_lists()
    made = ledger(known(lists), ("IOM:0", "SGV:0", "same"))
    doubled = lists | {"IOM": pd.concat([lists["IOM"], lists["IOM"].iloc[:1]], ignore_index=True)}
    now = known(doubled)
    found = {
        (now.items[s.left].listing, now.items[s.right].listing) for s in apply(made, now).standing
    }
    assert found == {("IOM:0", "SGV:0"), ("IOM:6", "SGV:0")}


def test_the_latest_answer_counts_and_an_undo_brings_back_the_one_before() -> None:
    now = known(some_lists())
    made = ledger(now, ("IOM:0", "SGV:0", "same"), ("SGV:0", "IOM:0", "different"))
    assert [s.entry.answer for s in apply(made, now).standing] == ["different"]
    second = made.entries[1]
    undo = Entry(3, second.answer, second.left, second.right, undoes=2)
    undone = Ledger(made.key, (*made.entries, undo))
    assert [s.entry.answer for s in apply(undone, now).standing] == ["same"]


def test_contradictory_decisions_are_told_asked_and_not_applied() -> None:
    now = known(some_lists())
    made = ledger(
        now,
        ("IOM:0", "SGV:0", "same"),
        ("SGV:0", "IOM:1", "same"),
        ("IOM:0", "IOM:1", "different"),
        ("IOM:2", "SGV:2", "same"),
    )
    reviewed = apply(made, now)
    assert [[s.entry.number for s in c.decisions] for c in reviewed.contradictions] == [[1, 2, 3]]
    assert [s.entry.number for s in reviewed.standing] == [4]
    assert len(reviewed.decisions.left) == 1
    asked = {(now.items[a].listing, now.items[b].listing) for a, b in reviewed.ask}
    assert asked == {("IOM:0", "SGV:0"), ("IOM:1", "SGV:0"), ("IOM:0", "IOM:1")}


def test_contradictions_do_not_stop_a_run(tmp_path: Path) -> None:
    lists = some_lists()
    answers = pd.DataFrame(
        [
            ("IOM:0", "SGV:0", "same"),
            ("SGV:0", "IOM:1", "same"),
            ("IOM:0", "IOM:1", "different"),
        ],
        columns=["left", "right", "answer"],
    )
    result = cm.match(lists, decisions=answers)
    assert result.view.reviewed is not None
    assert len(result.view.reviewed.contradictions) == 1
    assert {"IOM:0 | SGV:0", "IOM:0 | IOM:1"} <= set(result.review_queue().index)


def test_an_answer_frame_by_listing_ids_needs_no_file() -> None:
    lists = some_lists()
    queue = cm.match(lists).review_queue()
    before = queue.copy()
    result = cm.match(lists, decisions=answered(queue, ["different"] * len(queue)))
    assert len(result.review_queue()) == 0
    pd.testing.assert_frame_equal(queue, before)


def test_a_ledger_is_taken_as_it_is(file: Path) -> None:
    lists = some_lists()
    decide_all(lists, file)
    assert len(cm.match(lists, decisions=LedgerFile(file).ledger()).review_queue()) == 0


def test_invented_lists_are_decided_in_one_round(invented_frames: Frames, file: Path) -> None:
    queue = decide_all(invented_frames, file)
    result = cm.match(invented_frames, decisions=file)
    reviewed = result.view.reviewed
    assert reviewed is not None
    assert len(reviewed.standing) + sum(len(c.decisions) for c in reviewed.contradictions) >= len(
        queue
    )
    assert set(result.review_queue().index) <= {
        f"{result.view.ids[a]} | {result.view.ids[b]}" for a, b in reviewed.ask
    } | {f"{result.view.ids[b]} | {result.view.ids[a]}" for a, b in reviewed.ask}


@pytest.fixture
def invented_frames(invented: object) -> Frames:
    return invented.frames  # type: ignore[attr-defined,no-any-return]


PHONES = ["07700 900101", "", "07700 900102", "07700 900103", "", "07700 900104"]


def numbered(frames: Frames, heading: str, **cells: list[str]) -> Frames:
    """The lists with one column more, where cells are given."""
    return frames | {name: frames[name].assign(**{heading: cells[name]}) for name in cells}


def test_a_column_that_is_new_to_a_list_asks_nothing_again(file: Path) -> None:
    lists = some_lists()
    decided_before = len(decide_all(lists, file))
    result = cm.match(numbered(lists, "Mobile", IOM=PHONES, SGV=PHONES), decisions=file)
    assert result.view.reviewed is not None
    assert not result.view.reviewed.reopened and not result.view.reviewed.gone
    assert len(result.view.reviewed.standing) == decided_before
    assert len(result.review_queue()) == 0


def test_a_column_that_is_gone_from_a_list_asks_nothing_again(file: Path) -> None:
    lists = numbered(some_lists(), "Mobile", IOM=PHONES)
    decided_before = len(decide_all(lists, file))
    result = cm.match(some_lists(), decisions=file)
    assert result.view.reviewed is not None
    assert len(result.view.reviewed.standing) == decided_before


def test_a_number_that_a_row_gains_is_asked_about_where_others_had_theirs(file: Path) -> None:
    lists = numbered(some_lists(), "Mobile", IOM=PHONES)
    assert {"IOM:1"} < set(decide_all(lists, file)["left"])
    lists["IOM"].loc[1, "Mobile"] = "07700 900199"
    reviewed = cm.match(lists, decisions=file).view.reviewed
    assert reviewed is not None
    assert {each.changed for each in reviewed.reopened} == {("IOM:1: the phone number is new",)}


@pytest.mark.parametrize(
    ("answer", "left", "right", "asked"),
    [
        ("same", a_pnc(1), a_pnc(1), False),
        ("same", a_pnc(1), a_pnc(2), True),
        ("same", a_pnc(1), "", False),
        ("different", a_pnc(1), a_pnc(1), True),
        ("different", a_pnc(1), a_pnc(2), False),
    ],
)
def test_a_new_column_is_asked_about_where_it_contradicts_the_answer(
    answer: Answer, left: str, right: str, asked: bool
) -> None:
    made = ledger(known(some_lists()), ("IOM:0", "SGV:0", answer))
    rest = [a_pnc(n) for n in range(3, 8)]
    now = known(numbered(some_lists(), "PNC ID", IOM=[left, *rest], SGV=[right, *rest]))
    reviewed = apply(made, now)
    assert (len(reviewed.reopened), len(reviewed.standing)) == (int(asked), int(not asked))


def test_a_decision_kept_by_an_earlier_version_is_asked_again_about_a_new_column() -> None:
    """It is not known which columns its list had."""
    made = ledger(known(some_lists()), ("IOM:0", "SGV:0", "same"))
    now = known(numbered(some_lists(), "Mobile", IOM=PHONES))
    (each,) = made.entries
    old = replace(
        each, left=replace(each.left, recorded=None), right=replace(each.right, recorded=None)
    )
    assert [e.changed for e in apply(Ledger(made.key, (old,)), now).reopened] == [
        ("IOM:0: the phone number is new",)
    ]


def test_a_decision_about_a_twin_who_left_waits_and_nobody_is_asked_about_the_other() -> None:
    """Isaac is not Ivor; Ivor leaves, and Isaac stands on that list now."""
    twin = {"Surname": "Quarmby", "DOB": "03/04/1989", "Address": "7 Fennel Row, RM99 9AA"}
    others = {"Surname": "Pellow", "Forename": "Ada", "DOB": "30/01/1979", "Address": ""}
    isaac, ivor = ({**twin, "Forename": name} for name in ("Isaac", "Ivor"))
    lists = {"IOM": pd.DataFrame([isaac, others]), "SGV": pd.DataFrame([ivor, others])}
    made = ledger(known(lists), ("IOM:0", "SGV:0", "different"))
    reviewed = apply(made, known(lists | {"SGV": pd.DataFrame([isaac, others])}))
    assert (reviewed.gone, reviewed.reopened, reviewed.standing) == (1, (), ())


def test_a_namesake_who_came_in_somebodys_place_is_not_asked_about() -> None:
    with_numbers = numbered(some_lists(), "PNC ID", IOM=[a_pnc(n) for n in range(1, 7)])
    made = ledger(known(with_numbers), ("IOM:0", "SGV:0", "different"))
    with_numbers["IOM"].loc[0, ["DOB", "PNC ID"]] = ["15/11/1971", a_pnc(9)]
    assert apply(made, known(with_numbers)).gone == 1
