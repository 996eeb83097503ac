"""Repeating a run from its manifest: the same lists, read and matched as before."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from cohortmatch.core.accepting import a_function, a_path, accepting, of_kind, some_passwords
from cohortmatch.core.errors import BaseError, FileError, ListErrors, SettingsError
from cohortmatch.core.own_names import MANIFEST
from cohortmatch.core.types import Listings, Passwords, Role
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.reporting import CrossReference
from cohortmatch.services.completing import complete_folder
from cohortmatch.services.manifest_file import Choice, Manifest
from cohortmatch.services.pipeline import Seconds, Survey, run, survey
from cohortmatch.services.recall import Recalled
from cohortmatch.services.relatives import without_unlinked_relatives
from cohortmatch.settings.file import find_file, load_settings
from cohortmatch.settings.plan import ListChoice, Plan

SAY_WHERE = "say where the lists are: --lists FOLDER"
NAME_IT = "name its file: [run] model in the settings (--settings FILE), or COHORTMATCH_MODEL"
NO_MODEL = "the run used the model “{}”, which is not shipped; " + NAME_IT
OTHER_WEIGHTS = (
    "the run used a model “{}” with other weights than the one here, so its answers cannot be "
    "given again; " + NAME_IT + ", or write the report again"
)
CALLERS = (
    "the run compared by what a program brought ({}), which is not here; ask that program's "
    "result: result.why(…)"
)
PUT_BACK = "put it back, or put it beside the lists and say --lists FOLDER"


@dataclass(frozen=True, eq=False)
class Repeated:
    """A repeated run; `changed` are the files that have changed since."""

    result: CrossReference
    changed: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Repeated: {len(self.changed)} files changed>"


@dataclass(frozen=True)
class Report:
    """An earlier run: its manifest and the folder that it stands in."""

    manifest: Manifest
    folder: Path


def load_report(out: Path, *, tidy: bool = True) -> Report:
    """The report in a folder, completed where a killed run left it (see `complete_folder`);
    FileError when there is none, or its manifest is no run's."""
    out = a_path("the report's folder", out)
    complete_folder(out, tidy=tidy)
    file = out / MANIFEST
    remedy = "give the folder that cohortmatch run wrote the report to"
    if not file.is_file():
        raise FileError(str(out), f"there is no {MANIFEST} in it", remedy)
    try:
        return Report(_located(Manifest.model_validate_json(file.read_bytes()), out), out)
    except ValidationError:
        raise FileError(str(file), "is not the manifest of a run", remedy) from None


def _located(manifest: Manifest, out: Path) -> Manifest:
    """The manifest with the place of a default store as it is seen from here."""
    kept = manifest.kept_in
    if kept is None or not kept.by_default or kept.store is None:
        return manifest
    there, plain = out / kept.store, Path(os.path.normpath(out / kept.store))
    store = plain if plain.resolve() == there.resolve() else there.resolve()
    return manifest.model_copy(
        update={"kept_in": kept.model_copy(update={"store": str(store), "by_default": False})}
    )


@dataclass(frozen=True, eq=False)
class ReadAgain:
    """The lists of a report read again; `changed` are the files that have changed since."""

    listings: Listings
    plan: Plan
    seconds: Seconds
    changed: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<ReadAgain: {len(self.listings)} listings, {len(self.changed)} files changed>"


@accepting(
    report=of_kind("what load_report gives", Report),
    lists=a_path,
    settings=a_path,
    passwords=some_passwords,
    watch=a_function,
)
def read_again(
    report: Report,
    *,
    lists: Path | None = None,
    settings: Path | None = None,
    passwords: Passwords | None = None,
    watch: Callable[[str, float | None], None] | None = None,
    to_match: bool = True,
) -> ReadAgain:
    """Read the report's lists again; `lists` is the folder they are in now.

    `settings` is the settings file, by default cohortmatch.toml in this folder or beside the lists,
    as of a run. Raises ListErrors with every list that is not found or cannot be used any more;
    SettingsError where the weights of the run are not found and the lists are `to_match`.
    """
    manifest = report.manifest
    files, places = _locate(report, lists)
    by_name = {path.name: path for path in files.values()}
    plan = _plan(manifest, places)
    if to_match:
        file = find_file(list(files.values())) if settings is None else settings
        plan = replace(plan, model=_model(manifest, file))
    seconds = Seconds(watch=watch)
    found = survey(
        list(dict.fromkeys(files.values())),
        plan,
        panels={n: by_name[each.file] for n, each in plan.lists.items() if each.file in by_name},
        passwords=passwords,
        seconds=seconds,
    )
    if found.errors:
        raise ListErrors(found.errors)
    listings = without_unlinked_relatives(found.listings, plan) if to_match else found.listings
    return ReadAgain(listings, plan, seconds, tuple(_changed(manifest, found)))


def repeat(again: ReadAgain, recalled: Recalled | None = None) -> Repeated:
    """Match the lists that were read again, with the decisions."""
    return Repeated(
        run(again.listings, again.plan, again.seconds, recalled),
        again.changed,
    )


def _locate(report: Report, lists: Path | None) -> tuple[dict[str, Path], Path | None]:
    """Where each list is now, by its name, and where the institutional addresses are."""
    found: dict[str, Path] = {}
    missing: list[FileError] = []
    for each in report.manifest.inputs:
        here = _now(each.file, each.path, report.folder, lists)
        if here is None:
            missing.append(FileError(each.list, f"“{each.file}” is not where it was", SAY_WHERE))
        else:
            found[each.list] = here
    own = report.manifest.institutional_addresses
    places = None
    if own is not None and own.file:
        now = (_now(own.file, own.path, report.folder, folder) for folder in (lists, None))
        places = next(filter(None, now), None)
        if places is None:
            missing.append(FileError(own.file, "the file is not where it was", PUT_BACK))
    if missing:
        raise ListErrors(missing)
    return found, places


def _now(file: str, path: str, folder: Path, lists: Path | None) -> Path | None:
    """Where a file is now: in the folder said, or at its recorded path from here or the report."""
    recorded = [Path(path), *(base / path for base in (folder, folder.resolve().parent))]
    return next((each for each in ([lists / file] if lists else recorded) if each.is_file()), None)


def _plan(manifest: Manifest, places: Path | None) -> Plan:
    return Plan(
        as_of=manifest.as_of,
        every_pair_up_to=manifest.settings.every_pair_up_to,
        lists={name: _choice(each) for name, each in manifest.settings.lists.items()},
        institutional_addresses=places,
        base=_base_of(manifest),
    )


def _base_of(manifest: Manifest) -> Base | None:
    """The base that the run wrote, where it still exists and has the run's weights.

    Without it the run is repeated in full, and learns from these lists alone.
    """
    used = manifest.base
    if used is None or used.file is None:
        return None
    with contextlib.suppress(BaseError):
        base = Base.load(used.file)
        return base if base.weights == used.weights else None
    return None


def _choice(each: Choice) -> ListChoice:
    role = Role.__members__.get(each.role or "")
    return ListChoice(each.kind, role, each.columns, each.sheet, each.file)


def _model(manifest: Manifest, file: Path | None) -> Model:
    """The run's own model: that of the settings, else a shipped one; SettingsError where neither
    has the weights of the run.
    """
    if manifest.callers:
        raise SettingsError(CALLERS.format(", ".join(manifest.callers)))
    settings = load_settings(file)
    models = [settings.plan.model, *_shipped(manifest.model)]
    for model in models:
        if _is_of_run(model, manifest):
            return model
    is_edited = any(model.name == manifest.model for model in models)
    raise SettingsError((OTHER_WEIGHTS if is_edited else NO_MODEL).format(manifest.model))


def _is_of_run(model: Model, manifest: Manifest) -> bool:
    """Whether a model is the run's; an early manifest tells its name only."""
    return model.name == manifest.model and manifest.weights in ("", model.digest)


def _shipped(name: str) -> Iterator[Model]:
    """The shipped model of a name, if there is one."""
    with contextlib.suppress(SettingsError):
        yield shipped(name)


def other_lists(manifest: Manifest) -> bool:
    """Whether another file lies now where one of a report's lists did."""
    return any(_is_other(Path(each.path), each.sha256) for each in manifest.inputs if each.path)


def _is_other(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != sha256


def _changed(manifest: Manifest, found: Survey) -> list[str]:
    now = {info.name: info.sha256 for info in found.listings.lists}
    changed = [each.file for each in manifest.inputs if now.get(each.list) != each.sha256]
    own, is_now = manifest.institutional_addresses, found.listings.institutions
    if own is not None and (is_now is None or is_now.sha256 != own.sha256):
        changed.append(own.file)
    return changed
