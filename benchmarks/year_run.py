"""A borough's year: every month's lists are delivered, run, scored and decided."""

from __future__ import annotations

import filecmp
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import cohortmatch as cm
from year_certain import score_ids
from year_decisions import Decision, Ledger, answer_of
from year_figures import score_columns, score_figures, score_missing_lists
from year_ids import Ids, score_decisions
from year_lines import score_changes, score_id_lines
from year_lists import Delivery, Habits, deliver, truncate
from year_people import Borough, Row, begin, pass_month
from year_product import HAS_TRIAL, Ran, asked, decide, run
from year_said import read_report
from year_score import Month, Score, placed, strangers
from year_truth import Reading


@dataclass
class Year:
    """Everything that is known of a borough and of its store."""

    seed: int
    folder: Path
    borough: Borough
    habits: Habits = field(default_factory=Habits)
    score: Score = field(default_factory=Score)
    truth: dict[date, Reading] = field(default_factory=dict)
    own: dict[date, Reading] = field(default_factory=dict)
    months: dict[str, Reading] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    ids: Ids = field(default_factory=Ids)
    before: list[str] = field(default_factory=list)
    delivered: list[tuple[date, Delivery]] = field(default_factory=list)

    @property
    def store(self) -> Path:
        """The store of the borough."""
        return self.folder / "store.db"


def end_of(month: int) -> date:
    """The last day of a month, counted from January 2025."""
    return date(2025 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)


def try_run(year: Year, there: Delivery, out: Path, day: date, **more: Any) -> Ran | None:
    """A run; where it is refused, again without the file that came twice, then with lists named."""
    known = {on: name for name, on in year.names.items()}
    named = {known.get(on, on): there.folder / file for file, on in sorted(there.files.items())}
    ways = [(there, more), (without(there), more), (without(there), {**more, "panels": named})]
    for attempt, (delivery, options) in enumerate(ways):
        if attempt == 1 and not there.extra:
            continue
        try:
            ran = run(delivery, out, year.store, day, **options)
            if delivery.extra:
                year.score.wrong("a list given twice", "not asked about", str(day), there.events)
            return ran
        except cm.CohortmatchError as error:
            if delivery.extra and "the same rows twice" in str(error):
                year.score.right("a list given twice")
                continue
            what = "refused: " + str(error).replace(str(year.folder), "")[:150]
            year.score.wrong("run", f"refused, way {attempt}", what, there.events)
    year.score.wrong("run", "refused whatever was tried", f"{day}", there.events)
    return None


def without(there: Delivery) -> Delivery:
    """A delivery without the file that came twice."""
    rows = {place: row for place, row in there.rows.items() if place[0] != there.extra}
    return Delivery(there.folder, rows, there.files, there.phones, "", there.events)


def keep(year: Year, there: Delivery, ran: Ran) -> Month:
    """What a run said, beside the truth; the run takes its day's place."""
    day, rows = ran.day, placed(there, ran)
    true = [(row.person, row) for place, row in there.rows.items() if place[0] != there.extra]
    truth, own = Reading(day, true, there.read), Reading(day, rows, there.read)
    past = [year.truth[each] for each in sorted(year.truth) if each < day]
    past_own = [year.own[each] for each in sorted(year.own) if each < day]
    year.truth[day], year.own[day] = truth, own
    year.names |= {name: on for name, on in ran.names.items() if on != "again"}
    there.events = [each for each in there.events if not each.startswith("not read before")]
    gaps = sorted(there.read - past[-1].read) if past else []
    there.events += [f"not read before {on}" for on in gaps]
    where = f"seed {year.seed} {day}"
    return Month(where, there, ran, truth, own, past, past_own, year.names, day == max(year.own))


def score_run(year: Year, month: Month) -> None:
    """Score a run in every way."""
    score, ran = year.score, month.ran
    said = read_report(ran.out, year.names | {n: o for n, o in ran.names.items() if o != "again"})
    score_changes(score, month, said)
    score_figures(score, month, said)
    score_decisions(score, month, year.ledger)
    score_missing_lists(score, month, said)
    score_id_lines(score, month, said)
    score_columns(score, month, said)
    year.ids.look(score, month)
    for what in said.unknown:
        score.wrong("line", "not understood by this benchmark", what)
    if strangers(month.there, ran):
        score.wrong("rows", "a victim was matched", month.where)
    if len(month.own.rows) < len(month.truth.rows):
        lost = f"{month.where}: {len(month.truth.rows) - len(month.own.rows)} rows"
        score.wrong("rows", "not matched", f"{lost} {month.there.events}", month.there.events)


def perform(year: Year, there: Delivery, name: str, day: date) -> Month | None:
    """Run a delivery and score it."""
    ran = try_run(year, there, year.folder / name, day)
    if ran is None:
        return None
    month = keep(year, there, ran)
    score_run(year, month)
    return month


Chosen = tuple[str, str, Row, Row, str]


def choose(year: Year, month: Month) -> list[Chosen]:
    """Up to eight pairs to review, with the rows and the answer."""
    random, rows = year.borough.random, month.there.rows
    chosen: list[Chosen] = []
    for pair in asked(month.ran):
        one, other = (rows.get(month.ran.listings[each]) for each in pair)
        if one is None or other is None or (one.person, one.on) == (other.person, other.on):
            continue
        if len(chosen) < 8 and random.random() < 0.7:
            chosen.append((*pair, one, other, answer_of(random, one, other)))
    return chosen


def make_decisions(year: Year, month: Month) -> None:
    """The team answers pairs by the truth."""
    chosen = choose(year, month)
    if not chosen:
        return
    given = decide(month.ran, [(each[0], each[1], each[4]) for each in chosen], year.store)
    phones = month.there.phones
    for number, (_, _, one, other, answer) in zip(given, chosen, strict=True):
        if number:
            year.ledger.add(Decision(number, (one, other), answer, phones))


def same_again(year: Year, month: Month) -> None:
    """The same day, run again: the same tables, byte for byte."""
    out = year.folder / "again"
    ran = try_run(year, month.there, out, month.truth.day)
    for name in ("people.csv", "memberships.csv", "links.csv", "cross-reference.html"):
        if ran and filecmp.cmp(month.ran.out / name, out / name, shallow=False):
            year.score.right("the same day again")
        else:
            year.score.wrong(
                "the same day again", f"another {name}", month.where, month.there.events
            )


def after_decisions(year: Year, month: Month) -> None:
    """The same day with what was decided: no true pair may be less sure than before."""
    ran = try_run(year, month.there, year.folder / "decided", month.truth.day)
    if ran is None:
        return
    after = keep(year, month.there, ran)
    score_run(year, after)
    year.months[f"{month.truth.day}"] = after.own
    for pair, band in true_pairs(month).items():
        new = true_pairs(after).get(pair, "apart")
        if RANKS.index(new) < RANKS.index(band):
            shown = f"{month.where}: {pair}: {band}, now {new}"
            year.score.wrong("true pair after decisions", "less sure", shown)
        else:
            year.score.right("true pair after decisions")


RANKS = ("apart", "check", "same")


def true_pairs(month: Month) -> dict[tuple[str, str], str]:
    """The bands of the pairs that are one person's."""
    found, rows = {}, month.there.rows
    links = month.ran.result.links.reset_index()
    for left, right, band in zip(links["left"], links["right"], links["band"], strict=True):
        both = [rows.get(month.ran.listings[each]) for each in (left, right)]
        if both[0] and both[1] and both[0].person == both[1].person:
            found[left, right] = str(band)
    return found


def subset(year: Year, there: Delivery, day: date) -> None:
    """Two lists for one's own use: on trial where there is such a thing, which keeps nothing."""
    files = dict(sorted(there.files.items())[:2])
    rows = {place: row for place, row in there.rows.items() if place[0] in files}
    some = Delivery(there.folder, rows, files, there.phones, "", ["subset"])
    out, later = year.folder / "own", day + timedelta(days=9)
    if HAS_TRIAL:
        try_run(year, some, out, later, trial=True)
    else:
        perform(year, some, "own", later)


def month_of(year: Year, number: int) -> None:
    """One month from the lists' coming to the decisions."""
    random, day = year.borough.random, end_of(number)
    if number:
        pass_month(year.borough)
    there = deliver(year.borough, year.habits, year.folder / f"{day}", f"{day:%Y-%m}", not number)
    there.events += year.before
    year.before = []
    if number and not year.habits.calm and random.random() < 0.15:
        cut(year, there, day)
    month = perform(year, there, f"out-{day}", day)
    if month is not None:
        year.months[f"{day}"] = month.own
        follow(year, month, random)
        year.delivered.append((day, there))


def cut(year: Year, there: Delivery, day: date) -> None:
    """A truncated export is run first, and corrected on the same day."""
    whole = [on for name, on in there.files.items() if name.endswith(".csv")]
    on = year.borough.random.choice(whole)
    there.events.append(f"truncated {on}")
    part = truncate(there, year.folder / f"{day}-cut", on)
    part.events = [*there.events]
    perform(year, part, "cut", day)


def follow(year: Year, month: Month, random: Random) -> None:
    """What happens between a run and the next month's."""
    if random.random() < 0.15:
        same_again(year, month)
    make_decisions(year, month)
    if random.random() < 0.2:
        after_decisions(year, month)
    if year.habits.calm:
        return
    if year.delivered and random.random() < 0.12:
        earlier_month(year, *random.choice(year.delivered), month.truth.day)
    if random.random() < 0.1:
        subset(year, month.there, month.truth.day)
        year.before.append("after a run of two lists")


def earlier_month(year: Year, day: date, there: Delivery, today: date) -> None:
    """An earlier month's lists are run again."""
    there.events.append(f"run again {today}")
    month = perform(year, there, f"out-{day}", day)
    if month is not None:
        year.months[f"{day}"] = month.own
    year.before.append("after an earlier month was run again")


def simulate(
    seed: int,
    months: int,
    people: int,
    calm: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Score:
    """A whole year of one seed."""
    random = Random(seed)
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        year = Year(seed, Path(folder), begin(random, people, end_of(0)), Habits(calm))
        for number in range(months):
            month_of(year, number)
            tell(f"seed {seed}, {end_of(number)}")
        score_ids(year.score, year.borough.people, year.months)
    return year.score
