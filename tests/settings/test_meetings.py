"""`[meetings]`: what may stand there, and each fault with its address, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.people.meetings import Meeting
from cohortmatch.settings.file import load_settings

from .test_file import a_file


def test_the_meetings_of_panels_are_choices_of_the_report(tmp_path: Path) -> None:
    text = """
[report]
agenda_order = ["lead"]

[meetings.IOM.main]
discusses = { RAG = ["Red"], "Cohort type" = "Fixed" }

[meetings.IOM.mid-month]
discusses = "others"
order = ["panels", "list"]
"""
    choices = load_settings(a_file(tmp_path, text), environment={}).plan.report
    assert choices.meetings == (
        Meeting("IOM", "main", {"RAG": ["Red"], "Cohort type": ["Fixed"]}),
        Meeting("IOM", "mid-month", "others", ("panels", "list")),
    )
    assert choices.agenda_order == ("lead",)


FAULTS = [
    # what stands there, what is told
    ("[meetings.IOM.main]\n", "meetings.IOM.main.discusses: is missing"),
    ('[meetings.IOM.main]\ndiscusses = "other"', "did you mean “others”?"),
    ("[meetings.IOM.main]\ndiscusses = 3", "meetings.IOM.main.discusses: must be"),
    ("[meetings.IOM.main]\ndiscusses = {}", "meetings.IOM.main.discusses: discusses nobody"),
    ("[meetings.IOM.main]\ndiscusses = { RAG = [] }", "“RAG” discusses nobody"),
    ('[meetings.IOM.main]\ndiscusses = { RAG = [" "] }', "“RAG” discusses nobody"),
    ('[meetings.IOM.main]\ndiscusses = { RAG = ["Red", ""] }', "“RAG” has an empty value"),
    ("[meetings.IOM.main]\ndiscusses = { RAG = 1 }", "“RAG” must be text or a list"),
    ('[meetings.IOM.main]\ndiscusses = { RAG = "a", rag = "b" }', "“RAG” and “rag” are one column"),
    ('[meetings.IOM.main]\ndiscusses = "others"\nordr = []', "did you mean “order”?"),
    ('[meetings.IOM.main]\ndiscusses = "others"\norder = ["nme"]', "did you mean “name”?"),
    ('[meetings.IOM]\ndiscusses = "others"', "meetings.IOM.discusses: must be a table"),
    ("[meetings.IOM]", "meetings.IOM: has no meeting"),
    (
        '[meetings.IOM.main]\ndiscusses = "others"\n[meetings.IOM.Main]\ndiscusses = "everyone"',
        "meetings.IOM: “main” and “Main” are one name",
    ),
    (
        '[meetings.IOM.a]\ndiscusses = "others"\n[meetings.iom.b]\ndiscusses = "others"',
        "meetings: “IOM” and “iom” are one name",
    ),
    (
        '[meetings.IOM.a]\ndiscusses = "others"\n[meetings.IOM.b]\ndiscusses = "others"',
        "only one meeting can discuss the others, and a and b do",
    ),
    (
        '[meetings.IOM.a]\ndiscusses = "others"\n[meetings.IOM.b]\ndiscusses = "everyone"',
        "meetings.IOM: a discusses nobody, because b discusses everyone",
    ),
    ('[report]\nagenda_order = ["rag"]', "report.agenda_order: “rag” orders no agenda"),
    ("[report]\nagenda_order = []", "report.agenda_order: must not be empty"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_fault_is_told_with_its_address(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(a_file(tmp_path, text), environment={})
    assert told in str(refused.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "[meetings.IOM.main]\ndiscusses = {}\n[meetings.SGV.main]\ndiscusses = 3\n"
    with pytest.raises(SettingsError) as refused:
        load_settings(a_file(tmp_path, text), environment={})
    assert {line.split(":")[1].strip() for line in str(refused.value).splitlines()} == {
        "meetings.IOM.main.discusses",
        "meetings.SGV.main.discusses",
    }
