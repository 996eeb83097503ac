"""Ids said to be one person's though no report asked it: a slip would rewrite history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import spoken
from cohortmatch.people.says import BORN, NAME, NUMBERS, Says, details_says, folded, together
from cohortmatch.people.words import FIELD_WORDS
from cohortmatch.store import PersonKnown, Store
from cohortmatch.store.kept_listings import details_of

__all__ = ["unsupported"]

Pair = tuple[str, str]
ASK = (
    "{0} and {1}: no report asked whether they are one person. {2}. {3}. "
    "If you are sure, add --sure"
)
TOLD = (NAME, BORN, *NUMBERS)
WORDS = {NAME: "the name", **{kind: f"the {FIELD_WORDS[kind]}" for kind in (BORN, *NUMBERS)}}


def unsupported(store: Store, pairs: Sequence[Pair]) -> Iterator[str]:
    """What is to be said of each pair that no run of the store took for perhaps one person: where
    they were, and what they contradict each other in; names and values are not told."""
    offered = store.offered()
    open_pairs = [(pair, _numbers(pair)) for pair in pairs]
    asked = [(pair, both) for pair, both in open_pairs if frozenset(both) not in offered]
    known = store.persons_known({number for _, both in asked for number in both})
    for pair, both in asked:
        where = "; ".join(_where(each, known[n]) for each, n in zip(pair, both, strict=True))
        yield ASK.format(*pair, where, _differing(*(_says(known[n]) for n in both)))


def _numbers(pair: Pair) -> tuple[int, int]:
    one, other = (int(each[1:]) for each in pair)
    return one, other


def _where(person: str, known: PersonKnown) -> str:
    return f"{person} was on {listed(known.lists)} on {spoken(known.day)}"


def _says(known: PersonKnown) -> Says:
    """What somebody's rows ever said, together."""
    found: Says = {}
    for text in known.said:
        details = details_of(text)
        found = found if details is None else together(found, details_says(details))
    return found


def _differing(one: Says, other: Says) -> str:
    """What two people say and contradict each other in, and in what they agree."""
    both = [(kind, folded(one, kind), folded(other, kind)) for kind in TOLD]
    told = [(kind, was, now) for kind, was, now in both if was and now]
    differ = [WORDS[kind] for kind, was, now in told if was.isdisjoint(now)]
    agree = [WORDS[kind] for kind, was, now in told if was & now]
    words = [f"They differ in {listed(differ)}"] if differ else []
    words += [f"{'and' if differ else 'They'} agree in {listed(agree)}"] if agree else []
    return " ".join(words) or "Nothing that is kept speaks for it or against it"
