"""JSON Schemas of what the Reconciliation Service API 0.2 has a service answer.

Made for these tests from the tables of the specification (W3C Entity Reconciliation Community
Group, final report of 10 April 2023, sections 3 to 7) and compared with the schemas of its
repository (reconciliation-api/specs, 0.2/schemas): the same members are required and each is of the
same type. They are stricter in one way: a member that the specification does not name is refused.
"""

from __future__ import annotations

from typing import Any

TEXT, FLAG, NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "number"}
WITH_ID = {"type": "string", "pattern": r"\{\{id\}\}"}


def a(required: str = "", **members: Any) -> dict[str, Any]:
    """An object with these members and no others."""
    return {
        "type": "object",
        "properties": members,
        "required": required.split(),
        "additionalProperties": False,
    }


def some(of: dict[str, Any]) -> dict[str, Any]:
    """A list."""
    return {"type": "array", "items": of}


def by_key(of: dict[str, Any]) -> dict[str, Any]:
    """An object whose members are all of one kind."""
    return {"type": "object", "additionalProperties": of}


A_TYPE = a("id name", id=TEXT, name=TEXT, description=TEXT)
SERVICE = a(service_url=TEXT, service_path=TEXT, flyout_service_url=TEXT, flyout_service_path=TEXT)
MANIFEST = a(
    "versions name identifierSpace schemaSpace",
    versions={**some(TEXT), "contains": {"const": "0.2"}},
    name=TEXT,
    identifierSpace={"type": "string", "pattern": "^[a-z]+:"},
    schemaSpace={"type": "string", "pattern": "^[a-z]+:"},
    documentation=TEXT,
    serviceVersion=TEXT,
    defaultTypes={**some(A_TYPE), "uniqueItems": True},
    view=a("url", url=WITH_ID),
    preview=a(
        "url width height", url=WITH_ID, width={"type": "integer"}, height={"type": "integer"}
    ),
    suggest=a(entity=SERVICE, property=SERVICE, type=SERVICE),
    extend=a(
        propose_properties=a("service_url service_path", service_url=TEXT, service_path=TEXT),
        property_settings=some({"type": "object", "required": ["type", "label", "name"]}),
    ),
)
CANDIDATE = a(
    "id name score",
    id=TEXT,
    name=TEXT,
    description=TEXT,
    score=NUMBER,
    features=some(a(id=TEXT, value={"type": ["boolean", "number"]})),
    match=FLAG,
    type=some(a("id", id=TEXT, name=TEXT)),
)
RESULTS = by_key(a("result", result=some(CANDIDATE)))
VALUE = {
    "oneOf": [
        a("id name", id=TEXT, name=TEXT),
        a("str", str=TEXT),
        a("float", float=NUMBER),
        a("int", int={"type": "integer"}),
        a("date", date=TEXT),
    ]
}
EXTENSION = a(
    "rows meta",
    meta=some(a("id name", id=TEXT, name=TEXT, type=A_TYPE, service=TEXT)),
    rows=by_key(by_key(some(VALUE))),
)
ENTITIES = a(
    "result", result=some(a("id name", id=TEXT, name=TEXT, description=TEXT, notable=some(A_TYPE)))
)
SUGGESTED = a("result", result=some(A_TYPE))
PROPOSED = a(
    "type properties", type=TEXT, limit=NUMBER, properties=some(a("id name", id=TEXT, name=TEXT))
)
