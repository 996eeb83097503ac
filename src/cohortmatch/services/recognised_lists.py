"""Lists recognised by what they hold: a list under another name is the same list as last month.

Policy: a list whose name the store does not know is taken for the one of an earlier run that is not
among today's names and shares at least two thirds of the rows: the same cells, or the same name and
date of birth. Where two fit, or where a list under a known name holds the rows of another one and
few of its own, nobody can say but a person: the run stops. What the user names is never taken for
another, nor is a list whose name, sheet or title says that it is not the other ("Former SGV",
"Removed from Housing", "SGV victims"). What the file says of a list that is taken for another stays
with it: its rows open it to nobody, and give it no name before other readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.fingerprints import Content, contents
from cohortmatch.core.types import ListInfo
from cohortmatch.people.details import spoken
from cohortmatch.reading.list_roles import says_of_others
from cohortmatch.reading.panels import denies
from cohortmatch.reading.sources import sources_of
from cohortmatch.services.copies import panel_words, refuse_copies
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.places import Keeping
from cohortmatch.services.sources import Given
from cohortmatch.store import LastList, Store

__all__ = ["Recognition", "recognised"]

MOST = 2, 3
"""Two in three rows must be shared, of the longer list; people on several lists share fewer."""
OWN = 2
"""A list with fewer than one in so many rows of its own, for those of another, may be another."""
FEWEST = 3
"""Rows that must be shared: fewer may be by chance."""
LIKE = "{new} looks like {old} of {day} ({shared:,} of {rows:,} rows), and is taken as {old}"
UNCLEAR = (
    "{new}: looks like {olds} of earlier runs. Nothing was matched and nothing was written. Say "
    "which it is, for example: {panels}"
)
SWAPPED = (
    "{new}: holds the rows of {old} ({shared:,} of {rows:,}), and few of those that it had before. "
    "Nothing was matched and nothing was written. If files have changed places, say so: {panels}"
)


@dataclass(frozen=True)
class Recognition:
    """A list that was taken for one of an earlier run: what it is called now and then, the day of
    that run, and how many of its rows were on that list."""

    new: str
    old: str
    day: str
    shared: int
    rows: int

    @property
    def words(self) -> str:
        """What is told of it."""
        return LIKE.format(**vars(self))


def recognised(
    what: Given, found: Survey, kept: Keeping, seconds: Seconds
) -> tuple[Given, Survey, tuple[Recognition, ...]]:
    """The lists that were read, those recognised under the names of earlier runs.

    SettingsError where it is unclear which list one is, or one is a copy of another.
    """
    refuse_copies(found.raw, what.named.keys())
    if found.errors or kept.store is None or not kept.store.is_file():
        return what, found, ()
    with Store(kept.store, [kept.audit] if kept.audit else []) as store:
        taken = _taken(what, found, store)
    if not taken:
        return what, found, ()
    files, names = _files(what), {info.name: info.file for info in found.listings.lists}
    taken = tuple(each for each in taken if names[each.new] in files)
    panels = {each.old: files[names[each.new]] for each in taken}
    alone = {info.name: info for info in found.listings.lists}
    by_file = {each.old: alone[each.new] for each in taken}
    what = replace(what, panels={**what.panels, **panels}, by_file=by_file)
    return what, what.survey(seconds), taken


def _files(what: Given) -> dict[str, Path]:
    """The file of each name, where only one has it."""
    found, _ = sources_of(list(what.lists), what.panels)
    paths = [source.path for source in found if source.path is not None]
    names = [path.name for path in paths]
    return {path.name: path for path in paths if names.count(path.name) == 1}


@dataclass(frozen=True, repr=False)
class _Rows:
    """What tells the rows of one list: their cells, and their names with dates of birth."""

    written: frozenset[str]
    born: frozenset[tuple[str, str]]

    def shared(self, items: Sequence[Content]) -> int:
        """How many of some rows are among them."""
        return sum(each.written in self.written or _born(each) in self.born for each in items)

    def same(self, items: Sequence[Content]) -> int:
        """How many of some rows are among them cell for cell."""
        return sum(each.written in self.written for each in items)


def _rows_of(items: Sequence[Content]) -> _Rows:
    born = frozenset(filter(None, map(_born, items)))
    return _Rows(frozenset(each.written for each in items if each.written), born)


def _born(content: Content) -> tuple[str, str] | None:
    name, born = (content.fields.get(field) for field in ("name", "date_of_birth"))
    return (name, born) if name and born else None


@dataclass(frozen=True, repr=False)
class _Lists:
    """The rows of every list now, the lists of earlier runs, and what is known of those now."""

    now: Mapping[str, Sequence[Content]]
    earlier: Mapping[str, LastList]
    rows: Mapping[str, _Rows]
    infos: Mapping[str, ListInfo]

    @property
    def files(self) -> Counter[str]:
        """How many lists each file holds."""
        return Counter(info.file for info in self.infos.values())

    def path(self, name: str) -> str:
        """The file of a list as it must be typed."""
        return self.infos[name].path or self.infos[name].file

    @property
    def free(self) -> list[str]:
        """The lists of earlier runs that are not among today's names."""
        here = {name.casefold() for name in self.now}
        return [name for name in self.earlier if name.casefold() not in here]

    def own(self, name: str) -> str | None:
        """The list of earlier runs with a name."""
        return next((old for old in self.earlier if old.casefold() == name.casefold()), None)


def _taken(what: Given, found: Survey, store: Store) -> tuple[Recognition, ...]:
    """Every list that is one of an earlier run under another name."""
    earlier = store.last_lists(found.listings.as_of or date.today())
    if not earlier:
        return ()
    now: dict[str, list[Content]] = {}
    for each in contents(found.listings, store.key).items:
        now.setdefault(each.list_name, []).append(each)
    rows = {name: _rows_of(last.rows) for name, last in earlier.items()}
    lists = _Lists(now, earlier, rows, {each.name: each for each in found.listings.lists})
    named = {name.casefold() for name in what.named}
    open_names = [name for name in now if name.casefold() not in named]
    _refuse_swapped(open_names, lists)
    return _by_name(open_names, lists)


def _by_name(names: Sequence[str], lists: _Lists) -> tuple[Recognition, ...]:
    """Each list of an earlier run that is here under another name; SettingsError where two fit."""
    taken: dict[str, Recognition] = {}
    files = lists.files
    for name in names:
        if lists.own(name) is not None or files[lists.infos[name].file] > 1:
            continue
        free = (old for old in lists.free if not _says_otherwise(lists.infos[name], old))
        fits = [old for old in free if _fits(lists, name, old)]
        if len(fits) > 1 or any(old in taken for old in fits):
            olds, panels = " and ".join(fits), panel_words({fits[0]: lists.path(name)})
            raise SettingsError(UNCLEAR.format(new=name, olds=olds, panels=panels))
        taken |= {old: _recognition(lists, name, old) for old in fits}
    return tuple(taken.values())


def _says_otherwise(info: ListInfo, old: str) -> bool:
    """Whether a list's name, file, sheet or title says that it is not the list of a name: that the
    people are no longer on it, or that they are other people than its nominals."""
    names = info.name, Path(info.file).stem, info.sheet
    is_of_others = any(map(says_of_others, filter(None, names))) and not says_of_others(old)
    return is_of_others or any(denies(text, old) for text in (*names, *info.title))


def _recognition(lists: _Lists, name: str, old: str) -> Recognition:
    items = lists.now[name]
    day = spoken(lists.earlier[old].day)
    return Recognition(name, old, day, lists.rows[old].shared(items), len(items))


def _fits(lists: _Lists, name: str, old: str) -> bool:
    """Whether a list holds most of the rows of an earlier one, and little else."""
    items = lists.now[name]
    shared, size = lists.rows[old].shared(items), max(len(lists.earlier[old].rows), len(items))
    return shared >= FEWEST and shared * MOST[1] >= size * MOST[0]


def _refuse_swapped(names: Sequence[str], lists: _Lists) -> None:
    """SettingsError where lists hold others' rows in place of their own."""
    holds = {name: old for name in names if (old := _held_instead(name, lists)) is not None}
    panels = panel_words({old: lists.path(name) for name, old in holds.items()})
    for name, old in holds.items():
        items = lists.now[name]
        counts = {"shared": lists.rows[old].shared(items), "rows": len(items)}
        raise SettingsError(SWAPPED.format(new=name, old=old, panels=panels, **counts))


def _held_instead(name: str, lists: _Lists) -> str | None:
    """The list of earlier runs whose rows a list holds in place of its own."""
    own = lists.own(name)
    if own is None:
        return None
    others = (old for old in lists.earlier if old != own and _fits(lists, name, old))
    return next((old for old in others if _is_less(lists, name, own, old)), None)


def _is_less(lists: _Lists, name: str, own: str, old: str) -> bool:
    """Whether a list holds few of its own rows for those of another one: of people, or, where the
    two share most people, of rows with the same cells."""
    items, mine, others = lists.now[name], lists.rows[own], lists.rows[old]
    if mine.shared(items) * OWN < others.shared(items):
        return True
    cells = others.same(items)
    is_most = cells * MOST[1] >= len(items) * MOST[0]
    return is_most and mine.same(items) * OWN < cells
