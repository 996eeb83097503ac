"""What a trusted unit without the key could find out: the rates that the pages state are bounds."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

PEOPLE = 300
FREQUENCY, GRAPH = 0.15, 0.2
"""The most that is found by frequency and by graph, with the whole of both lists at hand."""


@pytest.fixture
def unit(benchmark_named: Callable[[str], ModuleType]) -> ModuleType:
    return benchmark_named("between_unit")


@pytest.fixture
def attacked(unit: ModuleType) -> dict[str, object]:
    """An attacker's rates on two boroughs, with their own lists and with others that are like."""
    own, like = ([each.keys for each in unit.invented(seed, 1.0, PEOPLE)] for seed in (3, 103))
    key = unit.new_key()
    lists = [unit.encode(k, name, key) for k, name in zip(own, unit.NAMES, strict=True)]
    tokens = unit.seen([each.people for each in lists])
    assert sum(map(len, tokens[0])) > 100
    return {
        "dictionary": unit.dictionary_hits(tokens, own),
        "frequency": unit.frequency_rate(tokens, own, own, key),
        "frequency, similar": unit.frequency_rate(tokens, own, like, key),
        "graph": unit.graph_rate(tokens, lists, own),
        "graph, similar": unit.graph_rate(tokens, lists, like),
        "graph, alone": unit.graph_rate(unit.seen([lists[0].people]), lists[:1], own[:1]),
    }


def test_attacks_find_no_more_than_the_pages_say(attacked: dict[str, object]) -> None:
    def share(name: str) -> float:
        rates = attacked[name]
        return rates.right / rates.all  # type: ignore[attr-defined,no-any-return]

    assert attacked["dictionary"] == 0
    assert share("frequency") <= FREQUENCY and share("frequency, similar") <= 0.01
    assert share("graph") <= GRAPH and share("graph, alone") <= 0.02


def test_an_attack_can_succeed(unit: ModuleType) -> None:
    """The attacks work where there is something to find: a graph in which everybody is unlike."""
    known = [[[(0, "a"), (1, "b")], [(0, "c")], []], [[(0, "a")], [(1, "b")], [(0, "c")]]]
    codes = {"a": "x", "b": "y", "c": "z"}
    encoded = [[[(kind, codes[t]) for kind, t in p] for p in own] for own in known]
    found = unit.by_graph(encoded, known)
    assert found and all(one == other for one, other in found.items())
    assert unit.by_frequency([[[(1, "y")]]], [[[(1, "b")]]]) == {"y": "b"}
