"""Folding, tidying and placeholders."""

from __future__ import annotations

import pytest

from cohortmatch.values.text import fold, is_misread, is_placeholder, squash, tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SMITH", "smith"),
        ("  John \t Smith\n", "john smith"),
        ("John\xa0Smith", "john smith"),
        ("John\u200bSmith", "johnsmith"),
        ("\ufeffJohn", "john"),
        ("José", "jose"),
        ("Jose\u0301", "jose"),
        ("Straße", "strasse"),
        ("Łukasz Ødegård", "lukasz odegard"),
        ("Æthelred Đorđe", "aethelred dorde"),
        ("İbrahim Işık", "ibrahim isik"),
        ("Ștefan Ţurcanu", "stefan turcanu"),
        ("Nguyễn", "nguyen"),
        ("O’Brien O‘Brien O`Brien OʼBrien", "o'brien o'brien o'brien o'brien"),
        ("“Biggz”", '"biggz"'),
        ("Smith–Jones", "smith-jones"),
        ("𝕬𝖑𝖎", "ali"),
        ("ＡＢＣ１２", "abc12"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("  John   Smith ", "John Smith"),
        ("John\xa0Smith\u200b", "John Smith"),
        ("Oâ€™Brien", "O’Brien"),
        ("O\xe2\x80\x99Brien", "O’Brien"),
        ("JosÃ©", "José"),
        ("MarÃ\xada", "María"),
        ("Å\x81ukasz", "Łukasz"),
        ("JosÃƒÂ©", "José"),
        ("Âé", "Âé"),
        ("François", "François"),
        ("ÀÉÎ", "ÀÉÎ"),
        ("a\nb", "a b"),
    ],
)
def test_tidy(text: str, meant: str) -> None:
    assert tidy(text) == meant
    assert is_misread(text) == (len(meant) < len(" ".join(text.split())) and meant != "John Smith")


def test_lines_are_kept_when_wanted() -> None:
    assert tidy_lines("John  Smith \r\n\n Jon\xa0Smyth\n") == "John Smith\nJon Smyth"


def test_squash_keeps_letters_and_digits() -> None:
    assert squash("R.M.1 - 3bd") == "rm13bd"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("UNKNOWN", "any name other"),
        ("n/k", "any name other"),
        ("N/A", "any name other"),
        ("?", "any name other"),
        ("#N/A", "any name other"),
        ("as above", "any name other"),
        ("None", "other"),
        ("Null", "other"),
        ("NA", "other"),
        ("True", "other"),
        ("BABY", "name"),
        ("Unborn", "name"),
        ("test", "name"),
        ("Male 2", "name"),
        ("Unknown White Male", "name"),
        ("Smith", ""),
        ("White", ""),
        ("John Child", ""),
        ("", ""),
    ],
)
def test_placeholders_go_by_field(text: str, fields: str) -> None:
    told = [field for field in ("any", "name", "other") if is_placeholder(text, field)]  # type: ignore[arg-type]
    assert " ".join(told) == fields
