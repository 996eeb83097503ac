"""People who are easily confused, taken through the whole engine among strangers."""

from __future__ import annotations

import pytest

from cohortmatch.linkage.pairs import Band
from cohortmatch.values.roles import Role
from matched import Answer, answer
from people_lists import Row, a_cro, a_list, a_pnc, strangers

HOME = "10 High Street, Romford RM1 3BD"
KOFI: Row = {"forename": "Kofi", "surname": "Quillan", "date_of_birth": "12/05/1985"}
COMMON: Row = {"forename": "John", "surname": "Smith", "date_of_birth": "12/05/1985"}


def on_lists(*lists: list[Row], others: int = 60, role: Role = Role.subject) -> Answer:
    """One list, A, B, C…, for each group of rows, each with as many strangers below."""
    named = zip("ABCDEFGH", lists, strict=False)
    below = ((name, (*rows, *strangers(others, name))) for name, rows in named)
    return answer(*(a_list(name, *rows, role=role) for name, rows in below))


def strangers_stay_alone(found: Answer, known: int) -> bool:
    """Nobody but the first rows of each list is with anybody."""
    return all(
        int(name.split(":")[1]) < 2 + known
        for person in found.people
        for name in person
        if len(person) > 1
    )


def test_one_man_on_two_lists() -> None:
    found = on_lists([KOFI], [{**KOFI, "forename": "KOFI"}])
    assert found.band("A:2", "B:2") == "same"
    assert found.one_person("A:2", "B:2")
    assert strangers_stay_alone(found, 1)


def test_an_equal_number_outweighs_a_name_that_was_misheard() -> None:
    one = {**KOFI, "pnc": a_pnc(4711)}
    other = {"forename": "Cofee", "surname": "Quilan", "pnc": a_pnc(4711)}
    assert on_lists([one], [other]).band("A:2", "B:2") == "same"


def test_a_common_name_and_date_of_birth_alone_are_for_a_person_to_check() -> None:
    namesakes = [
        {"forename": "John" if i % 2 else f"Da{chr(97 + i)}o", "surname": "Smith"}
        for i in range(20)
    ]
    johns = [{"forename": "John", "surname": f"Ru{chr(97 + i)}e"} for i in range(20)]
    found = on_lists([COMMON], [COMMON, *namesakes, *johns], others=200)
    assert found.band("A:2", "B:2") != "same"


def test_namesakes_with_two_pncs_are_not_the_same() -> None:
    found = on_lists([{**KOFI, "pnc": a_pnc(1)}], [{**KOFI, "pnc": a_pnc(900001)}])
    assert found.band("A:2", "B:2") != "same"


def test_the_links_of_a_chain_whose_ends_conflict_are_not_silently_joined() -> None:
    john = {**KOFI, "forename": "John", "pnc": a_pnc(1), "sex": "M"}
    joan = {**KOFI, "forename": "Ruth", "pnc": a_pnc(900001), "sex": "F"}
    between = {"forename": "", "surname": "Quillan", "date_of_birth": "12/05/1985"}
    found = on_lists([john], [between], [joan])
    assert not found.one_person("A:2", "C:2")
    assert found.band("A:2", "C:2") != "same"
    assert found.band("A:2", "B:2") == found.band("B:2", "C:2") == "check"


def test_the_weak_end_of_a_chain_is_at_least_asked_about() -> None:
    john = {**COMMON, "pnc": a_pnc(1)}
    initial = {**COMMON, "forename": "J"}
    james = {**COMMON, "forename": "James", "pnc": a_pnc(900001)}
    found = on_lists([john], [initial], [james])
    said = [found.band(*pair) for pair in (("A:2", "B:2"), ("B:2", "C:2"), ("A:2", "C:2"))]
    assert said == ["check"] * 3


TWINS: list[Row] = [
    {**KOFI, "forename": "Daniel", "address": HOME},
    {**KOFI, "forename": "Joseph", "address": HOME},
]


@pytest.mark.parametrize("address", [HOME, ""])
@pytest.mark.parametrize("names", [("Daniel", "Joseph"), ("Jayden", "Kayden"), ("Tia", "Mia")])
def test_twins_on_two_lists_stay_two_people(names: tuple[str, str], address: str) -> None:
    twins = [{**KOFI, "forename": name, "address": address} for name in names]
    found = on_lists(twins, twins)
    assert found.one_person("A:2", "B:2") and found.one_person("A:3", "B:3")
    for pair in (("A:2", "A:3"), ("A:2", "B:3"), ("A:3", "B:2"), ("B:2", "B:3")):
        assert not found.one_person(*pair)
        assert found.band(*pair) != "same"


def test_one_twin_on_each_list_is_at_most_asked_about() -> None:
    found = on_lists(TWINS[:1], TWINS[1:])
    assert found.band("A:2", "B:2") != "same"


def test_father_and_son_of_one_name_at_one_address_are_two_people() -> None:
    father = {**KOFI, "address": HOME, "date_of_birth": "03/01/1961"}
    son = {**KOFI, "address": HOME}
    found = on_lists([father, son], [father, son])
    assert found.one_person("A:2", "B:2") and found.one_person("A:3", "B:3")
    assert not found.one_person("A:2", "A:3")
    assert not found.one_person("A:2", "B:3")
    assert found.band("A:2", "B:3") == found.band("A:2", "A:3") == "different"


def test_nobody_is_asked_about_two_people_whose_numbers_of_two_kinds_differ() -> None:
    one = {**KOFI, "crn": "X987001", "pnc": a_pnc(1)}
    found = on_lists([one], [{**one, "crn": "X123789", "pnc": a_pnc(900001)}])
    assert found.band("A:2", "B:2") == "different"


@pytest.mark.parametrize(("middle", "said"), [("Paul", "check"), ("", "different")])
def test_a_generation_apart_is_asked_about_only_with_a_middle_name(middle: str, said: str) -> None:
    """A date of birth may be quite wrong, and father and son share homes more than middle names."""
    father = {**KOFI, "address": HOME, "date_of_birth": "03/01/1961", "middle": "Paul"}
    found = on_lists([father], [{**father, "date_of_birth": "12/05/1985", "middle": middle}])
    assert found.band("A:2", "B:2") == said


def test_a_row_that_fits_father_and_son_alike_is_for_a_person_to_check() -> None:
    father = {**KOFI, "address": HOME, "date_of_birth": "03/01/1961"}
    found = on_lists([father, {**KOFI, "address": HOME}], [{**father, "date_of_birth": ""}])
    assert found.band("A:2", "B:2") == found.band("A:3", "B:2") == "check"
    assert found.band("A:2", "A:3") == "different"


def test_nobody_vouches_for_two_entries_of_one_list_with_differing_numbers() -> None:
    """The row that fits both may be of either, so all three pairs are for a person to check."""
    entries = [{**KOFI, "crn": "X987001"}, {**KOFI, "crn": "X123789"}]
    found = on_lists(entries, [KOFI])
    for pair in (("A:2", "A:3"), ("A:2", "B:2"), ("A:3", "B:2")):
        assert found.band(*pair) == "check"


def test_a_row_that_clearly_fits_one_of_two_entries_is_that_one() -> None:
    entries = [{**KOFI, "crn": "X987001", "address": HOME}, {**KOFI, "crn": "X123789"}]
    found = on_lists(entries, [{**KOFI, "address": HOME}])
    assert found.band("A:2", "B:2") == "same"
    assert found.band("A:3", "B:2") == "check"


def test_two_entries_of_one_list_that_share_a_number_are_vouched_for_by_it() -> None:
    entries = [{**KOFI, "crn": "X987001", "pnc": a_pnc(1)}, {**KOFI, "crn": "X123789"}]
    found = on_lists(entries, [{**KOFI, "crn": "X123789", "crn 2": "X987001"}])
    assert found.band("A:2", "B:2") == found.band("A:3", "B:2") == "same"
    assert found.band("A:2", "A:3") == "check"


@pytest.mark.parametrize("address", [HOME, ""])
def test_nobody_vouches_for_two_rows_of_one_list_without_a_date_or_a_number(address: str) -> None:
    """Father and son of one name are on one list together, and one row elsewhere fits both."""
    bare = {"forename": "Kofi", "surname": "Quillan", "address": address}
    found = on_lists([bare, {**bare, "date_of_birth": "12/05/1985"}], [{**KOFI, "address": HOME}])
    assert found.band("A:2", "A:3") != "same"
    assert found.band("A:2", "B:2") != "same"


@pytest.mark.parametrize("surname", ["Quillam", "Qillan"])
def test_twins_whose_surname_is_mistyped_are_at_most_asked_about(surname: str) -> None:
    found = on_lists(TWINS[:1], [{**TWINS[1], "surname": surname}])
    assert found.band("A:2", "B:2") != "same"


def test_brothers_at_one_address_are_two_people() -> None:
    brothers = [
        {**KOFI, "forename": "Daniel", "address": HOME, "date_of_birth": "23/11/1988"},
        {**KOFI, "forename": "Joseph", "address": HOME},
    ]
    found = on_lists(brothers[:1], brothers[1:])
    assert found.band("A:2", "B:2") == "different"


def test_a_listing_between_two_others_vouches_for_them() -> None:
    first = {"forename": "Kofi", "surname": "Quillan", "pnc": a_pnc(4711)}
    between = {**KOFI, "pnc": a_pnc(4711), "crn": "X987001"}
    last = {"forename": "K", "surname": "Quillan", "crn": "X987001"}
    alone = on_lists([first], [last])
    assert alone.band("A:2", "B:2") != "same"
    found = on_lists([first], [between], [last])
    assert found.one_person("A:2", "B:2", "C:2")
    assert found.band("A:2", "C:2") == "same"


def test_nobody_vouches_for_a_pair_that_speaks_against_itself() -> None:
    first = {**COMMON, "pnc": a_pnc(4711), "sex": "M"}
    between = {"forename": "J", "surname": "Smith", "pnc": a_pnc(4711), "cro": a_cro(815)}
    last = {**COMMON, "forename": "Janet", "date_of_birth": "01/03/1999", "cro": a_cro(815)}
    found = on_lists([first], [between], [{**last, "sex": "F"}])
    assert found.band("A:2", "C:2") != "same"


def test_a_list_alone_is_searched_for_repeats() -> None:
    rows = strangers(40, "one list")
    found = answer(a_list("A", {**KOFI, "crn": "X987001"}, *rows, {**KOFI, "crn": "X987001"}))
    assert found.bands == {frozenset(("A:2", "A:43")): Band.same}


def test_one_name_twice_on_one_list_needs_more_than_on_two() -> None:
    once = on_lists([KOFI], [KOFI]).weight("A:2", "B:2")
    assert on_lists([KOFI, KOFI], []).weight("A:2", "A:3") < once


@pytest.mark.parametrize("rows", [[], [KOFI]])
def test_a_list_of_nobody_or_one_person(rows: list[Row]) -> None:
    found = answer(a_list("A", *rows))
    assert (len(found.listings), len(found.people), found.bands) == (len(rows), len(rows), {})


def test_lists_on_which_everybody_is_left_out() -> None:
    victim = {**KOFI, "role": "victim"}
    found = answer(a_list("A", victim), a_list("B", victim))
    assert len(found.listings) == 0 and found.people == set()


def test_lists_that_share_nobody() -> None:
    found = on_lists([], [], others=30)
    assert found.bands == {}
    assert len(found.people) == 60


def test_a_name_alone_is_never_certain_however_rare() -> None:
    bare: Row = {"forename": "Zebedee", "surname": "Quillfeather"}
    found = answer(a_list("A", bare, *strangers(40, "A")), a_list("B", bare, *strangers(40, "B")))
    assert found.band("A:2", "B:2") == "check"


def test_a_name_and_a_first_of_january_are_never_certain() -> None:
    row: Row = {
        "forename": "Zebedee",
        "surname": "Quillfeather",
        "date_of_birth": "01/01/1988",
    }
    found = answer(a_list("A", row, *strangers(40, "A")), a_list("B", row, *strangers(40, "B")))
    assert found.band("A:2", "B:2") == "check"


def test_mother_and_daughter_of_one_name_on_a_list_of_families_are_not_asked_about() -> None:
    both = {"forename": "Tanya", "surname": "Quillan", "address": HOME, "reference": "SF7"}
    found = on_lists([{**both, "status": "Mother"}, {**both, "status": "Child"}], role=Role.family)
    assert found.band("A:2", "A:3") == "different"


def test_one_father_listed_twice_in_one_family_is_one() -> None:
    father = {**KOFI, "address": HOME, "reference": "SF7", "status": "Father"}
    found = on_lists([father, {**father, "forename": "K", "date_of_birth": ""}], role=Role.family)
    assert found.band("A:2", "A:3") == "same"
    son = {**father, "status": "Child"}
    alone = on_lists([son, {**son, "forename": "K", "date_of_birth": ""}], role=Role.family)
    assert alone.band("A:2", "A:3") == "check"
