"""What stands beside a name in its cell: a role is read, another person is cut off."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cohortmatch.values.beside_names import (
    LONGEST,
    Beside,
    names_another,
    own_name_cell,
    without_beside,
)
from cohortmatch.values.name_cells import take_apart
from cohortmatch.values.roles import Role
from cohortmatch.values.victim_notes import note_role

ROLES = [
    ("Canaria Vixenby (victim)", "Canaria Vixenby", Role.victim),
    ("VIXENBY, Canaria - IP", "VIXENBY, Canaria", Role.victim),
    ("Witness: Canaria Vixenby", "Canaria Vixenby", Role.witness),
    ("Canaria Vixenby, victim", "Canaria Vixenby", Role.victim),
    ("Vixenby (IP)", "Vixenby", Role.victim),
    ("Ivor Quarmby (perp)", "Ivor Quarmby", Role.subject),
    ("SUSPECT: Ivor Quarmby", "Ivor Quarmby", Role.subject),
    ("Ivor Quarmby (mother)", "Ivor Quarmby", Role.family),
    *(
        (cell.format("Canaria Vixenby"), "Canaria Vixenby", role)
        for cell, role in (
            *(("Vic {}", Role.victim), ("Witness {}", Role.witness), ("{} NOK", Role.family)),
            *(("{} - ex partner", Role.family), ("{} (DA survivor)", Role.victim)),
            *(("{} - victim only, do not contact", Role.victim), ("{} - V", Role.victim)),
            *(("{} (vic of Quarmby)", Role.victim), ("{} - not a suspect", Role.neither)),
            *(("{} CHIS", Role.witness), ("PC {}", Role.neither), ("{} (compl)", Role.victim)),
            *(("{} /V", Role.victim), ("{} (AGG)", Role.victim), ("{} (agg'd)", Role.victim)),
            *(("{} (IP not perp)", Role.victim), ("{} (gf of Quarmby)", Role.family)),
            *(("{} (girlfriend of Ivor)", Role.family), ("{} (mother of Ivor)", Role.family)),
            *(("{} (mother of three)", None), ("{} (girlfriend of the victim)", None)),
            *(("{} (bereaved mother)", Role.family), ("{} (dependent child)", Role.family)),
            *(("{} (prev. vic)", Role.victim), ("V1 {}", Role.victim), ("W1 {}", Role.witness)),
            *(("Wit {}", Role.witness), ("Comp {}", Role.victim), ("Agg {}", Role.victim)),
            *(
                ("{} mum", Role.family),
                ("{} (mum of above)", Role.family),
                ("{} (ex)", Role.family),
            ),
            *(("{} (gf)", Role.family), ("{} (inf)", Role.witness), ("{} - target", Role.victim)),
            *(("{} (cuckooed)", Role.victim), ("{} (tenant)", Role.witness)),
            *(("{} (R/P)", Role.victim), ("{} (source)", Role.witness), ("{} (AA)", Role.neither)),
            *(("{} (protected)", Role.victim), ("{} - exploited", Role.victim)),
            *(
                ("{} (loser)", Role.victim),
                ("{} (officer)", Role.neither),
                ("{} (SW)", Role.neither),
            ),
            *(("{} (social worker)", Role.neither), ("{} - Victim Support", Role.neither)),
            *(("{} = victim", Role.victim), ("{} (Vicitm)", Role.victim), ("{} V/W", Role.victim)),
            *(("{} ?victim", Role.victim), ("{} (deceased victim)", Role.victim)),
            *(("{} (non-mol applicant)", Role.victim), ("{} is the victim", Role.victim)),
            *((f"{{}} ({age})", Role.family) for age in ("7 yrs", "aged 7", "7yo", "3 months")),
            *(
                (f"{{}} ({word})", Role.family)
                for word in ("baby", "unborn", "infant", "2 wks old")
            ),
            *(
                (f"{{}} ({word})", Role.witness)
                for word in ("resident", "keyholder", "owner", "RK")
            ),
            *((f"{{}} ({word})", Role.witness) for word in ("occupier", "statement given", "MG11")),
            *((f"{{}} ({word})", Role.witness) for word in ("reported by", "CW", "ABE", "lodger")),
            *((f"{{}} ({word} by above)", Role.victim) for word in ("assaulted", "groomed")),
            *(("{} (robbed by Quarmby)", Role.victim), ("{} (safeguarding)", Role.victim)),
            *(("{} (AP)", Role.victim), ("{} (vuln)", Role.victim), ("{} (TTL)", Role.victim)),
            *(("{} (lives with above)", Role.neither), ("{} (at address)", Role.neither)),
            *(("{} (app adult)", Role.neither), ("{} (pregnant by above)", Role.neither)),
            *((f"{word}: {{}}", Role.witness) for word in ("Owner", "Resident", "Occupier")),
            *((f"{word} {{}}", Role.witness) for word in ("Keyholder", "Caller", "Neighbour")),
            *(("Keyholder - {}", Role.witness), ("Witness 1 {}", Role.witness)),
            *(("Child {}", Role.family), ("Baby {}", Role.family), ("{} keyholder", Role.witness)),
            *(
                ("{} (inj party)", Role.victim),
                ("{} (in refuge)", Role.victim),
                ("{} (V?)", Role.victim),
            ),
            *((f"{{}} ({word})", Role.witness) for word in ("eyewitness", "MOP", "passer by")),
            *(
                (f"{{}} ({word})", Role.family)
                for word in ("bro", "y/b", "dtr", "Year 3", "yr 4 pupil")
            ),
            *(
                (f"{{}} ({word} above)", Role.neither)
                for word in ("d/o", "fears", "non mol against")
            ),
            *(
                (f"{{}} ({word})", Role.neither)
                for word in ("emergency contact", "not involved", "TfL staff")
            ),
            *((f"{word} {{}}", Role.family) for word in ("Partner", "GF", "Sister", "Carer")),
            *((f"{word} {{}}", Role.neither) for word in ("FAO", "Attn", "c/o", "Cllr")),
            *(("Safeguarding: {}", Role.victim), ("Next door: {}", Role.witness)),
        )
    ),
    ("Ivor Quarmby (suspect, also victim of stabbing 2024)", "Ivor Quarmby", Role.subject),
    ("Quarmby's mum", "Quarmby's mum", Role.family),
    ("Mother of Ivor Quarmby", "Mother of Ivor Quarmby", Role.family),
]
REAL_NAMES = [
    "Ip Ka Man",
    "IP Ka Man",
    "IP, Ka Man",
    "John Comp",
    "Caller, Mary",
    "Mary Child",
    "Jane Vickers",
    "Neighbour, Jane",
    "Witness Moyo",
    "MOYO, Witness",
    "Son, Heung Min",
    "Parent, Jane",
    "O'Brien-Friend, Jo",
    "Ivor & Una Quarmby",
    *("Vic Reeves", "Victor Pym", "Target Tom", "Rex Exley", "Wit Pym", "PC Pym", "Tom Target"),
    *("QUARMBY, Vic", "Ivor Quarmby (source: DIP)", "Ivor Quarmby (targets elderly)"),
    *(
        "Ivor St. John Pym",
        "Ivor J. Pym",
        "Ivor Malcolm X Pym",
        "Jon Smith\nJohn Smyth",
        "X Ada Pym",
    ),
    *("Ivor Quarmby\nTiny", "Ivor\nQuarmby", "Ada Chapman–Winson", "Ivor Quarmby = Ivor James Pym"),
    *("Ivor Quarmby (17)", "Ivor Quarmby (aged 17)", "Ivor Quarmby (14 yrs)", "Ivor Quarmby (7)"),
    *("Ivor Quarmby (deceased)", "Ivor Quarmby (LAC)", "Ivor Quarmby (CIN)", "Ivor Quarmby (NRM)"),
    *("Ivor Quarmby (owner of a blue van)", "Lee Child"),
    *("Ivor Quarmby (driver)", "Una Neighbour", "Maud Owner"),
    *("Ivor Quarmby (ex-gang)", "Ivor Quarmby - recall", "Jan de Wit", "Ida Mum"),
]
OTHERS = [
    f"Ivor Quarmby{tie}"
    for tie in (
        " -> Canaria Vixenby",
        " > Canaria Vixenby",
        " → Canaria Vixenby",
        " (partner of Canaria Vixenby)",
        " partner of Canaria Vixenby",
        " c/o Canaria Vixenby",
        ", son of Canaria Vixenby",
        " / mother Canaria Vixenby",
        " (mother: Canaria Vixenby)",
        " re Canaria Vixenby",
        "\nVic: Canaria Vixenby",
        "\nVictim Canaria Vixenby",
        "\n(Canaria Vixenby - IP)",
        " (S) & Canaria Vixenby (V)",
        *(" = Canaria Vixenby", "=Canaria Vixenby", " ~ Canaria Vixenby", "~Canaria Vixenby"),
        *(" by Canaria Vixenby", "…Canaria Vixenby", " ... Canaria Vixenby", "\nCanaria Vixenby"),
        *(" x Canaria Vixenby", " × Canaria Vixenby", " -- Canaria Vixenby", "–Canaria Vixenby"),
        *(
            " also Canaria Vixenby",
            " * Canaria Vixenby",
            " • Canaria Vixenby",
            " ? Canaria Vixenby",
        ),
        *(
            ". Canaria Vixenby",
            " \\ Canaria Vixenby",
            "\u2028Canaria Vixenby",
            " # Canaria Vixenby",
        ),
        *(" = VIXENBY, Canaria", "\nCanaria Jane Vixenby", " then Canaria Vixenby (V)"),
    )
]
OF_THE_PERSON = """Victim of burglary|DA victim|victim only|Victim|complainant in ASB case|is the IP
He is a victim of DA|victim of his father's violence|Repeat victim of cuckooing|Known victim of CSE
Vulnerable victim|Alleged victim of assault|IP in robbery|Aggrieved|Survivor of domestic abuse
Listed as victim|victim, not offender|This person is the complainant
Was the victim of a stabbing|Potential victim of modern slavery|Exploited by a gang|Victim - DA
Seen 3 May. Victim of hate crime|Injured party in GBH|The complainant|Hate crime victim|IP only"""
OF_ANOTHER = """assaulted victim|risk to victim|victim of his offence|no contact with victim
lives with victim|previous victim's address|Victim: Jane|not a victim|Managed by J Smith|high
Do not contact the victim|victim is his mother|Restraining order protects victim|Victim's address
Threatened a witness|no witness to the assault|Victim aware of release|Victim contact scheme
Harasses the complainant|Ex partner is the victim|Denies assaulting the victim|Never a victim
Son of the victim|Knows the IP|Victims informed|Victim liaison officer|Exclusion zone: victim
victim of her own assault|victim of index offence|Informed of order|Works in witness care
Also a victim of fraud|Also victim of stabbing in 2024|Suspect in 3 / victim in 1
Suspect, also victim of stabbing|Stalked his victim|VLO involved|Approached victim in May"""


@pytest.mark.parametrize(("cell", "name", "role"), ROLES)
def test_a_role_beside_a_name_is_no_part_of_it(cell: str, name: str, role: Role) -> None:
    assert without_beside(cell) == (name, role)


@pytest.mark.parametrize("name", REAL_NAMES)
def test_a_real_name_stays_whole(name: str) -> None:
    assert without_beside(name) == (name, None)


@pytest.mark.parametrize("cell", OTHERS)
def test_another_person_in_the_cell_is_nowhere(cell: str) -> None:
    assert [piece.text for piece in take_apart(cell).pieces] == ["Ivor Quarmby"]


@pytest.mark.parametrize(
    "said",
    [
        *("resident in Ilford", "stabbed May 23", "owner of a van", "shot", "see above", "Year 11"),
        *("same as above", "runner for above", "alias of above", "linked to above", "aged 16"),
    ],
)
def test_a_remark_about_a_nominal_is_no_role(said: str) -> None:
    assert without_beside(f"Ivor Quarmby ({said})").role is None


def test_a_second_whole_name_behind_a_sign_is_told() -> None:
    joined = [f"Ivor Quarmby{sign}Canaria Vixenby" for sign in ("=", " ~ ", " by ", "…", "\n")]
    assert all(map(names_another, joined))


@pytest.mark.parametrize("note", OF_THE_PERSON.replace("\n", "|").split("|"))
def test_a_note_says_that_the_person_is_a_victim(note: str) -> None:
    assert note_role(note) is Role.victim


@pytest.mark.parametrize("note", ["vic of above", "n/a (vic)", "DV vic", "Vic"])
def test_a_short_word_says_it_too(note: str) -> None:
    assert note_role(note) is Role.victim


@pytest.mark.parametrize(
    ("note", "role"),
    [
        *(("Mother of Darren", Role.family), ("NOK", Role.family), ("Mum of above", Role.family)),
        *(("Mother of two", None), ("Mother of 3", None), ("Vic informed", None)),
    ],
)
def test_a_note_says_whose_relative_somebody_is(note: str, role: Role | None) -> None:
    assert note_role(note) is role


@pytest.mark.parametrize("note", OF_ANOTHER.replace("\n", "|").split("|"))
def test_a_note_that_speaks_of_another_changes_nothing(note: str) -> None:
    assert note_role(note) is None


@pytest.mark.parametrize(
    "cell",
    [
        "Lewis Penhallow (victims: Henrietta Arkwright and her daughter)",
        "Lewis Penhallow (victim: Henrietta Arkwright)",
    ],
)
def test_a_bracket_that_names_a_victim_leaves_the_nominal_on_the_list(cell: str) -> None:
    assert without_beside(cell) == Beside("Lewis Penhallow")


@pytest.mark.parametrize("cell", ["Brown, Ivor ", " Green-Pym, Ivor", "Young, Ivor\xa0"])
def test_a_space_around_a_name_names_nobody(cell: str) -> None:
    assert not names_another(cell)


@pytest.mark.parametrize("look", [names_another, own_name_cell, without_beside])
@pytest.mark.parametrize("said", ["AKA Okafor ", "Okafor Ivor (", "Ivor's ", "Ivor, "], ids=str)
def test_a_cell_is_searched_up_to_the_longest_and_no_further(
    look: Callable[[str], object], said: str
) -> None:
    cell = said * (32_000 // len(said))
    start = time.process_time()
    found = look(cell)
    assert time.process_time() - start < 1
    if look is not own_name_cell:
        assert found == look(cell[:LONGEST])
