"""Pairs to decide that are kept after a run, so that they can be decided without its lists.

Policy: what is kept of a pair is its card, as the page of a review shows it, and the digests of its
two listings under the key of the report's own ledger. The key itself is not kept beside them, only
its SHA-256, by which a ledger that was exchanged is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cohortmatch.core.fingerprints import Content, contents
from cohortmatch.decisions.kept_sides import side_as_json, side_from_json
from cohortmatch.reporting import CrossReference
from cohortmatch.services.review_cards import cards

__all__ = ["KeptPair", "digest_of_key", "kept_pairs", "pair_of", "sides_of"]

AFTER = ("likely", "weight", "because")


@dataclass(frozen=True, repr=False)
class KeptPair:
    """One pair to decide. `card` is shown before the answer, `after` only after it; `sides` are the
    two listings as a ledger keeps them, under the key whose SHA-256 is `key_digest`. All of it is
    text, numbers, lists and mappings, as JSON holds them."""

    card: Mapping[str, Any]
    after: Mapping[str, Any]
    sides: Mapping[str, Any]
    key_digest: str

    def __repr__(self) -> str:
        return f"<KeptPair {self.card['left']} | {self.card['right']}>"


def kept_pairs(result: CrossReference, key: str) -> list[KeptPair]:
    """The pairs to decide of a result, most useful first; `key` is the key of its ledger."""
    known = contents(result.listings, key)
    kept = digest_of_key(key)
    return [
        KeptPair(
            card=_plain(card.shown),
            after={name: getattr(card, name) for name in AFTER},
            sides={
                side: side_as_json(known.at(known.by_id[getattr(card, side)]))
                for side in ("left", "right")
            },
            key_digest=kept,
        )
        for card in cards(result)
    ]


def sides_of(sides: Mapping[str, Any]) -> tuple[Content, Content]:
    """The two listings that a kept pair's `sides` tell of."""
    return side_from_json(sides["left"]), side_from_json(sides["right"])


def pair_of(sides: Mapping[str, Any]) -> frozenset[str]:
    """What a ledger calls the pair: the digests of its two listings."""
    return frozenset(side.digest for side in sides_of(sides))


def digest_of_key(key: str) -> str:
    """The SHA-256 of a ledger's key, 64 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()


def _plain(shown: Mapping[str, Any]) -> dict[str, Any]:
    """The card with lists for tuples, as JSON gives it back."""
    told = {**shown, "rows": [list(row) for row in shown["rows"]]}
    return told | {"before": list(shown["before"])}
