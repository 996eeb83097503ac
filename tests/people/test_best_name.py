"""Which name stands on top: one rule, by examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.people.best_name import HeldName, best_first, known_parts
from cohortmatch.people.written import ShownName, shown
from cohortmatch.reporting.sheets.corrections import adds_a_part, corrections, corrects
from sketches import SAME_NAME, Link, Sketch, answer

BEST = [
    (["Unk Penn", "Ada Penn"], "Ada PENN", "a whole given name before Unk"),
    (["Unknown Penn", "NFN Penn", "Ada Penn"], "Ada PENN", "and before Unknown and NFN"),
    (["N/K Penn", "- Penn", "A Penn"], "A PENN", "an initial before none"),
    (["A Penn", "A Penn", "Ada Penn"], "Ada PENN", "a whole given name before an initial"),
    (["Ada Unknown", "Ada Penn"], "Ada PENN", "a surname before none"),
    (["Unk Penn"], "PENN", "where no list has more, what there is"),
    (["Ann O Brien", "Ann O'Brien"], "Ann O'BRIEN", "with its apostrophe"),
    (["Ann OBrien", "Ann O BRIEN", "Ann O\u2019Brien"], "Ann O\u2019BRIEN", "a curly one too"),
    (["Ann O Brien", "Ann O Brien", "Ann O'Brien"], "Ann O'BRIEN", "even if one list only has it"),
    (["Ada Penn Quill", "Ada Penn-Quill"], "Ada PENN-QUILL", "with its hyphen"),
    (["ADA PENN-QUILL", "Ada Quill", "A Penn"], "Ada PENN-QUILL", "both parts of the surname"),
    (["Jose Nandu", "José Ñandú"], "José ÑANDÚ", "with its accents"),
    (["DESHAWN Penn", "DeShawn Penn"], "DeShawn PENN", "mixed case before capitals"),
    (["mARY Penn", "Mary Penn"], "Mary PENN", "but no slip of the shift key"),
    (["Mr Sol Vane", "Sol Vane"], "Sol VANE", "a title is no part of it"),
    (["Sol Vane", "Sol Wane", "Sol Wane"], "Sol WANE", "the surname on more lists"),
    (["Saul Vane", "Sol Vane", "Sol Vane"], "Sol VANE", "the given name on more lists"),
    (["Mo Mirza", "Mohammed Mirza"], "Mohammed MIRZA", "a whole name before its short form"),
    (["Mo Mirza", "Mo Mirza", "Mohammed Mirza"], "Mo MIRZA", "unless more lists have the short"),
    (["Ada Penn", "Ada Ruth Penn"], "Ada Ruth PENN", "with the middle name"),
    (["Ada Penn", "Ada Penn", "Ada Ruth Penn"], "Ada PENN", "unless more lists leave it out"),
    (["Patel Rajesh", "Patel Rajesh", "Rajesh Patel"], "Rajesh PATEL", "not the wrong way round"),
    (["? Ada Penn", "A Quill"], "A QUILL", "certainly theirs before perhaps theirs"),
    (["Unk Unknown", "N/K"], "", "nobody's name"),
]


def held(texts: list[str]) -> list[HeldName]:
    """Names as forename and surname, each on a list of its own; "? " is only perhaps theirs."""
    found = []
    for on, text in enumerate(texts):
        first, _, last = text.removeprefix("? ").partition(" ")
        if first in ("Mr", "O", "Ada", "Ann") and " " in last:
            second, _, rest = last.partition(" ")
            if first == "Mr" or second == "Ruth":
                first, last = f"{first} {second}", rest
        found.append(HeldName(shown(first, last), on, not text.startswith("? ")))
    return found


@pytest.mark.parametrize(("texts", "best", "because"), BEST, ids=[b[2] for b in BEST])
def test_the_best_name_stands_on_top(texts: list[str], best: str, because: str) -> None:
    assert next((name.text for name in best_first(held(texts))), "") == best, because


ONE_NAME = [
    ["Ann O'Brien", "Ann O\u2019Brien", "ANN O BRIEN", "ann obrien"],
    ["Ada Penn-Quill", "Ada Penn Quill", "ADA PENN\u2010QUILL"],
    ["José Ñandú", "Jose Nandu"],
]


@pytest.mark.parametrize("texts", ONE_NAME)
def test_writings_of_one_name_are_one_name(texts: list[str]) -> None:
    assert len(best_first(held(texts))) == 1


def test_a_part_of_another_name_is_no_further_name() -> None:
    names = best_first(held(["Unk Penn", "Ada Penn", "Ada Unknown", "Sol Vane"]))
    assert [name.text for name in names] == ["Ada PENN", "Sol VANE"]


PARTS = st.sampled_from(["Ada", "A", "Unk", "N/K", "", "Mo", "Mohammed", "Penn", "O'Brien", "NFN"])


@given(st.lists(st.builds(shown, PARTS, PARTS), min_size=1, max_size=6))
def test_every_name_is_held_and_none_is_unknown(names: list[ShownName]) -> None:
    best = best_first([HeldName(name, on, True) for on, name in enumerate(names)])
    assert set(best) <= set(map(known_parts, names))
    assert not {"unk", "n/k", "nfn"} & {p.casefold() for name in best for p in name}
    assert bool(best) == any(known_parts(name).text for name in names)


@given(st.lists(st.builds(shown, PARTS, PARTS), min_size=1, max_size=5), st.randoms())
def test_only_ties_go_by_the_order_of_the_lists(names: list[ShownName], dice: object) -> None:
    """Turned round, the lists give the same distinct names."""
    every = [HeldName(name, on, True) for on, name in enumerate(names)]
    assert {n.key for n in best_first(every)} == {n.key for n in best_first(every[::-1])}


OFFERED = [
    (("Ada", "Penn"), ("Unk", "Penn"), False, "an unknown forename is not offered"),
    (("Ada", "Penn"), ("NFN", "Penn"), False, "nor NFN"),
    (("Ada", "Penn"), ("Ada", "Unknown"), False, "nor an unknown surname"),
    (("Ada", "Penn"), ("", ""), False, "nor a blank"),
    (("Unk", "Penn"), ("Ada", "Penn"), True, "a forename is offered to whom it is unknown"),
    (("Ada", ""), ("Ada", "Penn"), True, "and a surname"),
    (("Ada", "O'Brien"), ("Ada", "O\u2019Brien"), False, "two apostrophes are one name"),
    (("Ada", "Penn"), ("Ida", "Penn"), True, "another forename is"),
    (("Patel", "Rajesh"), ("Rajesh", "Patel"), True, "turned round, to the one that is wrong"),
    (("Rajesh", "Patel"), ("Patel", "Rajesh"), False, "and not to the one that is right"),
    (("Rajesh", "Patel"), ("", "Rajesh"), False, "a part is not, to whom has the whole"),
]


@pytest.mark.parametrize(("mine", "other", "offered", "because"), OFFERED)
def test_what_is_offered_to_a_list(
    mine: tuple[str, str], other: tuple[str, str], offered: bool, because: str
) -> None:
    here, there = known_parts(shown(*mine)), known_parts(shown(*other))
    assert (corrects(here, there) or adds_a_part(here, there)) == offered, because


SAME: Link = (9.0, "same", SAME_NAME)


def test_the_sheet_of_corrections_offers_no_unknown_name() -> None:
    names = ("Unk PENN", "Ada PENN", "Ada PENN")
    lists = [
        Sketch(on, {"N": "name"}, {2: (name,)})
        for on, name in zip(("ASB", "DIP", "IOM"), names, strict=True)
    ]
    links = {("ASB:2", "DIP:2"): SAME, ("DIP:2", "IOM:2"): SAME}
    view = answer(lists, [["ASB:2", "DIP:2", "IOM:2"]], links).view
    (row,) = corrections(view).table.rows
    assert [row[0], *row[5:]] == [
        *("ASB", "Unk PENN", "Ada PENN (DIP, IOM)", "Not recorded here: could be added"),
    ]
    assert view.title(view.reported[0]) == "Ada PENN"
