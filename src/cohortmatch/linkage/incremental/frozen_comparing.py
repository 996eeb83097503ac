"""Comparing with the frequencies of a base, which stay fixed.

The rarity of names and postcodes, and which unexplained columns are compared and how, come from the
base and not from today's lists. A value that the base has never seen is as rare as its rarest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cohortmatch.core.types import Listings, Names
from cohortmatch.linkage.comparing.evidence import Comparers, Taken
from cohortmatch.linkage.comparing.term_frequency import NameFigures
from cohortmatch.linkage.comparing.unexplained_columns import Extra
from cohortmatch.linkage.incremental.state import Figures, FrozenFigures
from cohortmatch.linkage.keyed_hash import UInt64s, hashed, mixed
from cohortmatch.linkage.model import Model
from cohortmatch.values.variants import surname_class, variant_class

__all__ = ["based_comparers", "frozen"]

SURNAME, FORENAME, POSTCODE, FULL_NAME = "surname", "forename", "postcode", "full name"


def frozen(comparers: Comparers, key: str) -> FrozenFigures:
    """What the comparers took from their listings as a whole, with texts hashed under the key."""
    listings = comparers.listings
    names, postcode_bits, extras = comparers.taken
    words, postcodes = listings.names.words, listings.field("postcode").values
    rarity = {
        SURNAME: Figures.of(_numbers(words, surname_class, key), names.surnames),
        FORENAME: Figures.of(_numbers(words, variant_class, key), names.forenames),
        POSTCODE: Figures.of(_numbers(postcodes, str, key), postcode_bits),
    }
    columns = {}
    for extra, value_bits in extras:
        field = next(name for name, each in listings.fields.items() if each is extra.field)
        columns[extra.name] = (field, extra.kind)
        if value_bits is not None:
            rarity[field] = Figures.of(_numbers(extra.field.values, str, key), value_bits)
    rarity[FULL_NAME] = Figures.of(_full_names(listings.names, key), -names.bearers)
    return FrozenFigures(rarity, columns, names.people)


def based_comparers(listings: Listings, model: Model, known: FrozenFigures, key: str) -> Comparers:
    """The comparisons of a base, prepared for the listings of another day.

    `model` is the model of the base's first comparing, `known` what that took from its lists.
    """
    rarity, words = known.rarity, listings.names.words
    names = NameFigures(
        surnames=rarity[SURNAME].look_up(_numbers(words, surname_class, key)),
        forenames=rarity[FORENAME].look_up(_numbers(words, variant_class, key)),
        bearers=-rarity[FULL_NAME].look_up(_full_names(listings.names, key)),
        people=known.people,
    )
    postcodes = rarity[POSTCODE].look_up(_numbers(listings.field("postcode").values, str, key))
    columns = []
    for name, (field, kind) in known.columns.items():
        extra = Extra(name, kind, listings.field(field))
        numbers = _numbers(extra.field.values, str, key)
        columns.append((extra, rarity[field].look_up(numbers) if field in rarity else None))
    return Comparers(listings, model, taken=Taken(names, postcodes, columns))


def _full_names(names: Names, key: str) -> UInt64s:
    """The number of each form's full name, spellings of one name alike."""
    given, surname = (
        hashed([of(word) for word in names.words], key)[words]
        for of, words in ((variant_class, names.given), (surname_class, names.surname))
    )
    return mixed([given, surname])


def _numbers(texts: Sequence[str], text: Callable[[str], str], key: str) -> UInt64s:
    return hashed([text(each) for each in texts], key)[:-1]
