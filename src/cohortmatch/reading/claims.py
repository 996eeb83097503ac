"""Two lists that claim one name.

Policy: a list never takes a name by silent renaming. Lists that claim the same name are refused,
each with the remedy; registers with names of their own (NPS and CRC caseloads) never do.
"""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.errors import ListError
from cohortmatch.reading.drafts import Draft

__all__ = ["one_each"]


def one_each(drafts: Sequence[Draft]) -> tuple[list[Draft], list[ListError]]:
    """The drafts that alone claim their name, and an error for each of the others."""
    claims: dict[str, list[Draft]] = {}
    for draft in drafts:
        claims.setdefault(draft.panel.name.casefold(), []).append(draft)
    alone = [rivals[0] for rivals in claims.values() if len(rivals) == 1]
    errors = [
        _error(draft, rivals) for rivals in claims.values() if len(rivals) > 1 for draft in rivals
    ]
    return alone, errors


def _error(draft: Draft, rivals: Sequence[Draft]) -> ListError:
    own = _file(draft)
    others = " and ".join(f"“{_file(each)}”" for each in rivals if each is not draft)
    problem = f"it claims to be the list {draft.panel.name}, and so does {others}"
    remedy = f'leave out all but one, or name them apart: --panel "NAME={own}"'
    return ListError(own, problem, remedy)


def _file(draft: Draft) -> str:
    return draft.source.path.name if draft.source.path else draft.source.label
