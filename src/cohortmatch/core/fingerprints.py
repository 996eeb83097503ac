"""Fingerprints: digests that recognise a listing's content without keeping it.

A listing's content is everything that matching uses: its list's name, its names, dates of birth,
identifiers, addresses and postcodes, phone numbers, sex. Row numbers, the order of rows and of
columns, headings, ages (which change every year) and columns that are only carried along are not
part of it.

Policy: each field has its own digest, to show *which* field changed. Digests are HMAC-SHA-256 under
a key (32 hexadecimal digits) of one file or store: two boroughs' files cannot be compared, and
without the key nobody can find a date of birth by trying them all. With the key they can, so it
must be guarded like the lists. `written` is the digest of the same cells as they were written: it
stays the same when a later version reads them better.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cohortmatch.core.types import ABSENT, INSTITUTION, Field, Listings
from cohortmatch.values.fields import ENOUGH, FIELDS
from cohortmatch.values.text import fold, tidy

__all__ = ["Content", "Contents", "changed_words", "contents", "is_key", "new_key"]

SHORT = 24
"""Hexadecimal digits kept of a field's digest: enough to tell any two values of a list apart."""
AGE, EMAIL = "age", "email"
"""Fields that say nothing lasting of a person."""
NOT_USED = frozenset(
    ("status", "other", "ignored", "reference", "another_person", "free_text", EMAIL)
)
"""Fields that matching does not use."""
KEPT_AS = {"street_name": "street"}
"""Names of fields in a content, where they are not those of columns."""
WORDS = {KEPT_AS.get(name, name): f"the {entry.words}" for name, entry in FIELDS.items()} | {
    "outcode": "the postcode's first half"
}
TELLING = {KEPT_AS.get(name, name): entry.telling for name, entry in FIELDS.items()} | {
    "outcode": 0
}
"""How much it tells that two contents of one list have this field in common; a column that is not
in the table of fields tells enough."""
KEY = re.compile(r"[0-9a-f]{32}")
FieldDigests = frozenset[tuple[str, str]]
"""What a row says of some fields: each with its digest."""


@dataclass(frozen=True)
class Content:
    """One listing's content; `listing` is its id (`list:row`) where it was last seen.

    `digest` is of the whole (64 hexadecimal digits), `fields` of each field that is recorded,
    `written` of the cells as written. All but the id are '' or empty where only the id is known.
    `recorded` are the fields that any row of its list had then, None where that is not known.
    """

    listing: str
    list_name: str = ""
    digest: str = ""
    written: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    recorded: frozenset[str] | None = None

    def __repr__(self) -> str:
        return f"<Content of {self.listing}>"


def new_key() -> str:
    """A new key for digests, 32 hexadecimal digits, from the system's source of randomness."""
    return secrets.token_hex(16)


def is_key(text: str) -> bool:
    """Whether a text can be a key for digests."""
    return KEY.fullmatch(text) is not None


@dataclass(frozen=True, eq=False, repr=False)
class Contents:
    """The contents of some listings, in their order, under one key."""

    key: str
    items: tuple[Content, ...]

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Each listing's position by its id."""
        return {each.listing: place for place, each in enumerate(self.items)}

    @cached_property
    def _by_digest(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, each in enumerate(self.items):
            found.setdefault(each.digest, []).append(place)
            found.setdefault(f"{each.list_name}\n{each.written}", []).append(place)
        return found

    @cached_property
    def _by_list(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, each in enumerate(self.items):
            found.setdefault(each.list_name, []).append(place)
        return found

    @cached_property
    def _recorded(self) -> dict[str, frozenset[str]]:
        """The fields that any row of each list has."""
        return {
            name: frozenset(field for place in places for field in self.items[place].fields)
            for name, places in self._by_list.items()
        }

    def recorded(self, list_name: str) -> frozenset[str]:
        """The fields that any row of a list has."""
        return self._recorded.get(list_name, frozenset())

    def at(self, place: int) -> Content:
        """A listing's content, with the fields that its list has."""
        found = self.items[place]
        return replace(found, recorded=self.recorded(found.list_name))

    def only(self, places: Iterable[int]) -> Contents:
        """The contents of some of the listings, by their positions."""
        return Contents(self.key, tuple(self.items[place] for place in places))

    def find(self, content: Content) -> list[int]:
        """The listings with the same content; more than one where a list holds a row twice."""
        same = self._by_digest.get(content.digest, ())
        written = self._by_digest.get(f"{content.list_name}\n{content.written}", ())
        return sorted({*same, *(written if content.written else ())})

    def find_in_common(self, content: Content) -> list[int]:
        """The listings with the same content in all fields that their list has now and had then:
        a column that comes or goes as a whole says nothing of them. More than one where the list
        held the row twice; none where it is not known what the list had.
        """
        then, now = content.recorded, self.recorded(content.list_name)
        if then is None or "name" not in then & now:
            return []
        found = self._by_fields(content.list_name, then & now).get(_digests_of(content, then & now))
        return [] if found is None or (len(found) > 1 and then - now) else found

    def find_elsewhere(self, content: Content, other: Content) -> list[int]:
        """The listings of other lists that say the same in all fields that both lists have, where
        that is much, and where `other`, the other side of a pair, says something else.

        A row that moved from list to list is found so, even by its digests alone.
        """
        found: list[int] = []
        for name in self._by_list:
            common = (content.recorded or frozenset()) & self.recorded(name)
            same = _digests_of(content, common)
            if name != content.list_name and _is_much(same) and _differ(same, other):
                found += self._by_fields(name, common).get(same, ())
        return sorted(found)

    def _by_fields(self, list_name: str, names: frozenset[str]) -> dict[FieldDigests, list[int]]:
        """The listings of a list by what they say of some fields."""
        key = list_name, names
        if key not in self._compared:
            by: dict[FieldDigests, list[int]] = {}
            for place in self._by_list.get(list_name, ()):
                by.setdefault(_digests_of(self.items[place], names), []).append(place)
            self._compared[key] = by
        return self._compared[key]

    @cached_property
    def _compared(self) -> dict[tuple[str, frozenset[str]], dict[FieldDigests, list[int]]]:
        return {}

    def successor(self, content: Content, taken: Iterable[int] = ()) -> int | None:
        """The listing of the same list that the content has most likely become, if any.

        They must share a name or a number, and more than they differ in; a household and twins
        share the rest. It must share more than any other, and not be `taken`.
        """
        left_out = set(taken)
        near = [
            (_in_common(content, self.items[place]), place)
            for place in self._by_list.get(content.list_name, ())
            if place not in left_out and _may_be(content, self.items[place])
        ]
        best = sorted(near, reverse=True)[:2]
        if not best or (len(best) == 2 and best[0][0] == best[1][0]):
            return None
        return best[0][1]

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"<Contents: {len(self)} listings>"


def _digests_of(content: Content, names: frozenset[str]) -> FieldDigests:
    return frozenset(item for item in content.fields.items() if item[0] in names)


def _is_much(said: FieldDigests) -> bool:
    """Whether a name, and more than a date of birth beside it, is said."""
    names = {name for name, _ in said}
    beside = sum(_telling(name) for name in names - {"name"})
    return "name" in names and beside > _telling("date_of_birth")


def _differ(said: FieldDigests, other: Content) -> bool:
    return any(other.fields.get(name, digest) != digest for name, digest in said)


def _in_common(one: Content, other: Content) -> int:
    return sum(_telling(name) for name in _shared(one, other))


def _shared(one: Content, other: Content) -> list[str]:
    return [name for name in one.fields if one.fields[name] == other.fields.get(name)]


def _may_be(one: Content, other: Content) -> bool:
    """Whether two rows share what tells enough by itself, and more than they differ in."""
    shared = _shared(one, other)
    differ = (one.fields.keys() & other.fields.keys()) - set(shared)
    against = sum(map(_telling, differ))
    return any(_telling(name) >= ENOUGH for name in shared) and _in_common(one, other) > against


def _telling(name: str) -> int:
    return TELLING.get(name, ENOUGH)


def changed_words(
    before: Content, now: Content, but: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """What changed in a listing, in words: "the date of birth", "the PNC ID is new"; nothing of the
    fields in `but`."""
    told = []
    names = [*WORDS, *sorted({*before.fields, *now.fields} - set(WORDS))]
    names = [name for name in names if name not in but]
    for name in names:
        was, is_now = before.fields.get(name), now.fields.get(name)
        if was != is_now:
            words = WORDS.get(name, name.replace("_", " "))
            end = " is new" if was is None else " is gone" if is_now is None else ""
            told.append(words + end)
    return tuple(told)


def contents(listings: Listings, key: str) -> Contents:
    """The content of every listing, under the key."""
    digest = _Digester(key)
    columns = _columns(listings, digest)
    written = _written(listings, digest)
    lists = [info.name for info in listings.lists]
    codes = listings.list_code.tolist()
    items = []
    for place, listing in enumerate(listings.ids):
        fields = {name: found for name, column in columns.items() if (found := column[place])}
        name = lists[codes[place]]
        whole = digest.whole(fold(name), fields)
        items.append(Content(listing, name, whole, written[place], fields))
    return Contents(key, tuple(items))


class _Digester:
    """Digests under one key, each distinct text once."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """The short digest of a field's text."""
        if text not in self._known:
            self._known[text] = self._hex(text)[:SHORT]
        return self._known[text]

    def whole(self, list_name: str, fields: Mapping[str, str]) -> str:
        """The digest of a listing out of those of its fields."""
        return self._hex("\n".join([list_name, *(f"{n} {d}" for n, d in sorted(fields.items()))]))

    def _hex(self, text: str) -> str:
        return hmac.digest(self._key, text.encode("utf-8", errors="replace"), "sha256").hex()


def _columns(listings: Listings, digest: _Digester) -> dict[str, list[str]]:
    """For each field the digest of each listing's values, '' where there are none."""
    columns = {"name": _names(listings, digest)}
    both = {"middle": listings.names.middle, "street": listings.names.street}
    fields = listings.fields.items()
    own = {n: f for n, f in fields if n not in (AGE, EMAIL) and not n.startswith(INSTITUTION)}
    for name, values in sorted({**own, **both}.items()):
        said = _texts(values)
        if INSTITUTION + name in listings.fields:  # what a listing says, evidence or not
            moved = _texts(listings.fields[INSTITUTION + name])
            said = [one | other for one, other in zip(said, moved, strict=True)]
        columns[name] = [_of_set(digest, name, texts) for texts in said]
    return columns


def _texts(values: Field[Any]) -> list[set[str]]:
    """Each listing's values of a field, as texts."""
    texts = [_text(value) for value in values.values]
    codes, ends = values.codes.tolist(), values.offsets.tolist()
    return [
        {texts[code] for code in codes[ends[place] : ends[place + 1]]}
        for place in range(len(values))
    ]


def _names(listings: Listings, digest: _Digester) -> list[str]:
    names = listings.names
    words = (*names.words, "")
    assert words[ABSENT] == ""
    forms = [
        f"{kind}\x1f{words[given]}\x1f{words[surname]}"
        for kind, given, surname in zip(
            names.kind.tolist(), names.given.tolist(), names.surname.tolist(), strict=True
        )
    ]
    ends = names.offsets.tolist()
    return [
        _of_set(digest, "name", set(forms[ends[place] : ends[place + 1]]))
        for place in range(len(listings))
    ]


def _of_set(digest: _Digester, name: str, texts: set[str]) -> str:
    return digest.of("\x1e".join([name, *sorted(texts)])) if texts else ""


def _text(value: Any) -> str:
    """A field's value as text: its canonical form; the parts of one that has parts."""
    return "\x1f".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _written(listings: Listings, digest: _Digester) -> list[str]:
    """For each listing the digest of its cells as written, whatever their headings and places."""
    told = [_cells_written(listings, code) for code in range(len(listings.lists))]
    where = zip(listings.list_code.tolist(), listings.position.tolist(), strict=True)
    return [_of_set(digest, "written", told[code](position)) for code, position in where]


def _cells_written(listings: Listings, code: int) -> Any:
    uses = [use for use in listings.lists[code].columns if use.field not in NOT_USED]
    frame = listings.raw[code]
    columns: list[tuple[str, Sequence[str]]] = [
        (use.field, frame[use.heading].tolist()) for use in uses if use.heading in frame.columns
    ]

    def of(position: int) -> set[str]:
        cells = ((name, tidy(column[position])) for name, column in columns)
        return {f"{name}\x1f{text}" for name, text in cells if text}

    return of
