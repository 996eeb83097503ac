"""How well an exchange between boroughs finds the people whom both hold.

    python benchmarks/between.py                       # invented neighbours, test seeds 101 to 103
    python benchmarks/between.py --seeds 101 --public  # FEBRL 4 and census too
    python benchmarks/between.py --speed 1300 10000    # seconds and memory of each step

Each side's people are those of its own run. Three ways of telling whom both hold:

    plain      one run over the lists of both sides together, which an exchange avoids
    keys       `cohortmatch between`, worked out in the open: the same keys, sets, weights, bands
    Bloom      a peer: cryptographic long-term keys (Schnell, Bachteler and Reiher 2011): bigrams of
               names, date of birth and postcode in one filter of 1,000 bits, 20 keyed hashes each,
               linked one to one where each is the other's best, at Dice 0.85 and at the best one

A claim joins a person of one side to one of the other, and is right where rows of one human being
stand on both. Recall is of the human beings whom both hold.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

import cohortmatch as cm
from cohortmatch.between.answer import make_answer, new_references
from cohortmatch.between.evidence import matches
from cohortmatch.between.keys import KINDS, PersonFacts, facts_of
from cohortmatch.between.offer import make_offer
from cohortmatch.between.opening import AgreeingKeys, open_answer
from cohortmatch.between.terms import ExchangeTerms, padded
from cohortmatch.synthetic import invent_neighbours
from neighbours import TODAY, Side, agreeing, in_common, numbered_keys, side

Claims = list[tuple[frozenset[int], frozenset[int]]]
BITS, HASHES, DICE = 1000, 20, 0.85
SIDES = ("Havering", "Barking")
HEADINGS = ("set", "way", "common", "precision", "recall", "F1", "same right", "same", "check")


@dataclass(frozen=True)
class Row:
    """How well one way did on one set."""

    name: str
    way: str
    claims: Claims
    common: frozenset[int]
    same: Claims = ()  # type: ignore[assignment]
    check: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        right = [one & other for one, other in self.claims]
        precision = sum(map(bool, right)) / max(len(right), 1)
        recall = len(frozenset().union(*right) & self.common) / len(self.common)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        figures = (f"{each:.4f}" for each in (precision, recall, f1))
        sure = [bool(one & other) for one, other in self.same]
        told = (
            (f"{sum(sure)} of {len(sure)}", f"{len(sure)}", f"{self.check}") if sure else ("",) * 3
        )
        return self.name, self.way, str(len(self.common)), *figures, *told


def keys_row(name: str, one: Side, other: Side) -> Row:
    """What an exchange tells the first side."""
    found = agreeing(one.keys, other.keys)
    told = [AgreeingKeys(*pair, _kinds(mask)) for pair, mask in sorted(found.items())]
    best, sure = {}, []
    for match in matches(told, padded(len(other.truth))):
        claim = one.truth[match.person], other.truth[match.reference]
        if match.weight >= 0:
            best.setdefault(match.person, claim)
        if match.band == "same":
            sure.append(claim)
    checked = sum(match.band == "check" for match in matches(told, padded(len(other.truth))))
    return Row(name, "keys", list(best.values()), in_common(one, other), sure, checked)


def _kinds(mask: int) -> frozenset[int]:
    return frozenset(kind for kind in range(len(KINDS)) if mask >> kind & 1)


def plain_row(
    name: str,
    frames: Iterable[dict[str, pd.DataFrame]],
    truths: Iterable[pd.DataFrame],
    one: Side,
    other: Side,
) -> Row:
    """What one run over both sides' lists finds."""
    together: dict[str, pd.DataFrame] = {}
    known: dict[str, tuple[int, int]] = {}
    for number, (own, truth) in enumerate(zip(frames, truths, strict=True)):
        prefix = f"{SIDES[number]} "
        together |= {prefix + key: frame for key, frame in own.items()}
        for key, row, who in zip(truth["list"], truth["row"], truth["person"], strict=True):
            known[f"{prefix}{key}:{row}"] = number, int(who)
    view = cm.match(together, as_of=TODAY).view
    people: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for listing, person in zip(view.ids, view.person_ids, strict=True):
        if listing in known:
            number, who = known[listing]
            people[person][number].add(who)
    claims = [(frozenset(a), frozenset(b)) for a, b in people.values() if a and b]
    return Row(name, "plain", claims, in_common(one, other))


def bloom_rows(name: str, one: Side, other: Side) -> Iterator[Row]:
    """What Bloom filters find, at the fixed cut-off and at the best one."""
    a, b = filters(one), filters(other)
    both = a @ b.T
    dice = 2 * both / np.maximum(a.sum(1)[:, None] + b.sum(1)[None, :], 1)
    best = dice.argmax(1)
    mutual = [(i, int(j)) for i, j in enumerate(best) if dice[:, j].argmax() == i]
    common = in_common(one, other)

    def at(cut_off: float) -> Row:
        kept = [(i, j) for i, j in mutual if dice[i, j] >= cut_off]
        claims = [(one.truth[i], other.truth[j]) for i, j in kept]
        return Row(name, f"Bloom, Dice {cut_off:.2f}", claims, common)

    yield at(DICE)
    best_row = max((at(each / 100) for each in range(60, 96)), key=lambda row: row.cells[5])
    yield Row(name, f"{best_row.way} (best)", best_row.claims, common)


def filters(of: Side) -> npt.NDArray[np.float32]:
    """One filter for each person."""
    facts = facts_of(of.listings, of.person)
    table = np.zeros((len(facts), BITS), dtype=np.float32)
    for row, each in zip(table, facts, strict=True):
        for gram in grams(each):
            row[places(gram)] = 1
    return table


def grams(facts: PersonFacts) -> Iterator[str]:
    """The bigrams of a person's first name, date of birth and postcode, each with its field."""
    name = next(iter(facts.names), None)
    told = {
        "forename": name.given if name else "",
        "surname": name.surname if name else "",
        "born": next(map(str, facts.born), "").replace("-", ""),
        "postcode": next(iter(facts.postcodes), "").replace(" ", ""),
    }
    for field, text in told.items():
        padded_text = f"_{text}_" if text else ""
        for at, pair in enumerate(pairwise(padded_text)):
            place = str(at) if field == "born" else ""
            yield f"{field}{place}:{''.join(pair)}"


def places(gram: str) -> list[int]:
    """The bits of a bigram, by double hashing with two keys."""
    one, two = (
        int.from_bytes(hmac.new(key, gram.encode(), hashlib.sha256).digest()[:8], "big")
        for key in (b"benchmark one", b"benchmark two")
    )
    return [(one + turn * two) % BITS for turn in range(HASHES)]


def invented(seed: int, severity: float) -> Iterator[Row]:
    """Every way on two invented neighbours."""
    both = invent_neighbours(seed, severity)
    truths = [each.truth[each.truth["to_match"]] for each in both]
    frames = [each.frames for each in both]
    yield from every_way(f"neighbours {seed} x{severity:g}", frames, truths)


def every_way(
    name: str, frames: list[dict[str, pd.DataFrame]], truths: list[pd.DataFrame]
) -> Iterator[Row]:
    """Every way on two sides."""
    one, other = (side(own, truth) for own, truth in zip(frames, truths, strict=True))
    yield plain_row(name, frames, truths, one, other)
    yield keys_row(name, one, other)
    yield from bloom_rows(name, one, other)


def public() -> Iterator[Row]:
    """FEBRL 4 and the two censuses: one list a side."""
    from public_sets import census, febrl

    for made in (partial(febrl, 4), census):
        found = made()
        numbers = pd.factorize(found.truth["person"])[0]
        truth = found.truth.assign(person=numbers)
        frames = [{key: frame} for key, frame in found.frames.items()]
        truths = [truth[truth["list"] == key] for key in found.frames]
        yield from every_way(found.name, frames, truths)


def speed(people: int) -> None:
    """Seconds of each step of the protocol, for people with sixteen keys each."""
    mine, theirs = (numbered_keys(people, start) for start in (0, people * 85 // 100))
    terms = ExchangeTerms(us="A", them="B", most=people)
    header = terms.offered(people, date.today())
    steps = [("offer", *_now())]
    body, secret = make_offer(mine, header)
    steps.append(("answer", *_now()))
    replied = header.answer(people, date.today())
    answer = make_answer(memoryview(body), replied, theirs, new_references(people))
    steps.append(("open", *_now()))
    found = matches(open_answer(memoryview(answer), replied, secret), replied.answered)
    told = [
        f"{name} {wall - start:.1f} s ({cpu - used:.1f} of the processor)"
        for (name, start, used), (_, wall, cpu) in pairwise([*steps, ("", *_now())])
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{people:,} people: {', '.join(told)}, {peak:.0f} MB, {len(found):,} matches")


def _now() -> tuple[float, float]:
    """Seconds of wall time and of the processor."""
    return time.perf_counter(), time.process_time()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=[101, 102, 103])
    parser.add_argument("--severity", type=float, nargs="*", default=[1.0, 2.0])
    parser.add_argument("--public", action="store_true")
    parser.add_argument("--speed", type=int, nargs="*", default=[])
    asked = parser.parse_args()
    for people in asked.speed:
        speed(people)
    if asked.speed:
        return
    print("| " + " | ".join(HEADINGS) + " |\n|" + " --- |" * len(HEADINGS))
    for severity in asked.severity:
        for seed in asked.seeds:
            for row in invented(seed, severity):
                print("| " + " | ".join(row.cells) + " |", flush=True)
    for row in public() if asked.public else ():
        print("| " + " | ".join(row.cells) + " |", flush=True)


if __name__ == "__main__":
    main()
