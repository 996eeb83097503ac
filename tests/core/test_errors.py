"""Every error survives pickle and copy whole, and so comes back out of another process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from cohortmatch.core import errors
from cohortmatch.core.errors import (
    AnswersError,
    CohortmatchError,
    ColumnsError,
    ListError,
    ListErrors,
    UnknownListing,
)

LIST_ERRORS: list[ListError] = [
    kind("IOM", "no name column", "give it one", row=3, column="Surname")
    for kind in (ListError, errors.FileError, ColumnsError)
]
PLAIN = [
    kind("what is wrong")
    for kind in (
        CohortmatchError,
        errors.SettingsError,
        errors.OutputError,
        errors.StoreError,
        errors.BaseError,
        errors.ExchangeError,
    )
]
MADE: list[CohortmatchError] = [
    *LIST_ERRORS,
    ListError("IOM", "no name column", "give it one"),
    ListErrors(LIST_ERRORS),
    UnknownListing("IOM:9999", "no such row"),
    AnswersError(["row 2: no such pair", "row 3: no answer"]),
    *PLAIN,
]
WAYS: dict[str, Callable[[CohortmatchError], CohortmatchError]] = {
    **{
        f"pickle {protocol}": lambda error, protocol=protocol: pickle.loads(  # type: ignore[misc]
            pickle.dumps(error, protocol)
        )
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    },
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def told(error: CohortmatchError) -> tuple[object, ...]:
    """All that an error says, and the errors in it."""
    inner = [told(each) for each in getattr(error, "errors", ())]
    own = {name: value for name, value in vars(error).items() if name != "errors"}
    return type(error), str(error), error.args, own, inner


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_an_error_survives_whole(error: CohortmatchError, way: str) -> None:
    again = WAYS[way](error)
    assert again is not error
    assert told(again) == told(error)


def test_a_note_added_to_it_survives() -> None:
    error = ListError("IOM", "no name column", "give it one")
    error.add_note("while reading June's lists")
    assert pickle.loads(pickle.dumps(error)).__notes__ == ["while reading June's lists"]


def classes(kind: type[CohortmatchError]) -> Iterator[type[CohortmatchError]]:
    """An error class and all below it that this package makes."""
    yield kind
    for each in kind.__subclasses__():
        yield from classes(each)


def test_every_class_of_errors_is_among_those_tried() -> None:
    own = {each for each in classes(CohortmatchError) if each.__module__ == errors.__name__}
    assert own == {type(each) for each in MADE}


def refused() -> None:
    """Raise what a list without a name column raises."""
    raise ListErrors(LIST_ERRORS)


def test_a_pool_hands_the_error_on() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(ListErrors) as raised,
    ):
        pool.submit(refused).result(timeout=60)
    assert [each.column for each in raised.value.errors] == ["Surname"] * 3
