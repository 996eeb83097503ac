"""Non-interference: a cell that is closed to a reader changes nothing in that reader's edition."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from cohortmatch.disclosure.agreement import Choices
from disclosed import (
    CELLS,
    CHOICES,
    a_list,
    answers,
    born_of,
    files,
    formed,
    frames,
    identify_alike,
    matched,
    who_is_known,
    without_known_to,
)
from laws.strategies import law


@law(16)
@given(frames(), CHOICES, st.data())
def test_a_closed_list_adds_nothing_but_who_is_known_there(
    lists: dict[str, pd.DataFrame], choices: Choices, data: st.DataObject
) -> None:
    before = matched(lists, choices)
    reader = data.draw(st.sampled_from(sorted(lists)))
    closed = before.edition(reader).closed
    assume(closed)
    changed = {**lists, data.draw(st.sampled_from(sorted(closed))): data.draw(a_list())}
    after = matched(changed, choices)
    ours, theirs = before.edition(reader), after.edition(reader)
    assert [*map(without_known_to, ours.sheets)] == [*map(without_known_to, theirs.sheets)]
    assert (ours.stem, ours.headline) == (theirs.stem, theirs.headline)


@law(16)
@given(frames(), CHOICES, st.data())
def test_a_closed_cell_that_changes_no_link_changes_no_byte(
    lists: dict[str, pd.DataFrame], choices: Choices, data: st.DataObject
) -> None:
    before = matched(lists, choices)
    reader = data.draw(st.sampled_from(sorted(lists)))
    closed = before.edition(reader).closed
    other = data.draw(st.sampled_from(sorted(set(lists) - {reader})))
    shared = {"DOB": "date_of_birth", "Surname": "name", "Lead officer": "lead", "RAG": "risk"}
    open_headings = {h for h, item in shared.items() if item in choices.share}
    headings = sorted(CELLS if other in closed else CELLS.keys() - open_headings)
    heading = data.draw(st.sampled_from(headings))
    frame = lists[other].copy()
    row = data.draw(st.integers(0, len(frame) - 1))
    frame.loc[row, heading] = data.draw(st.sampled_from(CELLS[heading]))
    after = matched({**lists, other: frame}, choices)
    # A closed list takes no part in what is formed for the reader, whatever becomes of its rows.
    assume(other in closed or formed(before) == formed(after))
    opened = [
        matched({k: v for k, v in w.items() if k not in closed}, choices)
        for w in (lists, {**lists, other: frame})
    ]
    assume(formed(opened[0]) == formed(opened[1]))
    if not identify_alike(lists, {**lists, other: frame}):
        ours, theirs = (each.edition(reader).sheets for each in (before, after))
        assume([*map(who_is_known, ours)] == [*map(who_is_known, theirs)])
    assert files(before, reader) == files(after, reader)


@law(16)
@given(frames(), CHOICES, st.data())
def test_a_note_on_a_closed_list_changes_no_byte(
    lists: dict[str, pd.DataFrame], choices: Choices, data: st.DataObject
) -> None:
    """Not even a note that calls one of the reader's own people a victim."""
    reader = data.draw(st.sampled_from(sorted(lists)))
    closed = matched(lists, choices).edition(reader).closed
    assume(closed)
    name = data.draw(st.sampled_from(sorted(closed)))
    mine = lists[reader].assign(DOB=[born_of(row) for _, row in lists[reader].iterrows()])
    without = pd.concat([lists[name], mine.head(1)], ignore_index=True)
    noted = without.copy()
    noted.loc[len(noted) - 1, "Notes"] = data.draw(st.sampled_from(CELLS["Notes"][1:]))
    before, after = (
        matched({**lists, reader: mine, name: each}, choices) for each in (without, noted)
    )
    assert files(before, reader) == files(after, reader)


@law(16)
@given(frames(), CHOICES, st.data())
def test_a_decision_about_a_closed_row_changes_nothing_but_who_is_known_there(
    lists: dict[str, pd.DataFrame], choices: Choices, data: st.DataObject
) -> None:
    """Whatever is decided of pairs with a closed row, beside what is decided of the others."""
    alone = matched(lists, choices)
    reader = data.draw(st.sampled_from(sorted(lists)))
    closed = alone.edition(reader).closed
    assume(closed)
    pairs = [*combinations(alone.listings.ids, 2)]
    hidden = [each for each in pairs if any(side.rpartition(":")[0] in closed for side in each)]
    seen = [each for each in pairs if each not in hidden]
    others = [*data.draw(answers(hidden)), *data.draw(answers(hidden))]
    ours = data.draw(answers(seen))
    before, after = (matched(lists, choices, each) for each in (ours, [*ours, *others]))
    one, other = before.edition(reader), after.edition(reader)
    assert [*map(without_known_to, one.sheets)] == [*map(without_known_to, other.sheets)]
    assert (one.stem, one.headline) == (other.stem, other.headline)
