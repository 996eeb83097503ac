"""Identifiers that nobody holds: check letters computed here, years and ranges never issued."""

from __future__ import annotations

from collections.abc import Mapping

from cohortmatch.synthetic.dice import Dice

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The letter for each remainder modulo 23 (PNC and CRO numbers)."""
CRN_LETTERS = "QVYZ"


def check_letter(digits: str) -> str:
    """The check letter of a PNC or CRO number's digits."""
    return CHECK_LETTERS[int(digits) % 23]


def make_pnc(year: int, serial: int) -> str:
    """A PNC ID in its long form, such as 2087/0123456X."""
    return f"{year}/{serial:07d}{check_letter(f'{year % 100:02d}{serial:07d}')}"


def make_cro(year: int, serial: int) -> str:
    """A CRO number, such as 912345/87X."""
    return f"{serial:06d}/{year % 100:02d}{check_letter(f'{year % 100:02d}{serial:06d}')}"


def draw_pnc(dice: Dice) -> str:
    """A PNC ID of a year far in the future; the serial's length varies."""
    serial = dice.between(900_000, 999_999) if dice.chance(0.5) else dice.between(20, 999_999)
    return make_pnc(dice.between(2060, 2099), serial)


def draw_cro(dice: Dice, pnc: str) -> str:
    """A CRO number; often it shares the PNC ID's year and serial."""
    year, serial = (int(part) for part in pnc[:-1].split("/"))
    if serial >= 900_000 and dice.chance(0.7):
        return make_cro(year, serial)
    return make_cro(dice.between(2060, 2099), dice.between(900_000, 999_999))


def draw_crn(dice: Dice) -> str:
    """A probation case reference number."""
    return dice.pick(CRN_LETTERS) + dice.digits(6)


def draw_prison_number(dice: Dice) -> str:
    """A prison (NOMIS) number."""
    return f"Z{dice.digits(4)}{dice.pick('XYZ')}{dice.pick('ABCDEFGHJKLMNPQRSTUVWXYZ')}"


def draw_nino(dice: Dice) -> str:
    """A number in the form of a National Insurance number, with a prefix that is never issued."""
    return f"QQ{dice.digits(6)}{dice.pick('ABCD')}"


def draw_numbers(dice: Dice, known_to_police: bool) -> Mapping[str, tuple[str, ...]]:
    """Every identifier one person holds, by kind; a few people hold two of a kind."""
    if not known_to_police:
        return {"nino": (draw_nino(dice),)}
    pncs = tuple(draw_pnc(dice) for _ in range(2 if dice.chance(0.015) else 1))
    crns = tuple(draw_crn(dice) for _ in range(2 if dice.chance(0.04) else 1))
    return {
        "pnc": pncs,
        "cro": (draw_cro(dice, pncs[0]),) if dice.chance(0.85) else (),
        "crn": crns,
        "prison_number": (draw_prison_number(dice),) if dice.chance(0.6) else (),
        "nino": (draw_nino(dice),),
        "visor": (dice.digits(8),),
    }
