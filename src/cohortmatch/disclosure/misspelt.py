"""Misspelt restrictions: no edition is made while a name under `restricted` nearly is a list's.

Policy: a misspelt name restricts nothing, so the list that was meant would be open. A name unlike
any list's belongs to a list that did not come this time, and nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.people.leading import answers_to
from cohortmatch.reading.lists_not_found import NEAR, not_read

__all__ = ["refuse_misspelt"]


def refuse_misspelt(lists: Sequence[ListInfo], choices: Choices) -> None:
    """Raise SettingsError where a restricted name is not a list's but nearly one's."""
    nobodys = [each for each in choices.restricted if not any(answers_to(i, each) for i in lists)]
    for found in not_read(nobodys, [info.name for info in lists]):
        if found.code == NEAR:
            raise SettingsError(
                f"[report] restricted: no list is called “{found.list_name}”, so no list is closed "
                f"by it; {found.detail}"
            )
