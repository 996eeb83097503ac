"""A name cell of another list is shown in Corrections only where it holds one name."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.plain_names import is_plain_name

SHOWN = {
    "name": [
        *("Ivor Quarmby", "QUARMBY, Ivor", "QUARMBY Ivor", "IVOR QUARMBY", "Quarmby, Ivor James"),
        *("Ivor James Quarmby", "Anne-Marie O'Brien", "Maria de la Cruz", "Vic Reeves", "Wei Ip"),
        *("Silva Pereira, Anderson", "Cătălin Dumitru", "I. Quarmby", "LEE Ivor James", "Quarmby"),
        *("Khalid bin Walid al Amin", "Jan de Wit", "Chapman-Winson, Ada", "Ng Ka Man"),
    ],
    "surname": ["Quarmby", "Silva Pereira", "de la Cruz", "O'Brien", "St John", "Chapman-Winson"],
    "forename": ["Ivor", "Ivor James", "Anne-Marie", "I", "I."],
}
BETWEEN = """
IP I.P. IPs AP AP: Wit: VOC Comp. Vctm Survivor ward DV NMO vic victim V. v vs & + / - – — | ; ~ :
_ @ * -> = aka partner gf bf ex on against hit stalks w/ c/o re: RO mother sister's and or fao for
per (vic) <
"""
WHOLE = [
    *("Cyd Crasp. Vic Imelda Crane", "Cyd Crasp VIC-Imelda Crane", "Cyd Crasp vic.Imelda Crane"),
    *("Cyd Crasp ‹Imelda Crane>", "Cyd Crasp *Imelda Crane*", "Cyd Crasp I. Crane"),
    *("Cyd Crasp I Crane", "Cyd Crasp (Imelda)", "Cyd Crasp [Imelda Crane]", "Cyd Crasp, Imelda"),
    *("Cyd Crasp\nImelda Crane", "Cyd Crasp, son of Imelda Crane", 'Cyd Crasp "Imelda"'),
    *("Cyd Crasp VIC-Imelda", "Crasp IP Imelda", "Cyd Crasp 12", "Cyd & family", "CYD CRASP VIC"),
]
KEPT_BACK = {
    "name": WHOLE
    + [f"Cyd Crasp {mark} Imelda Crane" for mark in BETWEEN.split()]
    + [f"Crasp {mark} Imelda" for mark in BETWEEN.split()],
    "surname": ["Crasp IP Crane", "Crasp, Imelda", "Crasp (Crane)", "Crasp vic Crane", "Crasp/Ip"],
    "forename": ["Cyd IP Imelda", "Cyd IP Imelda Crane", "Cyd & Imelda", "Cyd (Imelda)"],
}


def _table(told: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(field, text) for field, texts in told.items() for text in texts]


@pytest.mark.parametrize(("field", "text"), _table(SHOWN))
def test_one_name_is_shown(field: str, text: str) -> None:
    assert is_plain_name(field, text)


@pytest.mark.parametrize(("field", "text"), _table(KEPT_BACK))
def test_a_cell_with_room_for_a_second_person_is_kept_back(field: str, text: str) -> None:
    assert not is_plain_name(field, text)


def test_corrections_name_nobody_but_the_nominal() -> None:
    cells = [*WHOLE, *(f"Cyd Crasp {mark} Imelda Crane" for mark in BETWEEN.split())]
    crns = [f"X{321000 + n}" for n in range(len(cells) + 1)]
    born = [f"{n % 28 + 1:02d}/03/{1960 + n % 40}" for n in range(len(crns))]
    own = pd.DataFrame({"Name": "Cyd Crasp", "DOB": born, "CRN": crns})
    other = pd.DataFrame({"Name": [*cells, "Cid Crasp"], "DOB": born, "CRN": crns})
    edition = cm.match({"IOM": own, "SGV": other}).edition("IOM")
    (rows,) = (sheet.table.rows for sheet in edition.sheets if sheet.title == "Corrections")
    told = str(rows)
    assert "Imelda" not in told and "Crane" not in told.title() and "I. C" not in told
    assert "CID" in told.upper(), "another spelling of the one name is still told"
