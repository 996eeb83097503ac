"""The manifest, `run.json`: its published schema, written and read back.

Later versions may add to it, but keep everything here. The schema under docs/schemas is generated
from these models.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from cohortmatch.core.types import Kind


class ManifestPart(BaseModel):
    """A frozen part of the manifest, to which later versions may add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ManifestInput(ManifestPart):
    """One list: `rows_in` rows stand below its headings, `rows_read` of them were matched.

    `columns` gives the field that each heading was understood as; `excluded` says why rows were
    left out.
    """

    list: str
    kind: Kind
    file: str
    path: str
    sheet: str
    sha256: str
    as_at: str | None
    rows_in: int
    rows_read: int
    excluded: dict[str, int]
    columns: dict[str, str]


class Choice(ManifestPart):
    """What the user said about a list, on the command line or in the settings."""

    kind: Kind | None = None
    role: str | None = None
    columns: dict[str, str | list[str]] = {}
    sheet: str = ""
    file: str = ""


class ManifestSettings(ManifestPart):
    """The settings of the run; cut-offs in bits."""

    same_from_bits: float
    check_from_bits: float
    every_pair_up_to: int
    marking: str
    keep_months: int = 12
    lists: dict[str, Choice]


class LargeGroups(ManifestPart):
    """A blocking rule that compared only groups of up to so many listings.

    `listings_beyond` stand in larger groups, which finer rules split.
    """

    rule: str
    groups_up_to: int
    listings_beyond: int


class ManifestPairs(ManifestPart):
    """How many pairs there are and were compared, and the blocking rules unless it was every pair.

    `skipped` are rules with no group that fits the budget of pairs.
    """

    possible: int
    compared: int
    every_pair: bool
    rules: tuple[str, ...]
    left_to_finer_rules: tuple[LargeGroups, ...] = ()
    skipped: tuple[str, ...] = ()


class Moved(ManifestPart):
    """One weight that EM changed, in bits."""

    comparison: str
    level: str
    before: float
    after: float


class Learning(ManifestPart):
    """What EM learnt from the lists themselves."""

    rounds: int
    converged: bool
    moved: tuple[Moved, ...]


class Expected(ManifestPart):
    """The expected errors by the model's calibration: how many links are wrong or missed.

    `wrong_of_same` certain links join two people, `right_of_check` links to check are of one
    person, and `missed` pairs of one person are in neither band.
    """

    wrong_of_same: float
    right_of_check: float
    missed: float


class InstitutionalAddresses(ManifestPart):
    """The borough's list of institutional addresses: its file and its size, but no address."""

    file: str
    path: str
    sha256: str
    addresses: int


class KeptIn(ManifestPart):
    """Where decisions, persons and earlier runs are kept, as the user named it; else null.

    `by_default` means that nobody named the store: its path is then seen from the report's folder.
    """

    decisions: str | None = None
    store: str | None = None
    by_default: bool = False


class BaseUsed(ManifestPart):
    """The base that the run wrote for the next run, and whether it started from an earlier one.

    `file` is its file, as the user named it; `weights` is the id of its weights; `made` is the day
    of the run that learnt them, and `new_or_changed` how many listings are new or have changed
    since the last run: both null for a full run.
    """

    file: str | None
    weights: str
    made: str | None
    new_or_changed: int | None


class AgreementUsed(ManifestPart):
    """The sharing agreement that the run obeyed; `digest` is the hash of what it says,
    `warnings` tell what is soon to be renewed."""

    id: str
    version: str
    digest: str
    warnings: tuple[str, ...] = ()


class PanelCounts(ManifestPart):
    """How many people a panel had: `joined` and `left` since the run of the day `since`, null where
    that is not known; `ages` by band, empty where it is not known."""

    people: int
    since: date | None
    joined: int | None
    left: int | None
    ages: dict[str, int]


class RunCounts(ManifestPart):
    """The counts of one run; `several` people are on two or more of its panels, null
    where a panel is missing."""

    day: date
    panels: dict[str, PanelCounts]
    several: int | None


class Manifest(ManifestPart):
    """What a run did on which lists; only the `seconds` of each stage differ between runs.

    `delete_by` is the day by which the report must be erased. `command` has the lists and options
    of the run that wrote it, without its folder and the places where things are kept. `outputs` has
    a digest of what each file says, by which a later run sees that people have changed it;
    `set_aside` are the copies of such files in the report's folder, by name. `weights` is the id
    of the model's weights before learning, `callers` what a program brought to compare by (names of
    comparisons, `candidates` for pairs): both empty in reports of earlier versions. `counts` are
    true counts of this run and earlier ones, oldest first, for `statistics`, which protects them.
    `watched` is a digest of what `watch` saw when it wrote the report, '' for any other run.
    """

    version: str
    as_of: date
    delete_by: date | None = None
    model: str
    weights: str = ""
    callers: tuple[str, ...] = ()
    settings: ManifestSettings
    inputs: tuple[ManifestInput, ...]
    listings: int
    pairs: ManifestPairs
    seconds: dict[str, float]
    learning: Learning | None = None
    expected: Expected | None = None
    kept_in: KeptIn | None = None
    institutional_addresses: InstitutionalAddresses | None = None
    base: BaseUsed | None = None
    command: tuple[str, ...] = ()
    outputs: dict[str, str] = {}
    set_aside: tuple[str, ...] = ()
    agreement: AgreementUsed | None = None
    counts: tuple[RunCounts, ...] = ()
    watched: str = ""
