"""Names of several traditions, dates of birth, PNC IDs and postcodes, all made up."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

HEADS = "Ash Bram Cald Dun Ever Fen Gar Hal Ing Ket Lang Mar Nor Ock Pem Quar Rad Sel Thorn Wick"
TAILS = "bury combe dale field ford ham ley mere more ridge stead ton well wood worth"
BRITISH = "Adam Bethany Callum Daisy Ewan Freya Gareth Holly Isaac Jodie Keir Lorna Miles Nadine"
AFRICAN = (
    "Abena Chidi Efua Femi Kofi Ngozi Sade Tunde Yaw Zola",
    "Ade Oko Boa Asa Nku Owu Eze Ama",
)
ASIAN = ("Aisha Bilal Farah Haroon Imran Jaspreet Kiran Nadia Parveen Zain", "Cha Mal Qur Rah Sid")
EASTERN = ("Bogdan Danuta Ilie Jolanta Marek Oksana Pavel Rasa Vasile Zofia", "Kow Pet Dra Vas Now")
ENDINGS = (
    TAILS,
    "ebi unle mah nsah dike ponle",
    "udhry ik eshi mani diqui wani",
    "alski rov goi enas",
)
KINDS = (
    (BRITISH, HEADS),
    AFRICAN,
    ASIAN,
    EASTERN,
)
CHECK = "ZABCDEFGHJKLMNPQRTUVWXY"


def a_name(random: Random) -> tuple[str, str]:
    """A surname and a forename of one tradition."""
    kind = random.choice((0, 0, 1, 2, 3))
    forenames, heads = KINDS[kind]
    surname = random.choice(heads.split()) + random.choice(ENDINGS[kind].split())
    return surname, random.choice(forenames.split())


def a_birthday(random: Random, youngest: date) -> date:
    """Somebody from 17 to 60 on the day `youngest`, more often young."""
    years = min(random.uniform(17, 60), random.uniform(17, 60))
    return youngest - timedelta(days=int(years * 365.25))


def a_pnc(random: Random, born: date) -> str:
    """A PNC ID with its check letter, from a year in which its bearer was 10 or more."""
    year, serial = random.randint(min(born.year + 11, 2024), 2024), random.randint(10_000, 999_999)
    return f"{year}/{serial:07d}{CHECK[int(f'{year % 100:02d}{serial:07d}') % 23]}"


def a_postcode(random: Random) -> str:
    """A postcode of outer East London's shape."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    area = random.choice(("RM", "IG", "E"))
    inward = f"{random.randint(1, 9)}{random.choice(letters)}{random.choice(letters)}"
    return f"{area}{random.randint(1, 18)} {inward}"


def a_phone(random: Random) -> str:
    """A number of the range that is kept for drama."""
    return f"07700 900{random.randint(0, 999):03d}"


def an_officer(random: Random) -> str:
    """A lead officer."""
    surname, forename = a_name(random)
    return f"PC {forename[0]} {surname}"


def a_slip(random: Random, text: str) -> str:
    """A word with two neighbouring letters changed over, or one letter lost."""
    at = random.randrange(1, len(text) - 1)
    if random.random() < 0.5:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
