"""Name cells: what is written, what is read, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cohortmatch.values.names import (
    NameForm,
    normalise_name,
    parse_alias,
    parse_forename,
    parse_full_name,
    parse_middle,
    parse_previous_surname,
    parse_street_name,
    parse_surname,
)
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import is_placeholder

# written | read: forenames, surname | because
ONE_NAME = """
John Smith                  | john, smith               | the last word is the surname
Smith, John                 | john, smith               | a comma means surname first
SMITH,John                  | john, smith               | with or without a space
SMITH John                  | john, smith               | capitals are the surname
John SMITH                  | john, smith               | wherever they stand
Mary SMITH JONES            | mary, smith jones         | however many
SMITH-JONES Mary            | mary, smith jones         | a hyphen is a space
Mary Smith-Jones            | mary, smith jones         | and ties the halves together
Mr John Paul Smith-Jones    | john paul, smith jones    | titles are dropped
Smith Jones, Mary           | mary, smith jones         | both before the comma
Smith - Jones, Mary         | mary, smith jones         |
J Smith                     | j, smith                  | an initial
SMITH J                     | j, smith                  | before initials stands the surname
JD Smith                    | jd, smith                 | initials in capitals are no surname
SMITH JD                    | jd, smith                 |
NG Wei                      | wei, ng                   | two letters that are a surname
J.P. Smith                  | j p, smith                | dots are spaces
W.G.                        | w, g                      | initials only
W G                         | w, g                      |
WG                          | w, g                      | two capitals that are no name
O’Brien, Sean               | sean, obrien              | a curly apostrophe
O'Brien, Sean               | sean, obrien              |
Sean O Brien                | sean, obrien              | an apostrophe lost
Seán Ó Briain               | sean, obriain             | the Irish O
Mc Donald, Iain             | iain, mcdonald            | a space lost its way
McDONALD Iain               | iain, mcdonald            | Mc does not spoil the capitals
M'Donald, Iain              | iain, mcdonald            |
Mac Donald, Iain            | iain, macdonald           | Mac and Mc are one class, not one word
Mhic Dhonnchaidh, Áine      | aine, mhicdhonnchaidh     |
St. John, Peter             | peter, stjohn             |
Fitz Gerald, Tom            | tom, fitzgerald           |
D'Souza, Maria              | maria, dsouza             |
N’Diaye, Ousmane            | ousmane, ndiaye           |
Kofi Owusu-Ansah            | kofi, owusu ansah         |
Maria da Silva              | maria, dasilva            | a particle is part of the surname
van der Berg, Jan           | jan, vanderberg           |
Ana de la Cruz              | ana, delacruz             |
Ana de SOUZA                | ana, desouza              | small words before the capitals too
Omar Al-Rashid              | omar, alrashid            |
Omar Al Rashid              | omar, alrashid            |
Abdul Rahman Khan           | abdulrahman, khan         | Abdul is one unit with the name it opens
Khan, Abdul Rahman          | abdulrahman, khan         |
Abd al-Rahman Ali           | abdalrahman, ali          |
Abu Bakr Siddique           | abubakr, siddique         |
Abdul Rahman                | abdul, rahman             | but two words of a full name stay two
Mohammed Abdul Karim        | mohammed, abdulkarim      |
Md. Rahim Uddin             | md rahim, uddin           | an opening Mohammed stays a forename
Jamal Ud-Din                | jamal, uddin              |
Zia ur Rehman Khan          | zia urrehman, khan        |
Ali bin Hassan              | ali, hassan               | "son of" is left out
Muthu s/o Raman             | muthu, raman              |
Gurpreet Singh Sandhu       | gurpreet singh, sandhu    |
Harpreet Kaur               | harpreet, kaur            |
Nguyễn Văn Minh             | minh van, nguyen          | behind Van is the given name
Nguyen, Van Minh            | minh van, nguyen          |
Minh Van Nguyen             | minh van, nguyen          |
TRAN THI MAI                | mai thi, tran             |
NGUYEN Van Minh             | minh van, nguyen          |
Zhang Wei                   | wei, zhang                | a family name that stands first
Wei Zhang                   | wei, zhang                | or last
Chan Wai Ming               | wai ming, chan            |
Chen Huang                  | chen, huang               | where both may be, as anybody's
Ana da Silva Costa          | ana, dasilva costa        | a particle opens the surname
Maria da Silva e Costa      | maria, dasilva costa      |
Maria de Lourdes Silva      | maria delourdes, silva    | unless it is part of a given name
José Luis García Márquez    | jose luis, garcia marquez | two surnames
Ana Rita Santos Silva       | ana rita, santos silva    |
Maria Santos                | maria, santos             |
Van Tran                    | van, tran                 |
ŁUKASZ NOWAK                | lukasz, nowak             |
Degutienė, Rasa             | rasa, degutiene           |
John Smith Jr               | john, smith               | a generation suffix is not the surname
John Smith III              | john, smith               |
Smith, Mr John              | john, smith               |
Peter Lord                  | peter, lord               | a surname that is a title too
Prince Charles Brown        | prince charles, brown     | a given name that is a title too
Jennifer Null               | jennifer, null            | Null is a real surname
None, Peter                 | peter, none               | None too
Na, Li                      | li, na                    | Na too
Rachel True                 | rachel, true              | True too
Barry White                 | barry, white              |
John Young                  | john, young               |
John Smith?                 | john, smith               |
Smith, John,                | john, smith               |
"""


def table(text: str) -> list[tuple[str, ...]]:
    """The rows of a table without their reasons."""
    rows = (line.split("|") for line in text.strip().splitlines())
    return [tuple(cell.strip() for cell in row[:2]) for row in rows]


def read(form: NameForm) -> str:
    return f"{' '.join(form.forenames)}, {form.surname}".strip(", ")


@pytest.mark.parametrize(("written", "expected"), table(ONE_NAME))
def test_one_name_is_read_without_a_remark(written: str, expected: str) -> None:
    parsed = parse_full_name(written)
    assert [read(form) for form in parsed.values] == [expected]
    assert [form.kind for form in parsed.values] == ["recorded"]
    assert parsed.notes == ()


NOTED = """
Oâ€™Brien, John             | john, obrien | text-misread
MIG_ERROR_John Smith        | john, smith  | name-prefix-removed
NO_SHOW_SMITH, John         | john, smith  | name-prefix-removed
DUPLICATE_DUPLICATE_J Smith | j, smith     | name-prefix-removed
John Smith 07700 900123     | john, smith  | name-digits
John Smith 12/05/1990       | john, smith  | name-digits
M0hammed Khan               | mohammed, khan | name-digits
John Smith (deceased)       | john, smith  | name-remark
John Smith (RED)            | john, smith  | name-remark
John Smith (Green RAG)      | john, smith  | name-remark
John Smith (low risk)       | john, smith  | name-remark
John Smith (formerly victim) | john, smith | name-remark
Mary Smith (Green)          | mary, smith  | name-bracket-unclear
SMITH, Mary (Low)           | mary, smith  | name-bracket-unclear
Smith, John (Mr)            | john, smith  | name-remark
A & B Smith                 | a, smith     | name-two-people
John and Mary Smith         | john, smith  | name-two-people
Smith, John & Mary          | john, smith  | name-two-people
John Smith & Mary Jones     | john, smith  | name-two-people
Mr & Mrs Smith              | smith        | name-two-people name-one-word
Biggz                       | biggz        | name-one-word
Smith,                      | smith        | name-one-word
NG                          | ng           | name-one-word
JO                          | jo           | name-one-word
Wg                          | wg           | name-one-word
Mr Smith                    | smith        | name-one-word
Unknown Smith               | smith        | name-placeholder
SMITH, Unknown              | smith        | name-placeholder
Smith, N/K                  | smith        | name-placeholder
John ???                    | john         | name-placeholder
"""


@pytest.mark.parametrize("row", [line.split("|") for line in NOTED.strip().splitlines()])
def test_what_is_odd_about_a_name_is_noted(row: list[str]) -> None:
    parsed = parse_full_name(row[0].strip())
    assert [read(form) for form in parsed.values] == [row[1].strip()]
    assert parsed.notes == tuple(row[2].split())


NOT_WHOLE = """
Not Known KOC            | , koc          | the forename is not known
Unknown Koc              | , koc          |
Known Not KOC            | , koc          | the words in the other order
KOC, Not Known           | , koc          |
KOC Not Known            | , koc          | capitals are the surname
KOC NOT KNOWN            | koc,           | where all is capitals a single word is a given name
Smith Unknown            | , smith        | a word that is only ever a surname
Ali Not Known            | ali,           | one that is a given name too
First name not known Koc | , koc          |
Forename Unknown KOC     | , koc          |
NK Koc                   | , koc          |
? Smith                  | , smith        |
Not Given Patel          | , patel        |
Unknown Male Smith       | , smith        |
Child 1 Smith            | , smith        | which child is no name
Mr Not Known Smith       | , smith        |
JONES NOT ENTERED Mc Kenzie | mckenzie, jones  | Mc is one word with the next
JONES Not Entered McKenzie  | mckenzie, jones  |
Jones NOT ENTERED Mc Kenzie | jones, mckenzie  | the surname last
NOT ENTERED Mc Kenzie    | , mckenzie     |
"""


@pytest.mark.parametrize(("written", "expected"), table(NOT_WHOLE))
def test_what_is_not_known_is_no_forename(written: str, expected: str) -> None:
    given, _, surname = expected.partition(",")
    parsed = parse_full_name(written)
    assert parsed.values == (NameForm("recorded", tuple(given.split()), surname.strip()),)
    assert "name-placeholder" in parsed.notes


SUFFIXED = """
Delroy Campbell, Jnr        | delroy, campbell |
Delroy Campbell, Snr        | delroy, campbell |
Delroy Campbell, Snr.       | delroy, campbell |
Delroy Campbell, Junior     | delroy, campbell | behind two words, the first a given name
Delroy Campbell, III        | delroy, campbell |
Delroy Campbell, Mr         | delroy, campbell |
Delroy Campbell, deceased   | delroy, campbell |
Delroy Campbell, OBE        | delroy, campbell |
Delroy Campbell, QC         | delroy, campbell |
Campbell, Delroy, Jnr       | delroy, campbell |
Campbell, Delroy, OBE, QPM  | delroy, campbell |
Campbell Jnr, Delroy        | delroy, campbell |
Campbell, Junior            | junior, campbell | a given name behind a surname
Brown, KC                   | kc, brown        | two initials behind a surname
Khan, Amber                 | amber, khan      | a colour of the risk scale, and a given name
Van Dyke, Amber             | amber, vandyke   |
Li, Ma                      | ma, li           |
"""
IN_BRACKETS = """
Delroy Campbell (Jnr)       | delroy, campbell
Campbell (Snr), Delroy      | delroy, campbell
Campbell, Delroy (Jnr)      | delroy, campbell
Delroy Campbell, (Jnr)      | delroy, campbell
Delroy (Junior) Campbell    | delroy, campbell
Delroy Campbell (OBE)       | delroy, campbell
"""


@pytest.mark.parametrize(("written", "expected"), table(SUFFIXED))
def test_what_stands_behind_a_comma_may_be_no_name(written: str, expected: str) -> None:
    parsed = parse_full_name(written)
    assert [read(form) for form in parsed.values] == [expected]
    assert parsed.notes == ()


@pytest.mark.parametrize(("written", "expected"), table(IN_BRACKETS))
def test_a_suffix_in_brackets_is_no_street_name(written: str, expected: str) -> None:
    parsed = parse_full_name(written)
    assert [read(form) for form in parsed.values] == [expected]
    assert parsed.notes == ("name-remark",)


def test_a_suffix_beside_one_part_of_a_name_is_no_part_of_it() -> None:
    assert parse_surname("Campbell (Snr)").values == (NameForm("recorded", (), "campbell"),)
    assert parse_surname("Campbell, Jnr").values == (NameForm("recorded", (), "campbell"),)
    assert parse_forename("Delroy (Jnr)").values == (NameForm("recorded", ("delroy",)),)
    assert parse_full_name("CAMPBELL, Mr").values == (NameForm("recorded", (), "campbell"),)


NOBODY = "Boy|Brother|kid|Hijo|respondent|grandchild|Unk|X|Unknown youths|Group|Kids"


@pytest.mark.parametrize("written", NOBODY.split("|"))
def test_a_word_for_somebody_is_no_forename_and_is_told(written: str) -> None:
    assert parse_forename(written) == ((), ("name-placeholder",))
    assert parse_full_name(f"{written} Campbell") == (
        (NameForm("recorded", (), "campbell"),),
        ("name-placeholder",),
    )
    assert parse_full_name(f"Campbell, {written}").values == (NameForm("recorded", (), "campbell"),)


def test_words_for_somebody_beside_a_name_are_part_of_it() -> None:
    assert parse_full_name("Boy George").values == (NameForm("recorded", (), "george"),)
    assert parse_forename("Boy George").values == (NameForm("recorded", ("boy", "george")),)
    assert parse_full_name("Malcolm X").values == (NameForm("recorded", ("malcolm",), "x"),)
    assert parse_full_name("Unknown youths").values == ()


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("?ukasz", "?ukasz"),
        ("\ufffdukasz", "?ukasz"),
        ("Mu?oz", "mu?oz"),
        ("O?Brien", "obrien"),
        ("?John", "john"),
        ("John?", "john"),
    ],
)
def test_a_letter_that_was_lost_keeps_its_place(written: str, word: str) -> None:
    assert parse_forename(written).values == (NameForm("recorded", (word,)),)
    assert parse_surname(written).values == (NameForm("recorded", (), word),)


TITLED = """
Mstr John Smith      | john, smith
MSTR. John SMITH     | john, smith
Revd Paul Okoro      | paul, okoro
Sgt Ann Bell         | ann, bell
Cllr Jo Brown        | jo, brown
DCI Jane Hill        | jane, hill
Pte Dan Lee          | dan, lee
Hajji Mohammed Ali   | mohammed, ali
Alhaji Musa Bello    | musa, bello
Haji Ali             | haji, ali
Ali, Haji            | haji, ali
"""


@pytest.mark.parametrize(("written", "expected"), table(TITLED))
def test_titles_are_dropped_and_what_may_be_a_name_is_kept(written: str, expected: str) -> None:
    assert [read(form) for form in parse_full_name(written).values] == [expected]


@pytest.mark.parametrize("part", [parse_forename, parse_surname])
def test_a_part_that_is_not_known_holds_nothing(part: Callable[[str], Parsed[NameForm]]) -> None:
    for text in ("Not Known", "Known Not", "NOT", "Known", "Client X", "Child 1", "Baby of Ann"):
        assert part(text) == ((), ("name-placeholder",))
    assert part("Child").values


PLACEHOLDERS = (
    "Client X|CLIENT 3|Child 1|Child B|Young Person 3|Twin 2|YP1|Known Not|Baby of Sarah Jones|"
    "UNKNOWN|unk|N/K|NK|U/K|Not Known|NOT ENTERED|Not recorded|N/A|TBC|TBA|TEST|Test Person|Anon|"
    "MALE|Female|MALE 1|Male 2, Unknown|Unknown Male|IC1 male|Subject|SUSPECT 2|Victim|Neighbour|"
    "The Occupier|Resident|Baby Smith|SMITH, Baby|Unborn Smith|Unborn child of Mary Smith|Mother|"
    "AS ABOVE|see above|ditto|''|\"|?|-|.|tbc, tbc|A N Other|xxx"
)


@pytest.mark.parametrize("text", PLACEHOLDERS.split("|"))
def test_a_placeholder_is_no_name(text: str) -> None:
    for parsed in (parse_full_name(text), parse_full_name(text.upper(), surname_first=True)):
        assert parsed.values == ()
        assert parsed.notes == ("name-placeholder",)


@pytest.mark.parametrize("text", ["Do", "DO", "do"])
def test_do_is_a_surname_and_elsewhere_the_same_again(text: str) -> None:
    assert [form.surname for form in parse_surname(text).values] == ["do"]
    assert parse_surname(text).notes == ()
    assert is_placeholder(text, "other") and not is_placeholder(text, "name")


@pytest.mark.parametrize(
    "text", ["Mr Tesco Express", "Romford Housing Association", "CAD 1234/12MAY", "Log 4321"]
)
def test_a_business_or_a_reference_is_no_person(text: str) -> None:
    assert parse_full_name(text) == ((), ("name-not-a-person",))


@pytest.mark.parametrize("text", ["", " ", "\n", "\xa0", "\u3000"])
def test_a_blank_cell_holds_nothing(text: str) -> None:
    for parse in (parse_full_name, parse_surname, parse_forename, parse_alias, parse_street_name):
        assert parse(text) == ((), ())


# The recorded form stands first; then the others, each with its kind.
SEVERAL = """
Jonathan "Jono" Smith           | alias jono smith
Jonathan 'Jono' Smith           | alias jono smith
Jonathan (Jono) Smith           | alias jono smith
Jonathan "Big Dave" Smith       | street big dave
John Smith aka Biggz            | street biggz
John Smith (aka Biggz)          | street biggz
John Smith, aka Biggz           | street biggz
John Smith A.K.A. "Biggz"       | street biggz
John Smith @ Biggz @ Tiny       | street biggz; street tiny
John Smith aka Biggz, Tiny and Shorty | street biggz; street tiny; street shorty
John Smith aka Johnny           | alias johnny smith
John Smith aka Lil Biggz        | street lil biggz
John Smith street name Biggz    | street biggz
John Smith – Biggz              | street biggz
SMITH, John aka JONES, Peter    | alias peter jones
John Smith alias Peter Jones    | alias peter jones
John Smith / Jon Smyth          | alias jon smyth
John Smith/Jon Smyth            | alias jon smyth
John Smith; Jon Smyth           | alias jon smyth
John Smith\\nJon Smyth          | alias jon smyth
John Smith | Jon Smyth          | alias jon smyth
Mohammed/Mo Khan                | alias mo khan
Mary Smith/Jones                | alias mary jones
Smith/Jones, Mary               | alias mary jones
Mary Smith nee Jones            | previous mary jones
Mary Smith (née Jones)          | previous mary jones
SMITH (née JONES) Mary          | previous mary jones
Smith (Jones), Mary             | previous mary jones
SMITH (Green), Mary             | previous mary green
Mary Smith (née Green)          | previous mary green
Mary Smith (formerly Low)       | previous mary low
Mary Smith (Jones)              | alias mary jones
Mary Smith (Brown)              | alias mary brown
John Smith (White)              | street white
John "Jones" Smith              | street jones
Mary Smith formerly Jones       | previous mary jones
Mary Smith previously Mary Jones | previous mary jones
Mary Smith f.k.a. Jones         | previous mary jones
"""


@pytest.mark.parametrize("row", [line.rsplit("|", 1) for line in SEVERAL.strip().splitlines()])
def test_other_names_in_the_cell_are_forms_of_their_own(row: list[str]) -> None:
    parsed = parse_full_name(row[0].strip().replace("\\n", "\n"))
    recorded, *others = parsed.values
    assert recorded.kind == "recorded"
    assert recorded.surname in ("smith", "khan")
    shown = [f"{f.kind} {' '.join(f.forenames)} {f.surname}".strip() for f in others]
    assert "; ".join(shown) == row[1].strip()
    assert parsed.notes == ("name-others-in-cell",)


def test_the_caller_may_say_that_the_surname_comes_first() -> None:
    for text in ("Smith John", "SMITH JOHN", "smith, john", "SMITH John", "Smith-Jones John"):
        form = parse_full_name(text, surname_first=True).values[0]
        assert form.forenames == ("john",)
        assert form.surname.startswith("smith")


def test_a_cell_of_one_part_holds_only_that_part() -> None:
    assert parse_surname("Smith-Jones").values == (NameForm("recorded", (), "smith jones"),)
    assert parse_surname("O’Brien").values == (NameForm("recorded", (), "obrien"),)
    assert parse_surname("Null").values == (NameForm("recorded", (), "null"),)
    assert parse_surname("Smith (née Brown)").values[1] == NameForm("previous", (), "brown")
    assert parse_surname("Smith/Jones").values[1] == NameForm("alias", (), "jones")
    assert parse_forename("Abdul Rahman").values == (NameForm("recorded", ("abdulrahman",)),)
    assert parse_forename("Jean-Pierre").values == (NameForm("recorded", ("jean", "pierre")),)
    assert parse_forename("John (Johnny)").values[1] == NameForm("alias", ("johnny",))
    assert parse_middle("Paul George").values == (NameForm("middle", ("paul", "george")),)
    assert parse_previous_surname("Jones/Brown").values == (
        NameForm("previous", (), "jones"),
        NameForm("previous", (), "brown"),
    )


def test_a_title_in_a_part_is_left_out_and_noted() -> None:
    assert parse_forename("Mr John") == ((NameForm("recorded", ("john",)),), ("name-title",))
    assert parse_surname("Lord") == ((NameForm("recorded", (), "lord"),), ())


def test_an_alias_is_a_name_or_a_street_name() -> None:
    assert parse_alias("Peter Jones").values == (NameForm("alias", ("peter",), "jones"),)
    assert parse_alias("JONES, Peter").values == (NameForm("alias", ("peter",), "jones"),)
    assert parse_alias("Johnny").values == (NameForm("alias", ("johnny",), ""),)
    assert parse_alias("Biggz").values == (NameForm("street", ("biggz",), ""),)
    assert parse_alias("Baby D").values == (NameForm("street", ("baby d",), ""),)
    three = parse_alias("Biggz, Lil Tiny / Shorty").values
    assert [form.forenames for form in three] == [("biggz",), ("lil tiny",), ("shorty",)]
    assert parse_alias("N/K") == ((), ("name-placeholder",))


def test_a_street_name_is_kept_whole() -> None:
    assert parse_street_name("Lil Biggz").values == (NameForm("street", ("lil biggz",), ""),)
    assert parse_street_name("Lil-Biggz").values == (NameForm("street", ("lil biggz",), ""),)
    assert parse_street_name("C4; K1ng").values[1] == NameForm("street", ("k1ng",), "")


def test_a_name_can_be_normalised_to_one_text() -> None:
    assert normalise_name("O’BRIEN, Seán Patrick (aka Biggz)") == "sean patrick obrien"
    assert normalise_name("UNKNOWN") == ""
