"""An insider's six months: a member reads its editions and plants rows on its own list.

The hidden rows are there in one world and not in the other. What the member holds after six months
may differ in “Known to” alone, and only for a list of which a rule names `known`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from disclosure.agreeing import TEXT
from disclosure.opening import text_of
from running import Command

HEAD = "Surname,Forename,DOB,PNC ID,RAG,Lead officer,Ethnicity,Role,Notes,Hair\n"
KNOWN_TO = ("Known to ASB: ask the co-ordinator", "Known to ASB")
"""What the agenda says, and the chair's page."""


def row(surname: str, forename: str, born: str, pnc: str = "", role: str = "Subject") -> str:
    return f"{surname},{forename},{born},{pnc},Red,PC Hall,W1,{role},,Brown\n"


ON_ASB = ("Quillan", "Zebedee", "03/09/1988", "2087/0000001Z")
YOUNG = ("Odell", "Una", "31/01/2010", "2087/0000003B")
HARMED = ("Tarrowick", "Ben", "05/06/1977", "2087/0000007F")
HIDDEN = {
    "ASB": row(*ON_ASB) + row(*HARMED, role="Victim"),
    "DIP": row(*YOUNG) + row(*HARMED, role="Witness") + row("Brambleby", "Ann", "01/01/2011"),
    "MAPPA": row(*YOUNG) + row(*ON_ASB),
}
NAMES = ("SGV", "IOM", "DIP", "ASB", "MAPPA")
BASE = {
    name: "".join(
        row(f"{name.title()}wick{letter}ley", f"Jo{letter}", f"0{n}/03/198{n}")
        for n, letter in enumerate("abcdef", 1)
    )
    for name in NAMES
}
PLANTED = (
    # what the insider puts on SGV, month by month
    row(*ON_ASB),
    row("Quillan", "Zebedee", "03/09/1987") + row("Quillan", "Zeb", "03/09/1988"),
    row(*YOUNG) + row(*HARMED),
    row("Zebedee", "Quillan", "03/09/1988") + row("Quilan", "Zebedee", "03/09/1988"),
    row("Odell", "Una", "31/01/1990", YOUNG[3]) + row("Tarrowick", "Ben", "05/06/1977"),
    row(*ON_ASB) + row(*YOUNG) + row(*HARMED),
)
RULE = """
[[rules]]
list = "DIP"
items = ["listed", "name", "date_of_birth", "risk", "lead", "also", "ethnicity"]
to = ["MPS"]
purpose = ["SGV panel"]
under_18 = "withhold"
unknown_age = "share"

[[rules]]
list = "ASB"
items = ["known"]
to = ["MPS"]
purpose = ["SGV panel"]
"""


DRAWN = re.compile(r"width: [\d.]+%|font-size: [\d.]+pt")


def six_months(
    cohortmatch: Command, folder: Path, hidden: Mapping[str, str]
) -> dict[str, list[str]]:
    """What each file says that the member was given, line by line."""
    lists = folder / "lists"
    lists.mkdir(parents=True)
    (lists / "agreement.toml").write_text(TEXT + RULE, encoding="utf-8")
    for month, planted in enumerate(PLANTED, 1):
        for name in NAMES:
            own = planted if name == "SGV" else ""
            rows = HEAD + BASE[name] + hidden.get(name, "") + own
            (lists / f"{name}.csv").write_text(rows, encoding="utf-8")
        found = cohortmatch(
            *("run", lists, "-o", folder / f"month {month}", "--store", folder / "kept.db"),
            *("--for", "MPS", "--purpose", "SGV panel", "--as-of", f"2026-{month + 3:02}-01"),
        )
        assert found.exit_code == 0, found.stderr
    files = sorted(folder.glob("month */*"))
    return {str(each.relative_to(folder)): _said(each) for each in files}


def _said(file: Path) -> list[str]:
    """The lines of a file without the digest of its own content, and without the widths of the
    chair's columns and the size of its type, which go by what the cells show."""
    text = re.sub(r"\b[0-9a-f]{32,}\b", "", text_of(file))
    return DRAWN.sub("", text).splitlines()


def test_six_months_of_editions_and_planted_rows_tell_who_is_known_and_nothing_else(
    cohortmatch: Command, tmp_path: Path
) -> None:
    with_them = six_months(cohortmatch, tmp_path / "with", HIDDEN)
    without = six_months(cohortmatch, tmp_path / "without", {})
    assert list(with_them) == list(without)
    answered = set()
    for name in with_them:
        if not name.endswith(".html"):
            continue
        ours = "\n".join(with_them[name])
        if KNOWN_TO[0] in ours:
            answered.add(name.partition("/")[0])
        for known in KNOWN_TO:
            ours = ours.replace(known, "")
        assert ours == "\n".join(without[name]), name
    assert answered == {"month 1", "month 6"}
