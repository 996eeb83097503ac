"""Values to codes: a number for each distinct value, and who has which."""

from __future__ import annotations

import numpy as np

from cohortmatch.normalising.coding import FieldBuilder, Vocabulary


def test_distinct_values_are_numbered_as_they_are_first_seen() -> None:
    words: Vocabulary[str] = Vocabulary()
    assert words.codes(["b", "a", "b"]).tolist() == [0, 1, 0]
    assert words.code("c") == 2 and words.code("a") == 1
    assert words.values == ("b", "a", "c")


def test_a_field_is_gathered_list_by_list() -> None:
    builder: FieldBuilder[str] = FieldBuilder()
    builder.add(np.array([2, 0], dtype=np.int64), ["x", "y"])
    builder.add(np.array([2, 2], dtype=np.int64), ["x", "z"])
    field = builder.build(4)
    assert [field.of(i) for i in range(4)] == [("y",), (), ("x", "z"), ()]


def test_a_field_nobody_has() -> None:
    builder: FieldBuilder[str] = FieldBuilder()
    assert [builder.build(2).of(i) for i in range(2)] == [(), ()]
    builder.add(np.empty(0, dtype=np.int64), [])
    assert len(builder.build(2)) == 2
