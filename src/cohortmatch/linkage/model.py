"""The model: the comparisons, their levels, and the m and u probabilities that give match weights.

A level's m probability is how often two listings of one person stand at it, its u probability how
often two listings of different people do, both among pairs where the comparison could be made; its
weight is log2(m / u) bits. Models are dated JSON files with their sources. A model is data; it
computes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cohortmatch.core.accepting import a_path, a_text
from cohortmatch.core.arrays import Bools, Floats, Int8s
from cohortmatch.core.errors import OutputError, SettingsError

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)

DEFAULT = "uk-justice-2026-11"
MISSING = "missing"
MOST_OF_GROUP = 10.0
"""Bits, for or against, that the comparisons of one group may say together."""


class _Refusing(ModelMetaclass):
    """Makes the models of a package whose callers get its own errors, and never a value back."""

    def __call__(cls, *args: Any, **parts: Any) -> Any:
        try:
            return super().__call__(*args, **parts)
        except ValidationError as error:
            raise SettingsError(f"{cls.__name__}: {_faults(error)}") from None


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors()
    )


class Frozen(BaseModel, metaclass=_Refusing):
    """A pydantic model that cannot be changed and takes no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(Frozen):
    """One comparison level: a name for files, words for people, and its m and u probabilities.

    `m` and `u` are probabilities; both 1 at level "missing", which therefore weighs nothing.
    `source` says where the figures come from.
    """

    name: str
    words: str
    m: float = Field(gt=0, le=1)
    u: float = Field(gt=0, le=1)
    source: str = ""

    @property
    def bits(self) -> float:
        """The weight, log2(m / u)."""
        return log2(self.m / self.u)


class Comparison(Frozen):
    """One kind of evidence: its levels, the first of which is always "missing" and weighs 0.

    `rarity` says whether agreement on a rare value counts for more than on a common one. `learnt`
    marks a comparison without published figures, whose levels are learnt from the lists alone;
    comparisons of one `group` are not independent, and count together up to MOST_OF_GROUP bits.
    """

    name: str
    words: str
    rarity: bool = False
    learnt: bool = False
    group: str = ""
    levels: tuple[Level, ...]

    @model_validator(mode="after")
    def _starts_with_missing(self) -> Comparison:
        first = self.levels[0] if self.levels else None
        if first is None or first.name != MISSING or first.m != first.u:
            raise ValueError(
                f"the first level of “{self.name}” must be “missing” and weigh nothing"
            )
        if len({level.name for level in self.levels}) != len(self.levels):
            raise ValueError(f"two levels of “{self.name}” have one name")
        return self

    def position(self, level: str) -> int:
        """The number of a level, by its name; SettingsError when there is none."""
        for position, candidate in enumerate(self.levels):
            if candidate.name == level:
                return position
        raise SettingsError(f"comparison “{self.name}”: no level “{level}”")

    def first_of(self, starts: Mapping[str, str]) -> int | None:
        """The number of the first level that counts, by a table of levels (kinds.starts).

        Of a column that was learnt from the lists the last level counts; None for a comparison that
        the table does not name.
        """
        if self.name in starts:
            return self.position(starts[self.name])
        return len(self.levels) - 1 if self.learnt else None


class Prior(Frozen):
    """The prior: what is believed of two listings before they are compared.

    `overlap` is the share of the smaller of two lists expected to be on the larger one too;
    `repeats` the share of a list's rows expected to stand on it twice.
    """

    overlap: float = Field(gt=0, lt=1)
    repeats: float = Field(gt=0, lt=1)


class CutOffs(Frozen):
    """Cut-offs in bits, the prior included: a pair of `same` bits or more is one person, a pair of
    `check` bits or more goes to clerical review.
    """

    same: float
    check: float

    @model_validator(mode="after")
    def _in_order(self) -> CutOffs:
        if self.check >= self.same:
            raise ValueError("the cut-off “check” must be below “same”")
        return self


Points = tuple[tuple[float, float], ...]
"""Weights in bits, rising, each with the share of pairs of that weight that were one person's."""


class Calibration(Frozen):
    """How often pairs of a weight were one person's, band by band, measured on known truth.

    `unseen` is the share of true pairs that were not even likely; `source` says on what it was
    measured and by which command.
    """

    same: Points
    check: Points
    different: Points
    unseen: float = Field(ge=0, lt=1)
    source: str


class Model(Frozen):
    """Comparisons with their weights, the prior, the two cut-offs, and the calibration.

    A model may leave comparisons out; they are then not compared, weigh nothing, and stand at no
    level.
    """

    name: str
    dated: str
    sources: dict[str, str]
    prior: Prior
    cut_offs: CutOffs
    calibration: Calibration | None = None
    comparisons: tuple[Comparison, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Model:
        if len(set(self.names)) != len(self.names):
            raise ValueError("two comparisons have one name")
        return self

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The comparisons' names, in the order of every evidence matrix."""
        return tuple(comparison.name for comparison in self.comparisons)

    @property
    def digest(self) -> str:
        """An id (12 hexadecimal digits) of all that match weights rest on before learning: prior,
        cut-offs and figures, but no words and no sources.
        """
        words = {"words", "source"}
        figures = [
            each.model_dump(exclude={"words": True, "levels": {"__all__": words}})
            for each in self.comparisons
        ]
        told = [self.prior.model_dump(), self.cut_offs.model_dump(), figures]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]

    def comparison(self, name: str) -> Comparison:
        """A comparison by its name; SettingsError when the model has none of that name."""
        return self.comparisons[self.index(name)]

    def index(self, name: str) -> int:
        """A comparison's place in the order; SettingsError when the model has none of that name."""
        if a_text("name", name) not in self.names:
            raise SettingsError(f"model “{self.name}”: no such comparison: {name}")
        return self.names.index(name)

    @cached_property
    def weights(self) -> npt.NDArray[np.float64]:
        """Weights in bits, comparisons by levels, 0 where a comparison has fewer levels."""
        most = max((len(comparison.levels) for comparison in self.comparisons), default=1)
        table = np.zeros((len(self.comparisons), most))
        for row, comparison in enumerate(self.comparisons):
            table[row, : len(comparison.levels)] = [level.bits for level in comparison.levels]
        table.flags.writeable = False
        return table

    def bits(self, name: str, n: int) -> Floats:
        """The weights in bits (float64) of the n levels of a comparison, 0 where it is left out."""
        if name not in self.names:
            return np.zeros(n)
        return self.weights[self.index(name), :n]

    def chance(self, name: str, level: str) -> float:
        """How often two people stand at a level of a comparison; 1 where it is left out."""
        if name not in self.names:
            return 1.0
        comparison = self.comparison(name)
        return comparison.levels[comparison.position(level)].u

    def stands(self, levels: Int8s, name: str, among: Sequence[str]) -> Bools:
        """Which pairs, by their levels (int8, pairs by comparisons), stand at one of some levels of
        a comparison; none where it is left out."""
        found = np.zeros(len(levels), dtype=bool)
        if name in self.names:
            comparison, column = self.comparison(name), levels[:, self.index(name)]
            for level in among:
                found |= column == comparison.position(level)
        return found

    def reaches(self, levels: Int8s, name: str, level: str) -> Bools:
        """Which pairs, by their levels (int8, pairs by comparisons), stand at a level of a
        comparison or above it; none where it is left out."""
        if name not in self.names:
            return np.zeros(len(levels), dtype=bool)
        first = self.comparison(name).position(level)
        result: Bools = levels[:, self.index(name)] >= first
        return result

    def without(self, *names: str) -> Model:
        """The same model with some comparisons left out; SettingsError for one it has not."""
        names = tuple(a_text("a comparison", each) for each in names)
        unknown = sorted({*names} - {*self.names})
        if unknown:
            raise SettingsError(f"model “{self.name}”: no such comparison: {', '.join(unknown)}")
        return self.with_comparisons(tuple(c for c in self.comparisons if c.name not in names))

    def with_comparisons(self, comparisons: tuple[Comparison, ...]) -> Model:
        """The same model with other comparisons, or other figures for them."""
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        return Model(**(parts | {"comparisons": comparisons}))

    def to_json(self) -> str:
        """The model as readable JSON; `from_json` gives it back."""
        return json.dumps(self.model_dump(), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, *, where: str = "model") -> Model:
        """A model from its JSON; SettingsError names what is wrong and where."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise SettingsError(f"{where}: {_faults(error)}") from None

    def to_splink(self, *, rows: int = 100, link_type: str = "link_only") -> str:
        """The model as settings (JSON) that Splink 5 loads, for the tables of `extras.splink`.

        What SQL can decide has our m and u there and weighs the same: log2(m / u). Nicknames, other
        spellings, and the corrections for relatives and namesakes stay here. The prior is that of
        two lists, the larger of which has `rows` rows; `link_type` is Splink's. Raises
        SettingsError for an argument that cannot be used.
        """
        from cohortmatch.linkage.splink.writing import to_splink

        return to_splink(self, rows=rows, link_type=link_type)

    @classmethod
    def from_splink(
        cls, settings: Mapping[str, Any] | str | Path, *, rows: int = 100, partly: bool = False
    ) -> Model:
        """A model with the m, u, prior and term frequency of Splink's settings (version 3 to 5).

        `settings` is a dictionary, JSON text, or the path of the file that Splink saved; `rows` the
        size of the larger list for which their prior was meant. Every comparison or level that has
        no counterpart here is named in a SettingsError; with `partly` such comparisons stay as the
        shipped model has them, and `.sources["splink"]` names them. The result has no calibration.
        """
        from cohortmatch.linkage.splink.reading import from_splink

        return from_splink(settings, rows=rows, partly=partly)

    def save(self, path: str | Path) -> None:
        """Write the model as JSON; OutputError where that cannot be done."""
        file = a_path("path", path)
        try:
            file.write_text(self.to_json(), encoding="utf-8")
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(f"{file}: the model cannot be written ({reason})") from None


def shipped(name: str = DEFAULT) -> Model:
    """A model that comes with the package; SettingsError when there is none of that name."""
    a_text("model", name)
    folder = files("cohortmatch.linkage").joinpath("models")
    path = folder.joinpath(f"{name}.json")
    if not path.is_file():
        known = ", ".join(sorted(each.name.removesuffix(".json") for each in folder.iterdir()))
        raise SettingsError(
            f"model “{name}”: is neither a model file, whose name ends in .json, nor "
            f"one that is shipped ({known})"
        )
    return Model.from_json(path.read_text(encoding="utf-8"), where=f"model “{name}”")


def load(path_or_name: str | Path) -> Model:
    """A model file by its path, or a shipped model by its name."""
    path = a_path("the model", path_or_name)
    if path.suffix == ".json":
        if not path.is_file():
            raise SettingsError(f"model file {path.name}: not found")
        return Model.from_json(path.read_text(encoding="utf-8"), where=path.name)
    return shipped(str(path_or_name))
