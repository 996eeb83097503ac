"""Readers: which list the name of a reader means.

Policy: a list of exactly that name; else the one list of the panel type of that name. A list under
a name of its own (DA MARAC) is never another panel's. Where two lists fit a name, neither is taken,
because the wrong panel might read the edition. Nor is a list that goes by a panel's name while its
file, sheet or title speaks of public protection or domestic abuse ("IOM DA perpetrators.csv"): it
may be another panel's.
"""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import speaks_of_protection
from cohortmatch.linkage.explanations import listed
from cohortmatch.reading.panels import panel_types


def list_named(lists: Sequence[ListInfo], name: str, choices: Choices | None = None) -> int:
    """The code of the list that a reader's name means; SettingsError when it is none or several, or
    when that list's file, sheet or title shows that it may be another panel's.
    """
    code = _list_called(lists, name)
    info = lists[code]
    if said := speaks_of_protection(info, lists, choices or Choices()):
        raise SettingsError(
            f"--for {name}: the list of that name is “{said}”, which speaks of public protection "
            "or domestic abuse, so it may be another panel's. Give it a name that says so, with "
            f'--panel "NAME=FILE"; or, if it is the list {info.name}, rename the file, or put into '
            f'cohortmatch.toml: [report] open = ["{info.name}"]'
        )
    return code


def _list_called(lists: Sequence[ListInfo], name: str) -> int:
    wanted = name.strip().casefold()
    exact = [code for code, info in enumerate(lists) if info.name.casefold() == wanted]
    found = exact or [code for code, info in enumerate(lists) if _is_of_type(info, wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        several = listed([lists[code].name for code in found], "or")
        raise SettingsError(f"--for {name}: more than one list answers to that: say {several}")
    known = listed([info.name for info in lists], "or") or "none"
    raise SettingsError(f"--for {name}: no list of that name was read; it can be {known}")


def _is_of_type(info: ListInfo, wanted: str) -> bool:
    return wanted != "" and info.panel_type.casefold() == wanted and not _has_own_name(info)


def _has_own_name(info: ListInfo) -> bool:
    """Whether a list goes by a name of its own under its panel type, such as DA MARAC under ASB."""
    own = (each.name for each in panel_types() if each.key == info.panel_type and not each.columns)
    return info.name.casefold() in map(str.casefold, own)
