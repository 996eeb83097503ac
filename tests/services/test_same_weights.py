"""What reads a report again uses the weights of the run that wrote it, or says that it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.linkage.model import Comparison, Level, Model, Prior, shipped
from cohortmatch.services.decide import decide
from cohortmatch.services.why import why
from running import AS_OF, Command

PEOPLE = (
    "Name,DOB,Postcode,Phone\n"
    "Ivor Quarmby,03/04/1989,RM1 3BD,07700 900252\nUna Zebb,05/06/1991,RM1 3BD,07700 900253\n"
)
WITHOUT = ("pnc", "asn", "address", "phone")
DAY = date.fromisoformat(AS_OF)
PAIR = ("IOM:2", "MAPPA:2")
REFERENCE = "IOM:2 | MAPPA:2"


def with_other_figures(model: Model, more: float) -> Model:
    """A model of the same name whose sex comparison has other figures."""
    sex = model.comparison("sex")
    levels = [
        Level(name=each.name, words=each.words, m=each.m, u=each.u * more)
        for each in sex.levels[1:]
    ]
    other = Comparison(name="sex", words=sex.words, levels=(sex.levels[0], *levels))
    return model.with_comparisons(
        tuple(other if each.name == "sex" else each for each in model.comparisons)
    )


def lists_in(folder: Path) -> Path:
    folder.mkdir()
    for name in ("IOM", "MAPPA"):
        (folder / f"{name}.csv").write_text(PEOPLE)
    return folder


def weight_in_links() -> float:
    links = pd.read_csv(Path("out") / "links.csv")
    return float(links[(links.left == PAIR[0]) & (links.right == PAIR[1])].weight.iloc[0])


@pytest.fixture
def ours(cohortmatch: Command) -> Path:
    """A model without numbers, named in this folder's settings, with which a report was written."""
    lists_in(Path("lists"))
    shipped().without(*WITHOUT).save("ours.json")
    Path("cohortmatch.toml").write_text('[run]\nmodel = "ours.json"\n')
    cm.report("lists", "out", as_of=AS_OF)
    return Path("ours.json")


def test_why_uses_the_model_of_the_settings_found_as_run_finds_them(ours: Path) -> None:
    assert why(Path("out"), *PAIR).explanation.weight == pytest.approx(weight_in_links(), abs=1e-3)


def test_so_does_the_command(ours: Path, cohortmatch: Command) -> None:
    told = cohortmatch("why", "out", *PAIR, "--json")
    assert json.loads(told.stdout)["weight"] == pytest.approx(weight_in_links(), abs=1e-3)


def test_so_it_does_with_the_settings_beside_the_lists(cohortmatch: Command) -> None:
    folder = lists_in(Path("lists"))
    shipped().without(*WITHOUT).save(folder / "ours.json")
    (folder / "cohortmatch.toml").write_text('[run]\nmodel = "ours.json"\n')
    cm.report("lists", "out", as_of=AS_OF)
    assert why(Path("out"), *PAIR).explanation.weight == pytest.approx(weight_in_links(), abs=1e-3)


EDITED: dict[str, Callable[[Model], Model]] = {
    "a comparison left out": lambda model: model.without("sex"),
    "a comparison put back": lambda _: shipped(),
    "other figures of a level": lambda model: with_other_figures(model, 0.9),
    "another prior": lambda model: model.model_copy(
        update={"prior": Prior(overlap=0.2, repeats=0.01)}
    ),
}


@pytest.mark.parametrize("edited", EDITED.values(), ids=EDITED)
@pytest.mark.parametrize("read", ["why", "review"])
def test_other_weights_of_the_same_name_are_refused(ours: Path, edited: object, read: str) -> None:
    edited(shipped().without(*WITHOUT)).save(ours)  # type: ignore[operator]
    with pytest.raises(cm.SettingsError, match="other weights than the one here"):
        if read == "why":
            why(Path("out"), *PAIR)
        else:
            cm.review(Path("out"), kept_in={"decisions": "decisions.csv"})


def test_the_run_s_model_by_its_file_is_taken_again(ours: Path) -> None:
    Path("cohortmatch.toml").unlink()
    with pytest.raises(cm.SettingsError, match="other weights than the one here"):
        why(Path("out"), *PAIR)
    Path("then.toml").write_text('[run]\nmodel = "ours.json"\n')
    found = why(Path("out"), *PAIR, settings=Path("then.toml"))
    assert found.explanation.weight == pytest.approx(weight_in_links(), abs=1e-3)


def test_other_words_are_no_other_weights(ours: Path) -> None:
    told = json.loads(ours.read_text())
    for comparison in told["comparisons"]:
        comparison["words"] += " (in our words)"
    ours.write_text(json.dumps(told))
    assert why(Path("out"), *PAIR).explanation.weight == pytest.approx(weight_in_links(), abs=1e-3)


def test_decisions_are_read_whatever_the_model_is_now(ours: Path) -> None:
    """Whom a decision is about does not rest on weights."""
    ours.unlink()
    Path("cohortmatch.toml").unlink()
    pd.DataFrame({"pair": [REFERENCE], "decision": ["same"]}).to_csv("answers.csv", index=False)
    kept = {"decisions": "decisions.csv"}
    assert decide(Path("answers.csv"), report_folder=Path("out"), kept_in=kept).same == 1


def test_a_program_s_own_comparison_is_not_left_out_in_silence(cohortmatch: Command) -> None:
    lists_in(Path("lists"))
    more = {"build": lambda listings: lambda pairs: np.ones(len(pairs), dtype=np.int8)}
    cm.match("lists", plan=cm.Plan(as_of=DAY, more=more)).write("out")
    with pytest.raises(cm.SettingsError, match=r"brought \(build\)"):
        why(Path("out"), *PAIR)


def test_a_report_of_an_earlier_version_is_read_by_its_model_s_name(ours: Path) -> None:
    file = Path("out", "run.json")
    told = json.loads(file.read_text())
    del told["weights"], told["callers"]
    file.write_text(json.dumps(told))
    assert why(Path("out"), *PAIR).explanation.weight == pytest.approx(weight_in_links(), abs=1e-3)
