"""`cohortmatch run … --publish DIR`: the report that was written, published in a portal."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from cohortmatch.cli.screen import complain, say
from cohortmatch.core.errors import SettingsError

__all__ = ["publish_report", "refuse_publishing"]

COMMANDS = "cohortmatch.portal.published.commands"
"""By path and not by import: the portal is another door, and a run does not need it."""
NOT_BESIDE = (
    "--publish: not beside {}; it publishes the whole report, in which everybody has their edition"
)


def refuse_publishing(folder: Path, options: Mapping[str, Any]) -> None:
    """Raise SettingsError, before anything is matched, where a run cannot be published: beside an
    option that writes no whole report, or where no portal is in the folder."""
    beside = {"audience": "--for", "all_panels": "--all-panels", "trial": "--trial"}
    for name, option in beside.items():
        if options[name]:
            raise SettingsError(NOT_BESIDE.format(option))
    import_module(COMMANDS).refuse_no_portal(folder)


def publish_report(folder: Path, out: Path, options: Mapping[str, Any], passwords: Any) -> bool:
    """Publish the report in `out`, and say what was published; whether nobody was refused."""
    kept_in = {name: options[name] for name in ("decisions", "store", "audit", "by")}
    done, lines = import_module(COMMANDS).published(
        folder, out, settings=options["settings"], kept_in=kept_in, passwords=passwords
    )
    for each in lines:
        complain(each) if options["as_json"] and not done else say(each, err=options["as_json"])
    return bool(done)
