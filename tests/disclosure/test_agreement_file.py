"""agreement.toml: what it may say, and every fault with its address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from cohortmatch.disclosure.sharing_agreement.items import column_item, items_of
from cohortmatch.disclosure.sharing_agreement.reading import read_agreement
from cohortmatch.disclosure.sharing_agreement.recipients import party_named
from disclosure.agreeing import DAY, TEXT, agreement

RULE = (
    '\n[[rules]]\nlist = "DIP"\nitems = ["listed", "risk"]\nto = ["MPS"]\npurpose = ["IOM panel"]\n'
)
FAULTS = [
    # what was written instead, and what is told of it
    ('id = "HAV-CSP-2026"', "", "agreement.id: is missing"),
    ('regime = "part3"', 'regime = "both"', "agreement.regime: must be part2 or part3"),
    ("review = 2099-03-31", "review = 2100-03-31", "agreement: the dates are the wrong way round"),
    ("signed = 2026-04-01", "signed = 2099-05-01", "agreement: the dates are the wrong way round"),
    ("signed = 2026-04-01", 'signed = "soon"', "agreement.signed: must be a date"),
    ('owner = "LBH"', 'owner = "LBG"', "lists.ASB.owner: “LBG” is no member; did you mean “LBH”"),
    ('"risk", "lead"]', '"risks"]', "rules.1.items: “risks” is no item; did you mean “risk”?"),
    ('list = "ASB"', 'list = "ABS"', "rules.2.list: no list “ABS”"),
    ('to = ["LBH", "Charity"]', 'to = ["NHS"]', "rules.3.to: a recipient that is no member"),
    ('panel = "IOM"', 'panel = "Nobody"', 'members.MPS.recipients."MPS IOM team".panel: no list'),
    ('."MPS IOM team"]', '."../IOM"]', "members.MPS, recipient 1: its name holds a path, a form"),
    ('."MPS IOM team"]', '."=1+1"]', "members.MPS, recipient 1: its name holds a path, a formula"),
    *(
        (
            '."MPS IOM team"]',
            f'."{name}"]',
            "a sign that is not seen, or a letter of another script",
        )
        for name in ("IOM\u202eteam", "IOM\u200bteam", "IOM\u00adteam", "\u041cPS", "МРЅ", "ＭＰＳ")
    ),
    ('."MPS IOM team"]', '."ASB"]', "“ASB”: is the name of a panel for which LBH answers"),
    ('."MPS IOM team"]', '."LBH"]', "one name for two recipients"),
    ('."MPS IOM team"]', '."mps"]', "one name for two recipients"),
    ("[lists.DIP]", "[lists.dip]\n\n[lists.DIP]", "lists.DIP: one name for two lists"),
    ('purpose = ["IOM panel"]', 'purpose = ["iom PANEL"]', "one purpose written in two ways"),
    (
        '."MPS IOM team"]',
        '."LBH ASB panel"]',
        "editions for LBH ASB panel and LBH have one file name",
    ),
    ('under_18 = "withhold"', 'roles = ["victim"]', "rules.1.roles: “victim” is never shown"),
    ('under_18 = "withhold"', "hide = true", "rules.1.hide: is not a setting; it must be list"),
    ("signed = 2026-04-01", "signed = 0", "agreement.signed: must be a date"),
    ("signed = 2026-04-01", "signed = true", "agreement.signed: must be a date"),
    ("signed = 2026-04-01", "signed = 2026-04-01T00:00:00", "agreement.signed: must be a date"),
    ("signed = 2026-04-01", 'signed = "2026-04-01"', "agreement.signed: must be a date"),
    ('version = "3"', "version = 3", "agreement.version: must be text"),
    ("restricted = true", "restricted = 1", "lists.MAPPA.restricted: must be true or false"),
    ("restricted = true", "restricted = false", "lists.MAPPA.restricted: its name says that"),
    ("keep_months = 6", "keep_months = 6\nroles = []", "lists.IOM.roles"),
    ('needs = "the chair"', 'needs = "the chair"\nroles = []', "rules.6.roles"),
    ("keep_months = 6", "keep_months = true", "lists.IOM.keep_months: must be a whole number"),
    ("keep_months = 6", 'keep_months = "6"', "lists.IOM.keep_months: must be a whole number"),
    ("keep_months = 6", "keep_months = 1.0", "lists.IOM.keep_months: must be a whole number"),
    ('needs = "the chair"', 'needs = ""', "rules.6.needs: must not be empty"),
    ('needs = "the chair"', 'needs = " "', "rules.6.needs: must not be empty"),
    ('needs = "the chair"', "needs = true", "rules.6.needs: must be text"),
    ('to = ["LBH", "Charity"]', 'to = "LBH"', "rules.3.to: must be a list such as"),
    ('dpia = "DPIA 12"', "dpia = " + "[" * 3000 + "]" * 3000, "nested too deeply"),
    ("keep_months = 6", "keep_months = 0", "lists.IOM.keep_months: must be greater than 0"),
    (
        "\n[[rules]]\n",
        RULE + 'under_18 = "share"\n\n[[rules]]\n',
        "rules.2: contradicts rule 1: both name the same items of DIP for the same recipient",
    ),
]


def _written(folder: Path, text: str) -> Path:
    path = folder / "agreement.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("was", "now", "told"), FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, was: str, now: str, told: str) -> None:
    assert was in TEXT
    text = TEXT.replace(was, now, 1)
    if "MPS IOM team" not in text.split("[[rules]]")[0]:
        text = text.replace('to = ["MPS IOM team"]', 'to = ["MPS"]')
    with pytest.raises(SettingsError) as raised:
        read_agreement(_written(tmp_path, text))
    assert told.casefold() in str(raised.value).casefold()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = TEXT.replace('"risk", "lead"]', '"risks"]').replace('regime = "part3"', "")
    with pytest.raises(SettingsError) as raised:
        read_agreement(_written(tmp_path, text))
    assert "regime" in str(raised.value) and "risks" in str(raised.value)


def test_the_hash_is_of_what_is_said_and_not_of_how(tmp_path: Path) -> None:
    one = read_agreement(_written(tmp_path, TEXT))
    other = read_agreement(_written(tmp_path, "# a remark\n" + TEXT))
    third = read_agreement(_written(tmp_path, TEXT.replace('version = "3"', 'version = "4"')))
    assert one.digest == other.digest != third.digest


ANSWERS = [
    # list, item, role, recipient, purpose, age: may it be shown, by which rule, and why
    (
        "DIP",
        "risk",
        "subject",
        "MPS IOM team",
        "IOM panel",
        "adult",
        True,
        "rule 1",
        "rule 1 names",
    ),
    ("DIP", "risk", "subject", "MPS IOM team", "IOM panel", "unknown", True, "rule 1", ""),
    (
        "DIP",
        "risk",
        "subject",
        "MPS IOM team",
        "IOM panel",
        "under 18",
        False,
        "rule 1",
        "under 18",
    ),
    ("DIP", "risk", "subject", "MPS IOM team", "DIP panel", "adult", False, "rule 1", "purpose"),
    ("DIP", "risk", "family", "MPS IOM team", "IOM panel", "adult", False, "rule 1", "the role"),
    ("DIP", "risk", "victim", "MPS IOM team", "IOM panel", "adult", False, "", "never shown"),
    ("DIP", "risk", "unknown", "MPS IOM team", "IOM panel", "adult", False, "", "never shown"),
    ("DIP", "review", "subject", "MPS IOM team", "IOM panel", "adult", False, "", "no rule"),
    ("DIP", "risk", "subject", "MPS", "IOM panel", "adult", False, "", "no rule names it"),
    ("DIP", "known", "subject", "MPS IOM team", "IOM panel", "adult", True, "rule 1", ""),
    ("ASB", "known", "subject", "MPS IOM team", "IOM panel", "under 18", True, "rule 2", ""),
    ("ASB", "listed", "subject", "MPS IOM team", "IOM panel", "adult", False, "", "no rule"),
    ("MAPPA", "level", "subject", "LBH", "ASB panel", "adult", True, "rule 3", ""),
    ("MAPPA", "level", "subject", "Charity", "DIP panel", "adult", False, "rule 3", "responsible"),
    ("MAPPA", "known", "subject", "Charity", "DIP panel", "adult", True, "rule 3", ""),
    ("SGV", "listed", "subject", "LBH", "ASB panel", "under 18", True, "rule 4", ""),
    ("SGV", "lead", "subject", "LBH", "ASB panel", "adult", True, "rule 5", ""),
    ("SGV", "lead", "subject", "LBH", "ASB panel", "under 18", False, "rule 5", "18"),
    ("SGV", "lead", "subject", "LBH", "ASB panel", "unknown", False, "rule 5", "unknown age"),
    ("SGV", "review", "subject", "LBH", "ASB panel", "adult", False, "rule 6", "approval of the"),
    ("MAPPA", "lead", "subject", "MPS", "IOM panel", "adult", False, "", "no rule names it"),
    ("DIP", "sex", "subject", "MPS IOM team", "x", "adult", False, "", "no rule names it"),
    ("ASB", "risk", "subject", "MPS", "IOM panel", "adult", False, "", "no rule names it"),
    ("SGV", "risk", "subject", "LBH", "ASB panel", "adult", False, "", "no rule names it"),
    ("Housing", "risk", "subject", "LBH", "ASB panel", "adult", False, "", "no such list"),
    ("DIP", "risk", "subject", "NHS", "IOM panel", "adult", False, "", "party to the agreement"),
    ("DIP", "shoe size", "subject", "LBH", "ASB panel", "adult", False, "", "no such item"),
]


@pytest.mark.parametrize(
    ("on_list", "item", "role", "who", "purpose", "age", "allowed", "rule", "why"), ANSWERS
)
def test_one_question_has_one_answer(
    tmp_path: Path,
    on_list: str,
    item: str,
    role: str,
    who: str,
    purpose: str,
    age: str,
    allowed: bool,
    rule: str,
    why: str,
) -> None:
    found = read_agreement(_written(tmp_path, TEXT))
    told = found.may(on_list, item, role, who, purpose, DAY, age)  # type: ignore[arg-type]
    assert (told.allowed, told.rule) == (allowed, rule)
    assert why in told.why


PARTIES = [
    # the name after --for, the purpose: the recipient, the panel, the purpose
    ("MPS IOM team", "", ("MPS IOM team", "IOM", "IOM panel")),
    ("mps iom TEAM", "iom panel", ("MPS IOM team", "IOM", "IOM panel")),
    ("IOM", "", ("MPS IOM team", "IOM", "IOM panel")),
    ("LBH", "asb panel", ("LBH", "ASB", "ASB panel")),
    ("Charity", "DIP panel", ("Charity", "DIP", "DIP panel")),
    ("Charity", "", "say for which purpose: --purpose “ASB panel” or “DIP panel”"),
    ("LBH", "curiosity", "is no purpose of the agreement for LBH"),
    ("NHS", "", "no recipient of that name in the agreement"),
    ("MAPPA", "", "no recipient of that name in the agreement"),
]


@pytest.mark.parametrize(("name", "purpose", "told"), PARTIES)
def test_a_name_means_one_recipient(
    tmp_path: Path, name: str, purpose: str, told: str | tuple[str, str, str]
) -> None:
    found = read_agreement(_written(tmp_path, TEXT))
    if isinstance(told, tuple):
        assert party_named(found, name, purpose) == told
        return
    with pytest.raises(SettingsError, match=told.split("“")[0]):
        party_named(found, name, purpose)


COLUMNS = [
    # the heading, its field: the items; none for what no rule can name
    ("RAG", "status", ("risk",)),
    ("Lead officer", "status", ("lead",)),
    ("Risk Grading", "status", ("risk",)),
    ("Licence end (LED)", "status", ("ends",)),
    ("S117 lead", "status", ("health",)),
    ("Lead Professional", "status", ("lead",)),
    ("Lead of the Kestrels", "status", ("column: lead of the kestrels",)),
    ("Risk notes", "status", ("notes",)),
    ("Actions and owner", "status", ("notes",)),
    ("Self-defined ethnicity", "status", ("ethnicity",)),
    ("Drug test result", "status", ("health",)),
    ("Gang affiliation", "status", ("gang",)),
    ("MAPPA level", "status", ("mappa",)),
    ("ViSOR ref", "visor", ("mappa", "visor")),
    ("Level 2 review", "status", ("mappa",)),
    ("Victim address", "postcode", ()),
    ("Surname", "surname", ("name",)),
    ("Date of birth", "date_of_birth", ("date_of_birth",)),
    ("Address", "address", ()),
    ("Hair", "other", ("column: hair",)),
    ("Barber's  NAME", "other", ("column: barber's name",)),
    ("Notes", "free_text", ("notes",)),
    ("Mental health notes", "free_text", ("health", "notes")),
    ("Ethnicity", "ignored", ("ethnicity",)),
    ("Mental health", "ignored", ("health",)),
    ("Shoe size", "ignored", ()),
    ("Victim's hair", "other", ()),
    ("Niche ref", "reference", ()),
]


ALSO = [
    # the heading of a column that is carried along: whether `also` names it, or its heading must
    ("Hair", True),
    ("Eye colour", True),
    ("Date added", True),
    ("Ward", True),
    ("Tag hours", True),
    *((each, False) for each in ("Referrer", "Referred by", "Cat", "Barber", "PNC", "Offence")),
    *((each, False) for each in ("Hair (Jo Farthingay)", "Date of first disclosure", "Sarah")),
    *((each, False) for each in ("Allegiance", "Look", "Feels", "On script since", "Pills")),
]


@pytest.mark.parametrize(("heading", "is_harmless"), ALSO)
def test_also_names_only_columns_that_are_known_to_be_harmless(
    heading: str, is_harmless: bool
) -> None:
    rule = SharingRule(
        list="IOM", items=("listed", "also"), to=("LBH",), purpose=("x",), unknown_age="share"
    )
    by_heading = rule.model_copy(update={"items": ("listed", column_item(heading))})
    asked = "IOM", column_item(heading), "subject", "LBH", "x", date(2026, 4, 20)
    assert agreement((rule,)).may(*asked).allowed == is_harmless
    if items_of(heading, "status") == (column_item(heading),):
        assert agreement((by_heading,)).may(*asked).allowed


SENSITIVE = [
    # the heading of a column that is carried along, and the item by which alone it can be named
    *((each, "ethnicity") for each in ("Appearance", "Skin colour", "Eth", "Heritage")),
    *((each, "ethnicity") for each in ("Complexion", "Traveller", "Ethnic appearance")),
    *((each, "health") for each in ("Blood borne virus", "Psychosis", "Sectioned", "CPN")),
    *((each, "health") for each in ("Prescribed", "Asthma", "Diagnosis")),
    *((each, "mappa") for each in ("Polygraph", "Polygraph date")),
]


@pytest.mark.parametrize(("heading", "item"), SENSITIVE)
def test_sensitive_columns_are_items_of_their_own(heading: str, item: str) -> None:
    assert items_of(heading, "status") == (item,)


NAMED_COLUMNS = [
    # the item in a rule, and what is told of it
    ("column: ", "say the heading of the column"),
    ("column: Ethnicity", "name the item “ethnicity” in its place"),
    ("column: RAG", "name the item “risk” in its place"),
    ("column: Victim name", "is another person's: no rule can name it"),
    ("colum: Barber", "is no item"),
]


@pytest.mark.parametrize(("item", "told"), NAMED_COLUMNS)
def test_a_column_that_cannot_be_named_by_its_heading_is_a_fault(
    tmp_path: Path, item: str, told: str
) -> None:
    text = TEXT.replace('"risk", "lead"]', f'"{item}"]')
    with pytest.raises(SettingsError) as raised:
        read_agreement(_written(tmp_path, text))
    assert "rules.1.items" in str(raised.value) and told in str(raised.value)


@pytest.mark.parametrize(("heading", "field", "items"), COLUMNS)
def test_a_column_is_the_items_that_must_be_named(
    heading: str, field: str, items: tuple[str, ...]
) -> None:
    assert items_of(heading, field) == items
