"""`run --for` under an agreement.toml: each recipient's edition holds what the rules allow."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from disclosure.opening import text_of
from running import AS_OF, Command

HEAD = "Surname,Forename,DOB,PNC ID,RAG,Lead officer,Review date,Level,Ethnicity,Role,Notes\n"
ADULT = (
    "Quarmby,Ivor,03/04/1989,2087/0000001Z,Red,PC {who}wood,01/07/2026,Tier 2,W1,Subject,"
    "Canary {who}\n"
)
YOUNG = (
    "Odell,Una,31/01/2010,2087/0000003B,Amber,PC {who}hill,02/07/2026,Tier 3,W2,Subject,"
    "Young {who}\n"
)
OWN = {"SGV": "Gull", "ASB": "Dove", "DIP": "Rook", "MAPPA": "Wren", "IOM": "Crow"}


@pytest.fixture
def agreed(tmp_path: Path) -> Callable[[str], Path]:
    """Five lists of the same two people, with an agreement beside them."""

    def made(text: str = TEXT) -> Path:
        folder = tmp_path / "agreed"
        folder.mkdir(exist_ok=True)
        for name, who in OWN.items():
            rows = HEAD + ADULT.format(who=who) + YOUNG.format(who=who)
            (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        (folder / "agreement.toml").write_text(text, encoding="utf-8")
        return folder

    return made


def _edition(cohortmatch: Command, lists: Path, who: str, *more: str) -> tuple[str, str]:
    """The texts of an edition's files, and what the command printed."""
    out = lists.parent / f"for {who}"
    found = cohortmatch("run", lists, "-o", out, "--for", who, *more, "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr
    return "\n".join(text_of(each) for each in sorted(out.iterdir())), found.stdout


def test_a_recipient_sees_what_the_rules_name(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    text, _ = _edition(cohortmatch, agreed(TEXT), "LBH", "--purpose", "asb panel")
    assert "PC Gullwood" in text and "withheld: rule 5" in text
    assert "PC Gullhill" not in text and "Rook" not in text and "Wren" not in text
    assert "HAV-CSP-2026 version 3, ASB panel. Mark " in text
    assert "3 cells: 1 by rule 5 and 2 by rule 6. What no rule names" in text


def test_a_named_recipient_answers_for_a_panel(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    lists = agreed(TEXT)
    text, told = _edition(cohortmatch, lists, "IOM", "--purpose", "IOM panel")
    assert "agenda-MPS-IOM-team-2-people.xlsx" in told
    assert "PC Rookwood" in text and "Rookhill" not in text
    assert "Known to ASB" in text and "Dovewood" not in text
    assert "Wren" not in text and "MAPPA" not in text
    assert "2026-12-01" in told


REFUSED = [
    # what the agreement says instead, for whom, which purpose; what is told
    ("signed = 2026-04-01", "", "LBH", "ASB panel", "the agreement is not signed"),
    ("2099-06-30", "2026-09-30", "LBH", "ASB panel", "expired on 2026-09-30"),
    ("", "", "NHS", "ASB panel", "no recipient of that name"),
    ("", "", "LBH", "nosiness", "is no purpose of the agreement"),
    ("", "", "LBH", "", "say for which purpose"),
    ('"MPS IOM team"]', '"../IOM"]', "LBH", "ASB panel", "holds a path, a formula"),
]


@pytest.mark.parametrize(("was", "now", "who", "purpose", "told"), REFUSED)
def test_what_the_agreement_does_not_allow_is_refused_and_nothing_written(
    cohortmatch: Command,
    agreed: Callable[[str], Path],
    tmp_path: Path,
    was: str,
    now: str,
    who: str,
    purpose: str,
    told: str,
) -> None:
    text = TEXT.replace("2099-03-31", "2026-08-31") if now == "2026-09-30" else TEXT
    lists = agreed(text.replace(was, now, 1) if was else text)
    said = ["--purpose", purpose] if purpose else []
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--for", who, *said, "--as-of", AS_OF)
    assert found.exit_code == 2
    assert told in found.stderr
    assert not (tmp_path / "out").exists()


def test_the_analysts_own_report_warns_and_is_written(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT.replace("signed = 2026-04-01", ""))
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF)
    assert found.exit_code == 0
    assert "the agreement is not signed" in found.stdout
    used = json.loads((tmp_path / "out" / "run.json").read_text())["agreement"]
    assert used["id"] == "HAV-CSP-2026" and used["version"] == "3" and used["warnings"]


def test_the_log_tells_of_disclosures_and_refusals(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    _edition(cohortmatch, lists, "LBH", "--purpose", "ASB panel")
    cohortmatch("run", lists, "-o", "other", "--for", "LBH", "--purpose", "nosiness")
    log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
    events = [json.loads(line)["event"] for line in log]
    made, refused = events[-2], events[-1]
    assert made["recipients"] == refused["recipients"] == ["LBH"]
    assert made["kind"] == "disclosure" and made["purpose"] == "ASB panel"
    assert refused["command"] == "run --for, refused"
    assert made["agreement"] == refused["agreement"]
    assert made["agreement"].startswith("HAV-CSP-2026 version 3, ")


HOUSING = """
[members."Housing association"]
name = "A housing association"

[[rules]]
list = "SGV"
items = ["listed", "name", "risk"]
to = ["Housing association"]
purpose = ["tenancies"]

[[rules]]
list = "DIP"
items = ["listed", "lead"]
to = ["Housing association"]
purpose = ["tenancies"]

[[rules]]
list = "ASB"
items = ["known"]
to = ["Housing association"]
purpose = ["tenancies"]
"""


def test_a_recipient_without_a_panel_has_an_edition_of_whom_it_may_see(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    lists = agreed(TEXT + HOUSING)
    rows = (lists / "SGV.csv").read_text().splitlines(keepends=True)
    (lists / "SGV.csv").write_text("".join((rows[0], rows[2], rows[1])))  # the young one first
    text, told = _edition(cohortmatch, lists, "Housing association")
    assert "agenda-Housing-association-1-person.xlsx" in told
    assert "Ivor QUARMBY" in text and "RAG: Red" in text and "PC Rookwood" in text
    assert "Known to ASB" in text
    hidden = ("Gullwood", "Dovewood", "Crowwood", "Odell", "ODELL", "hill", "IOM", "MAPPA", "W1")
    assert not [each for each in hidden if each in text]
    pages = next((lists.parent / "for Housing association").glob("*.html")).read_text()
    # no row: its number would tell of the row before
    assert "<tr><th scope=row>1<td><td>Ivor QUARMBY<td>" in pages


def test_a_member_with_several_panels_is_given_each_edition_under_its_own_name(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    both = TEXT.replace('panels = ["ASB"]', 'panels = ["ASB", "SGV"]')
    lists = agreed(both.replace('kind = "responsible authority"\npanels = ["SGV"]', ""))
    found = cohortmatch("run", lists, "-o", "x", "--for", "LBH", "--purpose", "ASB panel")
    assert found.exit_code == 2 and "say ASB or SGV" in found.stderr
    _, asb = _edition(cohortmatch, lists, "ASB", "--purpose", "ASB panel")
    _, sgv = _edition(cohortmatch, lists, "SGV", "--purpose", "ASB panel")
    assert "agenda-LBH-ASB-ASB-panel-" in asb and "agenda-LBH-SGV-ASB-panel-" in sgv
    again = cohortmatch(
        *("run", lists, "-o", lists.parent / "for ASB", "--for", "SGV"),
        *("--purpose", "ASB panel", "--as-of", AS_OF),
    )
    assert again.exit_code == 1 and "an edition for a panel stands in it" in again.stderr


def test_the_next_edition_tells_what_is_new_by_the_name_of_the_list(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    lists = agreed(TEXT)
    options = ("--purpose", "IOM panel")
    _edition(cohortmatch, lists, "IOM", *options)
    new = "Tarrowick,Ben,05/06/1977,2087/0000007F,Red,PC Hall,01/07/2026,Tier 2,W1,Subject,\n"
    (lists / "IOM.csv").write_text(HEAD + YOUNG.format(who="Crow") + new, encoding="utf-8")
    found = cohortmatch(
        *("run", lists, "-o", lists.parent / "july", "--for", "IOM"),
        *(*options, "--as-of", "2026-07-01"),
    )
    assert found.exit_code == 0, found.stderr
    page = next((lists.parent / "july").glob("*.html")).read_text()
    assert "New on IOM<" in page and "MPS IOM team: IOM" not in page
    _, _, left = page.partition("<caption>No longer on the list")
    assert left.partition("</table>")[0].count("<th scope=row>") == 1
    assert "Ivor QUARMBY" in left.partition("</table>")[0]


def test_every_refusal_is_logged(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    nobody = '\n[members.NHS]\nname = "Health"\npanels = ["SGV"]\n[[rules]]\nlist = "SGV"\n'
    nobody += 'items = ["known"]\nto = ["NHS"]\npurpose = ["care"]\n'
    refused = [
        # the agreement's file, for whom, what is told; whether it is known who was refused
        (TEXT + nobody, "NHS", "no rule lets the recipient see who is on it", True),
        (TEXT.replace("signed = 2026", "# signed = 2026"), "LBH", "is not signed", True),
        (TEXT.replace('"risk"', '"risks"'), "LBH", "is no item", False),
    ]
    unsigned = TEXT.replace("signed = 2026", "# signed = 2026")
    refused += [(unsigned, "ASB", "is not signed", True)]
    for text, who, told, is_known in refused:
        found = cohortmatch("run", agreed(text), "-o", "out", "--for", who, "--as-of", AS_OF)
        who = "LBH" if who == "ASB" else who
        assert found.exit_code == 2 and told in found.stderr, found.stderr
        log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
        last = json.loads(log[-1])["event"]
        assert last["command"] == "run --for, refused"
        assert last.get("recipients", []) == ([who] if is_known else [])
    assert len(log) == len(refused)


def test_ethnicity_is_shown_where_a_rule_names_it_and_nowhere_else(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    named = TEXT.replace('"risk", "lead"]', '"risk", "lead", "ethnicity"]')
    options = ("--purpose", "IOM panel")
    assert "W1" not in _edition(cohortmatch, agreed(TEXT), "IOM", *options)[0]
    text, _ = _edition(cohortmatch, agreed(named), "IOM", *options)
    assert "Ethnicity: W1" in text and "W2" not in text
    whole = agreed(named).parent / "whole"
    assert cohortmatch("run", agreed(named), "-o", whole, "--as-of", AS_OF).exit_code == 0
    seen = "".join(text_of(each) for each in whole.iterdir())
    assert "W1" not in seen and "PC Rookwood" in seen


def test_details_that_are_withheld_are_counted(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    text, _ = _edition(cohortmatch, agreed(TEXT), "IOM", "--purpose", "IOM panel")
    assert "No cell of a column that is shown" in text
    rule = """
[[rules]]
list = "DIP"
items = ["listed"]
to = ["MPS IOM team"]
purpose = ["IOM panel"]
roles = ["family"]
under_18 = "withhold"
unknown_age = "share"
[[rules]]
list = "SGV"
items = ["pnc"]
to = ["LBH"]
purpose = ["ASB panel"]
"""
    text, _ = _edition(cohortmatch, agreed(TEXT + rule), "LBH", "--purpose", "ASB panel")
    assert "4 cells: 1 by rule 5, 2 by rule 6 and 1 by rule 8" in text


def test_two_agreements_that_differ_stop_the_run(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    (tmp_path / "agreement.toml").write_text(TEXT.replace('"3"', '"4"'), encoding="utf-8")
    found = cohortmatch("run", lists, "-o", tmp_path / "out")
    assert found.exit_code == 2 and "two sharing agreements" in found.stderr
    (tmp_path / "agreement.toml").write_text("# the same\n" + TEXT, encoding="utf-8")
    assert cohortmatch("run", lists, "-o", tmp_path / "out").exit_code == 0


def test_one_that_the_settings_name_is_obeyed(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    (lists / "agreement.toml").rename(tmp_path / "isa.toml")
    (tmp_path / "cohortmatch.toml").write_text('[run]\nagreement = "isa.toml"\n')
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--for", "NHS")
    assert found.exit_code == 2 and "no recipient of that name" in found.stderr


def test_an_agreement_that_changed_since_it_was_accepted_is_not_used(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    (lists / "agreement.accepted.toml").write_text(TEXT, encoding="utf-8")
    assert cohortmatch("run", lists, "-o", tmp_path / "one").exit_code == 0
    (lists / "agreement.toml").write_text(TEXT.replace('"known"]', '"listed"]'), encoding="utf-8")
    found = cohortmatch("run", lists, "-o", tmp_path / "two")
    assert found.exit_code == 2 and "has changed since it was accepted" in found.stderr
    assert not (tmp_path / "two").exists()


MARKED = [
    # how the DIP list is marked as of people under public protection
    lambda text, rows: (text, rows),
    lambda text, rows: (text.replace("[lists.DIP]\n", "[lists.DIP]\nrestricted = true\n"), rows),
    lambda text, rows: (text, rows.replace("Young Rook", "VISOR 123456")),
]


@pytest.mark.parametrize("mark", MARKED)
def test_a_column_about_public_protection_must_be_named_however_its_list_is_marked(
    cohortmatch: Command, agreed: Callable[[str], Path], mark: Callable[[str, str], tuple[str, str]]
) -> None:
    text, rows = mark(TEXT.replace('"risk", "lead"]', '"lead", "level"]'), "")
    lists = agreed(text)
    rows = (lists / "DIP.csv").read_text(encoding="utf-8")
    _, rows = mark(text, rows.replace("Level,", "MAPPA lead,").replace("Tier 2", "PC Secretwick"))
    (lists / "DIP.csv").write_text(rows.replace("Tier 3", "PC Hiddenwick"), encoding="utf-8")
    seen, _ = _edition(cohortmatch, lists, "IOM", "--purpose", "IOM panel")
    assert "PC Rookwood" in seen
    assert "Secretwick" not in seen and "Hiddenwick" not in seen


def test_a_value_that_is_free_text_must_be_named_of_its_own_row(
    cohortmatch: Command, agreed: Callable[[str], Path]
) -> None:
    rule = """
[[rules]]
list = "SGV"
items = ["notes"]
to = ["LBH"]
purpose = ["ASB panel"]
[[rules]]
list = "SGV"
items = ["risk"]
to = ["LBH"]
purpose = ["ASB panel"]
under_18 = "share"
unknown_age = "share"
"""
    lists = agreed(TEXT + rule)
    rows = (lists / "SGV.csv").read_text(encoding="utf-8")
    rows = rows.replace(",Red,", ",Red since the spring,").replace(",Amber,", ",Amber and moody,")
    (lists / "SGV.csv").write_text(rows, encoding="utf-8")
    text, _ = _edition(cohortmatch, lists, "LBH", "--purpose", "ASB panel")
    assert "Red since the spring" in text and "moody" not in text


CHILDREN = [
    # the date of birth on the recipient's own list and on DIP: whether anything of DIP is shown
    # under a rule that withholds those under 18 and shares unknown ages
    ("03/04/1989", "03/04/1989", True),
    ("03/04/1989", "", True),
    ("", "", True),
    ("31/01/2010", "31/01/2010", False),
    *(("", text, False) for text in ("11/2011", "2011", "c. 2011", "XX/XX/2011", "31/11/2011")),
    ("31/01/2010", "", False),
    ("31/01/2010", "2010", False),
    ("31/01/2010", "31/01/1980", False),
    ("31/01/1980", "31/01/2010", False),
    ("2010", "", False),
    ("", "2008", True),  # perhaps of age: unknown
]


BY_NAME_AND_DATE = [each for each in CHILDREN if not each[2] or (each[0] and each[1])]
"""What a closed list answers for: it is asked with a whole date."""


@pytest.mark.parametrize(
    ("own", "dip", "is_shown", "items"),
    [(*each, '"listed", "lead"') for each in CHILDREN]
    + [(*each, '"known"') for each in BY_NAME_AND_DATE],
)
def test_of_somebody_under_18_the_rule_about_them_holds_whoever_says_so(
    cohortmatch: Command, tmp_path: Path, own: str, dip: str, is_shown: bool, items: str
) -> None:
    folder = tmp_path / "agreed"
    folder.mkdir()
    head = "Surname,Forename,DOB,PNC ID,Lead officer,Role\n"
    more = "Pym,Ada,01/01/1980,2087/0000005D,PC X,Subject\n"
    for name, born, who in (("IOM", own, "Crow"), ("DIP", dip, "Rook")):
        row = f"Odell,Una,{born},2087/0000003B,PC {who}wick,Subject\n"
        (folder / f"{name}.csv").write_text(head + row + more, encoding="utf-8")
    rule = f'items = [{items}]\nto = ["MPS IOM team"]\npurpose = ["IOM panel"]\n'
    about = 'under_18 = "withhold"\nunknown_age = "share"\n'
    text = TEXT.split("[[rules]]")[0] + f'[[rules]]\nlist = "DIP"\n{rule}{about}'
    (folder / "agreement.toml").write_text(text, encoding="utf-8")
    text, _ = _edition(cohortmatch, folder, "IOM")
    page = next((folder.parent / "for IOM").glob("*.html")).read_text(encoding="utf-8")
    side, _, rest = page.partition("</section>")
    row = next(each for each in rest.split("<tr>") if "Una ODELL" in each)
    on_side = next(each for each in side.split("<tr>") if "Una ODELL" in each)
    assert ("DIP" in on_side) == is_shown
    assert "Rookwick" not in text or "known" not in items
    if "known" in items:
        assert ("Known to DIP" in row) == is_shown
    else:
        assert ("Rookwick" in text) == is_shown and ("✓" in row) == is_shown


def _gone(file: Path) -> None:
    file.with_name("agreement.accepted.toml").write_bytes(file.read_bytes())
    file.unlink()


def _dangling(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.with_name("nowhere.toml"))


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _accepted_folder(file: Path) -> None:
    file.with_name("agreement.accepted.toml").mkdir()


MISSING = [
    # what is done to the agreement, and what is told
    (_gone, "and agreement.accepted.toml shows that there was. Put it back"),
    (_dangling, "is no file, or leads to none"),
    (_folder, "is no file, or leads to none"),
    (_accepted_folder, "agreement.accepted.toml: is no file, or leads to none"),
]


@pytest.mark.parametrize(("do", "told"), MISSING)
def test_an_agreement_that_should_be_there_and_is_not_stops_the_run(
    cohortmatch: Command,
    agreed: Callable[[str], Path],
    tmp_path: Path,
    do: Callable[[Path], None],
    told: str,
) -> None:
    lists = agreed(TEXT)
    do(lists / "agreement.toml")
    for more in ((), ("--for", "IOM")):
        found = cohortmatch("run", lists, "-o", tmp_path / "out", *more, "--as-of", AS_OF)
        assert found.exit_code == 2 and told in found.stderr
        assert not (tmp_path / "out").exists()


def _beside_their_folder(lists: Path) -> Path:
    (lists / "agreement.toml").rename(lists.parent / "agreement.toml")
    return lists


def _one_file_each(lists: Path) -> Path:
    return _beside_their_folder(lists) / "IOM.csv"


def _linked_folder(lists: Path) -> Path:
    other = lists.parent / "elsewhere" / "links"
    other.parent.mkdir()
    other.symlink_to(lists)
    return other


def _linked_files(lists: Path) -> Path:
    other = lists.parent / "elsewhere" / "links"
    other.mkdir(parents=True)
    for each in lists.glob("*.csv"):
        (other / each.name).symlink_to(each)
    return other


@pytest.mark.parametrize(
    "arrange", [_beside_their_folder, _one_file_each, _linked_folder, _linked_files]
)
def test_an_agreement_beside_the_lists_is_found_from_any_folder(
    cohortmatch: Command,
    agreed: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arrange: Callable[[Path], Path],
) -> None:
    source = arrange(agreed(TEXT))
    elsewhere = tmp_path / "deep" / "down"
    elsewhere.mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    found = cohortmatch("run", source, "-o", "out", "--repeats", "--for", "NHS", "--as-of", AS_OF)
    assert found.exit_code == 2 and "no recipient of that name in the agreement" in found.stderr


def test_what_was_accepted_last_is_known_from_the_log_without_its_copy(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    file, copy = lists / "agreement.toml", lists / "agreement.accepted.toml"
    run = ("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF)
    assert cohortmatch(*run).exit_code == 0
    log = next(tmp_path.glob("*.audit.jsonl"))
    accept = ("agreement", "diff", file, "--accept", "--audit", log)
    assert cohortmatch(*accept).exit_code == 0
    assert cohortmatch(*run).exit_code == 0
    wider = TEXT.replace('"known"]', '"listed"]')
    file.write_text(wider, encoding="utf-8")
    for copied in ("", wider):
        copy.unlink() if not copied else copy.write_text(copied, encoding="utf-8")
        another = ("--audit", tmp_path / "another.jsonl", "--no-store")
        other_store = ("--store", tmp_path / "another.db")
        logs = ((), ("--audit", log, "--no-store"), another, other_store)
        for more in ((), *(("--for", "IOM", *each) for each in logs)):
            found = cohortmatch(*run, *more)
            assert found.exit_code == 2, found.stderr
            assert "is not the agreement that was accepted last" in found.stderr
    assert cohortmatch(*accept).exit_code == 0
    assert cohortmatch(*run).exit_code == 0


def test_a_log_beside_the_agreement_counts_without_its_store(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    file = lists / "agreement.toml"
    run = ("run", lists, "-o", lists / "out", "--repeats", "--as-of", AS_OF)
    assert cohortmatch(*run).exit_code == 0
    assert cohortmatch("agreement", "diff", file, "--accept").exit_code == 0
    accepted = lists / "agreement.accepted.toml"
    if os.name != "nt":
        assert not accepted.stat().st_mode & 0o022  # nobody else writes it
    (lists / "cohortmatch.db").unlink()
    wider = TEXT.replace('"known"]', '"listed"]')
    for each in (file, accepted):
        each.write_text(wider, encoding="utf-8")
    found = cohortmatch(*run, "--for", "IOM", "--no-store")
    assert found.exit_code == 2 and "is not the agreement that was accepted last" in found.stderr
    told = cohortmatch("agreement", "check", file)
    assert "it is not the agreement that was accepted last" in told.stdout + told.stderr


@pytest.mark.parametrize("how", ["option", "variable"])
def test_other_settings_drop_no_agreement_that_the_settings_here_name(
    cohortmatch: Command,
    agreed: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    lists = agreed(TEXT)
    kept = tmp_path / "dpo" / "isa.toml"
    kept.parent.mkdir()
    (lists / "agreement.toml").rename(kept)
    (tmp_path / "cohortmatch.toml").write_text(f'[run]\nagreement = "{kept.as_posix()}"\n')
    (tmp_path / "other.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    more = ("--settings", "other.toml") if how == "option" else ()
    if how == "variable":
        monkeypatch.setenv("COHORTMATCH_SETTINGS", "other.toml")
    found = cohortmatch("run", lists, "-o", "out", "--for", "NHS", *more, "--as-of", AS_OF)
    assert found.exit_code == 2 and "no recipient of that name in the agreement" in found.stderr


def _panel(name: str, file: str) -> tuple[str, str]:
    return "--panel", f"{name}={file}"


def test_a_list_that_is_given_another_list_s_name_shows_no_more(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    """DIP's keeper has its whole list; SGV's file under that name is still SGV's."""
    lists = agreed(TEXT)
    as_dip = (*_panel("DIP", lists / "SGV.csv"), *_panel("Old", lists / "DIP.csv"))
    found = cohortmatch(
        "run", lists, "-o", tmp_path / "a", "--for", "Charity", "--purpose", "DIP panel", *as_dip
    )
    assert found.exit_code == 2
    assert "is the agreement's list SGV by its file's name" in found.stderr
    before, _ = _edition(cohortmatch, lists, "IOM")
    as_sgv = (*_panel("SGV", lists / "MAPPA.csv"), *_panel("Old", lists / "SGV.csv"))
    after, _ = _edition(cohortmatch, lists, "IOM", *as_sgv)
    words = {OWN[name] for name in OWN if OWN[name] in after} - {OWN["SGV"]}
    assert words <= {each for each in OWN.values() if each in before}


LOOKS_LIKE = [
    *("Agreement.toml", "AGREEMENT.TOML", "agreement.toml.txt", "agreement (1).toml"),
    *("agreement.toml ", " agreement.toml", "agreement-v2.toml", "agreement_.toml"),
    *("sharing agreement.toml", "agreement.toml.bak", "agreement.toml.old", "agreement.toml~"),
    *(".agreement.toml", "agr\u0435ement.toml", "\u0430greement.toml", "agree\u200bment.toml"),
    *("agrement.toml", "Agreement - Copy.toml"),
]


@pytest.mark.parametrize("name", LOOKS_LIKE)
def test_a_file_that_looks_like_the_agreement_is_not_passed_over(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    lists = agreed(TEXT)
    (lists / "agreement.toml").rename(lists / name)
    if (lists / "agreement.toml").exists():
        pytest.skip("one name on this file system")
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--for", "IOM", "--as-of", AS_OF)
    assert found.exit_code == 2 and "looks like a sharing agreement" in found.stderr


@pytest.mark.parametrize("name", ["agreement (1).toml", "agreement.toml.bak"])
def test_one_beside_the_agreement_is_told(
    cohortmatch: Command, agreed: Callable[[str], Path], name: str
) -> None:
    lists = agreed(TEXT)
    before, printed = _edition(cohortmatch, lists, "IOM")
    assert "looks like a sharing agreement" not in printed
    (lists / name).write_text(TEXT.replace('"known"]', '"listed"]'), encoding="utf-8")
    after, printed = _edition(cohortmatch, lists, "IOM")
    assert f"{name}: looks like a sharing agreement and is not the one in force" in printed
    assert after == before


@pytest.mark.parametrize("name", ["notes on the agreement.docx", "treatment.toml", "cohort.toml"])
def test_other_files_stop_nothing(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    lists = agreed(TEXT)
    (lists / "agreement.toml").unlink()
    (lists / name).write_text("", encoding="utf-8")
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--for", "IOM", "--as-of", AS_OF)
    assert found.exit_code == 0 or name.endswith(".docx"), found.stderr
    assert "looks like a sharing agreement" not in found.stderr


@pytest.mark.parametrize("how", ["named", "usual", "beside"])
def test_an_agreement_that_was_accepted_is_missed_though_its_copy_is_gone_too(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path, how: str
) -> None:
    lists = agreed(TEXT)
    file, out = lists / "agreement.toml", tmp_path / "out"
    place = {"named": tmp_path / "a.jsonl", "usual": tmp_path / "cohortmatch.audit.jsonl"}
    log = place.get(how, lists / "cohortmatch.audit.jsonl")
    assert cohortmatch("agreement", "diff", file, "--accept", "--audit", log).exit_code == 0
    for each in (file, lists / "agreement.accepted.toml"):
        each.unlink()
    more = ("--audit", log) if how == "named" else ("--no-store",)
    for whom in (("--for", "IOM"), ("--all-panels",), ()):
        found = cohortmatch("run", lists, "-o", out, *whom, *more, "--as-of", AS_OF)
        assert found.exit_code == 2 and "that a sharing agreement was accepted" in found.stderr
    assert not out.exists()
    file.write_text(TEXT, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", out, "--for", "IOM", *more, "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr


def test_a_change_that_nobody_accepted_is_told(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    run = ("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF)
    told = "The sharing agreement is another than at the run before"
    assert told not in cohortmatch(*run).stdout and told not in cohortmatch(*run).stdout
    (lists / "agreement.toml").write_text(TEXT.replace('"known"]', '"listed"]'), encoding="utf-8")
    assert told in cohortmatch(*run).stdout and told not in cohortmatch(*run).stdout


def test_an_agreement_that_may_not_be_used_yet_names_who_was_refused(
    cohortmatch: Command, agreed: Callable[[str], Path], tmp_path: Path
) -> None:
    lists = agreed(TEXT)
    (lists / "agreement.accepted.toml").write_text(TEXT.replace("DPIA 12", "DPIA 11"))
    found = cohortmatch("run", lists, "-o", tmp_path / "out", "--for", "IOM", "--as-of", AS_OF)
    assert found.exit_code == 2 and "has changed since it was accepted" in found.stderr
    log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
    last = json.loads(log[-1])["event"]
    assert last["recipients"] == ["MPS IOM team"] and last["agreement"].startswith("HAV-CSP-2026")


@pytest.mark.parametrize("who", ["IOM", "MPS IOM team"])
def test_a_list_of_headings_alone_stops_no_edition_of_others(
    cohortmatch: Command, agreed: Callable[[str], Path], who: str
) -> None:
    lists = agreed(TEXT)
    (lists / "SGV.csv").write_text(HEAD, encoding="utf-8")
    text, told = _edition(cohortmatch, lists, who, "--purpose", "IOM panel")
    assert "SGV: passed over" in told and "PC Rookwood" in text


KEPT = [
    # the list whose retention is changed, and the day on which the edition for IOM is erased: IOM
    # keeps 6 months; rules name DIP and ASB for it
    ("", "1 Dec 2026"),
    ("DIP", "1 Aug 2026"),
    ("ASB", "1 Aug 2026"),
    ("SGV", "1 Dec 2026"),
    ("MAPPA", "1 Dec 2026"),
]


@pytest.mark.parametrize(("name", "day"), KEPT)
def test_the_delete_by_date_tells_nothing_of_a_list_that_no_rule_names(
    cohortmatch: Command, agreed: Callable[[str], Path], name: str, day: str
) -> None:
    lists = agreed(TEXT.replace(f"[lists.{name}]\n", f"[lists.{name}]\nkeep_months = 2\n"))
    _, told = _edition(cohortmatch, lists, "IOM", "--purpose", "IOM panel")
    page = next((lists.parent / "for IOM").glob("*.html")).read_text(encoding="utf-8")
    assert f"Delete by {day}" in page
    assert "2026-08-01" in told if name else "2026-12-01" in told  # what is kept, for the analyst
