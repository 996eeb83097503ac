"""What lists are called in the audit log, where no file's name may stand.

Policy: a list that bears the name of a known panel or register is called so. Any other bears its
file's name or one that somebody chose, and either may hold a person's; it is called by its number
among the lists of the run: "list 4", or "ASB (list 4)" where it is one of several of that panel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from cohortmatch.audit import Input
from cohortmatch.disclosure.folders import stem_for
from cohortmatch.reading.panels import panel_named, panel_types

__all__ = ["edition_outputs", "inputs_of", "log_names", "outputs_of"]


def log_names(names: Iterable[str]) -> dict[str, str]:
    """The lists of a run, in their order, each with its name in the log."""
    return {name: _log_name(number, name) for number, name in enumerate(names, 1)}


def _log_name(number: int, name: str) -> str:
    if any(name == panel.name for panel in panel_types()):
        return name
    panel = panel_named(name)
    return f"{panel.name} (list {number})" if panel else f"list {number}"


def inputs_of(lists: Iterable[tuple[str, str, int]]) -> tuple[Input, ...]:
    """The lists as the log has them, from each one's name, SHA-256 and number of listings."""
    found = list(lists)
    names = log_names(name for name, _, _ in found)
    return tuple(Input(names[name], sha256, listings) for name, sha256, listings in found)


def outputs_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of the whole report's files by their names, which are the same for every run."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def edition_outputs(files: Mapping[str, bytes], name: str, logged: str) -> dict[str, str]:
    """The SHA-256 of the files of an edition for the list `name`, which the log calls `logged`."""
    own, told = stem_for(name), stem_for(logged)
    return {file.replace(own, told, 1): digest for file, digest in outputs_of(files).items()}
