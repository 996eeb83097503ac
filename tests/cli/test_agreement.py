"""`cohortmatch agreement`: begin one, check it, show it, explain it, and accept a change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from running import AS_OF, Command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "agreement.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_one_to_begin_with_lets_nobody_see_more_than_that_somebody_is_known(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    found = cohortmatch("agreement", "init", lists, "-o", tmp_path / "new.toml")
    assert found.exit_code == 0, found.stderr
    shown = json.loads(cohortmatch("agreement", "show", tmp_path / "new.toml", "--json").stdout)
    of_others = [flow for flow in shown["flows"] if flow["rules"] != ["its owner"]]
    assert of_others and shown["not_used"] == ["the agreement is not signed"]
    assert {each for flow in of_others for each in flow["adults"]} == {"known"}
    assert not any(flow["under_18"] or flow["unknown_age"] for flow in of_others)
    own = {flow["list"] for flow in shown["flows"] if flow["rules"] == ["its owner"]}
    assert own == {flow["list"] for flow in of_others}
    again = cohortmatch("agreement", "init", lists, "-o", tmp_path / "new.toml")
    assert again.exit_code == 2 and "not written over" in again.stderr


def test_it_is_written_where_every_run_finds_it(
    cohortmatch: Command, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    lists = shutil.copytree(lists, tmp_path / "panels" / "lists")
    found = cohortmatch("agreement", "init", lists)
    assert (lists.parent / "agreement.toml").is_file() and "Only a run in" not in found.stdout
    told = cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--as-of", AS_OF).stderr
    assert "the agreement is not signed" in told
    found = cohortmatch("agreement", "init", lists, "-o", "mine.toml")
    assert "Only a run in its folder finds it" in found.stdout


def test_an_edition_waits_until_it_is_signed(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    place = tmp_path / "agreement.toml"
    assert cohortmatch("agreement", "init", lists, "-o", place).exit_code == 0
    wanted = ("run", lists, "-o", tmp_path / "out", "--for", "IOM", "--as-of", AS_OF)
    assert "the agreement is not signed" in cohortmatch(*wanted).stderr
    text = place.read_text().replace("# signed = 20", "signed = 2026-01-01 # 20")
    place.write_text(
        text.replace("review = 2", "review = 2099-01-01 # ").replace(
            "expires = 2", "expires = 2099-06-01 # "
        )
    )
    found = cohortmatch(*wanted)
    assert found.exit_code == 0, found.stderr
    assert "agenda-Keeper-of-IOM-" in found.stdout


def test_check_tells_gaps_dates_and_what_to_ask(cohortmatch: Command, file: Path) -> None:
    found = cohortmatch("agreement", "check", file)
    assert found.exit_code == 0
    assert "members.MPS: no contact; name a single point of contact" in found.stdout
    assert "rules.3: under public protection; Charity may learn at most" in found.stdout
    assert "rules.6: needs the approval of the chair" in found.stdout
    assert "Is there a data protection impact assessment?" in found.stdout
    assert "DPIA 12" in found.stdout


def test_check_tells_sixty_days_before(cohortmatch: Command, file: Path) -> None:
    from datetime import date, timedelta

    soon = date.today() + timedelta(59)
    file.write_text(TEXT.replace("2099-03-31", str(soon)), encoding="utf-8")
    assert (
        f"is to be reviewed by {soon}, in 59 days" in cohortmatch("agreement", "check", file).stdout
    )
    file.write_text(TEXT.replace("2099-03-31", str(soon + timedelta(2))), encoding="utf-8")
    assert "is to be reviewed" not in cohortmatch("agreement", "check", file).stdout


def test_faults_stop_it_with_their_place(cohortmatch: Command, file: Path) -> None:
    file.write_text(TEXT.replace('"risk", "lead"]', '"risks"]'), encoding="utf-8")
    found = cohortmatch("agreement", "check", file)
    assert found.exit_code == 2
    assert "agreement.toml: rules.1.items: “risks” is no item" in found.stderr


def test_show_is_a_table_and_a_page_to_sign(
    cohortmatch: Command, file: Path, tmp_path: Path
) -> None:
    found = cohortmatch("agreement", "show", file, "--page", tmp_path / "sign.html")
    assert "MPS IOM team" in found.stdout and "rule 1" in found.stdout
    page = (tmp_path / "sign.html").read_text(encoding="utf-8")
    assert "Signed for" in page and "MPS IOM team" in page and "date_of_birth" in page


WHY = [
    # list, item, to: what is told of adults, of people under 18
    ("DIP", "risk", "MPS IOM team", "rule 1 names it", "not of people under 18"),
    ("sgv", "LEAD", "lbh", "rule 5 names it", "not of people under 18"),
    ("DIP", "sex", "MPS IOM team", "no rule names it", "no rule names it"),
    ("DIP", "column: Barber", "MPS IOM team", "no rule names it", "no rule names it"),
]


@pytest.mark.parametrize(("name", "item", "to", "adults", "young"), WHY)
def test_why_tells_the_rule(
    cohortmatch: Command, file: Path, name: str, item: str, to: str, adults: str, young: str
) -> None:
    options = ("--list", name, "--item", item, "--to", to, "--agreement", file, "--json")
    told = json.loads(cohortmatch("agreement", "why", *options).stdout)["answers"]
    assert adults in {each["why"] for each in told if each["age"] == "adult"}
    assert young in {each["why"] for each in told if each["age"] == "under 18"}


FAMILY = """
[[rules]]
list = "DIP"
items = ["known", "risk"]
roles = ["family"]
to = ["LBH"]
purpose = ["ASB panel"]
"""
SHOWN = [
    # what is changed in the agreement; recipient, list, role: what is shown of adults, by what
    ("", "LBH", "ASB", "subject", ["the whole list"], ["its owner"]),
    ("", "MPS", "SGV", "subject", ["the whole list"], ["its owner"]),
    ("", "LBH", "DIP", "family", None, None),
    (FAMILY, "LBH", "DIP", "family", ["known"], ["rule 7"]),
    (FAMILY, "LBH", "DIP", "subject", None, None),
]


@pytest.mark.parametrize(("more", "who", "name", "role", "adults", "rules"), SHOWN)
def test_show_and_why_say_what_is_really_written(
    cohortmatch: Command,
    file: Path,
    more: str,
    who: str,
    name: str,
    role: str,
    adults: list[str] | None,
    rules: list[str] | None,
) -> None:
    file.write_text(TEXT + more, encoding="utf-8")
    flows = json.loads(cohortmatch("agreement", "show", file, "--json").stdout)["flows"]
    found = [f for f in flows if (f["recipient"], f["list"], f["role"]) == (who, name, role)]
    assert {tuple(each["adults"]) for each in found} == ({tuple(adults)} if adults else set())
    assert {tuple(each["rules"]) for each in found} == ({tuple(rules)} if rules else set())
    options = ("--list", name, "--to", who, "--agreement", file, "--json")
    for item in ("known", "risk"):
        told = json.loads(cohortmatch("agreement", "why", "--item", item, *options).stdout)
        mine = [each for each in told["answers"] if each["role"] == role]
        allowed = any(each["allowed"] for each in mine)
        assert allowed == (adults is not None and (item in adults or "the whole list" in adults))


NOT_USED = [
    # what is changed; what is told of today
    ("signed = 2026-04-01", "", "the agreement is not signed"),
    ("signed = 2026-04-01", "signed = 2099-01-01", "the agreement is signed on 2099-01-01 only"),
    ('"risk", "lead"]', '"lead"]', "it has changed since it was accepted"),
]


@pytest.mark.parametrize(("was", "now", "told"), NOT_USED)
def test_check_show_and_why_say_that_nothing_can_be_written_today(
    cohortmatch: Command, file: Path, was: str, now: str, told: str
) -> None:
    cohortmatch("agreement", "diff", file, "--accept")
    options = ("--list", "DIP", "--item", "lead", "--to", "LBH", "--agreement", file)
    commands = (("check", file), ("show", file), ("why", *options))
    for command in commands:
        assert "Nothing can be written" not in cohortmatch("agreement", *command).stdout
    file.write_text(TEXT.replace(was, now, 1), encoding="utf-8")
    for command in commands:
        printed = cohortmatch("agreement", *command).stdout
        assert "Nothing can be written for others today: " in printed and told in printed


def test_only_recipients_with_an_edition_are_counted(cohortmatch: Command, file: Path) -> None:
    assert "4 recipients with an edition" in cohortmatch("agreement", "check", file).stdout
    nobody = '\n[members.NHS]\nname = "Health"\npanels = ["DIP"]\n[[rules]]\nlist = "SGV"\n'
    nobody += 'items = ["known"]\nto = ["NHS"]\npurpose = ["care"]\n'
    file.write_text(TEXT + nobody, encoding="utf-8")
    assert "4 recipients with an edition" in cohortmatch("agreement", "check", file).stdout


def test_why_of_what_is_not_there_is_refused(cohortmatch: Command, file: Path) -> None:
    options = ("--list", "XYZ", "--item", "risk", "--to", "LBH", "--agreement", file)
    found = cohortmatch("agreement", "why", *options)
    assert found.exit_code == 2 and "--list XYZ: must be one of: IOM, SGV" in found.stderr


def test_a_change_is_told_and_must_be_accepted(
    cohortmatch: Command, file: Path, tmp_path: Path
) -> None:
    first = cohortmatch("agreement", "diff", file, "--accept")
    assert "Accepted" in first.stdout
    file.write_text(TEXT.replace('"risk", "lead"]', '"lead", "sex"]'), encoding="utf-8")
    found = cohortmatch("agreement", "diff", file)
    assert "MPS IOM team, for IOM panel: DIP: sex (subject, adult)" in found.stdout
    assert "MPS IOM team, for IOM panel: DIP: risk (subject, adult)" in found.stdout
    assert found.stdout.index("Gains") < found.stdout.index("Losses")
    assert "Not accepted yet" in found.stdout
    assert "Accepted" in cohortmatch("agreement", "diff", file, "--accept").stdout
    assert "Nobody gains or loses" in cohortmatch("agreement", "diff", file).stdout


PEOPLE = [
    # what is changed; lines that are told of gains, of losses, of changes in the file
    (
        'panel = "IOM"\n',
        "",
        ["MPS IOM team, for IOM panel: an edition of everybody whom it may see listed"],
        ["MPS IOM team, for IOM panel: the edition of IOM", "MPS IOM team, …: IOM: the whole list"],
        ['members.MPS.recipients."MPS IOM team".panel: IOM → none'],
    ),
    (
        'panel = "IOM"\n',
        'panel = "DIP"\n',
        ["MPS IOM team, for IOM panel: the edition of DIP"],
        ["MPS IOM team, for IOM panel: the edition of IOM", "MPS IOM team, …: IOM: the whole list"],
        ['members.MPS.recipients."MPS IOM team".panel: IOM → DIP'],
    ),
    (
        "[members.MPS.recipients",
        "[members.LBH.recipients",
        ["MPS IOM team, for ASB panel: MAPPA: known, listed, level (subject, adult)"],
        ["MPS IOM team, for IOM panel: the edition of IOM", "MPS IOM team, …: IOM: the whole list"],
        ['members.MPS.recipients."MPS IOM team": taken out'],
    ),
    (
        'panels = ["DIP"]\n',
        "",
        [],
        [
            "Charity, for DIP panel: the edition of DIP",
            "Charity, for DIP panel: DIP: the whole list",
        ],
        ["members.Charity.panels: DIP → none"],
    ),
    (
        'owner = "LBH"',
        'owner = "MPS"',
        [],
        ["LBH, for ASB panel: the edition of ASB", "LBH, for ASB panel: ASB: the whole list"],
        ["lists.ASB.owner: LBH → MPS"],
    ),
    (
        'name = "A charity"',
        'name = "A charity"\nkind = "duty to co-operate"',
        ["Charity, for DIP panel: MAPPA: listed, level (subject, adult)"],
        [],
        ["members.Charity.kind: other → duty to co-operate"],
    ),
    ('name = "London Borough"', 'name = "G4S"', [], [], ["members.LBH.name: London Borough → G4S"]),
    ('panels = ["ASB"]', 'panels = ["ASB", "DIP"]', [], [], ["members.LBH.panels: ASB → ASB, DIP"]),
    ("keep_months = 6", "keep_months = 60", [], [], ["lists.IOM.keep_months: 6 → 60"]),
    ('needs = "the chair"', 'needs = "a chair"', [], [], ["rules.6.needs: the chair → a chair"]),
    (
        'items = ["known"]',
        'items = ["listed"]',
        ["MPS, for IOM panel: ASB: listed (subject, under 18)"],
        [],
        ["rules.2.items: known → listed"],
    ),
]


@pytest.mark.parametrize(("was", "now", "gains", "losses", "changed"), PEOPLE)
def test_a_change_of_people_is_told_as_one_of_items_is(
    cohortmatch: Command,
    file: Path,
    tmp_path: Path,
    was: str,
    now: str,
    gains: list[str],
    losses: list[str],
    changed: list[str],
) -> None:
    assert was in TEXT
    before = tmp_path / "before.toml"
    before.write_text(TEXT, encoding="utf-8")
    file.write_text(TEXT.replace(was, now, 1), encoding="utf-8")
    told = json.loads(cohortmatch("agreement", "diff", before, file, "--json").stdout)
    for part, wanted in (("gains", gains), ("losses", losses), ("other", changed)):
        lines = [each.replace("…", "for IOM panel") for each in wanted]
        assert set(lines) <= set(told[part]), told[part]
    printed = cohortmatch("agreement", "diff", before, file).stdout
    assert "Nobody gains or loses" not in printed and "Not accepted yet" in printed


RULE = """
[[rules]]
list = "IOM"
items = ["known"]
to = ["LBH"]
purpose = ["ASB panel"]
"""


def test_a_rule_more_renames_none_of_the_others(
    cohortmatch: Command, file: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.toml"
    before.write_text(TEXT, encoding="utf-8")
    file.write_text(TEXT.replace("\n[[rules]]", RULE + "\n[[rules]]", 1), encoding="utf-8")
    there = json.loads(cohortmatch("agreement", "diff", before, file, "--json").stdout)
    back = json.loads(cohortmatch("agreement", "diff", file, before, "--json").stdout)
    assert there["other"] == ["rules.1: new, IOM: known, to LBH"]
    assert back["other"] == ["rules.1: taken out, IOM: known, to LBH"]
    assert there["gains"] == back["losses"] == ["LBH, for ASB panel: IOM: known (subject, adult)"]


def test_the_first_agreement_is_told_as_one(cohortmatch: Command, file: Path) -> None:
    head, _, _ = TEXT.partition("[[rules]]")
    file.write_text(head, encoding="utf-8")
    printed = cohortmatch("agreement", "diff", file).stdout
    assert "no agreement was accepted before" in printed and "Not accepted yet" in printed


def test_an_accepted_change_is_logged(
    cohortmatch: Command, lists: Path, file: Path, tmp_path: Path
) -> None:
    assert "not logged" in cohortmatch("agreement", "diff", file, "--accept").stdout
    cohortmatch("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF)
    log = next(tmp_path.glob("*.audit.jsonl"))
    file.write_text(TEXT.replace('"risk", "lead"]', '"lead"]'), encoding="utf-8")
    before = len(log.read_text().splitlines())
    assert cohortmatch("agreement", "diff", file).exit_code == 0
    assert len(log.read_text().splitlines()) == before
    told = cohortmatch("agreement", "diff", file, "--accept", "--by", "dpo", "--json").stdout
    assert json.loads(told)["logged"]
    line = json.loads(log.read_text().splitlines()[-1])["event"]
    assert line["kind"] == "alteration" and line["command"] == "agreement diff --accept"
    assert line["by"] == "dpo" and line["counts"] == {"gains": 0, "losses": 2}
    assert line["agreement"].startswith("HAV-CSP-2026 version 3, ")
    assert cohortmatch("audit", "verify").exit_code == 0


def test_the_annex_holds_facts_and_no_small_count(
    cohortmatch: Command, lists: Path, tmp_path: Path, file: Path
) -> None:
    found = cohortmatch("agreement", "annex", lists, "-o", "annex.md", "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr
    text = (tmp_path / "annex.md").read_text(encoding="utf-8")
    assert "HAV-CSP-2026" in text and "| MPS IOM team | IOM panel | DIP |" in text
    _, _, people = text.partition("## People on more than one panel, by age and sex")
    counts = [line.split("|")[3].strip() for line in people.split("##")[0].splitlines()[4:] if line]
    assert counts and all(each == "fewer than 5" or int(each) >= 5 for each in counts)
    assert file.exists() and not list(tmp_path.glob("*.db"))


def test_an_earlier_edition_beside_a_new_one_is_told(
    cohortmatch: Command, lists: Path, tmp_path: Path, file: Path
) -> None:
    out = tmp_path / "for IOM"
    out.mkdir()
    (out / "agenda-MPS-IOM-team-3-people.xlsx").write_bytes(b"earlier")
    found = cohortmatch("run", lists, "-o", out, "--for", "IOM", "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr
    assert "agenda-MPS-IOM-team-3-people.xlsx: an earlier edition stands beside" in found.stdout


def test_init_lets_relatives_on_a_register_of_families_be_known(
    cohortmatch: Command, tmp_path: Path
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    rows = "Surname,Forename,DOB,Role\nQuarmby,Ivor,03/04/1989,{}\nOdell,Una,31/01/1980,{}\n"
    (lists / "Supporting Families.csv").write_text(rows.format("Parent", "Child"))
    (lists / "IOM.csv").write_text(rows.format("Nominal", "Nominal"))
    assert cohortmatch("agreement", "init", lists).exit_code == 0
    text = next(tmp_path.rglob("agreement.toml")).read_text()
    rules = text.split("[[rules]]")[1:]
    assert ['"family"' in each for each in rules] == ['list = "Families"' in each for each in rules]
    assert sum('"family"' in each for each in rules) == 1
