"""Labels of dedupe's training file, found again in the data that it was given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cohortmatch as cm
from cohortmatch.core.errors import AnswersError, SettingsError
from cohortmatch.extras.dedupe import labels

DATA = {
    "A:0": {"name": "Ivor Quarmby", "tags": ("x", "y"), "dob": None},
    "B:0": {"name": "Ivor Quarmbey", "tags": (), "dob": None},
    "B:1": {"name": "Una Zebb", "tags": (), "dob": "1990-02-03"},
}


def tuples(value: Any) -> Any:
    """A value as dedupe writes it: a tuple says that it is one."""
    if isinstance(value, tuple):
        return {"__class__": "tuple", "__value__": [tuples(each) for each in value]}
    if isinstance(value, list):
        return [tuples(each) for each in value]
    return {k: tuples(v) for k, v in value.items()} if isinstance(value, dict) else value


def training(tmp_path: Path, match: Any, distinct: Any) -> Path:
    file = tmp_path / "training.json"
    file.write_text(json.dumps(tuples({"distinct": distinct, "match": match})), encoding="utf-8")
    return file


def test_each_pair_has_its_listings_and_answer(tmp_path: Path) -> None:
    turned = dict(reversed(DATA["B:1"].items()))
    file = training(tmp_path, [(DATA["A:0"], DATA["B:0"])], [(DATA["A:0"], turned)])
    assert labels(file, DATA).to_numpy().tolist() == [
        ["A:0", "B:0", "same"],
        ["A:0", "B:1", "different"],
    ]
    one, other = {"A:0": DATA["A:0"]}, {n: DATA[n] for n in ("B:0", "B:1")}
    assert len(labels(file, one, other)) == 2


def test_a_model_is_fitted_to_them(tmp_path: Path) -> None:
    lists = {
        "A": [{"Name": "Ivor Quarmby"}],
        "B": [{"Name": "Ivor Quarmbey"}, {"Name": "Una Zebb"}],
    }
    file = training(tmp_path, [(DATA["A:0"], DATA["B:0"])], [(DATA["A:0"], DATA["B:1"])])
    model = cm.fit(lists, labels(file, DATA))
    assert model.sources["labels"].startswith("1 pair")


def test_dedupe_itself_writes_such_files(tmp_path: Path) -> None:
    serializer = pytest.importorskip("dedupe.serializer", reason="dedupe is not installed")
    file = tmp_path / "training.json"
    with file.open("w", encoding="utf-8") as stream:
        pairs = {"match": [(DATA["A:0"], DATA["B:0"])], "distinct": []}
        serializer.write_training(pairs, stream)
    assert labels(file, DATA)["right"].tolist() == ["B:0"]


def test_records_that_the_data_do_not_have_are_counted_and_not_told(tmp_path: Path) -> None:
    file = training(tmp_path, [({"name": "Zebedee"}, DATA["B:0"])], [])
    with pytest.raises(AnswersError, match="1 of 1 labelled pairs") as refused:
        labels(file, DATA)
    assert "Zebedee" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "not one that dedupe"),
        ('{"match": []}', "not one that dedupe"),
        ('{"match": [5], "distinct": []}', "not two records"),
        ('{"match": [[{}]], "distinct": []}', "not two records"),
        (None, "cannot be read"),
    ],
)
def test_another_file_is_refused_in_words(tmp_path: Path, text: str | None, words: str) -> None:
    file = tmp_path / "training.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        labels(file, DATA)
