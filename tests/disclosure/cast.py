"""The invented people of the arrangements, and every form in which their details could be printed.

Nobody here exists: surnames and streets are unusual on purpose, telephones are of Ofcom's ranges
for drama, numbers are of a year far from now, postcodes are the published examples of the grammar.
Each arrangement gets five nominals and five others of its own, so nothing can be tuned to one name.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, timedelta

from people_lists import a_pnc

PEOPLE = 5
"""Nominals of an arrangement, and as many others."""

SPREADSHEET_DAY_NOUGHT = date(1899, 12, 30)

_NOMINALS = (
    *("Ivor Quarmby", "Una Odell", "Ada Pym", "Cyril Zebbin", "Rupert Fennimore", "Maud Trask"),
    *("Jasper Pellow", "Nora Grimley", "Walter Brisco", "Edith Cawdrey", "Felix Hanrott"),
    *("Stella Medlam", "Victor Snape", "Agnes Tolmie", "Oscar Wroe", "Hilda Penfare"),
    *("Desmond O'Vane", "Ruby Larkham", "Gordon Tweedle", "Iris Vaulk-Orme"),
)
_OTHERS = (
    *("Ottoline Vixenby", "Peregrine Lanthorn", "Hyacinth Wrexcombe", "Leocadia Dunmallow"),
    *("Thaddeus Farthingay", "Clementina Marrowby", "Evadne Sallowfield", "Ignatius Tarrowick"),
    *("Philomena Umberslade", "Barnabas Yaffleton", "Seraphina Zouchmere", "Lysander Hobbleday"),
    *("Drusilla Jessamond", "Montague Knapwether", "Araminta Brambleigh", "Tarquin Pellinore"),
    *("Wilhelmina Ockleshaw", "Auberon Gorsebank", "Calpurnia Thrippleton", "Septimus Wodehollow"),
)
_STREETS = (
    *("Quillfeather Row", "Ambergris Mews", "Thistledown Parade", "Marchpane Way"),
    *("Pennywhistle Close", "Gallowglass Street", "Tumbledown Drive", "Cinnabar Terrace"),
    *("Hollyhock Gardens", "Weathercock Lane"),
)
_HOMES = (
    *("Fennel Row", "Sorrel Way", "Teasel Close", "Yarrow Road", "Burdock Street"),
    *("Comfrey Lane", "Campion Drive"),
)
_POSTCODES = ("EC1A 1HQ", "W1A 0AX", "M1 1AE", "DN55 1PT", "B33 8TH")
_OWN_POSTCODES = ("CR2 6XH", "N16 8PH", "E1W 1AA", "SE1P 5LX", "RM1 3BD")
STRANGER = "Zebedee Outhwaite"
"""Bears the other's date of birth, home and numbers on the companion list, and nothing else."""


@dataclass(frozen=True)
class Someone:
    """One invented person as the templates of a list speak of him: {n.full}, {o.dob} …"""

    fore: str
    sur: str
    born: date
    young: date
    street: str
    post: str
    phone: str
    landline: str
    pnc: str

    @property
    def full(self) -> str:
        """Forename and surname."""
        return f"{self.fore} {self.sur}"

    @property
    def caps(self) -> str:
        """Forename and surname in capitals."""
        return self.full.upper()

    @property
    def comma(self) -> str:
        """The surname first, as on many lists."""
        return f"{self.sur.upper()}, {self.fore}"

    @property
    def dob(self) -> str:
        """The date of birth as most lists write it."""
        return f"{self.born:%d/%m/%Y}"

    @property
    def iso(self) -> str:
        """The date of birth as systems write it."""
        return self.born.isoformat()

    @property
    def childs(self) -> str:
        """The date of birth of a child: the other person's where he is one."""
        return f"{self.young:%d/%m/%Y}"

    @property
    def home(self) -> str:
        """Street and postcode."""
        return f"{self.street}, {self.post}"


def people(seed: str) -> tuple[tuple[Someone, ...], tuple[Someone, ...]]:
    """Five nominals and five others, other ones for another seed."""
    start = zlib.crc32(seed.encode()) % 997
    nominals = tuple(_nominal(start, each) for each in range(PEOPLE))
    return nominals, tuple(_other(start, each) for each in range(PEOPLE))


def _nominal(start: int, each: int) -> Someone:
    place = start + each
    fore, _, sur = _NOMINALS[place % len(_NOMINALS)].partition(" ")
    born = date(1968, 2, 3) + timedelta(days=(place * 977) % 12_000)
    home = f"{20 + place % 60} {_HOMES[place % len(_HOMES)]}"
    return Someone(
        *(fore, sur, born, born, home, _OWN_POSTCODES[each]),
        phone=f"07700 900{500 + place % 400}",
        landline=f"020 7946 0{500 + place % 400}",
        pnc=a_pnc(1000 + place),
    )


def _other(start: int, each: int) -> Someone:
    place = start * 3 + each
    fore, _, sur = _OTHERS[place % len(_OTHERS)].partition(" ")
    born = date(1951, 5, 14) + timedelta(days=(place * 739) % 17_000)
    young = date(2011, 7, 16) + timedelta(days=(place * 31) % 1_000)
    street = f"{3 + place % 17} {_STREETS[place % len(_STREETS)]}"
    return Someone(
        *(fore, sur, born, young, street, _POSTCODES[each]),
        phone=f"07700 900{100 + place % 300}",
        landline=f"020 7946 0{100 + place % 300}",
        pnc=a_pnc(7_000_000 + place),
    )


def names_of(person: Someone) -> tuple[frozenset[str], ...]:
    """The two words of the name: neither may stand anywhere."""
    return tuple(frozenset({word}) for word in (person.fore, person.sur))


def details_of(person: Someone) -> tuple[frozenset[str], ...]:
    """Everything else of the person: for each detail, every form in which it could be printed."""
    street = frozenset({person.street.partition(" ")[2].partition(" ")[0]})
    numbers = (person.phone, person.landline, person.post, person.pnc)
    spaced = tuple(frozenset({each, each.replace(" ", "")}) for each in numbers)
    return (street, *spaced, dates(person.born), dates(person.young))


def dates(day: date) -> frozenset[str]:
    """A date in every form in which it could be printed; the last is a spreadsheet's own number."""
    long = f"{day.day} {day:%B %Y}"
    forms = {f"{day.day} {day:%b %Y}", f"{day:%d %b %Y}", long, f"{day.isoformat()}"}
    marked = {f"{day:%d}{mark}{day:%m}{mark}{day:%Y}" for mark in "/.-"}
    short = {f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%y}", f"{day:%Y%m%d}"}
    serial = f"<v>{(day - SPREADSHEET_DAY_NOUGHT).days}</v>"
    return frozenset({*forms, *marked, *short, serial})
