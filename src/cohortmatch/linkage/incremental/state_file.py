"""The file of a base: arrays in NumPy's own archive, and their description as JSON.

Policy: a base is written whole under another name and then moved to its place, readable by its
owner only. Nothing in a file is ever executed: arrays of objects are refused. A file of another
version is refused, because that version may compare differently.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import BaseError, OutputError, SettingsError
from cohortmatch.core.whole_file import make_folder, write_whole
from cohortmatch.linkage.incremental.state import Base, Figures, FrozenFigures, KeyGroups
from cohortmatch.linkage.model import Model
from cohortmatch.version import __version__

__all__ = ["day_made", "read", "write"]

KIND = "cohortmatch base "
FORMAT = f"{KIND}2"
"""What a file says that it is: the kind, and its version."""
TOLD = "told"
FAULTS = (
    *(OSError, EOFError, ValueError, KeyError, TypeError, AttributeError),
    *(zipfile.BadZipFile, SettingsError),
)
"""What reading a file that is no base, or a damaged one, may raise."""
Arrays = dict[str, npt.NDArray[Any]]


def write(base: Base, path: Path) -> Path:
    """Write the base; OutputError when that fails, and nothing is changed."""
    content = _content(base)
    try:
        make_folder(path.parent)
        write_whole(path, content, OWNER_ONLY)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{path}: the base cannot be written ({reason}). Nothing was changed. "
            "Make room, or choose a place where you may write"
        ) from None
    return path


def read(path: Path) -> Base:
    """Read the base in a file; BaseError when there is none, or it cannot be used."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        told = json.loads(arrays.pop(TOLD).tobytes())
        base = _base(path, told, arrays)
        _check(base)
        return base
    except FileNotFoundError:
        raise BaseError(f"{path}: there is no such base; run with --base makes it") from None
    except IsADirectoryError:
        raise _folder(path) from None
    except FAULTS:
        raise BaseError(f"{path}: is not a base of cohortmatch, or is damaged; {AGAIN}") from None


def _folder(path: Path) -> BaseError:
    return BaseError(f"{path}: is a folder; a base is a file, such as {path / 'all.base'}")


def day_made(path: Path) -> date:
    """The day on which the base in a file was made, whatever version made it; BaseError when there
    is none, or it is damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            told = json.loads(archive[TOLD].tobytes())
        if not str(told["format"]).startswith(KIND):
            raise ValueError("of another kind")
        return date.fromisoformat(told["made"])
    except FileNotFoundError:
        raise BaseError(f"{path}: there is no such base") from None
    except IsADirectoryError:
        raise _folder(path) from None
    except FAULTS:
        raise BaseError(
            f"{path}: is not a base of cohortmatch, or is damaged; see what it is, and erase it by "
            "hand if it is one"
        ) from None


AGAIN = "erase it and run again with --base, which makes a fresh one"


def _check(base: Base) -> None:
    """ValueError where parts of a base do not fit each other."""
    lists, listings = len(base.lists), len(base.listings)
    pairs = np.concatenate([base.left, base.right])
    fits = (
        base.listings.shape == (listings, 2)
        and base.left.shape == base.right.shape
        and base.prior.shape == base.learnt_prior.shape == (lists, lists)
        and base.first.names == base.learnt.names
        and (not len(pairs) or (pairs.min() >= 0 and pairs.max() < listings))
    )
    if not fits:
        raise ValueError("the parts do not fit each other")


def _content(base: Base) -> bytes:
    arrays: Arrays = {
        "prior": base.prior,
        "learnt_prior": base.learnt_prior,
        "listings": base.listings,
        "left": base.left,
        "right": base.right,
    }
    for place, figures in enumerate(base.frozen.rarity.values()):
        arrays |= {f"rarity_{place}": figures.numbers, f"bits_{place}": figures.figures}
    groups = base.groups or KeyGroups()
    for place, numbers in enumerate(groups.left_out.values()):
        arrays[f"left_out_{place}"] = numbers
    text = json.dumps(_told(base), ensure_ascii=False)
    arrays[TOLD] = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def _told(base: Base) -> dict[str, Any]:
    groups = base.groups
    return {
        "format": FORMAT,
        "version": base.version,
        "key": base.key,
        "made": base.made,
        "lists": base.lists,
        "first": base.first.to_json(),
        "learnt": base.learnt.to_json(),
        "learning": base.learning,
        "rarity": list(base.frozen.rarity),
        "columns": dict(base.frozen.columns),
        "people": base.frozen.people,
        "groups": None
        if groups is None
        else {
            "left_out": list(groups.left_out),
            "most": dict(groups.most),
            "skipped": sorted(groups.skipped),
        },
    }


def _base(path: Path, told: Mapping[str, Any], arrays: Arrays) -> Base:
    if told["format"] != FORMAT or told["version"] != __version__:
        raise BaseError(f"{path}: was made by another version of cohortmatch; {AGAIN}")
    rarity = {
        name: Figures(arrays[f"rarity_{place}"], arrays[f"bits_{place}"])
        for place, name in enumerate(told["rarity"])
    }
    return Base(
        version=told["version"],
        key=told["key"],
        made=told["made"],
        lists=tuple(told["lists"]),
        first=Model.from_json(told["first"], where=path.name),
        prior=arrays["prior"],
        learnt=Model.from_json(told["learnt"], where=path.name),
        learnt_prior=arrays["learnt_prior"],
        learning=told["learning"],
        frozen=FrozenFigures(
            rarity,
            {name: tuple(each) for name, each in told["columns"].items()},
            told["people"],
        ),
        groups=_groups(told["groups"], arrays),
        listings=arrays["listings"],
        left=arrays["left"],
        right=arrays["right"],
    )


def _groups(told: Mapping[str, Any] | None, arrays: Arrays) -> KeyGroups | None:
    if told is None:
        return None
    left_out = {name: arrays[f"left_out_{place}"] for place, name in enumerate(told["left_out"])}
    return KeyGroups(left_out, told["most"], frozenset(told["skipped"]))
