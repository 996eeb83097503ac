"""The modulus 23 check letter of PNC IDs, CRO numbers and arrest/summons numbers.

Policy: one alphabet, `ZABCDEFGHJKLMNPQRTUVWXY`, serves the remainders 0 to 22, without I, O and S.
Every single wrong digit and every swap of neighbours changes the letter (23 is prime and divides
neither 10 nor a difference of digits); one wrong number in 23 passes. A character that looks like a
digit (O, I, L, S, B) is read as that digit only when the letter then agrees. The letter itself is
never guessed.
Source: ministryofjustice/hmpps-person-record, PNCIdentifier.kt (MIT).
"""

from __future__ import annotations

ALPHABET = "ZABCDEFGHJKLMNPQRTUVWXY"
DIGIT_LOOKALIKES = str.maketrans("OILSB", "01158")


def check_letter(digits: str) -> str:
    """The check letter of a text of ASCII digits."""
    return ALPHABET[int(digits) % 23]


def as_digits(text: str) -> str:
    """The text with the letters that look like digits read as digits."""
    return text.translate(DIGIT_LOOKALIKES)
