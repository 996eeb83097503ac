"""The board: one page for a wall screen and a phone, with counts and the names of lists only.

Policy: no person stands on it, in no form. For everybody, lists are called what `names` says,
counts are shown by a rule for small counts, nothing leads to the report, and nothing is said of the
media. People of a panel, who joined and who left stand there as in the statistics, since the month
before, so that board and statistics side by side give no small count back.
What changes between two reports (what cannot be read, when the lists were last looked at) stands in
one marked place, so that it can be renewed in a page that was made before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.disclosure.small_counts import AS_THEY_ARE, NOT_SHOWN, SmallCounts
from cohortmatch.people.clocks import ADULT, CLOCKS, FAULT, UNKNOWN, Clock
from cohortmatch.people.clocks import clocks as found_clocks
from cohortmatch.people.counts import STALE_AFTER_DAYS, days_old, has_shrunk, untold
from cohortmatch.people.details import as_at_words, spoken
from cohortmatch.people.steps import Step
from cohortmatch.people.words import sentence
from cohortmatch.reporting.board_counts import BoardCounts
from cohortmatch.reporting.page import environment, rendered
from cohortmatch.store.earlier_runs import Memory

__all__ = [
    "BoardFor",
    "Notice",
    "board_bytes",
    "has_figures",
    "has_notice",
    "is_of",
    "no_board_bytes",
    "with_notice",
]

TITLE = "Board of the risk panels"
NO_BOARD = "No board could be made yet."
DUE = tuple(each for each in CLOCKS if each not in (UNKNOWN, FAULT))
"""The clocks on which something is due."""
PLACE = re.compile(rb"<!--notice-->.*?<!--/notice-->", re.S)
BANNER = re.compile(rb'<section class="banner".*?</section>', re.S)
EMPTY = b"<!--notice--><!--/notice-->"
MARK = re.compile(rb'<meta name="cohortmatch-report" content="([0-9a-f]+)">')


@dataclass(frozen=True)
class BoardFor:
    """For whom a board is: `names` are what lists are called, all of them by their own names where
    it is None; `linked` says whether it leads to the report beside it; `rule` is that for small
    counts. `remarks` tell of each list by its own name what its owner owes, `lacking` are agreed
    lists that did not come. `reload` is in seconds.
    """

    names: Mapping[str, str] | None = None
    linked: bool = True
    rule: SmallCounts = AS_THEY_ARE
    remarks: Mapping[str, Sequence[str]] | None = None
    lacking: Sequence[tuple[str, str]] = ()
    reload: int = 60

    def ordered(self, lists: Iterable[ListInfo]) -> list[ListInfo]:
        """Lists in the order in which they stand; those whose name is not told stand last."""
        places = {name: place for place, name in enumerate(self.names or ())}
        return sorted(lists, key=lambda info: places.get(info.name, len(places)))

    def name(self, name: str) -> str:
        """What a list is called."""
        return name if self.names is None else self.names.get(name, "another list")


class Notice(NamedTuple):
    """What stands on the board until it changes: sentences, and when the lists were looked at."""

    words: tuple[str, ...]
    looked_at: datetime


class BoardFigure(NamedTuple):
    """A count with what it counts and where the report tells more."""

    label: str
    value: str
    place: str = ""


class PanelCard(NamedTuple):
    """One panel: its name, how many people are on it, and what else is counted."""

    name: str
    people: str
    figures: tuple[BoardFigure, ...]


class ListLine(NamedTuple):
    """One list: its name and kind, its day, how old it is, and what to ask of its owner."""

    name: str
    kind: str
    as_at: str
    age: str
    remarks: tuple[str, ...]


def board_bytes(
    view: Redacted, marking: Marking, reader: BoardFor, notice: Notice, report: str
) -> bytes:
    """The board of a run; `report` is a mark of the report it was made with."""
    due = found_clocks(view, view.choices.engagement_panels, media=reader.linked)
    due = [clock for clock in due if clock.what in DUE]
    shown = BoardCounts(view, reader.rule)
    content = {
        "title": TITLE,
        "headline": _headline(view, reader, shown),
        "figures": _figures(view, shown, due),
        "panels": _panels(view, reader, shown, due),
        "since": _since(view),
        "clocks": [BoardFigure(what, shown.of(n)) for what, n in _by_kind(due)],
        "lists": [*_lists(view, reader), *_lacking(view, reader)],
        "rule": reader.rule.words,
        "linked": reader.linked,
        "reload": reader.reload,
        "report": report,
        "notice": notice,
        "looked_at": _moment(notice.looked_at),
        "made": _moment(notice.looked_at),
    }
    return rendered("board.html", marking, content)


def no_board_bytes(notice: Notice, reload: int) -> bytes:
    """What stands in the place of the board until the first one can be made: the notice alone."""
    content = {
        "title": TITLE,
        "notice": notice,
        "no_board": NO_BOARD,
        "reload": reload,
        "looked_at": _moment(notice.looked_at),
    }
    return rendered("no_board.html", Marking(), content)


def with_notice(page: bytes, notice: Notice) -> bytes:
    """The same board with another notice."""
    text = (
        environment()
        .get_template("notice.html")
        .render(notice=notice, looked_at=_moment(notice.looked_at))
    )
    new = text.strip().encode("utf-8", errors="replace")
    return PLACE.sub(lambda _: new, page, count=1)


def has_notice(page: bytes, notice: Notice) -> bool:
    """Whether these sentences, and no others, stand on a board."""
    found, wanted = BANNER.search(page), BANNER.search(with_notice(EMPTY, notice))
    return (found and found[0]) == (wanted and wanted[0])


def has_figures(page: bytes) -> bool:
    """Whether a page is a board, and not the page that there is none yet."""
    return NO_BOARD.encode() not in page


def is_of(page: bytes, report: str) -> bool:
    """Whether a page is the board of the report with this mark."""
    found = MARK.search(page)
    return found is not None and found[1].decode() == report


def _moment(at: datetime) -> str:
    return f"{spoken(at.date())} at {at:%H:%M}"


def _headline(view: Redacted, reader: BoardFor, shown: BoardCounts) -> list[str]:
    """What the report says first, in sentences."""
    counts = view.counts
    if reader.rule.changes_nothing and reader.names is None:
        return [each for each in (counts.headline, counts.second) if each]
    panels = [info for info in counts.lists if info.kind == "panel"]
    told = f"On more than one panel: {_people(shown.on_several)}"
    if len(panels) > 1 and len(panels) < len(counts.lists):
        told += f"; on one panel and a register: {_people(shown.of(counts.with_register.total))}"
    more = "Some lists do not say who is an offender, so nobody on them is counted."
    return [f"{told}.", *([more] if untold(panels) else [])]


def _people(shown: str) -> str:
    return shown if shown == NOT_SHOWN else f"{shown} {'person' if shown == '1' else 'people'}"


def _figures(view: Redacted, shown: BoardCounts, due: Sequence[Clock]) -> list[BoardFigure]:
    people = len({clock.person.person_id for clock in due})
    return [
        BoardFigure("on several panels", shown.on_several, "panels"),
        BoardFigure("pairs to decide", shown.of(view.counts.to_review), "review"),
        BoardFigure("people with a clock due", shown.of(people), "clocks"),
    ]


def _panels(
    view: Redacted, reader: BoardFor, shown: BoardCounts, due: Sequence[Clock]
) -> list[PanelCard]:
    by_panel, pairs = _by_panel(view, due), _to_decide(view)
    return [
        PanelCard(
            reader.name(info.name),
            shown.people(info.name),
            (
                *_changed(view, shown, info.name),
                BoardFigure(
                    "with a clock due", shown.of(len(by_panel.get(info.name, ()))), "clocks"
                ),
                BoardFigure("pairs to decide", shown.of(pairs.get(info.name, 0)), "review"),
            ),
        )
        for info in reader.ordered(view.listings.lists)
        if info.kind == "panel"
    ]


def _changed(view: Redacted, shown: BoardCounts, name: str) -> Iterator[BoardFigure]:
    """What changed on a panel since the month before; a dash where it was not read then."""
    step = view.since_month
    if step is None:
        return
    is_told = name in step.panels
    turned = Counter(way for _, way in step.turned(name)) if is_told else Counter[str]()
    counted = (
        *shown.changed(name),
        ("of these moved", shown.of(_moved(step, name) if is_told else None)),
        ("RAG up", shown.of(turned["up"] if is_told else None)),
        ("RAG down", shown.of(turned["down"] if is_told else None)),
    )
    yield from (BoardFigure(label, text, "changes") for label, text in counted)


def _moved(step: Step, name: str) -> int:
    """How many joined or left a panel and left or joined another with the same step."""
    moves = (move for move in step.moves.values() if move.left and move.joined)
    return sum(name in (*move.left, *move.joined) for move in moves)


def _by_panel(view: Redacted, due: Sequence[Clock]) -> dict[str, set[str]]:
    """Who has a clock due on each panel; turning 18 is due on every panel that somebody is on."""
    found: dict[str, set[str]] = {}
    for clock in due:
        on = [view.list_names[code] for code in clock.person.lists]
        for name in on if clock.what == ADULT else (clock.list_name,):
            found.setdefault(name, set()).add(clock.person.person_id)
    return found


def _to_decide(view: Redacted) -> Counter[str]:
    """How many pairs to decide have a row of each list."""
    sides = ({view.list_code[each.left], view.list_code[each.right]} for each in view.questions)
    return Counter(view.list_names[code] for codes in sides for code in codes)


def _by_kind(due: Sequence[Clock]) -> list[tuple[str, int]]:
    tally = Counter(clock.what for clock in due)
    return [(what, tally[what]) for what in DUE if tally[what]]


def _since(view: Redacted) -> str:
    """With which run the figures of change compare."""
    step = view.since_month
    if step is None:
        return "There is no run of an earlier month yet to compare with."
    day = step.before.as_of
    return f"Changes since {spoken(day)}." if day else "Changes since the last run."


def _lists(view: Redacted, reader: BoardFor) -> list[ListLine]:
    told = reader.remarks or {}
    on = view.listings.as_of
    last = view.memory.last if view.memory is not None else None
    before = {each.name: each.listings for each in last.lists} if last is not None else {}

    def shrunk(info: ListInfo) -> list[str]:
        is_short = has_shrunk(before.get(info.name, 0), info.listings)
        return ["much shorter than last time: is it a whole export?"] if is_short else []

    return [
        ListLine(
            reader.name(info.name),
            info.kind,
            as_at_words(info) or "no day",
            _age(info, on),
            tuple(map(sentence, (*told.get(info.name, ()), *_old(info, on, told), *shrunk(info)))),
        )
        for info in reader.ordered(view.listings.lists)
    ]


def _age(info: ListInfo, on: date | None) -> str:
    days = days_old(info.as_at, on)
    if days is None:
        return "not known"
    if days < 0:
        return "in the future"
    about = "about " if info.as_at_month else ""
    return f"{about}{days:,} day{'s' if days != 1 else ''}"


def _old(info: ListInfo, on: date | None, told: Mapping[str, Sequence[str]]) -> list[str]:
    days = days_old(info.as_at, on)
    is_old = days is not None and days > STALE_AFTER_DAYS
    return ["older than a month's refresh"] if is_old and not told.get(info.name) else []


def _lacking(view: Redacted, reader: BoardFor) -> list[ListLine]:
    """The lists that did not come: agreed ones, and those that the last run or one of this day
    read."""
    lines = [
        ListLine(reader.name(name), "", "–", "–", (sentence(why),)) for name, why in reader.lacking
    ]
    told = {name.casefold() for name, _ in reader.lacking}
    memory = view.memory
    kinds = _kinds(memory) if memory is not None else {}
    for name, day in memory.gone(view.list_names).items() if memory is not None else ():
        if name.casefold() not in told:
            why = f"read on {spoken(day)} and not there this time"
            lines.append(ListLine(reader.name(name), kinds[name], "–", "–", (sentence(why),)))
    return lines


def _kinds(memory: Memory) -> dict[str, str]:
    """Whether each list of the last runs is a panel's or a register."""
    runs = (*((memory.last,) if memory.last is not None else ()), *memory.replaced)
    return {each.name: each.kind for run in runs for each in run.lists}
