"""The agreement in words: a page to print and sign, and what a portal shows of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cohortmatch.disclosure.exchanged import between_words
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.flows import flows
from cohortmatch.reporting.files import write_files
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable, columns

__all__ = ["agreement_words", "write_page"]

HEADS = ("Recipient", "Purpose", "List", "Role", "Of adults", "Of unknown age", "Under 18", "By")

REGIMES = {
    "part2": "general processing (UK GDPR and Part 2 of the Data Protection Act 2018)",
    "part3": "law enforcement processing (Part 3 of the Data Protection Act 2018)",
}


def write_page(agreement: SharingAgreement, path: Path) -> None:
    """Write the table of who sees what, with room to sign; OutputError when that fails."""
    from cohortmatch.reporting.page import plain, rendered

    about = agreement.file.agreement
    rows = _rows(agreement)
    head = columns([SheetColumn(heading, 20) for heading in HEADS])
    sheet = ReportSheet(
        title="Who sees what",
        sentence="What no line names is withheld. Victims, witnesses and unknown roles are never "
        "shown.",
        table=SheetTable("Who_sees_what", head, list(map(list, rows)), "Nobody sees anything"),
    )
    content = {
        "title": about.title,
        "headline": f"{about.id}, version {about.version}, {agreement.digest}",
        "lines": [
            f"Basis: {'; '.join(about.basis)}. Review by {about.review}; expires {about.expires}.",
            *filter(None, [between_words(agreement)]),
            "Signed for: ______________________  by: ______________________  on: ____________",
        ],
        "parts": [plain("part1", sheet).part],
        "sections": [plain("part1", sheet)],
        "run_details": [],
        "digest": "",
        "side": None,
    }
    page = rendered("edition.html", Marking("OFFICIAL"), content)
    write_files(path.parent, {path.name: page})


def agreement_words(agreement: SharingAgreement) -> dict[str, Any]:
    """The agreement for a portal's page: what it is, and who sees what under the headings `heads`;
    texts alone, so that it can be kept as JSON."""
    about = agreement.file.agreement
    kept = {name: each.keep_months for name, each in agreement.file.lists.items()}
    return {
        "title": about.title,
        "basis": list(about.basis),
        "signed": about.signed.isoformat() if about.signed else "",
        "review": about.review.isoformat(),
        "regime": REGIMES[about.regime],
        "dpia": about.dpia,
        "policy": about.policy,
        "contact": about.contact,
        "retention": [f"{name}: {months} months" for name, months in kept.items() if months],
        "heads": list(HEADS),
        "rows": _rows(agreement),
    }


def _rows(agreement: SharingAgreement) -> list[list[str]]:
    return [[*each[:4], *map(_items, each[4:7]), _items(each.rules)] for each in flows(agreement)]


def _items(items: Iterable[str]) -> str:
    return ", ".join(items) or "nothing"
