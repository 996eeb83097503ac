"""The name on top: the best of the names that a person's lists hold, by one rule.

Two writings of one name are one name: capitals, accents, apostrophes (straight, curly or left out),
hyphens and spaces do not tell names apart. Words for "not known" (Unk, NFN, N/K) are no part of a
name. A name comes before another, by the first of these in which they differ:

1. It is certainly the person's, and not only perhaps.
2. A whole given name comes before an initial, an initial before none.
3. Where two lists have surname and forename the other way round: the one whose forename is known
   as a given name.
4. Its surname is on more lists.
5. Its first given name, with that surname, is on more lists.
6. It is no short form of a given name held (Mo, where a list has Mohammed).
7. It is on more lists, middle names included.
8. It has more whole words: a middle name, both parts of a double surname.
9. The order of the lists.

Of one name the most careful writing is shown: with its apostrophes and hyphens, with its accents,
with capitals within a word (DeShawn); among equals the one on most lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cohortmatch.people.written import ShownName, squash
from cohortmatch.values.names import without_nobody
from cohortmatch.values.text import fold, is_placeholder
from cohortmatch.values.variants import is_given_name, is_short_form
from cohortmatch.values.words import word_set

JOINED = re.compile(r"(?<=[^\W\d_])['\u2019-](?=[^\W\d_])")
CASED = re.compile(r"(?:[^\W\d_a-z][^\W\d_A-Z]+)+")
WORD = re.compile(r"[^\W\d_]+")


Key = tuple[str, str]
"""What tells two names apart: the letters of surname and forename."""


class HeldName(NamedTuple):
    """A name that one listing holds: on which list, and whether the listing is certainly the
    person's."""

    name: ShownName
    on: int
    certain: bool


@lru_cache(maxsize=1 << 14)
def known_parts(name: ShownName) -> ShownName:
    """The name without the parts that only say that somebody's name is not known."""
    return ShownName(_known(name.forename, given=True), _known(name.surname, given=False))


def _known(part: str, *, given: bool) -> str:
    """One part of a name, '' where nothing of it names anybody."""
    if not part or is_placeholder(part, "name"):
        return ""
    words = WORD.findall(fold(part))
    if word_set("names", "not_known").issuperset(words):
        return ""
    return part if not given or without_nobody(words) else ""


def best_first(held: Sequence[HeldName]) -> list[ShownName]:
    """The distinct names of one person, each in its most careful writing, the best first."""
    if len(held) == 1:  # most people of a borough
        only = known_parts(held[0].name)
        return [only] if only.text else []
    known = [each._replace(name=known_parts(each.name)) for each in held]
    groups: dict[Key, list[HeldName]] = {}
    for each in known:
        if each.name.text:
            groups.setdefault(_letters(each.name), []).append(each)
    if len(groups) < 2:
        return [_most_careful(group) for group in groups.values()]
    rank = _Rank(groups)
    keys = [key for key in groups if not _is_part_of_another(key, groups)]
    return [_most_careful(groups[key]) for key in sorted(keys, key=rank.of, reverse=True)]


def careful_texts(names: Iterable[ShownName]) -> dict[ShownName, str]:
    """The most careful writing among these names of each one."""
    groups: dict[Key, list[HeldName]] = {}
    for name in names:
        groups.setdefault(_letters(name), []).append(HeldName(name, 0, certain=True))
    return {e.name: _most_careful(each).text for each in groups.values() for e in each}


def is_turned_round(one: ShownName, other: ShownName) -> bool:
    """Whether one name is the other with surname and forename the other way round."""
    return bool(one.forename and one.surname) and _letters(one) == _letters(other)[::-1]


@lru_cache(maxsize=1 << 14)
def _letters(name: ShownName) -> Key:
    return squash(name.surname), squash(name.forename)


def _is_part_of_another(key: Key, keys: Iterable[Key]) -> bool:
    """Whether a name is only the surname, or only the forename, of another one."""
    surname, forename = key
    if surname and forename:
        return False
    return any(
        key != other and (other[0] == surname if surname else other[1] == forename)
        for other in keys
    )


def _most_careful(group: Sequence[HeldName]) -> ShownName:
    """The writing of one name that is shown."""
    on: dict[ShownName, set[int]] = {}
    for each in group:
        on.setdefault(each.name, set()).add(each.on)
    if len(on) == 1:  # most names
        return group[0].name
    return max(on, key=lambda name: (*_care(name), len(on[name])))


@lru_cache(maxsize=1 << 14)
def _care(name: ShownName) -> tuple[int, ...]:
    """How carefully a name is written: signs within it, accents, capitals where they belong."""
    accents = sum(letter.isalpha() and not letter.isascii() for letter in name.text)
    given = WORD.findall(name.forename)
    capitals = sum(sum(map(str.isupper, word)) for word in given if CASED.fullmatch(word))
    return len(JOINED.findall(name.text)), accents, capitals


class _Rank:
    """The places of one person's names, of which there are several."""

    def __init__(self, groups: Mapping[Key, Sequence[HeldName]]) -> None:
        self._groups = groups
        self._firsts = {
            key: next(iter(fold(group[0].name.forename).split()), "")
            for key, group in groups.items()
        }
        self._place = {key: number for number, key in enumerate(groups)}

    def of(self, key: Key) -> tuple[int, ...]:
        """The higher, the better."""
        first, group = self._firsts[key], self._groups[key]
        return (
            any(each.certain for each in group),
            min(2, len(squash(first))) if key[0] else 0,
            not self._is_turned(key),
            self._lists(lambda other: other[0] == key[0]),
            self._lists(lambda other: (other[0], self._firsts[other]) == (key[0], first)),
            not any(is_short_form(first, other) for other in self._firsts.values()),
            self._lists(lambda other: other == key),
            max(_whole_words(each.name) for each in group),
            -self._place[key],
        )

    def _is_turned(self, key: Key) -> bool:
        """Whether surname and forename stand the other way round than in another name, whose
        forename is a given name while this one's is not."""
        first = self._firsts[key]
        turned = any(
            (squash(self._firsts[other]), other[0]) == (key[0], squash(first))
            for other in self._groups
            if other != key
        )
        return turned and is_given_name(key[0]) and not is_given_name(first)

    def _lists(self, alike: Callable[[Key], bool]) -> int:
        """How many lists hold any of the names that are alike."""
        return len({each.on for k, group in self._groups.items() if alike(k) for each in group})


def _whole_words(name: ShownName) -> int:
    return sum(len(word) > 1 for word in WORD.findall(name.text))
