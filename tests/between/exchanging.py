"""Small exchanges for tests: people of one key or several, with room for few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from cohortmatch.between.answer import make_answer
from cohortmatch.between.keys import MatchKeys
from cohortmatch.between.offer import OfferSecret, make_offer
from cohortmatch.between.opening import AgreeingKeys, open_answer
from cohortmatch.between.terms import ExchangeHeader, ExchangeTerms

DAY = date(2026, 6, 1)
TERMS = ExchangeTerms(us="Havering", them="Barking", most=1000, purpose="IOM")
THEIRS = ExchangeTerms(us="Barking", them="Havering", most=1000, purpose="IOM")


def keys_of_people(*people: Sequence[str]) -> MatchKeys:
    """The match keys of people, each by its texts; the kind is 0 for all."""
    texts = list(dict.fromkeys(text for each in people for text in each))
    pairs = [(texts.index(text), who) for who, each in enumerate(people) for text in each]
    return MatchKeys(
        tuple(texts),
        np.zeros(len(texts), dtype=np.int16),
        np.array([key for key, _ in pairs], dtype=np.int32),
        np.array([who for _, who in pairs], dtype=np.int32),
        len(people),
    )


def offered_header(terms: ExchangeTerms = TERMS, people: int = 1, on: date = DAY) -> ExchangeHeader:
    """The header of an offer with room for very few, so that a test is quick."""
    return terms.offered(1, on).model_copy(update={"people": people})


def answered_header(offer: ExchangeHeader, people: int = 1) -> ExchangeHeader:
    """The header of its answer, likewise."""
    return offer.answer(1, offer.made).model_copy(update={"answered": people})


def offered(keys: MatchKeys, header: ExchangeHeader) -> tuple[bytes, OfferSecret]:
    """An offer and its secret."""
    return make_offer(keys, header)


def exchanged(ours: MatchKeys, theirs: MatchKeys, references: Sequence[int]) -> list[AgreeingKeys]:
    """What the offering side learns."""
    header = offered_header()
    body, secret = make_offer(ours, header)
    reply = answered_header(header)
    answer = make_answer(memoryview(body), reply, theirs, references)
    return open_answer(memoryview(answer), reply, secret)
