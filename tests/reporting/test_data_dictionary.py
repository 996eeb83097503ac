"""The one table of fields: what it says is what Arrow, Parquet, CSV and datapackage.json hold."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest

import cohortmatch as cm
from cohortmatch.reporting.dictionary import table, tables
from cohortmatch.synthetic import invent

PANDAS = {"string": "str", "integer": "int64", "number": "float64", "date": "str"}
ARROW = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "date": pyarrow.date32(),
}
PACKAGE: Mapping[str, Any] = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "name": {"pattern": "^[a-z0-9._/-]+$"},
        "resources": {
            "minItems": 1,
            "items": {
                "required": ["name", "path", "schema"],
                "properties": {
                    "name": {"pattern": "^[a-z0-9._/-]+$"},
                    "path": {"pattern": "^[^./][^:]*$"},
                    "hash": {"pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "minItems": 1,
                                "items": {
                                    "required": ["name", "type"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "number", "date"]}
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}
"""What a data package must have, of the published profile 2.0."""


@pytest.fixture(scope="module")
def matched() -> cm.CrossReference:
    return cm.match(invent(seed=5, people=120).frames, as_of="2026-06-01")


@pytest.fixture(scope="module")
def contents(matched: cm.CrossReference) -> dict[str, bytes]:
    return matched.files(parquet=True)


def test_every_table_of_a_result_has_the_types_that_are_stated(matched: cm.CrossReference) -> None:
    found = matched.to_arrow()
    assert set(found) == {each.name for each in tables()}
    for name, each in found.items():
        fields = table(name).fields_of(each.column_names)
        assert [ARROW[field.kind] for field in fields] == each.schema.types, name
        assert hasattr(each, "__arrow_c_stream__") and each.num_rows
        keys = pd.DataFrame({key: each.column(key).to_pylist() for key in table(name).key})
        assert not keys.duplicated().any(), name


def test_the_frames_have_them_too(matched: cm.CrossReference) -> None:
    for name in ("people", "memberships", "links", "tracker", "families"):
        frame = getattr(matched, name)
        for field in table(name).fields_of(frame.columns):
            kind = "row" if field.name == "row" else PANDAS[field.kind]
            actual = str(frame[field.name].dtype).replace("object", "str")
            assert kind in ("row", actual), (name, field.name)


def test_every_fixed_field_is_a_column_and_every_pattern_stands_for_some(
    matched: cm.CrossReference,
) -> None:
    for name, each in matched.to_arrow().items():
        fixed = [field.name for field in table(name).fields if not field.is_pattern]
        assert set(fixed) <= set(each.column_names), name
        patterns = {field.words for field in table(name).fields if field.is_pattern}
        told = {field.words for field in table(name).fields_of(each.column_names)}
        assert patterns <= told, name


def test_arrow_says_what_the_frames_say(matched: cm.CrossReference) -> None:
    found = matched.to_arrow()
    assert found["people"].column("names").to_pylist() == matched.people["names"].tolist()
    assert found["links"].column("weight").to_pylist() == matched.links["weight"].tolist()
    reviews = [
        each.isoformat() if each else "" for each in found["tracker"]["next_review"].to_pylist()
    ]
    assert reviews == matched.tracker["next_review"].tolist() and any(reviews)


def test_the_tidy_tables_have_a_row_for_each_cell_that_says_something(
    matched: cm.CrossReference,
) -> None:
    found = matched.to_arrow()
    levels = matched.links.drop(columns=["left", "right", "weight", "band"])
    assert found["evidence"].num_rows == int((levels != "missing").to_numpy().sum())
    statuses = [name for name in matched.tracker if ": " in name]
    assert found["statuses"].num_rows == int((matched.tracker[statuses] != "").to_numpy().sum())
    assert "Next review" in found["statuses"].column("status").to_pylist()


def test_parquet_holds_what_to_arrow_gives(
    matched: cm.CrossReference, contents: dict[str, bytes]
) -> None:
    for name, each in matched.to_arrow().items():
        if not table(name).result:
            assert pyarrow.parquet.read_table(io.BytesIO(contents[f"{name}.parquet"])).equals(each)


def test_without_parquet_there_is_none(matched: cm.CrossReference) -> None:
    assert not [name for name in matched.files() if name.endswith(".parquet")]


def test_the_data_package_describes_every_table_as_it_is(contents: dict[str, bytes]) -> None:
    package = json.loads(contents["datapackage.json"])
    jsonschema.validate(package, PACKAGE)
    tables_of = {name for name in contents if name.endswith((".csv", ".parquet"))}
    assert {each["path"] for each in package["resources"]} == tables_of
    for each in package["resources"]:
        content = contents[each["path"]]
        if each["format"] == "csv":
            assert each["bytes"] == len(content)
        else:
            assert "bytes" not in each, "validators count the bytes of text alone"
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if each["format"] == "csv":
            read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
            assert [field["name"] for field in each["schema"]["fields"]] == list(read.columns)
            for field in each["schema"]["fields"]:
                if field["type"] in ("integer", "number"):
                    pd.to_numeric(read[field["name"]])


def test_the_data_package_names_nobody(
    matched: cm.CrossReference, contents: dict[str, bytes]
) -> None:
    said = contents["datapackage.json"].decode()
    assert matched.people["names"].iloc[0].split("; ")[0] not in said
    assert matched.marking.text in said


def test_a_list_named_like_a_formula_is_named_as_its_column_is() -> None:
    frame = pd.DataFrame({"Name": ["Ivor Quarmby"], "DOB": ["03/04/1989"]})
    found = cm.match({"=IOM": frame, "SGV": frame}, as_of="2026-06-01").files()
    [people] = [
        e for e in json.loads(found["datapackage.json"])["resources"] if e["name"] == "people"
    ]
    assert "'=IOM" in [field["name"] for field in people["schema"]["fields"]]


def test_an_empty_result_has_every_table_with_its_types() -> None:
    one, other = ({"Name": ["Ada Pym"]}, {"Name": ["Bo Zebb"]})
    found = cm.match({"IOM": pd.DataFrame(one), "SGV": pd.DataFrame(other)}).to_arrow()
    assert found["people"].num_rows == found["evidence"].num_rows == 0
    assert found["links"].schema.field("weight").type == pyarrow.float64()
    assert found["evidence"].schema.names == ["left", "right", "comparison", "level"]


def test_a_later_run_writes_parquet_again_where_it_stands(
    matched: cm.CrossReference, tmp_path: Any
) -> None:
    matched.write(tmp_path / "june", parquet=True)
    (tmp_path / "june" / "people.parquet").write_bytes(b"old")
    matched.write(tmp_path / "june")
    assert pyarrow.parquet.read_table(tmp_path / "june" / "people.parquet").num_rows == len(
        matched.people
    )
