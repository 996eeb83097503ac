"""Two lists that claim one name.

Policy: a list never takes another's name. Where one file says outright which list it is and another
only hints at it (by a word that several lists have, by its columns), the hint yields: that list is
named after its file, and this is reported. Lists that claim the same name with equal right are
refused, each with the remedy. Registers with names of their own (NPS and CRC caseloads) are never
refused. A list of other people ("IOM NOK") yields to the list of nominals, and its rows are left
out. A list that is named after its file has no month in its name, unless another would then have
the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cohortmatch.core.errors import ListError
from cohortmatch.core.findings import Finding
from cohortmatch.reading.drafts import Draft
from cohortmatch.reading.list_roles import role_of_list
from cohortmatch.reading.month_words import without_month
from cohortmatch.reading.panels import unknown_panel

__all__ = ["one_each"]


def one_each(drafts: Sequence[Draft]) -> tuple[list[Draft], list[ListError]]:
    """The drafts that alone claim their name, and an error for each of the others."""
    drafts = _with_their_months(drafts)
    others = [draft for draft in drafts if _is_of_others(draft)]
    nominals = {_name(draft): draft for draft in drafts if draft not in others}
    sure = {_name(draft): draft for draft in drafts if draft.panel.is_sure and draft not in others}
    claims: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft in others:
            own = _yielding(draft, nominals.get(_name(draft)))
        else:
            own = draft if draft.panel.is_sure else _yielding(draft, sure.get(_name(draft)))
        claims.setdefault(_name(own), []).append(own)
    alone = [rivals[0] for rivals in claims.values() if len(rivals) == 1]
    errors = [
        _error(draft, rivals) for rivals in claims.values() if len(rivals) > 1 for draft in rivals
    ]
    return alone, errors


def _with_their_months(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those named after their files with their months where these tell them apart."""
    claims = Counter(map(_name, drafts))
    return [
        replace(draft, panel=unknown_panel(draft.own_name))
        if claims[_name(draft)] > 1 and _is_without_month(draft)
        else draft
        for draft in drafts
    ]


def _is_without_month(draft: Draft) -> bool:
    own, is_named = draft.own_name, bool(draft.source.name or draft.panel.key)
    return not is_named and own != draft.panel.name == without_month(own)


def _is_of_others(draft: Draft) -> bool:
    """Whether a file's own name says that nobody on its list is a nominal."""
    path = draft.source.path
    is_named = bool(draft.source.name)
    return path is not None and not is_named and role_of_list(path.stem, draft.panel) is not None


def _name(draft: Draft) -> str:
    return draft.panel.name.casefold()


def _yielding(draft: Draft, other: Draft | None) -> Draft:
    """The draft under its file's name, where another has the better claim to its panel's name.

    What the panel says of the kind of list (that victims may be on it) still holds under the new
    name.
    """
    if other is None:
        return draft
    name = draft.own_name
    panel = replace(draft.panel, name=name) if draft.panel.is_telling else unknown_panel(name)
    detail = f"{draft.panel.name} is “{_file(other)}”"
    return replace(
        draft,
        panel=panel,
        findings=(*draft.findings, Finding("named-by-its-file", "", detail=detail)),
    )


def _error(draft: Draft, rivals: Sequence[Draft]) -> ListError:
    others = " and ".join(f"“{_file(each)}”" for each in rivals if each is not draft)
    problem = f"it claims to be the list {draft.panel.name}, and so does {others}"
    place = draft.source.path or draft.source.label
    own = draft.own_name if len({each.own_name for each in rivals}) > 1 else "NAME"
    remedy = f'leave out all but one, or name them apart: --panel "{own}={place}"'
    return ListError(_file(draft), problem, remedy)


def _file(draft: Draft) -> str:
    return draft.source.path.name if draft.source.path else draft.source.label
