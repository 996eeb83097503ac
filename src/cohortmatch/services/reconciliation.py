"""The reconciliation service of a reader's view: answers of the Reconciliation Service API 0.2.

The API is that of the W3C Entity Reconciliation Community Group (final report of 10 April 2023,
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/), which OpenRefine
speaks. An entity is a person of the view, a property a field of a list.

Policy: `match` is true for band `same` alone. Each look is in the audit log, without names, before
it is answered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from cohortmatch.core import markup
from cohortmatch.disclosure.audience import ask
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.details import iso, spoken
from cohortmatch.people.persons import Person
from cohortmatch.services.reconciliation_queries import (
    PROPERTIES,
    TYPE,
    WrongQuery,
    extend_of,
    queries_of,
)
from cohortmatch.services.record_matcher import MatchedPerson, RecordMatcher
from cohortmatch.values.text import fold
from cohortmatch.version import __version__

__all__ = ["Reconciliation"]

VERSIONS = ("0.2",)
PERSON = {"id": TYPE, "name": "Person"}
IDENTIFIERS, SCHEMA = "urn:cohortmatch:people", "urn:cohortmatch:fields"
"""What the ids of people and of properties are; no address, because it would hold the secret."""
LISTS = {"lists": "lists", "perhaps_on": "lists to check"}
FETCHED = {**PROPERTIES, **LISTS}
"""The properties that a data extension may ask for."""
SHORTEST, SUGGESTED = 2, 20
"""Letters from which names are suggested, and how many names at most."""
WIDTH, HEIGHT = 420, 260
Look = Callable[[str, Mapping[str, int]], None]
"""Logs a look: the command and its counts."""


class Reconciliation:
    """Answers of the service; `look` logs each look before it is answered. Calls from several
    threads run one after the other.

    Methods raise WrongQuery for a request that cannot be answered.
    """

    def __init__(self, view: Redacted, name: str, look: Look) -> None:
        self._view, self._name, self._look = view, name, look
        self._matcher = RecordMatcher(view)
        self._alone = threading.Lock()

    @property
    def people(self) -> int:
        """How many people may be found."""
        return len(self._matcher.people)

    def manifest(self, base: str) -> dict[str, Any]:
        """The service manifest; `base` is the service's address."""

        def at(path: str) -> dict[str, str]:
            return {"service_url": base, "service_path": path}

        preview = f"{base}/preview?id={{{{id}}}}"
        return {
            "versions": list(VERSIONS),
            "name": self._name,
            "identifierSpace": IDENTIFIERS,
            "schemaSpace": SCHEMA,
            "serviceVersion": __version__,
            "defaultTypes": [PERSON],
            "view": {"url": preview},
            "preview": {"url": preview, "width": WIDTH, "height": HEIGHT},
            "suggest": {each: at(f"/suggest/{each}") for each in ("entity", "property", "type")},
            "extend": {"propose_properties": at("/properties"), "property_settings": []},
        }

    def reconcile(self, text: str) -> dict[str, Any]:
        """The candidates of a batch of queries, given as JSON."""
        queries = queries_of(text)
        with self._alone:
            found = self._matcher.match([each.record for each in queries.values()])
            shown = {
                key: people[: query.limit]
                for (key, query), people in zip(queries.items(), found, strict=True)
            }
            counts = {
                "queries": len(queries),
                "candidates": sum(map(len, shown.values())),
                "matches": sum(each.is_same for some in shown.values() for each in some),
            }
            self._look("reconcile", counts)
            return {key: {"result": list(map(self._candidate, e))} for key, e in shown.items()}

    def _candidate(self, found: MatchedPerson) -> dict[str, Any]:
        return {
            **self._entity(found.person),
            "type": [PERSON],
            "score": round(100 * found.probability, 2),
            "match": found.is_same,
            "features": [{"id": "match_weight_bits", "value": round(found.weight, 3)}],
        }

    def _entity(self, person: Person) -> dict[str, str]:
        born = ", ".join(f"born {spoken(each)}" for each in self._born(person))
        told = "; ".join(filter(None, (born, self._lists(person))))
        return {"id": person.person_id, "name": self._view.title(person), "description": told}

    def _born(self, person: Person) -> list[Any]:
        return self._view.details.born(sorted(person.core))

    def _on(self, person: Person, *, sure: bool) -> list[str]:
        """The lists that certainly have a person, or those that perhaps have them."""
        names = self._view.list_names
        return [names[code] for code in person.lists if self._is_sure(person, code) is sure]

    def _is_sure(self, person: Person, code: int) -> bool:
        return self._view.found_on(person, code)[0]

    def _lists(self, person: Person) -> str:
        perhaps = self._on(person, sure=False)
        told = [
            ", ".join(self._on(person, sure=True)),
            f"perhaps {', '.join(perhaps)}" if perhaps else "",
            *map(ask, self._view.known_to(person)),
        ]
        return "; ".join(filter(None, told))

    def extend(self, text: str) -> dict[str, Any]:
        """The properties of some people, asked for in JSON; nothing of an id that is nobody's."""
        asked = extend_of(text, FETCHED)
        with self._alone:
            known = [self._by_id[each] for each in asked.ids if each in self._by_id]
            self._look("reconcile, data extension", {"people": len(known)})
            rows = {each: self._row(each, asked.properties) for each in asked.ids}
        return {"meta": [{"id": e, "name": FETCHED[e]} for e in asked.properties], "rows": rows}

    def _row(self, person_id: str, properties: Iterable[str]) -> dict[str, list[dict[str, str]]]:
        person = self._by_id.get(person_id)
        return {
            name: [{"str": text} for text in (self._values(person, name) if person else ())]
            for name in properties
        }

    def _values(self, person: Person, name: str) -> list[str]:
        """What the person's listings that are certain say of a field, each value once."""
        if name in LISTS:
            return self._on(person, sure=name == "lists")
        if name == "name":
            return [self._view.title(person)]
        if name == "date_of_birth":
            return [iso(each) for each in self._born(person)]
        told = (self._view.written.cells(i, name, known=True) for i in sorted(person.core))
        return list(dict.fromkeys(text for cells in told for _, text in cells))

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {person.person_id: person for person in self._matcher.people}

    def suggest_entity(self, prefix: str, cursor: int = 0) -> dict[str, Any]:
        """People one of whose names begins with the text, of two letters at least."""
        words = fold(prefix)
        with self._alone:
            found = [
                person
                for person, names in self._names.items()
                if len(words) >= SHORTEST and any(each.startswith(words) for each in names)
            ]
            people = [self._by_id[each] for each in found[cursor : cursor + SUGGESTED]]
            self._look("reconcile, suggest", {"people": len(people)})
            return {"result": [{**self._entity(p), "notable": [PERSON]} for p in people]}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """What a person's name may begin with, folded, by the person's id."""
        found = {}
        for person_id, person in self._by_id.items():
            title = fold(self._view.title(person))
            words = title.split()
            found[person_id] = [" ".join(words[n:]) for n in range(len(words))]
        return found

    def suggest_property(self, prefix: str) -> dict[str, Any]:
        """The properties whose id or words begin with the text."""
        return {"result": _suggested(PROPERTIES, prefix)}

    def suggest_type(self, prefix: str) -> dict[str, Any]:
        """The one type, where it begins with the text."""
        return {"result": _suggested({TYPE: PERSON["name"]}, prefix)}

    def propose(self, kind: str, limit: int | None = None) -> dict[str, Any]:
        """The properties that a data extension may fetch of a type."""
        if kind not in ("", TYPE):
            raise WrongQuery(f"type: there is no such type; there is “{TYPE}” alone")
        properties = [{"id": name, "name": words} for name, words in FETCHED.items()]
        told = {"type": TYPE, "properties": properties[:limit]}
        return told if limit is None else {**told, "limit": limit}

    def preview(self, person_id: str) -> str:
        """A small page about one person; WrongQuery for an id that is nobody's."""
        person = self._by_id.get(person_id)
        if person is None:
            raise WrongQuery("id: there is no such person")
        with self._alone:
            self._look("reconcile, preview", {"people": 1})
            told = (
                f"{words}: {', '.join(values)}"
                for name, words in FETCHED.items()
                if name != "name" and (values := self._values(person, name))
            )
            return markup.heading(self._view.title(person)) + markup.lines(
                [*told, *map(ask, self._view.known_to(person))]
            )

    def __repr__(self) -> str:
        return f"<Reconciliation: {self.people} people>"


def _suggested(known: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    start = fold(prefix)
    return [
        {"id": name, "name": words}
        for name, words in known.items()
        if name.startswith(start) or fold(words).startswith(start)
    ]
