"""Work without the collector of cycles: what it passes over, and that garbage does not heap up."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from cohortmatch.core import uncollected as module
from cohortmatch.core.uncollected import uncollected


class Ring:
    """An object that holds itself: only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "_passed_over", 0)
    was = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was else gc.disable)()


def test_nothing_is_collected_inside_and_it_goes_on_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_program_that_never_collects_still_does_not() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_what_was_made_inside_counts_as_old() -> None:
    with uncollected():
        made = [[] for _ in range(5_000)]
    assert gc.get_count()[0] < 1_000
    old = {id(each) for each in gc.get_objects(generation=2)}
    assert all(id(each) in old for each in made)


def test_garbage_in_cycles_is_freed_once_many_objects_were_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MANY", 3_000)
    living: list[weakref.ref[Ring]] = []
    for _ in range(20):
        with uncollected():
            living += [weakref.ref(Ring()) for _ in range(500)]
    assert sum(each() is not None for each in living) < 5_000


def test_objects_that_a_program_has_frozen_stay_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with uncollected():
            pass
        assert gc.get_freeze_count() >= frozen - 100 > 0
    finally:
        gc.unfreeze()
