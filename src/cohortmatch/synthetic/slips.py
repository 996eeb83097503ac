"""Typing slips in words and numbers."""

from __future__ import annotations

from itertools import pairwise

from cohortmatch.synthetic.dice import Dice

NEIGHBOURS = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy",
    "i": "uok", "j": "hkn", "k": "jlm", "l": "kop", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol",
    "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs",
    "y": "tuh", "z": "xas",
}  # fmt: skip
BY_EAR = (
    ("ph", "f"), ("ck", "k"), ("ie", "ei"), ("ee", "ea"), ("ou", "u"), ("sh", "ch"), ("y", "i"),
    ("c", "k"), ("s", "z"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("er", "ar"), ("e", "a"),
)  # fmt: skip


def slip_word(dice: Dice, word: str) -> str:
    """The word with one slip of the finger or the ear; a word of one letter stays unchanged."""
    if len(word) < 2:
        return word
    how = dice.weighted({_drop: 3, _double: 1.5, _neighbour: 3, _transpose: 2.5, _by_ear: 3})
    slipped = how(dice, word)
    return slipped if slipped.lower() != word.lower() else _drop(dice, word)


def _drop(dice: Dice, word: str) -> str:
    at = dice.between(1, len(word) - 1)
    return word[:at] + word[at + 1 :]


def _double(dice: Dice, word: str) -> str:
    at = dice.between(1, len(word) - 1)
    return word[:at] + word[at - 1].lower() + word[at:]


def _neighbour(dice: Dice, word: str) -> str:
    at = dice.below(len(word))
    keys = NEIGHBOURS.get(word[at].lower())
    if not keys:
        return word
    key = dice.pick(keys)
    return word[:at] + (key.upper() if word[at].isupper() else key) + word[at + 1 :]


def _transpose(dice: Dice, word: str) -> str:
    at = dice.between(1, len(word) - 1)
    turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return turned.capitalize() if at == 1 and word.isalpha() else turned


def _by_ear(dice: Dice, word: str) -> str:
    for heard, written in dice.shuffled(BY_EAR):
        at = word.lower().find(heard, 1)
        if at > 0:
            return word[:at] + written + word[at + len(heard) :]
    return word


def slip_digits(dice: Dice, text: str) -> str:
    """The text with one digit changed, or two neighbouring digits exchanged."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    turns = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
    if turns and dice.chance(0.35):
        a, b = dice.pick(turns)
        signs = list(text)
        signs[a], signs[b] = signs[b], signs[a]
        return "".join(signs)
    at = dice.pick(places)
    digit = str((int(text[at]) + dice.between(1, 9)) % 10)
    return text[:at] + digit + text[at + 1 :]
