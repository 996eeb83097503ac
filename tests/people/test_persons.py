"""Who is certain, and what holds a person together."""

from __future__ import annotations

import pytest

from cohortmatch.people.persons import Person, natural
from cohortmatch.reporting import CrossReference
from sketches import SAME_NAME, Link, Sketch, answer, borough

SAME: Link = (9.0, "same", SAME_NAME)
CHECK: Link = (2.0, "check", SAME_NAME)
WEAK: Link = (-2.0, "check", SAME_NAME)
A, B, C, R = "a:2", "b:2", "c:2", "r:2"


def one(links: dict[tuple[str, str], Link], **further: object) -> Person:
    """One person on panels a, b, c and register r, held together so."""
    names = sorted({name for pair in links for name in pair})
    lists = [
        Sketch(n[0], {"N": "name"}, {2: ("Ann ARDEN",)}, kind="register" if n == R else "panel")
        for n in names
    ]
    return answer(lists, [names], links, **further).view.reported[0]  # type: ignore[arg-type]


CASES = [
    ({(A, B): SAME}, "certain", "one certain link"),
    ({(A, B): CHECK}, "probable", "one link at better than even odds"),
    ({(A, B): WEAK}, "possible", "one link below even odds"),
    ({(A, B): SAME, (B, C): SAME}, "certain", "a chain of certain links"),
    ({(A, B): SAME, (B, C): CHECK}, "probable", "two panels certain, the third not"),
    ({(A, B): SAME, (B, C): SAME, (A, C): WEAK}, "certain", "a doubtful link beside certain ones"),
    ({(A, R): SAME, (B, R): SAME}, "certain", "a register vouches for who they are"),
    ({(A, B): SAME, (B, R): CHECK}, "certain", "only the register is in doubt"),
    ({(A, R): CHECK}, "probable", "a panel and a register, in doubt"),
]


@pytest.mark.parametrize(("links", "sureness", "because"), CASES, ids=[c[2] for c in CASES])
def test_sureness(links: dict[tuple[str, str], Link], sureness: str, because: str) -> None:
    assert one(links).sureness == sureness, because


def test_what_certain_links_do_not_hold_stands_apart() -> None:
    person = one({(A, B): SAME, (B, C): CHECK})
    assert person.core == {0, 1}
    assert len(person.joins) == 2


def test_a_decision_holds_a_person_together_for_certain() -> None:
    assert one({(A, B): WEAK}, decisions={(A, B): True}).sureness == "certain"


def test_a_decided_pair_is_not_asked_again(result: CrossReference) -> None:
    pair = "IOM:10 | MAPPA:3"
    assert pair in result.review_queue().index
    decided = borough(decisions={("IOM:10", "MAPPA:3"): True})
    assert pair not in decided.review_queue().index
    assert decided.headline.endswith("3 certain, 0 to check.")


def test_rows_sort_as_people_count() -> None:
    assert sorted(["10", 9, "b", "a", 100], key=natural) == [9, "10", 100, "a", "b"]


def test_people_stand_by_panels_then_registers_then_names() -> None:
    """Two registers do not put anybody before somebody on one panel more."""
    on = {
        "Ann": ("a", "b", "c"),
        "Zoe": ("a", "b", "r", "s"),
        "Bea": ("a", "b", "r"),
        "Cas": ("a", "b", "r"),
        "Dan": ("a", "r", "s"),
        "Eve": ("b", "r"),
    }
    lists = [
        Sketch(
            name,
            {"N": "name"},
            {n: (f"{who} ARDEN",) for n, (who, found) in enumerate(on.items(), 2) if name in found},
            kind="register" if name in "rs" else "panel",
        )
        for name in "abcrs"
    ]
    groups = [[f"{name}:{n}" for name in found] for n, found in enumerate(on.values(), 2)]
    links = {(group[0], other): SAME for group in groups for other in group[1:]}
    view = answer(lists, groups, links).view
    assert [view.title(p).split()[0] for p in view.reported] == list(on)
