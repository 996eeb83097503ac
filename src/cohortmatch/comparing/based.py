"""Comparing as it was done for a base: what was taken from the whole of its lists does not move.

How rare a name or a postcode is, and which columns that nobody has explained are compared and how,
is looked up in the base instead of counted in the lists of today. A value that the base has never
seen is as rare as its rarest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cohortmatch.bases.base import Figures, Frozen
from cohortmatch.bases.hashing import UInt64s, hashed, mixed
from cohortmatch.comparing.evidence import LEVELS, Comparers
from cohortmatch.comparing.extras import PREFIX, Extra, ExtraPairs, Kind, extras
from cohortmatch.model import Model
from cohortmatch.types import Listings, Names
from cohortmatch.values.variants import surname_class, variant_class

__all__ = ["BasedComparers", "frozen"]

SURNAME, FORENAME, POSTCODE, FULL_NAME = "surname", "forename", "postcode", "full name"


def frozen(comparers: Comparers, listings: Listings, key: str) -> Frozen:
    """What the comparers of these listings took from the whole of them; texts under the key."""
    words, postcodes = listings.names.words, listings.field("postcode").values
    names, places = comparers._names._rarity, comparers._addresses
    rarity = {
        SURNAME: Figures.of(_numbers(words, surname_class, key), names._surname),
        FORENAME: Figures.of(_numbers(words, variant_class, key), names._forename),
        POSTCODE: Figures.of(_numbers(postcodes, str, key), places._rarity),
    }
    columns = {}
    for extra in extras(listings, taken=frozenset(LEVELS)):
        field = next(name for name, each in listings.fields.items() if each is extra.field)
        columns[extra.name] = (field, extra.kind)
        of_values = comparers._extras[extra.name]._rarity
        if of_values is not None:
            rarity[field] = Figures.of(_numbers(extra.field.values, str, key), of_values)
    bearers = comparers._names._full
    rarity[FULL_NAME] = Figures.of(_full_names(listings.names, key), -bearers.bearers)
    return Frozen(rarity, columns, bearers.total)


class BasedComparers(Comparers):
    """The comparisons of a base made ready for the listings of another day.

    `model` is the one that the base was first compared with, `known` what it took from its lists.
    """

    def __init__(self, listings: Listings, model: Model, known: Frozen, key: str) -> None:
        plain = {name: each for name, each in listings.fields.items() if PREFIX not in name}
        super().__init__(replace(listings, fields=plain), model)
        self.model = model
        words, postcodes = listings.names.words, listings.field("postcode").values
        rarity, names = known.rarity, self._names._rarity
        names._surname = rarity[SURNAME].look_up(_numbers(words, surname_class, key))
        names._forename = rarity[FORENAME].look_up(_numbers(words, variant_class, key))
        full = self._names._full
        full.bearers = -rarity[FULL_NAME].look_up(_full_names(listings.names, key))
        full.total = known.people
        self._addresses._rarity = rarity[POSTCODE].look_up(_numbers(postcodes, str, key))
        self._extras = {
            name: _extra(name, field, kind, listings, model)
            for name, (field, kind) in known.columns.items()
        }
        for name, (field, _) in known.columns.items():
            if field in rarity:
                numbers = _numbers(listings.field(field).values, str, key)
                self._extras[name]._rarity = rarity[field].look_up(numbers)


def _extra(name: str, field: str, kind: Kind, listings: Listings, model: Model) -> ExtraPairs:
    return ExtraPairs(Extra(name, kind, listings.field(field)), model)


def _full_names(names: Names, key: str) -> UInt64s:
    """The number of each form's full name, spellings of one name alike."""
    given, surname = (
        hashed([of(word) for word in names.words], key)[words]
        for of, words in ((variant_class, names.given), (surname_class, names.surname))
    )
    return mixed([given, surname])


def _numbers(texts: Sequence[str], text: Callable[[str], str], key: str) -> UInt64s:
    return hashed([text(each) for each in texts], key)[:-1]
