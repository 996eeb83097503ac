"""The few questions about lists that only a person can answer, and the settings their answers make.

Asked is what changes who is found: whether everybody on a list without roles is an offender, which
column holds the names where none was recognised, and whether a column that nobody has explained is
to be compared. Everything else is recognised or told as a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cohortmatch.reading.columns.understanding import NoNameColumn
from cohortmatch.services.check import unexplained_headings
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.sources import Given
from cohortmatch.settings.file import ListSettings

__all__ = ["ListQuestion", "open_questions", "with_answers"]

Kind = Literal["offenders", "names", "keep_out"]
Said = Iterable[tuple[str, object]]
ROLES_UNSAID = ("list-left-out", "roles-without-column")
"""The findings of a list that may hold victims and does not say who is one."""


@dataclass(frozen=True)
class ListQuestion:
    """One question about a list; `column` is the heading it is about, `headings` are the columns
    to choose from.

    An answer is a text: "yes" or "no" for "offenders" and "keep_out"; for "names" the heading of
    the whole name, or the surname's and the forename's with a line break between them. '' is no
    answer.
    """

    kind: Kind
    list: str
    column: str = ""
    headings: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The question as a sentence."""
        if self.kind == "offenders":
            return f"{self.list}: is everybody on this list an offender, with no victim or witness?"
        if self.kind == "names":
            return f"{self.list}: which column is the name?"
        return (
            f"Nobody has explained the column “{self.column}”, and it is compared. "
            "Keep this column out, on every list?"
        )


def open_questions(what: Given, seconds: Seconds | None = None) -> tuple[ListQuestion, ...]:
    """The questions about these lists that the settings leave open, in the order of the lists."""
    found = what.survey(seconds or Seconds())
    names = (e for e in found.errors if isinstance(e, NoNameColumn) and e.headings)
    return (
        *(ListQuestion("names", error.list_name, headings=error.headings) for error in names),
        *_of_roles(found),
        *_to_keep_out(found),
    )


def _of_roles(found: Survey) -> Iterator[ListQuestion]:
    for each in found.listings.noticed:
        if each.code in ROLES_UNSAID:
            yield ListQuestion("offenders", each.list_name)


def _to_keep_out(found: Survey) -> Iterator[ListQuestion]:
    compared = unexplained_headings(found.raw, found.listings)
    for raw in found.raw:
        for use in raw.info.columns:
            if use.field == "other" and use.heading in compared and use.how != "settings":
                yield ListQuestion("keep_out", raw.info.name, use.heading)


def with_answers(what: Given, answers: Mapping[ListQuestion, str]) -> Given:
    """The same lists with settings that say what was answered."""
    lists = dict(what.settings.lists)
    known = {name.casefold(): name for name in lists}
    for question, answer in answers.items():
        name = known.setdefault(question.list.casefold(), question.list)
        before = lists.get(name, ListSettings())
        lists[name] = before.model_copy(update=dict(_said(before, question, answer)))
    return replace(what, settings=replace(what.settings, lists=lists))


def _said(before: ListSettings, question: ListQuestion, answer: str) -> Said:
    """The settings of a list that an answer makes; none for no answer, or for "no" to a role."""
    if question.kind == "offenders":
        return [("role", "subject")] if answer == "yes" else []
    if question.kind == "names":
        columns = _names(answer)
    elif answer:
        field = "ignored" if answer == "yes" else "other"
        columns = {field: [*_several(before.columns.get(field)), question.column]}
    else:
        columns = {}
    return [("columns", {**before.columns, **columns})] if columns else []


def _names(answer: str) -> dict[str, str | list[str]]:
    surname, _, forename = answer.partition("\n")
    if forename:
        return {"surname": surname, "forename": forename}
    return {"name": surname} if surname else {}


def _several(said: str | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())
