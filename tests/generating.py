"""What in the documentation is generated, and from what.

    python tests/generating.py      writes all of it again

The tests check that what stands there is what would be written.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from cohortmatch.cli import app
from cohortmatch.core.findings import SEVERITIES, catalogue
from man_page import man_page_of
from pages import ROOT, needs, pages, printed
from provenance import word_lists_page

SEVERITY_WORDS = {"error": "Cannot be used", "warning": "Please look at", "note": "For information"}


def generated() -> dict[Path, str]:
    """Every generated file with what should stand in it; pages' outputs are not among them."""
    docs = ROOT / "docs"
    files = {docs / "schemas" / f"{name}.json": text for name, text in schemas()}
    return {
        **files,
        docs / "findings.md": findings_page(),
        docs / "commands.md": commands_page(),
        docs / "data-dictionary.md": dictionary_page(),
        docs / "cohortmatch.1": man_page(),
        docs / "word-lists.md": word_lists_page(),
    }


def schemas() -> Iterator[tuple[str, str]]:
    """The published shape of what every command prints with --json, and of run.json."""
    from cohortmatch.services.agreement_answers import (
        AgreementAnnexAnswer,
        AgreementCheckAnswer,
        AgreementDiffAnswer,
        AgreementInitAnswer,
        AgreementShowAnswer,
        AgreementWhyAnswer,
    )
    from cohortmatch.services.all_panels_answer import EditionsAnswer
    from cohortmatch.services.answers import CheckAnswer, DemoAnswer, RunAnswer
    from cohortmatch.services.between.answers import (
        CancelAnswer,
        EncodeAnswer,
        KeyAnswer,
        LinkAnswer,
        OfferAnswer,
        OpenAnswer,
        ReplyAnswer,
    )
    from cohortmatch.services.kept_answers import (
        AuditAnswer,
        DecideAnswer,
        DecisionsAnswer,
        PurgeAnswer,
        RestartAnswer,
        ReviewAnswer,
        StatisticsAnswer,
        StoreForgetAnswer,
        StoreListAnswer,
        VerifyAnswer,
    )
    from cohortmatch.services.manifest_file import Manifest
    from cohortmatch.services.watch_answer import WatchAnswer
    from cohortmatch.services.why_answers import WhyAnswer, WhyPersonAnswer

    models = {
        "check": CheckAnswer,
        "run": RunAnswer,
        "run-all-panels": EditionsAnswer,
        "watch": WatchAnswer,
        "why": WhyAnswer,
        "why-person": WhyPersonAnswer,
        "demo": DemoAnswer,
        "decide": DecideAnswer,
        "review": ReviewAnswer,
        "decisions": DecisionsAnswer,
        "audit-show": AuditAnswer,
        "audit-verify": VerifyAnswer,
        "audit-restart": RestartAnswer,
        "purge": PurgeAnswer,
        "store-list": StoreListAnswer,
        "store-forget": StoreForgetAnswer,
        "statistics": StatisticsAnswer,
        "manifest": Manifest,
        "agreement-annex": AgreementAnnexAnswer,
        "agreement-init": AgreementInitAnswer,
        "agreement-check": AgreementCheckAnswer,
        "agreement-show": AgreementShowAnswer,
        "agreement-why": AgreementWhyAnswer,
        "agreement-diff": AgreementDiffAnswer,
        "between-offer": OfferAnswer,
        "between-answer": ReplyAnswer,
        "between-open": OpenAnswer,
        "between-cancel": CancelAnswer,
        "between-key": KeyAnswer,
        "between-encode": EncodeAnswer,
        "between-link": LinkAnswer,
    }
    for name, model in models.items():
        schema = model.model_json_schema(mode="serialization")
        dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        yield name, json.dumps({**dialect, **schema}, indent=1, ensure_ascii=False) + "\n"


def findings_page() -> str:
    """Every kind of finding: what was noticed, what is done, what can be done."""
    lines = [
        "# What is noticed in lists",
        "",
        "`cohortmatch check` names each with its list, column and rows, never with what stands "
        "there. This page is generated from the catalogue that the package uses.",
    ]
    for severity in SEVERITIES:
        kinds = [kind for kind in catalogue().values() if kind.severity == severity]
        if kinds:
            lines += ["", f"## {SEVERITY_WORDS[severity]}", ""]
            lines += ["| code | what was noticed | what is done | what you can do |"]
            lines += ["|---|---|---|---|"]
            lines += [f"| `{k.code}` | {k.title} | {k.done} | {_line(k.remedy)} |" for k in kinds]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """A text of several lines in a cell of a table; those after the first are to be copied."""
    first, *more = text.splitlines()
    return "<br>".join([first, *(f"`{line}`" for line in more)])


DICTIONARY = """\
# Data dictionary

The tables of a report, and every column with its kind and meaning. This page is generated from the
table of fields by which the files, `datapackage.json` and `result.to_arrow()` are made.

| kind | in CSV | pandas | Arrow and Parquet |
|---|---|---|---|
| string | text, or empty | `str` (`object` in pandas 2) | `string`, or empty |
| integer | digits | `int64` | `int64` |
| number | digits with a point | `float64` | `double` |
| date | ISO, or empty | `str`, ISO or empty | `date32`, or null |

A name with `{list}`, `{comparison}`, `{status}` or `{side}` stands for a column of each. Names and
columns do not change within a major version; columns may be added at the end. No two rows have one
key.
"""


def dictionary_page() -> str:
    """Every table of a report, with its columns."""
    from cohortmatch.reporting.dictionary import TableWords, tables

    def where(each: TableWords) -> str:
        if each.result:
            return f"In a program alone: `result.{each.name}` and `result.to_arrow()`."
        if each.tidy:
            return f"`{each.name}.parquet` with `--parquet`, and `result.to_arrow()`."
        return f"`{each.name}.csv`; `{each.name}.parquet` with `--parquet`; `result.{each.name}`."

    parts = [DICTIONARY]
    for each in tables():
        key = ", ".join(f"`{name}`" for name in each.key) or "none"
        parts += [f"## {each.name}\n", f"A row is {each.row}. {where(each)}", f"Key: {key}."]
        parts += [f"Order: {each.order}.\n", "| column | kind | what it holds |", "|---|---|---|"]
        parts += [f"| `{field.name}` | {field.kind} | {field.words} |" for field in each.fields]
        parts += [""]
    return "\n".join(parts).rstrip("\n") + "\n"


WIDTHS = {"max_content_width": 90, "terminal_width": 90}


def commands_page() -> str:
    """The help of every command."""
    parts = ["# Commands", "", "This page is generated from the commands' own help."]
    for title, command in _commands("cohortmatch", app):
        # with the root's settings, which give every command -h beside --help
        context = click.Context(command, info_name=title, **{**app.context_settings, **WIDTHS})
        parts += ["", f"## {title}", "", "```", command.get_help(context), "```"]
    return "\n".join(parts) + "\n"


def man_page() -> str:
    """The man page: every command, and the exit codes of docs/command-line.md."""
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| `(\d+)` \| ([^|]+?) \|", page, re.M)
    return man_page_of(_commands("cohortmatch", app), codes)


def _commands(title: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, by what is typed to call them."""
    yield title, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in sorted(command.list_commands(context)):
            each = command.get_command(context, name)
            yield from _commands(f"{title} {name}", each) if each else ()


def write_outputs(page: Path) -> bool:
    """Write again what a page says is printed; whether that changed it."""
    before = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        found = list(printed(page, Path(folder)))
    text = before
    for each in sorted(found, key=lambda output: -output.start):
        text = text[: each.start] + each.rewritten + text[each.end :]
    if text != before:
        page.write_text(text, encoding="utf-8")
    return text != before


def main() -> None:
    """Write everything that is generated, and say what changed."""
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")
    for page in pages():
        if needs(page):
            print(f"left as it is: {page.relative_to(ROOT)}: {needs(page)} is not installed")
        elif re.search(r"^```(console|python)$", page.read_text(encoding="utf-8"), re.M):
            print(f"{'written' if write_outputs(page) else 'as it was'}: {page.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
