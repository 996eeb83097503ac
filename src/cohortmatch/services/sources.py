"""The lists given to a command, and reading them, with every reason why one cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cohortmatch.core.accepting import a_path, accepting, mapping_of, paths, some_passwords
from cohortmatch.core.findings import NOT_READ, Finding
from cohortmatch.core.own_names import without_own_files
from cohortmatch.core.types import ListInfo, Passwords
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.linkage.executor import Executor
from cohortmatch.reading.sources import sources_of
from cohortmatch.services.agreements import agreement_for, stated_for
from cohortmatch.services.empty_lists import empty_lists
from cohortmatch.services.pipeline import Seconds, Survey, survey
from cohortmatch.settings.file import Settings, find_file, load_settings
from cohortmatch.settings.plan import ListChoice, Plan

NO_LIST = (
    "No list was found. Give files or folders with CSV, TSV, Excel, OpenDocument or Parquet files, "
    "or Word documents with a table; sub-folders are not looked into."
)


@dataclass(frozen=True)
class Given:
    """The paths and settings of one command; `panels` are the files named on the command line, and
    those of lists that their rows showed to be ones of earlier runs. `by_file` is what the files
    say of the latter, by the names that they have now. `executor` compares the pairs elsewhere."""

    lists: tuple[Path, ...]
    settings: Settings
    panels: Mapping[str, Path]
    passwords: Passwords | None = None
    by_file: Mapping[str, ListInfo] = field(default_factory=dict)
    executor: Executor | None = None

    @cached_property
    def named(self) -> dict[str, Path]:
        """The files that the command line or the settings name as a list."""
        found, _ = sources_of(list(self.lists), self.panels)
        files = [source.path for source in found if source.path is not None]
        taken = {path.resolve() for path in self.panels.values()}
        said = self.settings.panels(files)
        free = {name: path for name, path in said.items() if path.resolve() not in taken}
        return {**free, **self.panels}

    @cached_property
    def plan(self) -> Plan:
        """The plan of the run, with the files that are named as a list."""
        plan = self.settings.plan
        choices = {name: replace(each, file="") for name, each in plan.lists.items()}
        for name, path in self.named.items():
            choices[name] = replace(choices.get(name, ListChoice()), file=path.name)
        return replace(plan, lists=choices, agreement=self.agreement, executor=self.executor)

    @cached_property
    def agreement(self) -> SharingAgreement | None:
        """The sharing agreement that stands with the lists or the settings."""
        return agreement_for(self.lists, self.settings)

    @property
    def stated_agreement(self) -> SharingAgreement | None:
        """The one agreement that can be read, whether or not it may be used; None for none, or
        several."""
        return stated_for(self.lists, self.settings)

    def survey(self, seconds: Seconds) -> Survey:
        """Read everything; a list with headings but no rows is an error here."""
        read = survey(
            list(self.lists),
            self.plan,
            panels=self.named,
            passwords=self.passwords,
            by_file=self.by_file,
            seconds=seconds,
        )
        return replace(read, errors=(*read.errors, *empty_lists(read)))


@accepting(
    panels=mapping_of("{name: path}", a_path),
    settings=a_path,
    passwords=some_passwords,
    flags=mapping_of("{option: value}", lambda _, value: value),
)
def given(
    lists: str | Path | Sequence[str | Path],
    *,
    panels: Mapping[str, Path] | None = None,
    settings: Path | None = None,
    passwords: Passwords | None = None,
    flags: Mapping[str, object] | None = None,
    makes_settings: bool = False,
) -> Given:
    """The lists to read and the settings in force: of the file `settings`, else of cohortmatch.toml
    in this folder or beside the lists. `flags` beats the settings (`as_of`, `marking`, `base`,
    `memory`, `decisions`, `store`, `audit`, `by`, `purpose`). With `makes_settings` the file of
    settings need not be there yet. SettingsError with every fault of the settings."""
    found = without_own_files(paths("the lists", lists))
    is_new = makes_settings and settings is not None and not settings.exists()
    file = None if is_new else settings or find_file(list(found))
    loaded = load_settings(file, flags=dict(flags or {}))
    return Given(found, replace(loaded, file=settings or file), dict(panels or {}), passwords)


def not_read_line(findings: Iterable[Finding]) -> str:
    """What stands among the lists and is none, in one line; '' where everything was read."""
    told = [f"{e.list_name} ({e.detail or e.kind.title})" for e in findings if e.code in NOT_READ]
    return f"Not read: {', '.join(told)}" if told else ""
