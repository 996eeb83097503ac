"""Which pair is asked first."""

from __future__ import annotations

from sketches import SAME_NAME, Link, Sketch, answer

N = {"N": "name"}
ROWS = {2: ("Ann ARDEN",), 3: ("Ann ARDEN",)}
LISTS = [Sketch("a", N, ROWS), Sketch("b", N, ROWS), Sketch("r", N, ROWS, kind="register")]


def check(weight: float) -> Link:
    return weight, "check", SAME_NAME


def asked(links: dict[tuple[str, str], Link]) -> list[str]:
    return answer(LISTS, [], links).review_queue().index.tolist()


def test_two_panels_before_a_register_before_one_list() -> None:
    links = {
        ("b:2", "b:3"): check(0.1),
        ("a:2", "r:2"): check(0.1),
        ("a:3", "b:2"): check(5.0),
    }
    assert asked(links) == ["a:3 | b:2", "a:2 | r:2", "b:2 | b:3"]


def test_nearest_to_even_odds_first() -> None:
    links = {("a:2", "b:2"): check(4.0), ("a:3", "b:3"): check(-1.0)}
    assert asked(links) == ["a:3 | b:3", "a:2 | b:2"]


def test_a_pair_that_another_answer_settles_comes_last() -> None:
    """a:2 and b:2 are certainly one, so r:2 is asked about once first."""
    links = {
        ("a:2", "b:2"): (20.0, "same", SAME_NAME),
        ("a:2", "r:2"): check(1.0),
        ("b:2", "r:2"): check(2.0),
        ("a:3", "b:3"): check(6.0),
        ("a:3", "r:3"): check(3.0),
    }
    assert asked(links)[-1] == "b:2 | r:2"


def test_only_pairs_to_check_are_asked() -> None:
    assert asked({("a:2", "b:2"): (20.0, "same", SAME_NAME)}) == []
