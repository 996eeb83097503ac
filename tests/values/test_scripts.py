"""Names in other scripts beside their Latin form, as somebody who reads both would judge them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.names import NameForm, parse_forename, parse_full_name, parse_surname
from cohortmatch.values.scripts import readings, script_of
from cohortmatch.values.text import fold
from cohortmatch.values.variants import (
    in_latin,
    is_given_name,
    nickname_strength,
    surname_class,
    variant_class,
)
from cohortmatch.values.words import table

FORENAMES = """
Cyrillic    Олег        Oleg
Cyrillic    Сергей      Sergey
Cyrillic    Юрий        Yuri
Cyrillic    Дмитрий     Dmitry
Cyrillic    Хасан       Hassan
Cyrillic    Виктория    Victoria
Cyrillic    Михаил      Mikhail
Cyrillic    Джон        John
Ukrainian   Олександр   Oleksandr
Greek       Μαρία       Maria
Greek       Δημήτρης    Dimitris
Greek       Γιώργος     Giorgos
Armenian    Արմեն       Armen
Georgian    დავით       Davit
Arabic      محمد        Mohammed
Arabic      عبدالرحمن   Abdurrahman
Urdu        علی         Ali
Persian     رضا         Reza
Arabic      فاطمة       Fatima
Arabic      فاطمه       Fatima
Hebrew      דוד         David
Hebrew      מיכאל       Michael
Bengali     মোহাম্মদ    Mohammed
Bengali     রহিম        Raheem
Bengali     ফাতেমা      Fatema
Gurmukhi    ਗੁਰਪ੍ਰੀਤ    Gurpreet
Gurmukhi    ਹਰਜੀਤ       Harjit
Devanagari  रमेश        Ramesh
Tamil       செல்வி      Selvi
Chinese     伟          Wei
Chinese     小明        Xiaoming
Korean      민준        Minjun
"""
SURNAMES = """
Cyrillic    Иванов          Ivanov
Cyrillic    Иванова         Ivanov
Cyrillic    Ковальчук       Kovalchuk
Cyrillic    Щербаков        Shcherbakov
Greek       Παπαδοπούλου    Papadopoulou
Greek       Παπανδρέου      Papandreou
Armenian    Սարգսյան        Sargsyan
Georgian    ბერიძე          Beridze
Arabic      علي             Ali
Arabic      الرشيد          Al-Rashid
Hebrew      כהן             Cohen
Bengali     রহমান           Rahman
Bengali     উদ্দিন          Uddin
Bengali     বেগম            Begum
Gurmukhi    ਸਿੰਘ            Singh
Gurmukhi    ਕੌਰ             Kaur
Devanagari  शर्मा            Sharma
Chinese     王              Wang
Korean      김              Kim
"""


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


@pytest.mark.parametrize(("script", "written", "latin"), rows(FORENAMES))
def test_a_forename_has_the_class_of_its_latin_form(script: str, written: str, latin: str) -> None:
    own, other = parse_forename(written).values[0], parse_forename(latin).values[0]
    assert variant_class(own.forenames[0]) == variant_class(other.forenames[0]), script


@pytest.mark.parametrize(("script", "written", "latin"), rows(SURNAMES))
def test_a_surname_has_the_class_of_its_latin_form(script: str, written: str, latin: str) -> None:
    own, other = parse_surname(written).values[0], parse_surname(latin).values[0]
    assert surname_class(own.surname) == surname_class(other.surname), script


@pytest.mark.parametrize(
    ("text", "forenames", "surname"),
    [
        ("Олег Иванов", ("олег",), "иванов"),
        ("ИВАНОВ Олег", ("олег",), "иванов"),
        ("Иванов, Олег Петрович", ("олег", "петрович"), "иванов"),
        ("عبد الرحمن خان", ("عبدالرحمن",), "خان"),
        ("মোহাম্মদ রহমান", ("মোহাম্মদ",), "রহমান"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", ("ਗੁਰਪ੍ਰੀਤ",), "ਸਿੰਘ"),
        ("王伟", ("伟",), "王"),
        ("王小明", ("小明",), "王"),
        ("王 小明", ("小明",), "王"),
        ("欧阳菲", ("菲",), "欧阳"),
        ("김민준", ("민준",), "김"),
        ("Ivаnov, Olеg", ("oleg",), "ivanov"),  # two letters are Cyrillic ones that look Latin
    ],
)
def test_the_parts_of_a_whole_name(text: str, forenames: tuple[str, ...], surname: str) -> None:
    folded = tuple(fold(each) for each in forenames)
    assert parse_full_name(text).values == (NameForm("recorded", folded, fold(surname)),)


def test_a_name_in_both_scripts_has_both_forms() -> None:
    forms = parse_full_name("Oleg Ivanov (Олег Иванов)").values
    assert [form.surname for form in forms] == ["ivanov", "иванов"]


def test_a_nickname_in_another_script_is_one() -> None:
    assert nickname_strength("саша", "alexander") >= 0.5


@pytest.mark.parametrize(
    "word", ["بغتخ", "שגדכ", "ትዕግስት", "สมชาย", "さくら"], ids=["1", "2", "3", "4", "5"]
)
def test_a_word_that_cannot_be_read_agrees_with_itself_alone(word: str) -> None:
    folded = fold(word)
    assert readings(folded) == ()
    assert variant_class(folded) == in_latin(folded) == folded
    assert parse_forename(word).notes == parse_surname(word).notes == ("name-script",)


@pytest.mark.parametrize("text", ["Олег Иванов", "محمد علي", "Łukasz Żak", "王伟"])
def test_a_name_that_can_be_read_is_not_told(text: str) -> None:
    assert parse_full_name(text).notes == ()


def test_every_listed_name_is_read_as_it_is_listed() -> None:
    for script, names in table("scripts")["names"].items():
        for latin, written in names.items():
            for each in written.split():
                assert readings(fold(each)) == (latin,), (script, latin)


def test_common_listed_names_are_known_names_in_latin_letters() -> None:
    unknown = [n for n in table("scripts")["names"]["arabic"] if not is_given_name(n)]
    assert len(unknown) < 20, unknown


@given(st.text(alphabet="абвгдежзиклмнопрстухцчшщыэюяαβγδεζηθικλμνξοπρστυφχψω", min_size=1))
def test_scripts_with_all_their_vowels_have_a_latin_spelling_for_any_word(word: str) -> None:
    assert all(each.isascii() and each.isalpha() for each in readings(fold(word)))
    assert readings(fold(word))


@given(st.text(min_size=1, max_size=12))
def test_latin_words_are_left_as_they_are_and_any_text_is_read_without_an_error(text: str) -> None:
    for word in fold(text).split():
        assert script_of(word) or in_latin(word) == word
        assert all(each for each in readings(word))
