"""An agreement's file, read: every fault at once, each with its address, never a person's value."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.model_faults import faults
from cohortmatch.core.regular_file import bytes_of
from cohortmatch.disclosure.sharing_agreement.crosschecks import cross_faults
from cohortmatch.disclosure.sharing_agreement.document import (
    About,
    AgreementFile,
    BetweenTerms,
    ListTerms,
    Recipient,
    SharingMember,
    SharingRule,
)
from cohortmatch.disclosure.sharing_agreement.recipients import label_faults
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["digest_of", "read_agreement"]

PARTS: dict[str, type[BaseModel]] = {
    "agreement": About,
    "members": SharingMember,
    "lists": ListTerms,
    "rules": SharingRule,
    "between": BetweenTerms,
}
DIGITS = 16
"""Digits of the hash that stand in a manifest and the log."""


def read_agreement(path: Path) -> SharingAgreement:
    """The agreement of a file; SettingsError with every fault and its address."""
    name = path.name
    try:
        told = tomllib.loads(bytes_of(path).decode("utf-8-sig"))
        file = AgreementFile.model_validate(_with_tuples(told))
    except RecursionError:
        raise SettingsError(f"{name}: its tables or lists are nested too deeply") from None
    except ValidationError as error:
        raise SettingsError(*(f"{name}: {each}" for each in faults(error, _keys, 1))) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: {error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name}: the file is not UTF-8 text") from None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise SettingsError(f"{name}: {reason.lower()}") from None
    if wrong := list(cross_faults(file)):
        raise SettingsError(*(f"{name}: {each}" for each in wrong))
    found = SharingAgreement(file, digest_of(file), path)
    if same := list(dict.fromkeys(label_faults(found))):
        raise SettingsError(*(f"{name}: {each}" for each in same))
    return found


def _with_tuples(told: Any) -> Any:
    """What a TOML file says, with tuples for its lists, as the strict model has them."""
    if isinstance(told, dict):
        return {key: _with_tuples(each) for key, each in told.items()}
    return tuple(map(_with_tuples, told)) if isinstance(told, list) else told


def digest_of(file: AgreementFile) -> str:
    """The hash of what an agreement says, whatever its comments, order of keys and spaces."""
    said = file.model_dump(mode="json")
    if said["agreement"]["small_counts"] == "suppress":  # what agreements say that do not name it
        del said["agreement"]["small_counts"]
    if said["between"] is None:
        del said["between"]
    elif not said["between"]["unit"]:
        del said["between"]["unit"]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _keys(place: Sequence[str]) -> Iterable[str]:
    """The keys that there are at the address of an unknown one."""
    if len(place) == 1:
        return PARTS
    if "recipients" in place:
        return Recipient.model_fields
    return PARTS.get(place[0], SharingRule).model_fields
