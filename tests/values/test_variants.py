"""Name classes, nicknames and surname classes: what is one name, and what must not be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from cohortmatch.values.text import fold
from cohortmatch.values.variants import (
    is_given_name,
    is_surname,
    low_information,
    nickname_strength,
    nicknames_of,
    surname_class,
    variant_class,
)
from cohortmatch.values.words import table


def classes(name: str) -> list[list[str]]:
    return [line.split() for lines in table(name).values() for line in lines]


def nickname_pairs() -> list[tuple[str, str]]:
    return [
        (line.split()[0], short)
        for lines in table("nicknames").values()
        for line in lines
        for short in line.split()[1:]
    ]


def test_there_are_enough_of_them() -> None:
    assert len(classes("variants")) >= 300
    assert len({frozenset(map(variant_class, pair)) for pair in nickname_pairs()}) >= 400
    assert len(classes("surnames")) >= 300


@pytest.mark.parametrize("name", ["variants", "surnames"])
def test_no_word_is_in_two_classes_and_no_class_has_one_word(name: str) -> None:
    counts = Counter(word for words in classes(name) for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
    assert [words for words in classes(name) if len(words) < 2] == []


def test_every_word_is_folded() -> None:
    names = [w for name in ("variants", "surnames") for words in classes(name) for w in words]
    names += [word for pair in nickname_pairs() for word in pair]
    assert [word for word in names if word != fold(word) or not word.isalpha()] == []


def test_every_class_is_symmetric() -> None:
    for words in classes("variants"):
        assert {variant_class(word) for word in words} == {words[0]}
        for a, b in combinations(words, 2):
            assert nickname_strength(a, b) == nickname_strength(b, a) == 1.0
    for words in classes("surnames"):
        assert {surname_class(word) for word in words} == {words[0]}


def test_every_nickname_holds_both_ways() -> None:
    for name, short in nickname_pairs():
        assert 0 < nickname_strength(name, short) < 1, (name, short)
        assert nickname_strength(name, short) == nickname_strength(short, name)
        assert variant_class(short) in nicknames_of(name)
        assert variant_class(name) in nicknames_of(short)


ONE_NAME = """
mohammed muhammad mohamed mohammad md mohd mahomet mohammod
ahmed ahmad ahmet
hussain hussein hossain
yusuf yousef youssef
mahmud mahmood mohamud
abdulrahman abdelrahman abdurrahman abdirahman abdulrehman abdurahman cabdiraxmaan
abdullatif abdulatif abdellatif
hussain huseyin xuseen
maryam mariam miriam maryan
mohammed mahamed maxamed
kwasi kwesi akwasi kouassi
kofi koffi koffie
akosua akousa
adwoa adjoa ajua
aden adan
zakir jakir
sola shola
stephen steven
catherine katherine kathryn
sean shaun shawn
kwabena kobina
kwadwo kojo
oluwaseun oluseun
alexander aleksander oleksandr
krzysztof krzystof
ionut yonut
mehmet mehmed
aisha ayesha
gurpreet gurprit
"""
APART = """
mohammed mahmud
mohamed mohamud
mohammed ahmed
marian marion
mariam marian
maria marion
hamid ahmed
amir omar
saleh salah
hassan hussain
john jonathan
jean joan
francis frances
nicola nikola
christina christine
diana diane
anna hannah
alice alicia
carol karol
luca lucas
celine selina
jordan yordan
margaret daisy
robert bill
patrick peter
aisha asia
mia miah
jan jane
julia julie
gabriel gabriela
toni tony
glen glyn
janet jeannette
"""
SHORT_FORMS = (
    "christine tina, nicola nicki, albert al, alfred freddy, patricia patti, sidney syd, "
    "wilfred will, suzanne suze, alexandra sandy, alison ali, richard dicky, bernard barney, "
    "john jock, malcolm mac, elizabeth liza, eleanor ellie, joseph jo, gilbert bert, "
    "edmund ted, isabella belle, roger rod, frederick rick, steven steph, donald donnie, "
    "george georgie, eva evie, gerard ged, kehinde kenny, gertrude trudy, beatrice trixie, "
    "theodora thea, katrina trina"
)
WEAK = "dwayne dee, karen shaz, rajesh roger"
STRANGERS = [
    ("daisy", "margaret"), ("bill", "robert"), ("peter", "patrick"), ("samuel", "samantha"),
    ("mahmud", "muhammad"), ("marian", "marion"), ("alexander", "alexandra"), ("harold", "henry"),
    ("christopher", "christina"), ("nicholas", "nicola"), ("philip", "philippa"), ("paul", "saul"),
    ("daniel", "danielle"), ("jamal", "kamal"), ("harpreet", "gurpreet"), ("ola", "tobi"),
]  # fmt: skip


@pytest.mark.parametrize("words", ONE_NAME.strip().splitlines())
def test_spellings_of_one_name_are_one_class(words: str) -> None:
    assert len({variant_class(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", APART.strip().splitlines())
def test_false_friends_are_apart(words: str) -> None:
    a, b = words.split()
    assert variant_class(a) != variant_class(b)


@pytest.mark.parametrize(("a", "b"), STRANGERS)
def test_false_friends_are_no_nicknames_either(a: str, b: str) -> None:
    assert nickname_strength(a, b) == 0.0
    assert variant_class(b) not in nicknames_of(a)


def test_the_usual_short_forms_are_known() -> None:
    pairs = "robert bob|william bill|elizabeth liz|mohammed mo|oluwaseun seun|adebayo bayo"
    pairs += (
        "|katarzyna kasia|aleksandr sasha|margaret peggy|jonathon jon|michael mick|sukhdev sukh"
    )
    for pair in pairs.split("|"):
        assert nickname_strength(*pair.split()) >= 0.7


SHORT_FORMS_OF_ONE_NAME = [
    ("mick", "mike"), ("bob", "rob"), ("bill", "will"), ("liz", "beth"), ("kate", "cathy"),
    ("ste", "steve"), ("gaz", "gary"), ("abs", "abz"), ("bayo", "adebayo"), ("kasia", "kaska"),
]  # fmt: skip
NOT_OF_ONE_NAME = [
    ("millie", "amy"), ("bill", "robert"), ("samuel", "samantha"), ("stephen", "stefania"),
    ("harold", "henry"), ("christopher", "christina"), ("mary", "maureen"), ("ali", "reza"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SHORT_FORMS_OF_ONE_NAME)
def test_short_forms_of_one_full_name_speak_for_each_other(a: str, b: str) -> None:
    assert nickname_strength(a, b) == nickname_strength(b, a) >= 0.6
    assert variant_class(b) in nicknames_of(a)
    assert variant_class(a) in nicknames_of(b)


@pytest.mark.parametrize(("a", "b"), NOT_OF_ONE_NAME)
def test_full_names_do_not_by_a_short_form_they_share(a: str, b: str) -> None:
    assert nickname_strength(a, b) == nickname_strength(b, a) == 0.0


def test_what_two_short_forms_come_to() -> None:
    assert nickname_strength("mick", "mike") == pytest.approx(0.9 * 0.9)
    assert nickname_strength("abs", "abz") == pytest.approx(0.8 * 0.8)


def test_no_two_full_names_are_drawn_together_by_many_lines() -> None:
    """Few full names stand in one line of another; so few speak for each other by it."""
    full = {
        variant_class(line.split()[0]) for lines in table("nicknames").values() for line in lines
    }
    said = {frozenset(map(variant_class, pair)) for pair in nickname_pairs()}
    drawn = [
        (name, other)
        for name in full
        for other in nicknames_of(name) & full
        if frozenset((name, other)) not in said and nickname_strength(name, other) >= 0.5
    ]
    assert drawn == []


def test_punjabi_names_are_an_opening_and_an_ending() -> None:
    for words in ["jagdeep jagdip", "rajvinder rajwindar", "karanvir karanbeer", "balmeet balmit"]:
        assert len({variant_class(word) for word in words.split()}) == 1
    assert variant_class("gurwindar") == variant_class("gurvinder")
    assert len({variant_class(word) for word in ("gurdeep", "hardeep", "gurpreet")}) == 3
    parts = table("punjabi")
    endings = [word for line in parts["endings"] for word in line.split()]
    for word in (a + b for a in parts["openings"].split() for b in endings):
        assert variant_class(variant_class(word)) == variant_class(word)


SURNAMES = """
kowalski kowalska
wisniewski wisniewska
nowicki nowicka
ivanov ivanova ivanoff
sergeev sergeeva
putin putina
degutis degutiene degutyte
kazlauskas kazlauskiene kazlauskaite
rimkus rimkuviene rimkute
stankevicius stankeviciene stankeviciute stankevice
kazlauskas kazlauske
petravicius petravice
berzins berzina
jansons jansone
papadopoulos papadopoulou
macdonald mcdonald mhicdonald
mackenzie mckenzie
oneill oneal neil
smith smyth
chowdhury chaudhry choudhury
begum beghum
jallow diallo djallo
reid reed read
clark clarke
thompson thomson
ferreira ferreria
leung leong
persaud prasad
gardner gardiner
mcginnis mcguinness
mohammed muhammad
smithjones smithjones
alrashid rashid elrachid
alhamid hamid hameed
"""


@pytest.mark.parametrize("words", SURNAMES.strip().splitlines())
def test_one_family_is_one_surname_class(words: str) -> None:
    assert len({surname_class(word) for word in words.split()}) == 1


def test_the_halves_of_a_surname_are_classed_one_by_one() -> None:
    assert surname_class("smyth kowalska") == surname_class("smith kowalski")


NOT_ONE_FAMILY = ["popescu popa", "smith jones", "khan kaur", "ali alam", "price rice"]
NOT_ONE_FAMILY += [
    "allen len",
    "elliott liott",
    "alison ison",
    "elias ias",
    "justice just",
    "collins collin",
    "radu rada",
    "thomas thoma",
]


@pytest.mark.parametrize("pair", NOT_ONE_FAMILY)
def test_families_are_apart(pair: str) -> None:
    a, b = pair.split()
    assert surname_class(a) != surname_class(b)


def test_words_that_tell_nobody_apart() -> None:
    for word in ["singh", "kaur", "begum", "bibi", "khatun", "miah", "uddin", "mohammed"]:
        assert low_information(word)
    assert not low_information("featherstonehaugh")


def test_surnames_are_known_unless_they_are_given_names_too() -> None:
    assert all(map(is_surname, ("jones", "kowalski", "okafor", "patel", "smyth")))
    assert not any(map(is_surname, ("biggz", "mohammed", "thomas", "leon")))


def test_given_names_are_known_in_full_and_short() -> None:
    assert all(map(is_given_name, ("mohammed", "mo", "biddy", "abdulbasit", "jagmeet")))
    assert not is_given_name("biggz")


@pytest.mark.parametrize("pair", SHORT_FORMS.split(", "))
def test_short_forms_in_use_in_britain_are_usual(pair: str) -> None:
    assert nickname_strength(*pair.split()) >= 0.5


@pytest.mark.parametrize("pair", WEAK.split(", "))
def test_short_forms_that_few_use_are_weak(pair: str) -> None:
    assert 0 < nickname_strength(*pair.split()) < 0.5
