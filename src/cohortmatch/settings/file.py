"""From cohortmatch.toml, the environment and the command line to one Plan.

    flag  beats  COHORTMATCH_… in the environment  beats  cohortmatch.toml  beats  the default

Policy: the file is looked for in the current folder, then in the folder of the lists. An unknown
key is a fault, so that a slip never goes unnoticed. All faults are reported at once, each with its
address. `file` under a list names one of the files that are read anyway (by its name, `*` allowed);
it adds no file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from cohortmatch.core.accepting import a_path, accepting, one_of
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.model_faults import did_you_mean, either, fault_words, faults
from cohortmatch.core.own_names import SETTINGS
from cohortmatch.core.ram import amount
from cohortmatch.core.regular_file import bytes_of
from cohortmatch.core.types import Kind, Role
from cohortmatch.core.whole_file import remove_left
from cohortmatch.disclosure.agreement import SHAREABLE, Choices
from cohortmatch.disclosure.small_counts import SmallCounts
from cohortmatch.linkage.model import load
from cohortmatch.people.meetings import Meeting
from cohortmatch.people.profile import ProfileColumns
from cohortmatch.people.status import LABELS
from cohortmatch.settings.agreed_data import AgreedData
from cohortmatch.settings.meetings import (
    MeetingSettings,
    MeetingsSettings,
    known_orders,
    meetings,
)
from cohortmatch.settings.plan import ListChoice, Plan
from cohortmatch.values.fields import FIELDS
from cohortmatch.values.postcode_parts import canonical_part

__all__ = [
    "ListSettings",
    "RunSettings",
    "Settings",
    "WatchSettings",
    "find_file",
    "load_settings",
    "with_flags",
]

PREFIX = "COHORTMATCH_"
PathName = Literal["decisions", "store", "audit", "institutional_addresses", "base", "agreement"]
PLACES: tuple[PathName, ...] = ("institutional_addresses", "base")
"""The paths that a run is to know of."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ListSettings(_Frozen):
    """The settings of one list: `[lists.NAME]`.

    `file` is the file's name (`*` allowed), `sheet` the sheet that holds the list, `columns` which
    heading or headings hold a field. `contact`, `every_days` and `agreed_columns` are what its
    owner agreed to send.
    """

    file: str | None = Field(default=None, min_length=1)
    kind: Kind | None = None
    role: str | None = None
    sheet: str | None = Field(default=None, min_length=1)
    columns: dict[str, str | list[str]] = {}
    contact: str = ""
    every_days: int | None = Field(default=None, gt=0, le=3660)
    agreed_columns: tuple[str, ...] = ()

    @field_validator("agreed_columns")
    @classmethod
    def _known_columns(cls, agreed: tuple[str, ...]) -> tuple[str, ...]:
        known = (*FIELDS, *LABELS)
        for name in agreed:
            if name not in known:
                raise ValueError(f"“{name}” is no field or kind{did_you_mean(name, known)}")
        return agreed

    @field_validator("role")
    @classmethod
    def _known_role(cls, role: str | None) -> str | None:
        if role is not None and role not in Role.__members__:
            raise ValueError(f"must be {either(Role.__members__)}")
        return role

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, Any]) -> dict[str, Any]:
        for name in columns:
            if name not in FIELDS:
                raise ValueError(f"“{name}” is no field{did_you_mean(name, FIELDS)}")
        return columns

    @model_validator(mode="after")
    def _sheet_of_a_file(self) -> ListSettings:
        if self.sheet and not self.file:
            raise ValueError("`sheet` needs `file` beside it, the name of the workbook")
        return self

    @property
    def choice(self) -> ListChoice:
        """The settings of the list in the pipeline's form."""
        role = None if self.role is None else Role[self.role]
        told = ListChoice(self.kind, role, self.columns, self.sheet or "", self.file or "")
        return replace(told, agreed=self._agreed)

    @property
    def _agreed(self) -> AgreedData | None:
        """What was agreed of the list; None where nothing was."""
        agreed = AgreedData(self.contact, self.every_days, self.agreed_columns)
        return None if agreed == AgreedData() else agreed


class RunSettings(_Frozen):
    """`[run]`; None where nothing is set and the Plan's own default holds."""

    marking: str | None = None
    as_of: date | None = None
    model: str | None = Field(default=None, min_length=1)
    every_pair_up_to: int | None = Field(default=None, gt=0)
    keep_months: int | None = Field(default=None, gt=0, le=1200)
    decisions: str | None = Field(default=None, min_length=1)
    store: str | None = Field(default=None, min_length=1)
    audit: str | None = Field(default=None, min_length=1)
    by: str | None = Field(default=None, min_length=1)
    purpose: str | None = Field(default=None, min_length=1)
    institutional_addresses: str | None = Field(default=None, min_length=1)
    base: str | None = Field(default=None, min_length=1)
    memory: str | None = None
    agreement: str | None = Field(default=None, min_length=1)

    @field_validator("memory")
    @classmethod
    def _an_amount(cls, memory: str | None) -> str | None:
        if memory is not None:
            amount(memory)
        return memory


class ReportSettings(_Frozen):
    """`[report]`: which panel leads, and what one panel may see of the others; see `Choices`."""

    lead_order: tuple[str, ...] = Choices.lead_order
    share: tuple[str, ...] = Choices.share
    restricted: tuple[str, ...] = Choices.restricted
    open: tuple[str, ...] = Choices.open
    shared_folder: bool = Field(default=Choices.shared_folder, strict=True)
    engagement_panels: tuple[str, ...] = Choices.engagement_panels
    agenda_order: tuple[str, ...] = Field(default=Choices.agenda_order, min_length=1)

    @field_validator("agenda_order")
    @classmethod
    def _known_order(cls, order: tuple[str, ...]) -> tuple[str, ...]:
        return known_orders(order)

    @field_validator("share")
    @classmethod
    def _known_shares(cls, share: tuple[str, ...]) -> tuple[str, ...]:
        for each in share:
            if each not in SHAREABLE:
                raise ValueError(f"“{each}” cannot be shared{did_you_mean(each, SHAREABLE)}")
        return share

    @property
    def choices(self) -> Choices:
        """The choices in the report's form."""
        return Choices(**self.model_dump())


class StatisticsSettings(_Frozen):
    """`[statistics]`: how small counts are shown outside the panels, see `SmallCounts`, and the
    headings of the columns with an area and an offence group, by which Trends counts; `ours` are
    the postcode areas, districts or sectors of the borough, see `neighbours`."""

    suppress_below: int = Field(default=SmallCounts.suppress_below, ge=1, le=100, strict=True)
    round_to: int = Field(default=SmallCounts.round_to, ge=1, le=100, strict=True)
    area: tuple[str, ...] = ()
    offence: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()

    @field_validator("ours")
    @classmethod
    def _parts(cls, ours: tuple[str, ...]) -> tuple[str, ...]:
        for each in ours:
            if not canonical_part(each):
                raise ValueError(f"“{each}” is no postcode area, district or sector (RM, RM7 8)")
        return tuple(map(canonical_part, ours))

    @property
    def small_counts(self) -> SmallCounts:
        """The rule for small counts."""
        return SmallCounts(self.suppress_below, self.round_to)


class WatchSettings(_Frozen):
    """`[watch]`, all in seconds: how often the lists are looked at, how long they must have been
    quiet, and how often the board is loaded again where it is shown."""

    every: float = Field(default=0.5, ge=0.1, le=3600)
    quiet: float = Field(default=2, ge=0, le=3600)
    reload: int = Field(default=60, ge=5, le=86_400)


class Document(_Frozen):
    """The whole of cohortmatch.toml."""

    lists: dict[str, ListSettings] = {}
    run: RunSettings = RunSettings()
    report: ReportSettings = ReportSettings()
    statistics: StatisticsSettings = StatisticsSettings()
    watch: WatchSettings = WatchSettings()
    meetings: MeetingsSettings = {}


@dataclass(frozen=True)
class Settings:
    """All settings from every source; `file` is the settings file in use."""

    lists: Mapping[str, ListSettings]
    run: RunSettings
    file: Path | None = None
    flagged: frozenset[str] = frozenset()
    """the [run] settings that come from elsewhere than the file"""
    report: ReportSettings = field(default_factory=ReportSettings)
    statistics: StatisticsSettings = field(default_factory=StatisticsSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)
    meetings: tuple[Meeting, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan of these settings; SettingsError when the model cannot be loaded."""
        said = {
            name: value
            for name in ("marking", "as_of", "every_pair_up_to", "keep_months")
            if (value := getattr(self.run, name)) is not None
        }
        if self.run.model is not None:
            said["model"] = load(self._beside(self.run.model))
        said |= {name: path for name in PLACES if (path := self.path_of(name)) is not None}
        if self.run.memory is not None:
            said["memory"] = amount(self.run.memory)
        lists = {name: each.choice for name, each in self.lists.items()}
        return Plan(lists=lists, report=self._choices, **said)

    @property
    def _choices(self) -> Choices:
        columns = ProfileColumns(
            self.statistics.area, self.statistics.offence, self.statistics.ours
        )
        rule = self.statistics.small_counts
        choices = replace(self.report.choices, meetings=self.meetings)
        return replace(choices, small_counts=rule, profile_columns=columns)

    def panels(self, paths: Iterable[Path]) -> dict[str, Path]:
        """Which of the files is which list, by the `file` of each list's settings."""
        files = list(paths)
        return {
            name: path
            for name, each in self.lists.items()
            for path in files
            if each.file and fnmatch(path.name.casefold(), Path(each.file).name.casefold())
        }

    def path_of(self, name: PathName) -> Path | None:
        """A path from the settings; one in the settings file is relative to that file's folder."""
        said: str | None = getattr(self.run, name)
        if said is None:
            return None
        return Path(said) if name in self.flagged or not self.file else self.file.parent / said

    def _beside(self, model: str) -> str:
        """A model file's path as seen from the settings file, where it is one."""
        path = (self.file.parent if self.file else Path()) / model
        return str(path) if path.suffix == ".json" and path.is_file() else model


def find_file(lists: Sequence[str | Path]) -> Path | None:
    """The settings file to use: in the current folder, else in the folder of the lists."""
    folders = [Path(each) if Path(each).is_dir() else Path(each).parent for each in lists]
    places = [folder / SETTINGS for folder in (Path(), *folders)]
    return next((place for place in places if place.is_file()), None)


@accepting(file=a_path)
def load_settings(
    file: Path | None = None,
    *,
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a file (none when None), of the environment and of the command line.

    `flags` are [run] settings by name, None where a flag was not given. What a command that was
    killed while it wrote settings left beside the file, or in this folder, is removed. Raises
    SettingsError with every fault and its address.
    """
    for folder in {Path(), file.parent if file else Path()}:
        remove_left(folder, lambda name: name.endswith(Path(SETTINGS).suffix))
    document = _document(file) if file else Document()
    said, flagged = document.run.model_dump(), set[str]()
    for source in (
        _from_environment(environment or os.environ),
        _checked(_plain_flags(flags or {}), "--{}"),
    ):
        beats = {name: value for name, value in source.items() if value is not None}
        said |= beats
        flagged |= set(beats)
    run = RunSettings(**said)
    said_more = document.report, document.statistics, document.watch, meetings(document.meetings)
    return Settings(document.lists, run, file, frozenset(flagged), *said_more)


def with_flags(settings: Settings, flags: Mapping[str, Any]) -> Settings:
    """The settings with [run] settings of the command line or a caller, None where there is none.

    SettingsError for an unknown one, and for one of the wrong kind.
    """
    given = {name: value for name, value in _plain_flags(flags).items() if value is not None}
    beats = _checked(given, "--{}")
    run = RunSettings(**(settings.run.model_dump() | beats))
    return replace(settings, run=run, flagged=settings.flagged | set(beats))


def _plain_flags(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Flags as the file would have them: paths and days as text."""
    text = Path | date
    for name, each in flags.items():
        one_of(name, each, (str, int, Path, date, type(None)), "text, a path, a day or a number")
    return {name: str(each) if isinstance(each, text) else each for name, each in flags.items()}


def _document(file: Path) -> Document:
    name = file.name
    try:
        text = bytes_of(file).decode("utf-8-sig")
        return Document.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise SettingsError(*(f"{name}: {each}" for each in faults(error, _names))) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: {error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name}: the file is not UTF-8 text") from None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise SettingsError(f"{name}: {reason.lower()}") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {
        name: environment[PREFIX + name.upper()]
        for name in RunSettings.model_fields
        if environment.get(PREFIX + name.upper())
    }
    return _checked(given, PREFIX + "{}", str.upper)


def _checked(given: Mapping[str, Any], address: str, case: Any = None) -> dict[str, Any]:
    """[run] settings from outside the file; `address` is how a message names one."""
    try:
        return RunSettings(**given).model_dump(exclude_unset=True)
    except ValidationError as error:
        shown = case or (lambda name: name.replace("_", "-"))
        lines = [
            f"{address.format(shown(str(fault['loc'][0])))}: {fault_words(fault, _names)}"
            for fault in error.errors()
        ]
        raise SettingsError(*lines) from None


def _names(place: Sequence[str]) -> list[str]:
    """The settings there are where an unknown one was found."""
    if len(place) == 1:
        return list(Document.model_fields)
    models: dict[str, type[BaseModel]] = {
        "run": RunSettings,
        "report": ReportSettings,
        "statistics": StatisticsSettings,
        "watch": WatchSettings,
        "meetings": MeetingSettings,
    }
    return list(models.get(place[0], ListSettings).model_fields)
