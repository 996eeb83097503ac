"""`cohortmatch between key | encode | link`: three boroughs, and a unit that links for them."""

from __future__ import annotations

import csv
import json
import stat
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from cohortmatch.between.container import unpacked_encoded
from cohortmatch.between.encoding import ROW
from cohortmatch.core.errors import ExchangeError
from cohortmatch.services.between.unit import link_encoded
from cohortmatch.services.places import Keeping
from running import Command

HEAD = "Surname,Forename,DOB,PNC ID,Postcode,Role\n"
QUARMBY = "Quarmby,Ivor,03/04/1989,2087/0000001Z,RM1 3BD,Subject\n"
ODELL = "Odell,Una,17/11/1975,,RM2 5QT,Subject\n"
SLIP = "Odel,Una,17/11/1975,,RM2 5QT,Subject\n"
ASHWORTH = "Ashworth,Bryn,12/06/1991,2087/0000007F,IG1 1AA,Subject\n"
CHILD = "Wexcombe,Perran,31/01/2015,2087/0000003B,RM3 0AA,Subject\n"
PARTNER = "Tregarth,Lowena,21/02/1980,2087/0000004C,RM4 1AB,Partner\n"
LISTS = {
    "Havering": QUARMBY + ODELL + CHILD + PARTNER,
    "Barking": QUARMBY + SLIP + CHILD + PARTNER,
    "Redbridge": QUARMBY + ASHWORTH,
}
CANARIES = ("quarmby", "odell", "ivor,", "03/04", "1989-", "2087/", "0000001", "rm1 3", "rm2 5")
MAPPA = HEAD + "Penhale,Jory,09/09/1979,2087/0000005D,RM5 1AB,Subject\n"
AGREEMENT = """
[agreement]
id = "EAST-2026"
title = "Neighbours"
version = "1"
signed = 2026-04-01
review = 2099-03-31
expires = 2099-06-30
regime = "part3"
basis = ["CDA1998 s115"]

[members.Havering]
name = "London Borough of Havering"
kind = "responsible authority"

[members.Barking]
name = "London Borough of Barking & Dagenham"
kind = "duty to co-operate"

[members.Redbridge]
name = "London Borough of Redbridge"
kind = "duty to co-operate"

[lists.IOM]
[lists.DIP]

[[rules]]
list = "IOM"
items = ["known"]
to = ["Havering", "Barking", "Redbridge"]
purpose = ["reducing reoffending"]

[[rules]]
list = "DIP"
items = ["known"]
to = ["Havering", "Barking"]
purpose = ["reducing reoffending"]

[between]
members = ["Havering", "Barking", "Redbridge"]
most_people = 50
unit = "East London unit"
"""


@dataclass
class Boroughs:
    """Three boroughs with their lists, and the unit; each in a folder of its own."""

    place: Path
    run: Command
    told: str = ""

    def encoded(self, who: str, *more: object, expect: int = 0, others: str = "") -> Path:
        """Encode a borough's list; the file."""
        out = self.place / who / "out" / "list.encoded"
        out.parent.mkdir(exist_ok=True)
        names = others.split() if others else [name for name in LISTS if name != who]
        told = self.between(
            *("encode", self.place / who / "lists", "-o", out, "--as", who),
            *(word for name in names for word in ("--with", name)),
            *("--key", self.key(who), "--store", self.place / who / "kept.db", *more),
            expect=expect,
        )
        self.told = told
        return out

    def encode_with(self, key: object) -> str:
        """What is said of a key that cannot be used."""
        out = self.place / "Havering" / "out" / "x.encoded"
        out.parent.mkdir(exist_ok=True)
        told = self.between(
            *("encode", self.place / "Havering" / "lists", "-o", out, "--as", "Havering"),
            *("--with", "Barking", "--unit", "Unit", "--key", key),
            expect=2,
        )
        assert not out.exists()
        return " ".join(told.split())

    def between(self, *words: object, expect: int = 0) -> str:
        """Run a step; what it printed."""
        found = self.run("between", *words)
        assert found.exit_code == expect, found.output
        return found.output

    def key(self, who: str) -> Path:
        """The file of a borough's key."""
        return self.place / who / "keys" / "our.key"

    def link(self, *files: Path, expect: int = 0) -> str:
        """Link files at the unit; what it printed."""
        out, store = self.place / "unit" / "matches", self.place / "unit" / "kept.db"
        return self.between("link", *files, "-o", out, "--store", store, expect=expect)

    def matches(self, who: str) -> list[dict[str, str]]:
        """What the unit wrote for a borough."""
        file = self.place / "unit" / "matches" / f"For {who}.csv"
        with file.open(encoding="utf-8-sig", newline="") as text:
            return list(csv.DictReader(text))

    def who(self, borough: str) -> dict[str, str]:
        """A borough's own references, with its persons."""
        file = self.place / borough / "out" / "list.encoded.references.csv"
        with file.open(encoding="utf-8-sig", newline="") as text:
            return {row["reference"]: row["person_id"] for row in csv.DictReader(text)}

    def log(self, who: str) -> list[dict[str, object]]:
        """The events of a log."""
        text = (self.place / who / "kept.audit.jsonl").read_text(encoding="utf-8")
        return [json.loads(line)["event"] for line in text.splitlines()]


@pytest.fixture
def boroughs(cohortmatch: Command, tmp_path: Path) -> Boroughs:
    """Three boroughs with one key; one adult is on the lists of all, one on those of two."""
    made = cohortmatch("between", "key", "make", "--json")
    words = " ".join(json.loads(made.output)["words"])
    for who, rows in LISTS.items():
        (tmp_path / who / "lists").mkdir(parents=True)
        (tmp_path / who / "lists" / "IOM.csv").write_text(HEAD + rows, encoding="utf-8")
        (tmp_path / who / "lists" / "MAPPA.csv").write_text(MAPPA, encoding="utf-8")
        _write_key(tmp_path / who / "keys" / "our.key", words)
    (tmp_path / "unit").mkdir()
    return Boroughs(tmp_path, cohortmatch)


def _write_key(path: Path, words: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(words, encoding="utf-8")
    path.chmod(0o600)


def _all(boroughs: Boroughs, *more: object) -> list[Path]:
    return [boroughs.encoded(who, *(more or ("--unit", "East London unit"))) for who in LISTS]


def test_the_unit_finds_persons_across_three_boroughs(boroughs: Boroughs) -> None:
    told = boroughs.link(*_all(boroughs))
    assert "Havering: 2 people certainly elsewhere, 0 to check" in told
    assert "Persons whom two boroughs or more hold certainly: 2" in told
    havering, redbridge = boroughs.matches("Havering"), boroughs.matches("Redbridge")
    assert len(havering) == 3 and len(redbridge) == 2
    assert {row["band"] for row in havering} == {"same"}
    in_all = {row["person"] for row in redbridge}
    assert len(in_all) == 1 and in_all < {row["person"] for row in havering}
    assert {row["reference"] for row in havering} <= {*boroughs.who("Havering")}
    asked = {row["ask"] for row in havering}
    assert asked <= {*boroughs.who("Barking"), *boroughs.who("Redbridge")} and len(asked) == 3
    assert any("PNC ID" in row["agrees"] for row in havering)


def test_no_file_holds_anything_of_a_person_or_of_the_key(boroughs: Boroughs) -> None:
    files = _all(boroughs)
    boroughs.link(*files)
    words = boroughs.key("Havering").read_text(encoding="utf-8").split()
    results = [each for each in (boroughs.place / "unit").rglob("*") if each.is_file()]
    logs = [boroughs.place / who / "kept.audit.jsonl" for who in LISTS]
    assert len(results) >= 4
    for file in (*files, *results, *logs):
        content = file.read_bytes().lower()
        assert not [each for each in CANARIES if each.encode() in content], file.name
        if file.suffix != ".db":
            told = content.decode("utf-8", "replace").split("\n")[0 if file in files else -1]
            assert not [each for each in words if f" {each} " in told], file.name


def test_children_relatives_and_restricted_lists_take_no_part(boroughs: Boroughs) -> None:
    boroughs.encoded("Havering", "--unit", "Unit")
    assert len(boroughs.who("Havering")) == 2
    assert "Withheld: 1 row (under 18, or of unknown age)" in boroughs.told
    assert "Withheld: 1 row (on a list that is restricted)" in boroughs.told
    assert "no agreement: for trials" in boroughs.told


def test_each_step_is_a_line_of_disclosure_with_counts(boroughs: Boroughs) -> None:
    boroughs.link(*_all(boroughs, "--unit", "East London unit", "--purpose", "IOM"))
    (own,) = boroughs.log("Barking")
    assert own["kind"] == "disclosure" and own["purpose"] == "IOM"
    assert own["recipients"] == ["East London unit", "Havering", "Redbridge"]
    counts = own["counts"]
    assert isinstance(counts, dict) and counts["people"] == 2 and counts["room"] == 100
    (unit,) = boroughs.log("unit")
    assert unit["kind"] == "disclosure" and unit["recipients"] == [*LISTS]
    assert unit["counts"] == {"same_in_any": 5, "check_in_any": 0, "persons": 2, "boroughs": 3}


def test_under_an_agreement_every_other_borough_must_be_allowed_to_learn(
    boroughs: Boroughs,
) -> None:
    """DIP is told to Barking, and not to Redbridge: with both, none of its people take part."""
    lists = boroughs.place / "Havering" / "lists"
    (lists / "agreement.toml").write_text(AGREEMENT, encoding="utf-8")
    (lists / "DIP.csv").write_text(HEAD + ASHWORTH, encoding="utf-8")
    boroughs.encoded("Havering", others="Barking")
    assert len(boroughs.who("Havering")) == 3
    header = unpacked_encoded(boroughs.encoded("Havering")).header
    assert len(boroughs.who("Havering")) == 2
    assert (header.agreement, header.unit) == ("EAST-2026", "East London unit")
    assert header.purpose == "reducing reoffending" and not header.note and header.most == 50


UNUSABLE = [
    # a line of the agreement, what it says instead, further options; what is told
    ('unit = "East London unit"', "", (), "names no unit"),
    ("", "", ("--unit", "Another"), "its unit is East London unit"),
    ("most_people = 50", "most_people = 1", (), "2 people who may take part, and 1 are agreed"),
    ('"Redbridge"]\nmost', '"Redbridge"]\nmost', ("--purpose", "bins"), "for “bins”"),
    (
        'members = ["Havering", "Barking", "Redbridge"]',
        'members = ["Havering", "Barking"]',
        (),
        "“Redbridge” is not among",
    ),
]


@pytest.mark.parametrize(("was", "now", "more", "told"), UNUSABLE)
def test_what_is_not_agreed_is_refused(
    boroughs: Boroughs, was: str, now: str, more: tuple[str, ...], told: str
) -> None:
    text = AGREEMENT.replace(was, now) if was else AGREEMENT
    (boroughs.place / "Havering" / "lists" / "agreement.toml").write_text(text, encoding="utf-8")
    out = boroughs.encoded("Havering", *more, expect=2)
    assert told in boroughs.told.replace("\n", " ") and not out.exists()


def test_another_key_is_told_from_another_agreement_or_month(boroughs: Boroughs) -> None:
    havering, barking, _ = _all(boroughs)
    made = boroughs.run("between", "key", "make", "--json")
    words = " ".join(json.loads(made.output)["words"])
    _write_key(boroughs.key("Barking"), words)
    boroughs.encoded("Barking", "--unit", "East London unit")
    told = boroughs.link(havering, barking, expect=1)
    assert "Barking has another key than Havering" in told
    assert not (boroughs.place / "unit" / "matches").exists()


def _changed(file: Path, **fields: object) -> None:
    """Write other words into a file's header, with a right check."""
    first, header, rest = file.read_bytes().split(b"\n", 2)
    said = json.dumps(json.loads(header) | fields).encode()
    data = b"\n".join((first, said, rest[:-32]))
    file.write_bytes(data + sha256(data).digest())


UNLIKE = [
    # what the second file says; what is told
    ({"agreement": "X", "check": "0" * 16}, "Barking has another agreement than Havering"),
    ({"month": "2020-01", "check": "0" * 16}, "Barking has another month than Havering"),
    ({"purpose": "other"}, "Barking has another purpose than Havering"),
    ({"unit": "Others"}, "Barking has another unit than Havering"),
    ({"boroughs": ["Barking", "Havering"]}, "Barking has other boroughs that take part"),
    ({"keys": "2020-01"}, "another version of the match keys"),
    ({"sender": "Havering"}, "two of these files are from Havering"),
    ({"sender": "Bexley"}, "Bexley is none of the boroughs that its file names"),
    ({"expires": "2020-01-01"}, "its list expired on 2020-01-01"),
    ({"expires": "2099-01-01"}, "good for longer than 31 days"),
    ({"people": 1_000_000}, "room for 1,000,000 people, and 5,000 are agreed at most"),
    ({"made": "2098-12-31", "expires": "2099-01-01"}, "dated in the future"),
    ({"check": "x"}, "its header is cut or damaged"),
]


@pytest.mark.parametrize(("fields", "told"), UNLIKE)
def test_files_that_do_not_belong_together_are_refused(
    boroughs: Boroughs, fields: dict[str, object], told: str
) -> None:
    havering, barking, _ = _all(boroughs)
    _changed(barking, **fields)
    assert told in boroughs.link(havering, barking, expect=1).replace("\n", " ")


def test_files_that_are_cut_longer_damaged_or_of_another_kind_are_refused(
    boroughs: Boroughs,
) -> None:
    havering, barking, _ = _all(boroughs)
    whole = barking.read_bytes()
    unsorted = whole[: -32 - ROW] + whole[-32 - 2 * ROW : -32 - ROW]
    for content, told in (
        (whole[:-1], "is cut"),
        (whole + b"x", "is longer than it says"),
        (whole[:-40] + bytes(8) + whole[-32:], "is damaged"),
        (unsorted + sha256(unsorted).digest(), "not in the order that encoding writes"),
        (b"Surname,Forename\n", "is no file of an exchange"),
        (whole.replace(b" 1 encoded", b" 2 encoded", 1), "another version of cohortmatch"),
        (whole.replace(b" 1 encoded", b" 1 offer", 1), "is an offer and an encoded list"),
    ):
        barking.write_bytes(content)
        assert told in boroughs.link(havering, barking, expect=1).replace("\n", " "), told
    assert "two boroughs at least" in boroughs.link(havering, expect=1)
    assert "two of these files are from Havering" in boroughs.link(havering, havering, expect=1)


def test_an_expired_list_is_not_linked(boroughs: Boroughs) -> None:
    files = _all(boroughs, "--unit", "Unit", "--days", "3")
    late = date.today() + timedelta(days=4)
    with pytest.raises(ExchangeError, match="expired"):
        link_encoded(files, boroughs.place / "m", Keeping(), on=late)


def test_files_and_keys_are_for_their_owner(boroughs: Boroughs) -> None:
    key = boroughs.place / "made.key"
    told = boroughs.between("key", "make", "-o", key)
    again = boroughs.between("key", "make", "-o", key, expect=1)
    assert "is there already" in again
    entered = boroughs.place / "typed.key"
    words = key.read_text(encoding="utf-8")
    found = boroughs.run("between", "key", "enter", "-o", entered, input=words.upper())
    check = told.split("Check value: ")[1][:9]
    assert found.exit_code == 0 and f"Check value: {check}" in found.output
    assert not [each for each in words.split() if each in found.output.split()]
    encoded = boroughs.encoded("Havering", "--unit", "Unit")
    own = (key, entered, encoded, encoded.with_name(f"{encoded.name}.references.csv"))
    assert {stat.S_IMODE(each.stat().st_mode) for each in own} == {0o600}


def test_a_key_on_the_command_line_beside_the_list_or_open_to_others_is_refused(
    boroughs: Boroughs,
) -> None:
    words = boroughs.key("Havering").read_text(encoding="utf-8")
    told = boroughs.encode_with(words)
    assert "do not belong on a command line" in told and words.split()[0] not in told.split()
    beside = boroughs.place / "Havering" / "out" / "our.key"
    _write_key(beside, words)
    assert "in the folder of the encoded list" in boroughs.encode_with(beside)
    boroughs.key("Havering").chmod(0o644)
    assert "others on this machine may read this key" in boroughs.encode_with(
        boroughs.key("Havering")
    )
