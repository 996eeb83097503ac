"""From sources to raw lists: the order of the steps, and every error kept whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cohortmatch.errors import ListError
from cohortmatch.findings import Finding
from cohortmatch.reading.claims import one_each
from cohortmatch.reading.columns import Override, understand
from cohortmatch.reading.drafts import SHEET, Draft, drafts_of
from cohortmatch.reading.name_order import KnownNames, name_order
from cohortmatch.reading.passwords import Passwords
from cohortmatch.reading.sources import PathLike, Sources, sources_of
from cohortmatch.reading.tables import SECTION
from cohortmatch.reading.understood import Understood
from cohortmatch.reading.wide import PERSON
from cohortmatch.types import ListInfo, RawList
from cohortmatch.values.roles import Role

__all__ = ["Columns", "Reading", "read_all"]

Columns = Mapping[str, Override]
"""List name to the headings that hold each field."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Every list that can be used, and why each of the others cannot."""

    lists: tuple[RawList, ...]
    errors: tuple[ListError, ...] = ()

    def __repr__(self) -> str:
        return f"<Reading: {len(self.lists)} lists, {len(self.errors)} not usable>"


def read_all(
    sources: Sources,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, PathLike] | None = None,
    passwords: Passwords = None,
    sheets: Mapping[str, str] | None = None,
) -> Reading:
    """Every usable list of the sources and an error for each of the others.

    Takes what `read_lists` takes and raises nothing for a list that cannot be used; `sheets` says
    which sheet of its file a list named in `panels` is on.
    """
    found, errors = sources_of(sources, panels, sheets)
    drafts: list[Draft] = []
    for source in found:
        try:
            drafts.extend(drafts_of(source, passwords))
        except ListError as error:
            errors.append(error)
    drafts, claims = one_each(drafts)
    errors.extend(claims)
    understood: list[tuple[Draft, Understood]] = []
    for draft in drafts:
        try:
            understood.append((draft, _understand(draft, _override(draft.panel.name, columns))))
        except ListError as error:
            errors.append(error)
    known = _known_names([each for _, each in understood])
    lists = [_raw_list(draft, each, known) for draft, each in understood]
    return Reading(_told_of_copies(lists), tuple(errors))


def _override(name: str, columns: Columns | None) -> Override:
    folded = {key.casefold(): value for key, value in (columns or {}).items()}
    return folded.get(name.casefold(), {})


def _understand(draft: Draft, override: Override) -> Understood:
    return understand(
        *(draft.panel.name, draft.frame, override),
        default_role=draft.panel.role,
        is_mixed=draft.panel.is_mixed,
        repeated=draft.repeated,
        carried=(SECTION, SHEET, PERSON),
    )


def _known_names(lists: Sequence[Understood]) -> KnownNames:
    """The words that the lists with separate columns hold as surnames and as forenames."""
    words: dict[str, set[str]] = {"surname": set(), "forename": set()}
    for each in lists:
        for heading, field in each.fields.items():
            if field in words:
                words[field].update(w for cell in each.shapes[heading].folded for w in cell.split())
    return KnownNames(
        frozenset(words["surname"] - words["forename"]),
        frozenset(words["forename"] - words["surname"]),
    )


def _raw_list(draft: Draft, understood: Understood, known: KnownNames) -> RawList:
    path = draft.source.path
    order, unclear = _orders(understood, known)
    info = ListInfo(
        draft.panel.name,
        draft.panel.kind,
        draft.panel.key,
        path.name if path else "",
        str(path or ""),
        draft.sheet,
        draft.sha256,
        draft.as_at,
        rows_in=draft.rows_in,
        listings=len(draft.rows),
        excluded=dict(draft.left_out),
        columns=understood.uses,
        headings_row=draft.headings_row,
    )
    has_role = "role" in understood.fields.values()
    role = Role.unknown if has_role and draft.panel.is_mixed else draft.panel.role
    findings = (*draft.findings, *understood.findings, *unclear)
    named = tuple(replace(each, list_name=info.name) for each in findings)
    return RawList(info, understood.frame, draft.rows, role, order, draft.date1904, named)


def _orders(understood: Understood, known: KnownNames) -> tuple[dict[str, bool], list[Finding]]:
    """Whether each full-name column has the surname first, and a word where that is assumed."""
    order: dict[str, bool] = {}
    unclear = []
    for heading, field in understood.fields.items():
        if field == "name":
            said = name_order(heading, understood.shapes[heading].cells, known)
            order[heading] = said.surname_first
            if not said.is_clear:
                unclear.append(Finding("name-order-assumed", "", heading))
    return order, unclear


def _told_of_copies(lists: Sequence[RawList]) -> tuple[RawList, ...]:
    """The lists, with a finding on those whose file is the same as an earlier one's."""
    first: dict[tuple[str, str], str] = {}
    out = []
    for raw in lists:
        key = (raw.info.sha256, raw.info.sheet)
        if raw.info.sha256 and key in first:
            found = Finding("same-file-twice", raw.info.name, detail=f"as {first[key]}")
            raw = replace(raw, findings=(*raw.findings, found))
        first.setdefault(key, raw.info.name)
        out.append(raw)
    return tuple(out)
