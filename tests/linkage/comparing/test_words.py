"""One forename with another and one surname with another, as a person who knows names would."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from cohortmatch.linkage.comparing.value_pairs import ValuePairs
from cohortmatch.linkage.comparing.words import FORENAME, SURNAME, forename_pairs, surname_pairs
from cohortmatch.values.text import fold

FORENAMES = [
    # one name       another          level       because
    ("john", "john", "same", "letter for letter"),
    ("steven", "stephen", "variant", "two spellings of one name"),
    ("mohammed", "muhammad", "variant", "one name put into Latin letters in many ways"),
    ("mohammed", "md", "variant", "the usual abbreviation"),
    ("abdulrahman", "abdurrahman", "variant", "Abdul and the name after it are one name"),
    ("robert", "bob", "nickname", "in the table of nicknames"),
    ("bill", "william", "nickname", "in the table of nicknames, either way round"),
    ("bob", "rob", "nickname", "two short forms of one full name"),
    ("gurpreet", "gary", "similar", "seldom taken for each other"),
    ("christopher", "christop", "short", "a column cut at eight letters"),
    ("zebedee", "zebdeee", "slip", "two neighbouring letters exchanged"),
    ("zebedee", "zebdee", "slip", "a letter dropped"),
    ("zebedee", "zebbedee", "slip", "a letter added"),
    ("zebedee", "zepedee", "slip", "a letter changed"),
    ("zebedee", "zebedeeson", "short", "one is the opening of the other"),
    ("zebediah", "zebedias", "slip", "the last letter changed"),
    ("marcelline", "marcellius", "similar", "alike, but more than a slip apart"),
    ("jayden", "kayden", "rhyme", "brothers' names rhyme; keys rarely slip at the first letter"),
    ("zebedee", "ebedee", "rhyme", "another first letter, though one letter is dropped"),
    ("john", "j", "initial", "an initial that fits"),
    ("j", "j", "initial", "two equal initials are initials still"),
    ("j", "k", "different", "an initial that does not fit"),
    ("john", "k", "different", "an initial that does not fit"),
    ("zed", "zeds", "short", "one is the opening of the other"),
    ("kofi", "kofa", "slip", "four letters are enough to speak of a slip"),
    ("tim", "tom", "different", "short names a letter apart are other names"),
    ("mohammed", "mahmud", "different", "Mahmud is another name"),
    ("ali", "alan", "different", "an opening must have three letters and be whole"),
    ("dave", "john", "different", "nothing in common"),
]
SURNAMES = [
    ("smith", "smith", "same", "letter for letter"),
    ("obrien", "obrien", "same", "O'Brien and OBrien are one word by the time they get here"),
    ("kowalski", "kowalska", "variant", "his and her form of one surname"),
    ("petrov", "petrova", "variant", "his and her form of one surname"),
    ("mcdonald", "macdonald", "variant", "two spellings of Mac"),
    ("quillan", "quilan", "slip", "a letter dropped"),
    ("quillan", "quillam", "slip", "a letter changed"),
    ("quillan", "quilaln", "slip", "two neighbouring letters exchanged"),
    ("smith jones", "jones", "half", "one part of a double-barrelled name"),
    ("smith jones", "smith", "half", "the other part"),
    ("smith jones", "jones smith", "half", "the parts in the other order"),
    ("smith jones", "jones brown", "half", "one part in common"),
    ("vanderberg", "berg", "half", "without the particle"),
    ("dellarosa", "rosa", "half", "without the particle"),
    ("vandyke", "dyke", "half", "without the particle"),
    ("kaur gill", "gill", "half", "Gill is the part that tells people apart"),
    ("patel singh", "singh", "different", "Singh alone tells nobody apart"),
    ("roberts", "robertson", "similar", "alike, and says little by itself"),
    ("lee", "lea", "different", "three letters are too few to speak of a slip"),
    ("okafor", "okoro", "different", "two surnames"),
    ("okafor", "o", "initial", "an initial that agrees"),
    ("o", "o", "initial", "two equal initials are initials still"),
    ("okafor", "k", "different", "an initial that does not agree"),
]

SCRIPTS = [
    ("олег", "oleg", "variant", "one name in two scripts"),
    ("олег", "олег", "same", "letter for letter"),
    ("олег", "игорь", "different", "two names in one script"),
    ("олег", "igor", "missing", "a spelling in Latin letters cannot show that names differ"),
    ("саша", "alexander", "nickname", "a short form in another script"),
    ("о", "oleg", "initial", "an initial that fits"),
    ("о", "igor", "missing", "an initial in another script that does not fit"),
    ("முருகன்", "murugan", "slip", "the nearest spelling is a letter away"),
    ("محمد", "md", "variant", "the usual abbreviation"),
    ("شخغف", "john", "missing", "vowels are not written, and it is no listed name"),
    ("شخغف", "شخغف", "same", "letter for letter"),
    ("محمد", "мухаммад", "variant", "one name in two scripts, neither of them Latin"),
    ("?ukasz", "lukasz", "slip", "a lost letter fits any letter"),
    ("?ukasz", "l", "initial", "and so it fits any initial"),
    ("mu?oz", "munoz", "slip", "inside a word too"),
    ("dvo??k", "dvorak", "slip", "two lost letters"),
    ("?ohn", "john", "slip", "in a short word too"),
    ("?ukasz", "piotr", "different", "the other letters must agree"),
    ("دوود", "давид", "missing", "two scripts, neither of them Latin"),
]


def level(pairs: Callable[[tuple[str, ...]], ValuePairs], a: str, b: str) -> int:
    """The level of two words in a vocabulary with others, which must agree both ways round."""
    vocabulary = tuple(dict.fromkeys((a, "zzz", b, "x y")))
    compare = pairs(vocabulary)
    left, right = (np.array([vocabulary.index(word)], dtype=np.int32) for word in (a, b))
    there, back = int(compare(left, right)[0]), int(compare(right, left)[0])
    assert there == back
    return there


@pytest.mark.parametrize(("a", "b", "expected", "because"), FORENAMES)
def test_forenames(a: str, b: str, expected: str, because: str) -> None:
    assert FORENAME[level(forename_pairs, a, b)] == expected, because


@pytest.mark.parametrize(("a", "b", "expected", "because"), SCRIPTS)
def test_forenames_in_two_scripts(a: str, b: str, expected: str, because: str) -> None:
    assert FORENAME[level(forename_pairs, fold(a), fold(b))] == expected, because


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("иванова", "ivanov", "variant"),
        ("иванов", "smith", "missing"),
        ("شخغف", "smith", "missing"),
    ],
)
def test_surnames_in_two_scripts(a: str, b: str, expected: str) -> None:
    assert SURNAME[level(surname_pairs, a, b)] == expected


@pytest.mark.parametrize(("a", "b", "expected", "because"), SURNAMES)
def test_surnames(a: str, b: str, expected: str, because: str) -> None:
    assert SURNAME[level(surname_pairs, a, b)] == expected, because


def test_a_common_misspelling_is_a_slip_at_the_least_and_may_be_known_as_a_spelling() -> None:
    assert FORENAME[level(forename_pairs, "jhon", "john")] in ("slip", "variant")
    assert SURNAME[level(surname_pairs, "smyth", "smith")] in ("slip", "variant")


def test_a_cut_forename_is_a_short_form_or_a_known_nickname() -> None:
    assert FORENAME[level(forename_pairs, "cam", "cameron")] in ("short", "nickname")


def test_a_word_that_is_not_there_is_missing() -> None:
    for compare in (forename_pairs(("john", "jon")), surname_pairs(("john", "jon"))):
        absent, there = (np.array(codes, dtype=np.int32) for codes in ([-1, -1, 0], [0, -1, -1]))
        assert compare(absent, there).tolist() == [0, 0, 0]


def test_an_empty_vocabulary_has_nothing_to_compare() -> None:
    none = np.empty(0, dtype=np.int32)
    assert len(forename_pairs(())(none, none)) == len(surname_pairs(())(none, none)) == 0
