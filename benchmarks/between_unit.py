"""How well a trusted unit links encoded lists, and what it could find out about them.

    python benchmarks/between_unit.py                  # seeds 101 to 103, normal and double errors
    python benchmarks/between_unit.py --speed 10000    # seconds and memory of encode and link

The attacks have what an honest borough must fear: the whole of both boroughs' lists in clear text
(`right`), or the lists of other boroughs that are like them (`similar`). They do not have the key.

    dictionary    every match key of the lists, made into digests with another key
    frequency     of each kind, the commonest digests are taken for the commonest keys, in order
    graph         who shares digests with whom, of which kinds: persons whose place in this graph is
                  like that of one person alone, after three rounds of refinement, are taken for it
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cohortmatch.between.encoded_header import EncodedHeader
from cohortmatch.between.encoding import KIND_OF, EncodedPeople, decoded, encoded_body
from cohortmatch.between.keys import KINDS, MatchKeys
from cohortmatch.between.shared_key import SharedKey, new_key_words
from cohortmatch.between.terms import ExchangeTerms
from cohortmatch.between.unit import linked
from cohortmatch.synthetic import invent_neighbours
from neighbours import Side, in_common, numbered_keys, side

Tokens = list[list[tuple[int, str]]]
"""For each person the kinds and texts (or digests) of the keys that any other shares."""
NAMES = ("Havering", "Barking")
ROUNDS = 3


def new_key() -> SharedKey:
    """Another key each time."""
    return SharedKey.read(" ".join(new_key_words()))


@dataclass(frozen=True, eq=False)
class Encoded:
    """A borough's encoded list as the unit has it, and whose each reference is."""

    people: EncodedPeople
    whose: dict[int, int]


def encode(keys: MatchKeys, name: str, key: SharedKey) -> Encoded:
    """The encoded list of match keys."""
    (other,) = (each for each in NAMES if each != name)
    terms = ExchangeTerms(us=name, them=other, most=1_000_000)
    header = EncodedHeader.made_by(terms, (other,), "Unit", key, keys.people, date.today())
    body, references = encoded_body(keys, header, key)
    whose = {reference: person for person, reference in enumerate(references)}
    return Encoded(decoded(memoryview(body), header), whose)


def seen(lists: Sequence[EncodedPeople]) -> list[Tokens]:
    """What anybody sees in encoded lists: the digests that two people share."""
    told = [
        [
            [(KIND_OF[place], each.text(person, place)) for place in range(len(KIND_OF))]
            for person in range(len(each))
        ]
        for each in lists
    ]
    return shared(told)


def clear(lists: Sequence[MatchKeys]) -> list[Tokens]:
    """The same of match keys in clear text."""
    told: list[Tokens] = []
    for keys in lists:
        own: Tokens = [[] for _ in range(keys.people)]
        for key, who in zip(keys.key.tolist(), keys.person.tolist(), strict=True):
            own[who].append((int(keys.kind[key]), keys.text[key]))
        told.append(own)
    return shared(told)


def shared(lists: list[Tokens]) -> list[Tokens]:
    """Only what two people share."""
    held = Counter(token for own in lists for person in own for token in person)
    return [[[t for t in person if held[t] > 1] for person in own] for own in lists]


def by_frequency(encoded: list[Tokens], known: list[Tokens]) -> dict[str, str]:
    """A key for each digest, by how often they occur among those of their kind."""
    guess: dict[str, str] = {}
    for kind in range(len(KINDS)):
        ranked = []
        for lists in (encoded, known):
            held = Counter(t for own in lists for p in own for of, t in p if of == kind)
            ranked.append([text for text, _ in held.most_common()])
        guess |= dict(zip(*ranked, strict=False))
    return guess


def by_graph(encoded: list[Tokens], known: list[Tokens]) -> dict[tuple[int, int], tuple[int, int]]:
    """A known person for each encoded one whose place in the graph is unlike any other's."""
    one, other = places(encoded), places(known)
    once = [_alone(each) for each in (one, other)]
    return {who: once[1][place] for place, who in once[0].items() if place in once[1]}


def _alone(places_of: dict[tuple[int, int], int]) -> dict[int, tuple[int, int]]:
    counted = Counter(places_of.values())
    return {place: who for who, place in places_of.items() if counted[place] == 1}


def places(lists: list[Tokens]) -> dict[tuple[int, int], int]:
    """What each person's neighbourhood looks like; the same number for the same look."""
    holders: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    people = {
        (code, number): tokens
        for code, own in enumerate(lists)
        for number, tokens in enumerate(own)
        if tokens
    }
    for who, tokens in people.items():
        for token in tokens:
            holders[token].append(who)
    look = {who: hash((who[0], tuple(sorted(k for k, _ in t)))) for who, t in people.items()}
    for _ in range(ROUNDS):
        of_token = {
            token: hash((token[0], tuple(sorted(look[who] for who in held))))
            for token, held in holders.items()
        }
        look = {
            who: hash((look[who], tuple(sorted(of_token[token] for token in tokens))))
            for who, tokens in people.items()
        }
    return look


@dataclass(frozen=True)
class Rates:
    """What attacks found: right guesses, guesses, and how many there were to find."""

    right: int
    guesses: int
    all: int

    def __str__(self) -> str:
        share = self.right / max(self.all, 1)
        return f"{self.right} of {self.all} right ({share:.1%}), {self.guesses} guessed"


def frequency_rate(
    encoded: list[Tokens], own: list[MatchKeys], known: list[MatchKeys], key: SharedKey
) -> Rates:
    """How many of the digests that anybody sees are read by their frequency."""
    from cohortmatch.between.encoded_header import derived_about

    month = date.today().strftime("%Y-%m")
    derived = key.derived(*derived_about("", "", month))
    truth = {derived.digest(text).hex(): text for keys in own for text in keys.text}
    guess = by_frequency(encoded, clear(known))
    digests = {text for own_tokens in encoded for p in own_tokens for _, text in p}
    right = sum(guess.get(digest) == truth.get(digest, "-") for digest in digests)
    return Rates(right, len(guess), len(digests))


def graph_rate(encoded: list[Tokens], lists: list[Encoded], known: list[MatchKeys]) -> Rates:
    """How many people are found by their place in the graph, where the known lists are theirs."""
    guess = by_graph(encoded, clear(known))
    right = 0
    for (code, row), (other, person) in guess.items():
        reference = lists[code].people.references[row]
        right += code == other and lists[code].whose.get(reference) == person
    return Rates(right, len(guess), sum(keys.people for keys in known))


def dictionary_hits(encoded: list[Tokens], known: list[MatchKeys]) -> int:
    """How many digests a dictionary of the right keys finds without the key."""
    derived = new_key().derived("2026-11", "", "", date.today().strftime("%Y-%m"))
    made = {derived.digest(text).hex() for keys in known for text in keys.text}
    return len(made & {text for own in encoded for person in own for _, text in person})


def attacked(sides: Sequence[Side], others: Sequence[Side]) -> Iterator[tuple[str, str]]:
    """Every attack on the encoded lists of two boroughs, in words."""
    key = new_key()
    own, like = ([each.keys for each in these] for these in (sides, others))
    lists = [encode(keys, name, key) for keys, name in zip(own, NAMES, strict=True)]
    tokens = seen([each.people for each in lists])
    yield "dictionary", f"{dictionary_hits(tokens, own)} digests"
    yield "frequency, right", str(frequency_rate(tokens, own, own, key))
    yield "frequency, similar", str(frequency_rate(tokens, own, like, key))
    yield "graph, right", str(graph_rate(tokens, lists, own))
    unlike = graph_rate(tokens, lists, like)
    yield "graph, similar", f"{unlike.guesses} guessed, all wrong: they are others"
    for name, at in zip(NAMES, (0, 1), strict=True):
        alone = seen([lists[at].people])
        yield f"graph, {name} alone", str(graph_rate(alone, [lists[at]], [own[at]]))


def accuracy(sides: Sequence[Side]) -> str:
    """How well the unit does on two boroughs."""
    key = new_key()
    lists = [encode(s.keys, name, key) for s, name in zip(sides, NAMES, strict=True)]
    common = in_common(*sides)
    claims = []
    for match in linked([each.people for each in lists]):
        a, b = (lists[c].whose[r] for c, r in (match.left, match.right))
        claims.append((match, sides[match.left[0]].truth[a] & sides[match.right[0]].truth[b]))
    same = [bool(both) for match, both in claims if match.band == "same"]
    best: dict[tuple[int, int], frozenset[int]] = {}
    for match, both in sorted(claims, key=lambda each: -each[0].weight):
        if match.weight >= 0:
            best.setdefault(match.left, both)
    right = [both for both in best.values() if both]
    precision = len(right) / max(len(best), 1)
    recall = len(frozenset().union(*right) & common) / len(common)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    check = len(claims) - len(same)
    return (
        f"{len(common)} | {precision:.4f} | {recall:.4f} | {f1:.4f} | "
        f"{sum(same)} of {len(same)} | {check}"
    )


def invented(seed: int, severity: float, people: int = 850) -> list[Side]:
    """The two sides of invented neighbours."""
    both = invent_neighbours(seed, severity, people)
    return [side(each.frames, each.truth[each.truth["to_match"]]) for each in both]


def speed(people: int) -> None:
    """Seconds of encode and link for three boroughs of so many people with sixteen keys each."""
    key, clock = new_key(), [time.process_time()]
    lists = []
    for number in range(3):
        keys = numbered_keys(people, number * people * 85 // 100)
        lists.append(encode(keys, NAMES[number % 2], key).people)
        clock.append(time.process_time())
    found = linked(lists)
    clock.append(time.process_time())
    steps = [f"{end - start:.1f} s" for start, end in pairwise(clock)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"encode {', '.join(steps[:-1])}, link {steps[-1]}"
    print(f"{people:,} people, three boroughs: {told}, {peak:.0f} MB, {len(found):,} matches")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=[101, 102, 103])
    parser.add_argument("--severity", type=float, nargs="*", default=[1.0, 2.0])
    parser.add_argument("--speed", type=int, nargs="*", default=[])
    asked = parser.parse_args()
    for people in asked.speed:
        speed(people)
    if asked.speed:
        return
    for severity in asked.severity:
        for seed in asked.seeds:
            sides = invented(seed, severity)
            print(f"| neighbours {seed} x{severity:g} | unit | {accuracy(sides)} |", flush=True)
            if severity == 1.0:
                for name, told in attacked(sides, invented(seed + 100, severity)):
                    print(f"  {name}: {told}", flush=True)


if __name__ == "__main__":
    main()
