"""`cohortmatch between`: three files from lists to matches, what may take part, what is refused."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from cohortmatch.between.container import MAGIC
from cohortmatch.between.group import POINT
from cohortmatch.between.keys import MOST
from cohortmatch.core.errors import ExchangeError
from cohortmatch.services.between import exchange
from cohortmatch.services.between.opening import open_exchange
from cohortmatch.services.between.people import BetweenSides
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import given
from running import Command

HEAD = "Surname,Forename,DOB,PNC ID,Postcode,Role\n"
HELD = {
    # of A and B alike: an adult on two lists of A, an adult with a slip in B, a child, a relative
    "quarmby": "Quarmby,Ivor,03/04/1989,2087/0000001Z,RM1 3BD,Subject\n",
    "odell": "Odell,Una,17/11/1975,,RM2 5QT,Subject\n",
    "child": "Wexcombe,Perran,31/01/2015,2087/0000003B,RM3 0AA,Subject\n",
    "partner": "Tregarth,Lowena,21/02/1980,2087/0000004C,RM4 1AB,Partner\n",
}
SLIP = "Odel,Una,17/11/1975,,RM2 5QT,Subject\n"
OTHERS = (
    "Ashworth,Bryn,12/06/1991,2087/0000007F,IG1 1AA,Subject\n",
    "Loveday,Cadan,05/12/1968,2087/0000008G,IG2 2BB,Subject\n",
)
CANARIES = ("quarmby", "odell", "ivor", "1989", "1975", "2087", "0000001")
SHORT = ("una", "rm1", "rm2")
"""In text alone: among 100 kB at random three letters stand by chance."""
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

[lists.IOM]
[lists.DIP]

[[rules]]
list = "IOM"
items = ["known"]
to = ["Havering", "Barking"]
purpose = ["reducing reoffending"]

[between]
members = ["Havering", "Barking"]
most_people = 50
"""


@dataclass
class Neighbour:
    """One side: its folder with lists, its name and whom it compares with."""

    place: Path
    run: Command
    us: str
    them: str

    def between(self, step: str, *words: object, expect: int = 0) -> str:
        """Run a step; what it printed."""
        sides = () if step == "open" else ("--as", self.us, "--with", self.them)
        log = ("--store", self.place / "kept.db")
        found = self.run("between", step, *words, *sides, *log)
        assert found.exit_code == expect, found.output
        return found.output

    def offer(self, *more: object, expect: int = 0) -> Path:
        """Write the offer."""
        out = self.place / "ours.offer"
        self.between("offer", self.place / "lists", "-o", out, *more, expect=expect)
        return out

    def answer(self, offer: Path, expect: int = 0) -> Path:
        """Answer an offer."""
        out = self.place / "theirs.answer"
        self.between("answer", offer, self.place / "lists", "-o", out, expect=expect)
        return out

    def open(self, answer: Path, *more: object, expect: int = 0) -> str:
        """Open an answer; what it printed."""
        offer = ("--offer", self.place / "ours.offer")
        return self.between("open", answer, *more, "-o", self.place / "m", *offer, expect=expect)

    @property
    def matches(self) -> list[dict[str, str]]:
        """The rows of matches.csv."""
        with (self.place / "m" / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def secret(self) -> Path:
        """The file of the offer's secret."""
        return self.place / "ours.offer.secret"

    @property
    def log(self) -> list[dict[str, object]]:
        """The events of the log."""
        text = (self.place / "kept.audit.jsonl").read_text(encoding="utf-8")
        return [json.loads(line)["event"] for line in text.splitlines()]


Pair = tuple[Neighbour, Neighbour]


@pytest.fixture
def pair(cohortmatch: Command, tmp_path: Path) -> Pair:
    """Two neighbours with four people in common, of whom two may take part."""
    sides = []
    for us, them, own, odell in (
        ("Havering", "Barking", OTHERS[0], HELD["odell"]),
        ("Barking", "Havering", OTHERS[1], SLIP),
    ):
        lists = tmp_path / us / "lists"
        lists.mkdir(parents=True)
        rows = HEAD + HELD["quarmby"] + odell + HELD["child"] + HELD["partner"] + own
        (lists / "IOM.csv").write_text(rows, encoding="utf-8")
        (lists / "DIP.csv").write_text(HEAD + HELD["quarmby"], encoding="utf-8")
        (lists / "MAPPA.csv").write_text(MAPPA, encoding="utf-8")
        sides.append(Neighbour(tmp_path / us, cohortmatch, us, them))
    return sides[0], sides[1]


def _agree(*sides: Neighbour, text: str = AGREEMENT) -> None:
    for each in sides:
        (each.place / "lists" / "agreement.toml").write_text(text, encoding="utf-8")


def test_three_files_tell_the_offering_side_whom_the_other_holds(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    told = a.open(answer, a.place / "lists")
    assert "Barking holds 2 people of ours: 2 certainly, 0 to check" in told
    found = {row["band"]: row for row in a.matches}
    assert len(a.matches) == 2 and set(found) == {"same"}
    assert all(re.fullmatch(r"Barking ref [0-9A-F]{4}-[0-9A-F]{2}", r["ask"]) for r in a.matches)
    assert any("PNC ID" in row["agrees"] for row in a.matches)
    assert any(
        ("forename" not in row["agrees"] and "first name" in row["agrees"])
        or "by sound" in row["agrees"]
        for row in a.matches
    )
    refs = (b.place / "theirs.answer.references.csv").read_text(encoding="utf-8-sig")
    assert all(row["ask"] in refs for row in a.matches)


def test_no_file_that_leaves_holds_anything_of_a_person(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    answer = b.answer(offer)
    logs = [each.place / "kept.audit.jsonl" for each in pair]
    references = b.place / "theirs.answer.references.csv"
    for file in (offer, answer, a.secret, references, *logs):
        content = file.read_bytes().lower()
        assert not [each for each in CANARIES if each.encode() in content], file.name
    for file in logs:
        content = file.read_bytes().lower()
        assert not [each for each in SHORT if each.encode() in content], file.name
    a.open(answer)
    assert not [each for each in (*CANARIES, *SHORT) if each in str(a.matches).casefold()]


def test_files_are_for_their_owner_and_the_secret_goes_when_it_was_used(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    assert a.secret.exists()
    answer = b.answer(offer)
    own = (offer, a.secret, answer, b.place / "theirs.answer.references.csv")
    assert {each.stat().st_mode & 0o777 for each in own} == {0o600}
    a.open(answer)
    assert not a.secret.exists()
    assert "no secret of this exchange is here" in a.open(answer, expect=1)


def test_each_step_is_a_line_of_disclosure_with_counts(pair: Pair) -> None:
    a, b = pair
    a.open(b.answer(a.offer()))
    lines = [*a.log, *b.log]
    assert [each["kind"] for each in lines] == ["disclosure"] * 3
    assert [str(each["command"]).split(",")[0] for each in lines] == [
        *("between offer", "between open", "between answer")
    ]
    assert all("no agreement: for trials" in str(each["command"]) for each in lines)
    counts = dict(lines[0]["counts"])  # type: ignore[call-overload]
    assert (
        counts["people"] == 3 and counts["rows_withheld"] == 2 and counts["entries"] == 100 * MOST
    )
    assert dict(lines[1]["counts"])["same"] == 2  # type: ignore[call-overload]


def test_a_trial_says_so_in_every_file(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    for file in (a.place / "ours.offer", answer, a.secret):
        assert b"no agreement: for trials" in file.read_bytes()
    assert "no agreement: for trials" in a.open(answer)
    assert "no agreement: for trials" in (a.place / "m" / "about.csv").read_text("utf-8-sig")


def test_children_relatives_and_restricted_lists_take_no_part(pair: Pair) -> None:
    told = pair[0].between("offer", pair[0].place / "lists", "-o", pair[0].place / "x.offer")
    assert "of 3 people" in told  # and not the partner, who is named beside a nominal
    for why in ("under 18, or of unknown age", "on a list that is restricted"):
        assert f"1 row ({why}" in told


def test_under_an_agreement_both_sides_must_mean_the_same(pair: Pair) -> None:
    a, b = pair
    _agree(a, b)
    told = a.open(b.answer(a.offer()))
    assert "2 people of ours" in told and "trials" not in told
    assert all(each["agreement"] for each in (*a.log, *b.log))
    assert a.log[0]["recipients"] == ["Barking"]


OTHER_AGREEMENTS = [
    # which side has which agreement; what the answering side is told
    (AGREEMENT, "", "only they have a sharing agreement"),
    ("", AGREEMENT, "only we have a sharing agreement"),
    (AGREEMENT, AGREEMENT.replace('"1"', '"2"'), "says something else on their side"),
    (AGREEMENT, AGREEMENT.replace("EAST", "WEST"), "under another agreement than ours"),
    (AGREEMENT, AGREEMENT.replace("reducing", "all"), "its purpose is another than ours"),
]


@pytest.mark.parametrize(("ours", "theirs", "words"), OTHER_AGREEMENTS)
def test_other_terms_are_refused(pair: Pair, ours: str, theirs: str, words: str) -> None:
    for side, text in zip(pair, (ours, theirs), strict=True):
        if text:
            _agree(side, text=text)
    offer = pair[0].offer()
    lists, out = pair[1].place / "lists", pair[1].place / "theirs.answer"
    assert words in pair[1].between("answer", offer, lists, "-o", out, expect=1)
    assert not out.exists()
    log = pair[1].log if theirs else []
    assert [each["command"] for each in log] == ["between answer, refused"] * bool(theirs)


NOT_AGREED = [
    # what the agreement says instead; what is told
    ("[between]\nmembers", "[other]\nmembers", "other"),
    ('\n[between]\nmembers = ["Havering", "Barking"]\nmost_people = 50', "", "has no [between]"),
    ('["Havering", "Barking"]\nmost', '["Havering", "Harrow"]\nmost', "a name that is no member"),
    ("most_people = 50", "most_people = 1", "we have 3 people who may take part, and 1 are agreed"),
    ('items = ["known"]', 'items = ["known"]\nneeds = "the chair"', "nobody on these lists may"),
    ("signed = 2026-04-01\n", "", "the agreement is not signed"),
    ('list = "IOM"', 'list = "DIP"', ""),
]


@pytest.mark.parametrize(("old", "new", "words"), NOT_AGREED)
def test_only_what_is_agreed_is_offered(pair: Pair, old: str, new: str, words: str) -> None:
    a = pair[0]
    assert old in AGREEMENT
    _agree(a, text=AGREEMENT.replace(old, new))
    out = a.place / "ours.offer"
    told = a.between("offer", a.place / "lists", "-o", out, expect=2 if words else 0)
    assert words in told
    assert out.exists() is a.secret.exists() is (not words)
    if not words:
        assert "of 1 person" in told


def test_a_party_that_is_not_named_is_refused(pair: Pair) -> None:
    a = pair[0]
    _agree(a)
    a.them = "Redbridge"
    assert "“Redbridge” is not among the members" in a.between(
        "offer", a.place / "lists", "-o", a.place / "x.offer", expect=2
    )


Damage = Callable[[bytes], bytes]
BAD_FILES: list[tuple[str, Damage, str]] = [
    ("cut", lambda d: d[:-100], "is cut"),
    ("cut in its header", lambda d: d[:80], "header is cut or damaged"),
    ("longer", lambda d: d + b"x", "is longer than it says"),
    ("damaged", lambda d: d[:-50] + bytes([d[-50] ^ 1]) + d[-49:], "is damaged"),
    ("empty", lambda d: b"", "no file of an exchange"),
    ("a list", lambda d: HEAD.encode(), "no file of an exchange"),
    ("another version", lambda d: d.replace(MAGIC + b"1", MAGIC + b"9", 1), "another version"),
    (
        "a million entries",
        lambda d: d.replace(b'"people":100,', b'"people":99999999,', 1),
        "agreed",
    ),
    ("another key version", lambda d: d.replace(b'"2026-11"}', b'"2020-01"}', 1), "match keys"),
]


def test_a_bad_offer_is_refused_in_words(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    good = offer.read_bytes()
    out = b.place / "theirs.answer"
    for what, damage, words in BAD_FILES:
        offer.write_bytes(damage(good))
        assert offer.read_bytes() != good, what
        told = b.between("answer", offer, b.place / "lists", "-o", out, expect=1)
        assert words in told and "Traceback" not in told, what
        assert not out.exists() and not (b.place / "theirs.answer.references.csv").exists()


def test_a_bad_answer_is_refused_and_may_be_sent_again(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    good = answer.read_bytes()
    for what, damage, words in BAD_FILES[:7]:
        answer.write_bytes(damage(good))
        assert words in a.open(answer, expect=1), what
    answer.write_bytes(good)
    assert "2 people of ours" in a.open(answer)


def test_files_in_the_wrong_order_and_from_oneself_are_refused(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    answer = b.answer(offer)
    assert "is an offer and an answer is wanted here" in a.open(offer, expect=1)
    for side, file, words in (
        (b, answer, "is an answer and an offer is wanted here"),
        (a, offer, "is from ourselves (Havering)"),
    ):
        out = side.place / "again.answer"
        assert words in side.between("answer", file, side.place / "lists", "-o", out, expect=1)


def test_an_offer_is_given_up_and_waits_for_one_answer(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    again = a.between("offer", a.place / "lists", "-o", a.place / "ours.offer", expect=1)
    assert "an offer waits here for its answer" in again
    found = a.run("between", "offer", "--cancel", "-o", a.place / "ours.offer")
    assert found.exit_code == 0 and "is erased" in found.output and not a.secret.exists()
    assert "no secret of this exchange" in a.open(answer, expect=1)
    a.offer()
    assert "no secret of this exchange" in a.open(answer, expect=1)  # an answer of before


def test_both_may_know_with_the_same_three_files_back(pair: Pair) -> None:
    a, b = pair
    a.open(b.answer(a.offer()))
    b.open(a.answer(b.offer()))
    assert len(a.matches) == len(b.matches) == 2


def test_an_expired_offer_is_neither_answered_nor_opened(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    answer = b.answer(offer)
    late = date.today() + timedelta(days=15)
    what = given([b.place / "lists"])
    with pytest.raises(ExchangeError, match="it expired on"):
        exchange.answer(
            offer, what, b.place / "x", Keeping(), BetweenSides("Barking", "Havering"), on=late
        )
    with pytest.raises(ExchangeError, match="its secret is erased"):
        open_exchange(answer, a.place / "m", Keeping(), offered=offer, on=late)
    assert not a.secret.exists()


def test_a_secret_is_erased_where_an_answer_breaks_the_rules(pair: Pair) -> None:
    """A file with a right check whose points were made up: the session ends."""
    from hashlib import sha256

    a, b = pair
    answer = b.answer(a.offer())
    data = answer.read_bytes()[:-32]
    start = data.index(b"\n", data.index(b"\n") + 1) + 1
    bad = data[:start] + b"\xff" * POINT + data[start + POINT :]
    answer.write_bytes(bad + sha256(bad).digest())
    assert "no valid point" in a.open(answer, expect=1)
    assert not a.secret.exists() and not (a.place / "m").exists()


def test_the_matches_join_the_report_as_one_more_register(pair: Pair) -> None:
    a, b = pair
    a.open(b.answer(a.offer()), a.place / "lists")
    known = a.place / "m" / "Known to neighbour Barking.csv"
    told = a.run("run", a.place / "lists", known, "-o", a.place / "report", "--no-store")
    assert told.exit_code == 0 and "4 lists" in told.output, told.output
    people = (a.place / "report" / "people.csv").read_text(encoding="utf-8-sig")
    assert "Known to neighbour:2" in people
    assert "ask" not in (a.place / "report" / "links.csv").read_text(encoding="utf-8-sig").lower()


def test_other_lists_without_a_store_make_no_list_for_the_report(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    (a.place / "kept.db").unlink()
    (a.place / "kept.audit.jsonl").unlink()
    lists = a.place / "lists"
    (lists / "DIP.csv").write_text(HEAD + OTHERS[0], encoding="utf-8")
    told = a.run(
        "between", "open", answer, lists, "-o", a.place / "m", "--offer", a.place / "ours.offer"
    )
    assert "the lists are not those of the offer" in told.output
    assert not list((a.place / "m").glob("Known*"))


def test_without_the_extra_it_is_said_what_to_install(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cohortmatch.between import group

    group._library.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "rbcl", None)
    try:
        a = pair[0]
        told = a.between("offer", a.place / "lists", "-o", a.place / "x.offer", expect=2)
    finally:
        group._library.cache_clear()
    assert "whl[between]" in told and not (a.place / "x.offer").exists()


MADE_UP = [
    # what the header of an offer says that no run writes
    {"note": "under the Essex agreement 4"},
    {"note": ""},
    {"month": "2020-01"},
    {"people": 199},
]


@pytest.mark.parametrize("fields", MADE_UP, ids=["note", "no note", "month", "room"])
def test_a_header_that_no_run_writes_is_refused(pair: Pair, fields: dict[str, object]) -> None:
    from hashlib import sha256

    a, b = pair
    offer = a.offer()
    first, header, rest = offer.read_bytes().split(b"\n", 2)
    said = json.dumps(json.loads(header) | fields).encode()
    data = b"\n".join((first, said, rest[:-32]))
    offer.write_bytes(data + sha256(data).digest())
    out = b.place / "theirs.answer"
    told = b.between("answer", offer, b.place / "lists", "-o", out, expect=1)
    assert "what no side's own run writes" in " ".join(told.split()) and not out.exists()


def test_the_answering_side_sees_how_many_keys_it_is_asked_about(pair: Pair) -> None:
    a, b = pair
    offer = a.offer()
    told = b.between("answer", offer, b.place / "lists", "-o", b.place / "x.answer")
    assert "room for 100 (2,400 keys)" in " ".join(told.split())
    counts = b.log[-1]["counts"]
    assert isinstance(counts, dict) and counts["keys_of_offer"] == 100 * MOST


def test_an_offer_that_is_not_there_is_not_given_up(pair: Pair) -> None:
    a = pair[0]
    a.offer()
    found = a.run("between", "offer", "--cancel", "-o", a.place / "nosuch.offer")
    assert found.exit_code == 1 and "there is no such offer" in found.output
    assert a.secret.exists()


def test_a_damaged_secret_is_said_to_be_damaged(pair: Pair) -> None:
    a, b = pair
    answer = b.answer(a.offer())
    a.secret.write_bytes(b"x")
    assert "this secret is damaged" in " ".join(a.open(answer, expect=1).split())
