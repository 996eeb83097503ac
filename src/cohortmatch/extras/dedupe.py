"""Labels that were given in dedupe, for `cm.fit`.

    model = cm.fit(lists, labels("training.json", data))

dedupe saves the records of each labelled pair and not their ids, so the records are looked up in
the data that it was given. Written for dedupe 3 (MIT), which is not needed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cohortmatch.core.accepting import a_mapping, a_path
from cohortmatch.core.errors import AnswersError, SettingsError

__all__ = ["labels"]

ANSWERS = {"match": "same", "distinct": "different"}
"""What dedupe calls an answer, and what it is here."""
DATA = "{listing id: record}, as dedupe was given it"
Records = Mapping[str, Mapping[str, Any]]


def labels(training: str | Path, *data: Records) -> pd.DataFrame:
    """The labelled pairs of dedupe's training file as a table of labels: left, right, answer.

    `data` is what dedupe was given, {listing id: record}, two of them where it linked two files; a
    listing id is `list:row`. Where several listings have one record, the first is taken. Raises
    SettingsError for a file that is not dedupe's, AnswersError where records of it are not in the
    data; neither holds a value of a record.
    """
    said = _read(a_path("training", training))
    places: dict[str, str] = {}
    for records in data:
        for listing, record in a_mapping("data", records, DATA).items():
            places.setdefault(_key(a_mapping("data", record, DATA)), str(listing))
    rows = [
        (*(places.get(_key(each)) for each in pair), answer)
        for name, answer in ANSWERS.items()
        for pair in _pairs(said[name])
    ]
    unknown = [number for number, row in enumerate(rows, 1) if None in row]
    if unknown:
        told = f"{len(unknown)} of {len(rows)} labelled pairs hold a record that the data do not"
        raise AnswersError([f"training: {told}; give the data that dedupe was given"])
    return pd.DataFrame(rows, columns=["left", "right", "answer"])


def _read(path: Path) -> Mapping[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise SettingsError("training: the file cannot be read") from None
    except ValueError:
        raise SettingsError("training: the file is not JSON") from None
    if not isinstance(said, dict) or not all(isinstance(said.get(n), list) for n in ANSWERS):
        raise SettingsError("training: the file is not one that dedupe's write_training wrote")
    return said


def _pairs(found: list[Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for each in found:
        pair = each.get("__value__", each) if isinstance(each, dict) else each
        if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_record, pair)):
            raise SettingsError("training: a labelled pair is not two records")
        yield pair[0], pair[1]


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and "__class__" not in value


def _key(record: Mapping[str, Any]) -> str:
    """A record as text, whatever the order of its fields and however tuples are written."""
    return json.dumps(_plain(dict(record)), sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if "__class__" in value:
            return _plain(value.get("__value__"))
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
