"""Every public function, given some forty wrong values: its own error, in words, or an answer.

Run as a script it prints the counts: `python tests/test_wrong_values.py`.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.linkage.columns import listings_of
from cohortmatch.linkage.comparing import ComparisonKind, register, unregister
from cohortmatch.linkage.comparing.encoded import encoded
from cohortmatch.linkage.linking import link
from cohortmatch.linkage.model import Comparison, Level, load, shipped
from cohortmatch.services.audit import export_log, restart_log, show_log, verify_log
from cohortmatch.services.check import check
from cohortmatch.services.decide import decide
from cohortmatch.services.decide_persons import decide_persons
from cohortmatch.services.decisions import export_decisions, list_decisions, undo
from cohortmatch.services.demo import demo
from cohortmatch.services.kept_runs import forget_run, list_runs
from cohortmatch.services.places import keeping
from cohortmatch.services.purge import purge
from cohortmatch.services.run_again import load_report, read_again
from cohortmatch.services.sources import given
from cohortmatch.services.why import why
from cohortmatch.settings.file import load_settings

REACHED = "the lists are in it"
"""What report() says of its folder, where every argument was accepted: nothing need be matched."""
CANARY = "Zebedee Farthingay"
FRAME = pd.DataFrame({"Name": ["Ivor Quarmby", "Una Zebb"], "DOB": ["03/04/1989", "05/06/1991"]})
LISTS = {"IOM": FRAME, "SGV": FRAME}
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 5, 1.5, float("nan"), float("inf"), 1j, 10**30),
    *("", " ", CANARY, "\0", "nul\0inside", b"bytes", bytearray(b"more")),
    *([], [CANARY], [None], [1, "a"], (), (1,), {CANARY}, frozenset((1,)), {}, {1: 2}),
    *({CANARY: CANARY}, {None: None}, {"a": {"b": 5}}, range(3), iter("ab")),
    *(pd.DataFrame(), pd.Series([CANARY]), pd.Index([CANARY]), pd.NA, pd.NaT, np.int64(5)),
    *(np.array([1, 2]), np.array(CANARY), date(2026, 6, 1), datetime(2026, 6, 1), object()),
    *(int, len, SimpleNamespace(name=CANARY), ValueError(CANARY), Path("no such place")),
)
ASK_WHERE: tuple[Callable[..., Any], ...] = (
    *(list_runs, list_decisions, export_decisions, show_log, verify_log, export_log),
)
LATER = date(2026, 6, 1)
Calls = dict[str, Callable[[Any], Any]]


def calls(result: cm.CrossReference) -> Calls:
    """Each public function and argument, to be called with a wrong value."""
    queue = pd.DataFrame({"left": ["IOM:0"], "right": ["SGV:0"], "answer": ["same"]})
    model, tables = shipped(), {"A": {"pnc": ["02/73319Z"]}}
    listings, report = result.listings, load_report(Path("report"))
    kept = keeping(load_settings(), flags={"store": "cohortmatch.db"})
    level = {"name": "missing", "words": "w", "m": 1, "u": 1}
    found: Calls = {
        "read_lists": cm.read_lists,
        "a list": lambda v: cm.read_lists({"IOM": v}),
        "columns of a list": lambda v: cm.read_lists(LISTS, columns={"IOM": v}),
        "a heading": lambda v: cm.read_lists(LISTS, columns={"IOM": {"surname": v}}),
        "panels, path": lambda v: cm.read_lists("lists", panels={"X": v}),
        "match": cm.match,
        "fit": lambda v: cm.fit(v, queue),
        "fit, labels": lambda v: cm.fit(listings, v),
        "fit, plan": lambda v: cm.fit(listings, queue, plan=v),
        "decide, result": lambda v: cm.decide(v, queue, "kept.csv"),
        "decide, answers": lambda v: cm.decide(result, v, "kept.csv"),
        "decide, to": lambda v: cm.decide(result, queue, v),
        "decide, by": lambda v: cm.decide(result, queue, "kept.csv", by=v),
        "Store": cm.Store,
        "Base.load": cm.Base.load,
        "Base.save": lambda v: result.base().save(v),
        "why": result.why,
        "why, other": lambda v: result.why("IOM:0", v),
        "why_person": result.why_person,
        "edition": result.edition,
        "to_excel": result.to_excel,
        "review": cm.review,
        "services.why": lambda v: why(v, "IOM:0"),
        "services.why, listing": lambda v: why(Path("report"), v),
        "services.decide": decide,
        "services.demo": demo,
        "services.given": given,
        "services.check": check,
        "load_report": load_report,
        "read_again": read_again,
        "load_settings": load_settings,
        "shipped": shipped,
        **{f"{each.__name__}, kept": each for each in ASK_WHERE},
        "decide_persons, same": lambda v: decide_persons(Path("report"), same=v),
        "decide_persons, a pair": lambda v: decide_persons(Path("report"), different=[v]),
        "undo, number": lambda v: undo(kept, v),
        "undo, reason": lambda v: undo(kept, 99, reason=v),
        "list_decisions, whole": lambda v: list_decisions(kept, whole=v),
        "show_log, last": lambda v: show_log(kept, v),
        "verify_log, anchor": lambda v: verify_log(kept, v),
        "restart_log, because": lambda v: restart_log(kept, v),
        "forget_run, day": lambda v: forget_run(kept, v),
        "purge, months": lambda v: purge(kept, LATER, [Path("none")], keep_months=v),
        "purge, dry_run": lambda v: purge(kept, LATER, [Path("none")], dry_run=v),
        "purge, base": lambda v: purge(kept, LATER, [Path("none")], base=v),
        "keeping, flags": lambda v: keeping(load_settings(), flags={"stor": v}),
        "listings_of, a column": lambda v: listings_of({"A": {"token": v}}),
        "purge, day": lambda v: purge(keeping(load_settings(), flags={}), v, [Path("report")]),
        "model.load": load,
        "Model.save": model.save,
        "Model.without": model.without,
        "Model.with_comparisons": model.with_comparisons,
        "Model.comparison": model.comparison,
        "Model.from_json": cm.Model.from_json,
        "Comparison, levels": lambda v: Comparison(name="a", words="a", levels=v),
        "Level, name": lambda v: Level(**{**level, "name": v}),
        "Level, m": lambda v: Level(**{**level, "m": v}),
        "register": register,
        "unregister": unregister,
        "encoded": encoded,
        "ComparisonKind, levels": lambda v: ComparisonKind("x", v, lambda _: v),
        "ComparisonKind, make": lambda v: ComparisonKind("x", ("missing", "same"), v),
        "ComparisonKind, fields": lambda v: ComparisonKind(
            "x", ("missing", "same"), lambda _: v, fields=v
        ),
        "listings_of": listings_of,
        "listings_of, a list": lambda v: listings_of({"A": v}),
        "listings_of, a cell": lambda v: listings_of({"A": {"pnc": [v]}}),
        "link": link,
        "link, model": lambda v: link(listings_of(tables), v),
        "link, memory": lambda v: link(listings_of(tables), memory=v),
        "link, base": lambda v: link(listings_of(tables), base=v),
        "explain": lambda v: link(listings_of(tables)).explain(0, v),
    }
    arguments: dict[str, tuple[Callable[..., Any], str]] = {
        "read_lists": (
            lambda **given: cm.read_lists(LISTS, **given),
            "columns panels passwords as_of institutional_addresses",
        ),
        "match": (lambda **given: cm.match(listings, **given), "decisions columns plan base as_of"),
        "Plan": (
            cm.Plan,
            "model as_of every_pair_up_to marking keep_months lists report candidates more base "
            "begin_afresh memory",
        ),
        "report": (
            lambda **given: cm.report("lists", "lists", **given),
            "panels settings marking base decisions store audit by purpose passwords as_of",
        ),
        "review": (
            lambda **given: cm.review(Path("report"), **given),
            "lists settings kept_in watch passwords",
        ),
        "read_again": (
            lambda **given: read_again(report, **given),
            "lists settings watch passwords",
        ),
        "given": (lambda **given_: given("lists", **given_), "panels settings flags passwords"),
        "keeping": (
            lambda **flags: keeping(load_settings(), flags=flags),
            "decisions store audit by purpose",
        ),
    }
    for name, (call, names) in arguments.items():
        for argument in names.split():
            found[f"{name}, {argument}"] = lambda v, call=call, argument=argument: call(
                **{argument: v}
            )
    return found


def tried(name: str, call: Callable[[Any], Any]) -> Iterator[tuple[str, str]]:
    """What became of each wrong value: accepted, its own error or a foreign one, and its words."""
    for wrong in WRONG:
        kind = f"{type(wrong).__name__}"
        try:
            call(wrong)
        except cm.CohortmatchError as error:
            yield "accepted" if REACHED in str(error) else "own", f"{kind}: {error}"
        except Exception as error:
            if callable(wrong) and name.endswith("watch"):
                continue  # what a caller's own function raises is the caller's
            yield "foreign", f"{kind}: {type(error).__name__}: {error}"
        else:
            yield "accepted", kind


@contextlib.contextmanager
def a_place() -> Iterator[cm.CrossReference]:
    """An empty folder with a report in it; the result of its lists."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("lists").mkdir()
            for name, frame in LISTS.items():
                frame.to_csv(Path("lists", f"{name}.csv"), index=False)
            cm.report("lists", "report", decisions="decisions.csv")
            yield cm.match(LISTS)
        finally:
            os.chdir(before)


def outcomes() -> dict[str, list[tuple[str, str]]]:
    """What became of every wrong value, by function and argument."""
    with a_place() as result:
        return {name: list(tried(name, call)) for name, call in calls(result).items()}


def test_a_wrong_value_gets_the_package_s_own_error() -> None:
    found = outcomes()
    foreign = {name: [w for kind, w in each if kind == "foreign"] for name, each in found.items()}
    assert {name: words for name, words in foreign.items() if words} == {}
    assert sum(kind == "own" for each in found.values() for kind, _ in each) > 4_500


@pytest.mark.parametrize(
    ("argument", "given", "taken"),
    [
        ("memory", "2GB", 2_000_000_000),
        ("memory", np.int64(10**9), 10**9),
        ("as_of", "2026-06-01", date(2026, 6, 1)),
        ("keep_months", np.int64(3), 3),
    ],
)
def test_a_plan_takes_what_the_settings_take(argument: str, given: Any, taken: object) -> None:
    assert getattr(cm.Plan(**{argument: given}), argument) == taken


def test_a_plan_takes_a_model_s_file(tmp_path: Path) -> None:
    file, ours = tmp_path / "ours.json", shipped().without("phone")
    ours.save(file)
    assert cm.Plan(model=file).model == cm.Plan(model=str(file)).model == ours  # type: ignore[arg-type]


def test_a_model_has_a_comparison_once() -> None:
    model = shipped()
    with pytest.raises(cm.SettingsError, match="two comparisons have one name"):
        model.with_comparisons((*model.comparisons, model.comparisons[0]))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"name": 5}, "name: must be text"),
        ({"make": 5}, "make: must be a function"),
        ({"fields": "tattoo"}, "fields: must be several texts"),
        ({"agrees": {"x": "same"}}, "agrees: must be {Agreement: level}"),
        ({"figures": "soft"}, "figures: must be firm, published or guessed"),
    ],
)
def test_a_comparison_that_would_break_matching_is_refused(parts: Any, said: str) -> None:
    whole = {"name": "x", "levels": ("missing", "different", "same"), "make": lambda _: None}
    with pytest.raises(cm.SettingsError, match=said):
        register(ComparisonKind(**(whole | parts)))
    cm.match(LISTS)


def failing(*_: object) -> None:
    raise ValueError(CANARY)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "must answer a function of pairs"),
        (failing, "failed with ValueError in test_wrong_values.py, line"),
        (lambda _: failing, "failed with ValueError in test_wrong_values.py, line"),
        (lambda _: lambda *_: None, "one level a pair"),
    ],
    ids=["nothing", "failing", "failing later", "no levels"],
)
def test_what_a_caller_s_function_does_is_told_as_its_comparison_s(make: Any, said: str) -> None:
    missing, other = (Level(name=n, words=n, m=1, u=1) for n in ("missing", "same"))
    comparison = Comparison(name="build", words="build", levels=(missing, other))
    register(ComparisonKind("build", ("missing", "same"), make))
    ours = cm.Plan(model=shipped().with_comparisons((*shipped().comparisons, comparison)))
    try:
        for plan in (ours, cm.Plan(more={"build": make})):
            with pytest.raises(cm.SettingsError, match=f"“build”.*{said}") as error:
                cm.match(LISTS, plan=plan)
            assert CANARY not in str(error.value)
    finally:
        unregister("build")


if __name__ == "__main__":
    everything = outcomes()
    counts = Counter(kind for each in everything.values() for kind, _ in each)
    print(f"{len(everything)} functions and arguments, {counts.total()} wrong values:")
    print(", ".join(f"{number} {kind}" for kind, number in counts.most_common()))
    for function, each in everything.items():
        for kind, words in each:
            if kind == "foreign":
                print(function, "|", words[:150].replace("\n", " "))
