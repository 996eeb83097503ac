"""Comparison of single forenames and single surnames.

Levels, weakest first. Forenames: different, rhyme, similar, initial, slip, short, nickname,
variant, same. Surnames: different, initial, similar, slip, half, variant, same. A slip is one
typing error (a letter dropped, added, changed, or two neighbours exchanged) in a word of four
letters or more; similar is Jaro-Winkler 0.88 or more and says little by itself. Forenames that are
alike but begin otherwise rhyme only: keys rarely slip there, but brothers are called so (Jayden,
Kayden). A variant is another spelling of one name, a half one part of a double-barrelled surname,
or a surname without its particle (Van der Berg, Berg). A short forename is the opening of the other
(Cam, Cameron) or a familiar form made from it (Haz, Hassan). A nickname is a known short form, or
two short forms of one full name (Bob, Rob), from USUAL strength; what is weaker (Gurpreet, Gary) is
similar only.

A word that has lost a letter ("?ukasz") is a slip of every word that it fits, whichever letter that
has there. A word in another script is compared by its spelling in Latin letters. Such a spelling
can show that two words are one name, and never that they differ: the level is then missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cdist, cpdist

from cohortmatch.core.arrays import Floats, Int8s, Int32s, Int64s
from cohortmatch.linkage.comparing.value_pairs import ValuePairs
from cohortmatch.values.scripts import LOST, script_of
from cohortmatch.values.variants import (
    in_latin,
    low_information,
    nickname_strength,
    nicknames_of,
    surname_class,
    variant_class,
)

SIMILAR = 0.88
"""Jaro-Winkler similarity from which two words are called similar."""
SLIP_LENGTH = 4
"""The shortest word in which one changed letter is taken for a typing slip."""
CELLS = 4_000_000
"""Similarities worked out at a time when a table is filled."""

USUAL = 0.5
"""Strength from which a short form or another name is called a nickname; below it is similar."""
SHORTEST = 3
"""Letters that a cut forename must still have."""
ENDING = re.compile(r"(?:z{1,2}(?:a|er)?|ie|y|o|ster|ers|s)$")
"""What is put behind an opening to make a familiar form."""
LONGEST_OPENING, LONGEST_FAMILIAR = 6, 7
PARTICLE = re.compile(
    r"(?:van(?:de[rn]?)?|von(?:der)?|ter|dela|delos|delas|dell[ae]|del|de|di|du|des|le|la|st|ap)"
    r"(?=[^\W\d_]{4,}$)"
)
"""An opener that normalising joins to the surname, and that another list may leave out."""

FORENAME = (
    "missing",
    "different",
    "rhyme",
    "similar",
    "initial",
    "slip",
    "short",
    "nickname",
    "variant",
    "same",
)
SURNAME = ("missing", "different", "initial", "similar", "slip", "half", "variant", "same")


class Words:
    """The distinct words of one vocabulary, made ready to be compared with each other."""

    def __init__(self, words: tuple[str, ...], class_of: Callable[[str], str]) -> None:
        latin = [word if word.isascii() else in_latin(word) for word in words]
        self.texts = np.array(latin, dtype=object)
        self.n = len(words)
        self.scripts = _scripts(words)
        self.lengths = np.array([len(word) for word in latin], dtype=np.int32)
        self.first = np.array([ord(word[0]) if word else 0 for word in latin], dtype=np.int32)
        classes: dict[str, int] = {}
        self.classes = np.array(
            [classes.setdefault(class_of(word), len(classes)) for word in words], dtype=np.int32
        )

    def key(self, a: Int32s, b: Int32s) -> npt.NDArray[np.int64]:
        """One number for a pair, whichever stands left."""
        return np.minimum(a, b).astype(np.int64) * self.n + np.maximum(a, b)

    def is_lost(self, codes: Int32s) -> npt.NDArray[np.bool_]:
        """Which words have lost their first letter."""
        result: npt.NDArray[np.bool_] = self.first[codes] == ord(LOST)
        return result

    def unlike(self, a: Int32s, b: Int32s) -> npt.NDArray[np.bool_]:
        """Which pairs are of words in two scripts."""
        result: npt.NDArray[np.bool_] = self.scripts[a] != self.scripts[b]
        return result

    def similarity(self, a: Int32s, b: Int32s, least: float = SIMILAR) -> Floats:
        """Jaro-Winkler similarity of pairs of words, 0 where below `least`."""
        return np.asarray(
            cpdist(
                self.texts[a],
                self.texts[b],
                scorer=JaroWinkler.similarity,
                score_cutoff=least,
                dtype=np.float64,
            )
        )

    def slip(self, a: Int32s, b: Int32s) -> npt.NDArray[np.bool_]:
        """Whether two different words are one typing slip apart."""
        distance = cpdist(
            self.texts[a], self.texts[b], scorer=OSA.distance, score_cutoff=1, dtype=np.int32
        )
        long_enough = np.minimum(self.lengths[a], self.lengths[b]) >= SLIP_LENGTH
        result: npt.NDArray[np.bool_] = (np.asarray(distance) <= 1) & long_enough
        return result

    def alike(self, among: Int32s) -> tuple[Int32s, Int32s]:
        """All pairs of some words that are similar or a slip apart, and each word with itself."""
        lefts, rights = [], []
        step = max(1, CELLS // max(len(among), 1))
        texts = self.texts[among]
        for start in range(0, len(among), step):
            close = cdist(
                texts[start : start + step],
                texts,
                scorer=JaroWinkler.similarity,
                score_cutoff=_SLIP_FLOOR,
                dtype=np.float32,
            )
            rows, columns = np.nonzero(close)
            lefts.append(among[rows + start])
            rights.append(among[columns])
        return np.concatenate(lefts), np.concatenate(rights)


def _scripts(words: tuple[str, ...]) -> Int32s:
    """A number for each word's script, 0 for Latin."""
    numbers = {"": 0}
    scripts = ("" if word.isascii() else script_of(word) for word in words)
    return np.array([numbers.setdefault(each, len(numbers)) for each in scripts], dtype=np.int32)


_SLIP_FLOOR = 0.73
"""One slip leaves a word of four letters or more a Jaro-Winkler similarity of 0.738 at the least
("bababab", "zababab"; mostly 0.83), as a search of words of two and three letters found."""


def _pairs(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {(a, b) for group in groups for a, b in product(group, repeat=2) if a < b}


def _arrays(pairs: Iterable[tuple[int, int]]) -> tuple[Int32s, Int32s]:
    array = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _among(pairs: tuple[Int32s, Int32s], some: Int32s, n: int) -> tuple[Int32s, Int32s]:
    """The pairs both of whose words are among some of n."""
    held = np.zeros(n, dtype=bool)
    held[some] = True
    both = held[pairs[0]] & held[pairs[1]]
    return pairs[0][both], pairs[1][both]


def _same_class(words: Words) -> set[tuple[int, int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for word, code in enumerate(words.classes.tolist()):
        groups[code].append(word)
    return _pairs(group for group in groups.values() if len(group) > 1)


def forename_pairs(vocabulary: tuple[str, ...], often: Int32s | None = None) -> ValuePairs:
    """Levels (FORENAME) of pairs of forenames, by their codes in the vocabulary.

    `often` (int32) are the words used most, in order.
    """
    words = Words(vocabulary, variant_class)
    short = _short_forms(vocabulary)
    usual = {(a, b) for a, b in short if nickname_strength(vocabulary[a], vocabulary[b]) >= USUAL}
    openings, initials = _openings(vocabulary), _initials(tuple(words.texts))
    lost = _lost(vocabulary)
    lost_keys = np.sort(words.key(*_arrays(lost)))
    opening_keys = np.sort(words.key(*_arrays(openings)))
    nickname_keys = np.sort(words.key(*_arrays(usual)))
    seldom_keys = np.sort(words.key(*_arrays(short - usual)))

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out = _alike_levels(words, a, b, FORENAME)
        alike = out > FORENAME.index("different")
        out[alike & (words.first[a] != words.first[b])] = FORENAME.index("rhyme")
        keys = words.key(a, b)
        _raise(out, _is_in(keys, seldom_keys), FORENAME.index("similar"))
        _raise(out, _is_in(keys, opening_keys), FORENAME.index("short"))
        _raise(out, _is_in(keys, nickname_keys), FORENAME.index("nickname"))
        _raise(out, _is_in(keys, lost_keys), FORENAME.index("slip"))
        _exact(out, words, a, b, FORENAME)
        _initial(out, words, a, b, FORENAME)
        _trusted(out, words.unlike(a, b), FORENAME)
        return out

    def candidates(some: Int32s) -> tuple[Int32s, Int32s]:
        a, b = words.alike(some)
        others = _arrays(short | openings | initials | lost | _same_class(words))
        c, d = _among(others, some, words.n)
        return np.concatenate([a, c]), np.concatenate([b, d])

    return ValuePairs(words.n, levels, candidates=candidates, often=often, kinds=words.scripts)


def surname_pairs(vocabulary: tuple[str, ...], often: Int32s | None = None) -> ValuePairs:
    """Levels (SURNAME) of pairs of surnames, by their codes in the vocabulary.

    `often` (int32) are the words used most, in order.
    """
    words = Words(vocabulary, surname_class)
    halves, initials = _halves(vocabulary), _initials(tuple(words.texts))
    lost = _lost(vocabulary)
    lost_keys = np.sort(words.key(*_arrays(lost)))
    half_keys = np.sort(words.key(*_arrays(halves)))

    def levels(a: Int32s, b: Int32s) -> Int8s:
        out = _alike_levels(words, a, b, SURNAME)
        _raise(out, _is_in(words.key(a, b), half_keys), SURNAME.index("half"))
        _raise(out, _is_in(words.key(a, b), lost_keys), SURNAME.index("slip"))
        _exact(out, words, a, b, SURNAME)
        _initial(out, words, a, b, SURNAME)
        _trusted(out, words.unlike(a, b), SURNAME)
        return out

    def candidates(some: Int32s) -> tuple[Int32s, Int32s]:
        a, b = words.alike(some)
        others = _arrays(halves | initials | lost | _same_class(words))
        c, d = _among(others, some, words.n)
        return np.concatenate([a, c]), np.concatenate([b, d])

    return ValuePairs(words.n, levels, candidates=candidates, often=often, kinds=words.scripts)


def _alike_levels(words: Words, a: Int32s, b: Int32s, names: tuple[str, ...]) -> Int8s:
    out = np.full(len(a), names.index("different"), dtype=np.int8)
    other = np.flatnonzero(words.classes[a] != words.classes[b])
    similarity = words.similarity(a[other], b[other], _SLIP_FLOOR)
    out[other[similarity >= SIMILAR]] = names.index("similar")
    near = other[similarity > 0]
    out[near[words.slip(a[near], b[near])]] = names.index("slip")
    return out


def _exact(out: Int8s, words: Words, a: Int32s, b: Int32s, names: tuple[str, ...]) -> None:
    out[words.classes[a] == words.classes[b]] = names.index("variant")
    out[a == b] = names.index("same")


def _initial(out: Int8s, words: Words, a: Int32s, b: Int32s, names: tuple[str, ...]) -> None:
    """Where either word is one letter, it can only be the other's first, or differ."""
    single = np.minimum(words.lengths[a], words.lengths[b]) == 1
    out[single] = names.index("different")
    fits = (words.first[a] == words.first[b]) | words.is_lost(a) | words.is_lost(b)
    out[single & fits] = names.index("initial")


def _trusted(out: Int8s, unlike: npt.NDArray[np.bool_], names: tuple[str, ...]) -> None:
    """Where words of two scripts do not agree, nothing is known of them."""
    out[unlike & (out < names.index("similar"))] = names.index("missing")


def _raise(out: Int8s, where: npt.NDArray[np.bool_], level: int) -> None:
    out[where] = np.maximum(out[where], level)


def _is_in(keys: Int64s, known: Int64s) -> npt.NDArray[np.bool_]:
    """Which keys are among those known, which are sorted."""
    if not len(known):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    result: npt.NDArray[np.bool_] = known[place] == keys
    return result


def _short_forms(vocabulary: tuple[str, ...]) -> set[tuple[int, int]]:
    """Pairs of words that are nicknames of each other, by themselves or by their spellings."""
    spelled: dict[str, list[int]] = defaultdict(list)
    for code, word in enumerate(vocabulary):
        for name in {word, variant_class(word)}:
            spelled[name].append(code)
    return {
        (min(a, b), max(a, b))
        for a, word in enumerate(vocabulary)
        for partner in nicknames_of(word)
        for b in spelled.get(partner, ())
        if a != b
    }


def _openings(vocabulary: tuple[str, ...]) -> set[tuple[int, int]]:
    """Pairs of words one of which is made from the opening of the other."""
    number = {word: code for code, word in enumerate(vocabulary)}
    cut = {
        (min(a, b), max(a, b))
        for word, a in number.items()
        for end in range(SHORTEST, len(word))
        if (b := number.get(word[:end])) is not None
    }
    opening: dict[str, list[int]] = defaultdict(list)
    for word, code in number.items():
        for end in range(2, min(len(word) - 1, LONGEST_OPENING)):
            opening[word[:end]].append(code)
    return cut | {
        (min(a, b), max(a, b))
        for word, a in number.items()
        for stem in _stems(word)
        for b in opening.get(stem, ())
        if a != b
    }


def _stems(word: str) -> set[str]:
    """The openings that a familiar form may be made from: Haz and Hassan, Danny and Daniel."""
    found = ENDING.search(word)
    if found is None or len(word) > LONGEST_FAMILIAR:
        return set()
    stem = word[: found.start()]
    single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return {part for part in (stem, single) if len(part) >= 2}


def _lost(vocabulary: tuple[str, ...]) -> set[tuple[int, int]]:
    """Pairs of words one of which has lost a letter, for which any letter or none may stand."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for code, word in enumerate(vocabulary):
        by_length[len(word)].append(code)
    return {
        (min(code, other), max(code, other))
        for code, word in enumerate(vocabulary)
        if LOST in word
        for shorter in range(word.count(LOST) + 1)
        for other in by_length[len(word) - shorter]
        if other != code and _fits(word).fullmatch(vocabulary[other])
    }


@lru_cache(maxsize=1024)
def _fits(word: str) -> re.Pattern[str]:
    """The words that one with lost letters may be."""
    return re.compile(re.escape(word).replace(re.escape(LOST), ".?"))


def _initials(vocabulary: tuple[str, ...]) -> set[tuple[int, int]]:
    by_letter: dict[str, list[int]] = defaultdict(list)
    for code, word in enumerate(vocabulary):
        by_letter[word[:1]].append(code)
    single = [(code, word) for code, word in enumerate(vocabulary) if len(word) == 1]
    return {
        (min(code, other), max(code, other))
        for code, word in single
        for other in (*by_letter[word], *by_letter[LOST])
        if other != code
    }


def _parts(surname: str) -> list[str]:
    """The parts of a surname: its halves, or itself and what its particle opens (Vanderberg and
    Berg)."""
    found = PARTICLE.match(surname)
    return surname.split() if found is None else [surname, surname[found.end() :]]


def _halves(vocabulary: tuple[str, ...]) -> set[tuple[int, int]]:
    """Pairs of surnames that share a part, at least one of them having several."""
    with_part: dict[str, list[int]] = defaultdict(list)
    parts = [_parts(word) for word in vocabulary]
    for code, own in enumerate(parts):
        for part in {surname_class(p) for p in own if not low_information(p) and len(p) > 2}:
            with_part[part].append(code)
    return {
        (min(a, b), max(a, b))
        for sharing in with_part.values()
        for a in sharing
        if len(parts[a]) > 1
        for b in sharing
        if a != b
    }
