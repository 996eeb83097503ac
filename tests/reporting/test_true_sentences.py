"""Sentences that were once false, each tested against the values it speaks of."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.linkage.explanations import COMMON, TOO_FEW
from cohortmatch.people.words import PARTLY, Wording
from cohortmatch.reading.as_at import AsAt, day_of
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import match
from cohortmatch.synthetic import Invented
from cohortmatch.values.common_names import forename_share, surname_share
from running import Command

People = dict[str, list[str]]


@pytest.fixture(scope="module")
def found(invented: Invented) -> CrossReference:
    return match(dict(invented.frames))


def people(*names: str, dob: str = "03/04/1989", **more: str) -> pd.DataFrame:
    """A list of people by their names, "Forename Surname"."""
    rows = [dict(zip(("Forename", "Surname"), name.split(), strict=True)) for name in names]
    return pd.DataFrame([{**row, "DOB": dob, **more} for row in rows])


# ---- what differs


def test_nothing_differs_only_where_no_value_differs(found: CrossReference) -> None:
    links, model = found.view.resolved.links, found.view.model
    wording = Wording(model)
    unlike = {"different", "near", "district", "another_member"} | PARTLY
    seen = set()
    for levels in np.unique(links.levels, axis=0).tolist():
        named = [
            c.levels[at].name
            for c, at in zip(model.comparisons, levels, strict=True)
            if c.name not in ("relation", "name_order")
        ]
        told = wording.of(levels).differs
        differs = not unlike.isdisjoint(named)
        seen.add(differs)
        assert bool(told) >= differs, named
        assert "common name" not in told and "could be" not in told
    assert seen == {True, False}


def test_two_surnames_beside_each_other_are_told_as_different() -> None:
    one, other = people("Ivor Quarmby"), people("Ivor Quarmbie")
    result = cm.match({"IOM": one, "SGV": other})
    link = result.links.iloc[0]
    told = Wording(result.view.model).of(result.view.resolved.links.levels[0].tolist())
    assert link["surname"] != "same"
    assert told.differs == "in part: surname"


def test_a_pair_that_agrees_on_all_has_nothing_that_differs() -> None:
    result = cm.match({"IOM": people("John Smith"), "SGV": people("John Smith")})
    queue = result.review_queue()
    assert queue["differs"].tolist() == [""]
    told = result.why("IOM:0", "SGV:0")
    assert told.differs == ()
    words = " ".join(reason.words for reason in told.discounts)
    assert (
        "a name so common, and what is known of the date of birth" in words
        and "nothing else" not in words
    )
    parts = (*told.agrees, *told.differs, *told.discounts)
    assert told.weight == pytest.approx(told.before_looking + sum(r.bits for r in parts))


def test_the_parts_of_every_explanation_are_what_they_are_called(found: CrossReference) -> None:
    for left, right in found.links[["left", "right"]].iloc[::7].itertuples(index=False):
        told = found.why(left, right)
        levels = {r.comparison: r.bits for r in told.reasons if r.kind == "level"}
        assert all(levels[r.comparison] < 0 for r in told.differs)
        assert all(levels.get(r.comparison, 1) >= 0 or r.comparison == "relation"
                   for r in told.discounts)  # fmt: skip
        parts = (*told.agrees, *told.differs, *told.discounts)
        assert told.weight == pytest.approx(told.before_looking + sum(r.bits for r in parts))


# ---- common and rare names


def rarities(result: CrossReference, left: str, right: str) -> dict[str, str]:
    told = result.why(left, right)
    return {r.comparison: r.words for r in told.reasons if r.kind == "rarity"}


def test_two_lists_of_one_row_do_not_make_a_name_common() -> None:
    for name, words in (("Ivor Quarmby", TOO_FEW), ("David Smith", COMMON)):
        one, other = people(name), people(name, dob="04/03/1988")
        told = rarities(cm.match({"IOM": one, "SGV": other}), "IOM:0", "SGV:0")
        assert told["surname"] == words


def test_a_name_is_called_common_only_where_others_bear_it(found: CrossReference) -> None:
    names, person = found.view.listings.names, found.view.resolved.person
    owner = np.repeat(np.arange(len(names)), np.diff(names.offsets))
    place = {name: at for at, name in enumerate(found.view.ids)}
    called = 0
    for left, right in found.links[["left", "right"]].iloc[::5].itertuples(index=False):
        for part, words in rarities(found, left, right).items():
            if words != COMMON or part not in ("surname", "forename"):
                continue
            called += 1
            codes = names.surname if part == "surname" else names.given
            ends = (place[left], place[right])
            mine = {int(c) for c in codes[np.isin(owner, ends)] if c >= 0}
            share = surname_share if part == "surname" else forename_share
            others = set(person[owner[np.isin(codes, list(mine))]]) - {person[e] for e in ends}
            assert any(share(names.words[c]) for c in mine) or len(others) >= 2
    assert called > 3


# ---- the day of a list


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["IOM May 2026", "Updated 14/05/2026"], (2026, 5, 14, False)),
        (["IOM May 2026", "Cohort", "as at 9 May 2026"], (2026, 5, 9, False)),
        (["IOM May 2026", "Next meeting 3 June 2026"], (2026, 5, 1, True)),
        (["IOM May 2026"], (2026, 5, 1, True)),
        (["IOM 2026-05-02", "Updated 14/05/2026"], (2026, 5, 2, False)),
        (["IOM", "Updated 14/05/2026"], (2026, 5, 14, False)),
    ],
)
def test_the_day_of_a_list(texts: list[str], told: tuple[int, int, int, bool]) -> None:
    found = day_of(texts)
    assert found.day is not None
    assert (found.day.year, found.day.month, found.day.day, found.is_month) == told
    assert day_of(["IOM cohort"]) == AsAt()


def test_a_month_is_not_shown_as_a_day(cohortmatch: Command, tmp_path: Path) -> None:
    for name, title in (("IOM May 2026", "Updated 14/05/2026"), ("SGV April 2026", "Cohort")):
        text = f"{title},,\n" + people("Ivor Quarmby", "Una Odell").to_csv(index=False)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("*.csv"))
    assert cohortmatch("run", *files, "-o", "june", "--as-of", "2026-06-20").exit_code == 0
    book = pd.read_excel("june/cross-reference.xlsx", sheet_name=None, header=None,
                         dtype=str, engine="calamine")  # fmt: skip
    method = dict(book["Method and limits"].iloc[:, :2].dropna().to_numpy().tolist())
    assert "as at 14 May 2026" in method["List: IOM"]
    assert "as at Apr 2026" in method["List: SGV"]
    summary = book["Summary"].to_string()
    assert "2026-05-14" in summary and "Apr 2026" in summary and "1 Apr" not in summary
    assert "SGV is up to 80 days old (as at Apr 2026)" in summary
    assert "IOM is 37 days old (as at 14 May 2026)" in summary


# ---- registers and lists that cannot be told


def test_who_is_on_several_panels_and_a_register_is_told() -> None:
    lists = {name: people("Ivor Quarmby", PNC="02/73319Z") for name in ("IOM", "SGV", "NPS")}
    result = cm.match(lists)
    assert result.headline == "1 person is on more than one panel: certain."
    assert result.counts.second == (
        "Nobody else is on one panel and a register (NPS); "
        "1 of those on more than one panel is on one."
    )
    lists["NPS"] = people("Una Odell", dob="09/09/1971")
    assert cm.match(lists).counts.second == "Nobody else is on one panel and a register (NPS)."
    lists["IOM"] = people("Una Odell", dob="09/09/1971")
    lists["NPS"]["PNC"] = lists["IOM"]["PNC"] = "99/73319H"
    assert cm.match(lists).counts.second.startswith("1 more is on one panel and a register (NPS)")


def asb(roles: list[str] | None) -> pd.DataFrame:
    frame = people("Ivor Quarmby", "Una Odell")
    return frame if roles is None else frame.assign(Role=roles)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (None, "It cannot be told whether anybody is on more than one panel: ASB has no roles."),
        (["victim", ""], "It cannot be told whether anybody is on more than one panel: "
         "1 row of ASB has no role."),
        (["victim", "victim"], "Nobody is on more than one panel."),
    ],
)  # fmt: skip
def test_a_list_without_roles_makes_the_headline_untold(roles: list[str] | None, told: str) -> None:
    lists = {"ASB": asb(roles), "IOM": people("Ivor Quarmby", PNC="02/73319Z")}
    assert cm.match(lists).headline == told
    lists["SGV"] = people("Ivor Quarmby", PNC="02/73319Z")
    with_others = cm.match(lists).headline
    if roles == ["victim", "victim"]:
        assert with_others == "1 person is on more than one panel: certain."
    else:
        assert with_others.startswith(
            "1 person is on more than one panel: certain; it cannot be told who"
        )


@pytest.mark.parametrize(
    ("roles", "why"),
    [
        (None, "ASB has no roles"),
        (["", ""], "ASB has no roles"),
        (["victim", ""], "some rows of ASB have no role"),
        (["victim", "victim"], ""),
    ],
)
def test_a_list_without_roles_makes_the_headline_of_an_edition_untold(
    roles: list[str] | None, why: str
) -> None:
    ivor = people("Ivor Quarmby", PNC="02/73319Z")
    lists = {"ASB": asb(roles), "IOM": ivor}
    for is_on_another in (False, True):
        lists |= {"SGV": ivor} if is_on_another else {}
        edition = cm.match(lists).edition("IOM")
        counted = f"{int(is_on_another)} of 1 person on IOM "
        counted += "is" if is_on_another else "are"
        counted += " also on another panel that may be shown here"
        told = f"{counted}; it cannot be told who else is: {why}." if why else f"{counted}."
        if why and not is_on_another:
            told = (
                "It cannot be told whether anybody on IOM is also on another panel that may be "
                f"shown here: {why}."
            )
        assert edition.headline == told == edition.sheets[1].sentence
        assert told in edition._page().decode()
        assert edition.chair is not None and (why in edition.chair.headline)
        empty = edition.sheets[1].table.empty
        assert empty == (
            told.rstrip(".") if told.startswith("It") else "Nobody is on another panel"
        )


def test_the_rest_of_a_report_says_so_too() -> None:
    told = "It cannot be told whether anybody is on more than one panel: ASB has no roles"
    result = cm.match({"ASB": asb(None), "IOM": people("Ivor Quarmby", PNC="02/73319Z")})
    book = openpyxl.load_workbook(io.BytesIO(result._workbook()))
    cells = {cell.value for row in book["On several panels"] for cell in row}
    assert told in cells and f"<p>{told}.</p>" in result._page().decode()
    assert "Nobody is on more than one panel" not in cells


# ---- columns


def test_check_says_which_unexplained_columns_decide(cohortmatch: Command, tmp_path: Path) -> None:
    names = [f"Ivo{chr(97 + n)} Quarmby" for n in range(6)]
    for name in ("IOM", "SGV"):
        frame = people(*names).assign(Shoe=list("123456"), Glove=["soft"] * 6)
        frame[f"Only {name}"] = [f"{name} {letter}" for letter in "abcdef"]
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    files = sorted(tmp_path.glob("*.csv"))
    out = cohortmatch("check", *files).stdout
    compared = out.partition("Compared though nobody has explained it\n")[2]
    assert compared.splitlines()[:2] == ["  IOM  Shoe", "  SGV  Shoe"]
    unused = out.partition("Not compared; shown to the list's own panel only\n")[2].partition(
        "\n\n"
    )[0]
    assert "Only IOM" in unused and "Glove" in unused and "Shoe" not in unused
    answer = json.loads(cohortmatch("check", *files, "--json").stdout)
    said = {c["heading"] for each in answer["lists"] for c in each["columns"] if c["compared"]}
    result = cm.match({file.stem: pd.read_csv(file, dtype=str) for file in files})
    learnt = {c.name for c in result.view.model.comparisons} & {"shoe", "glove"}
    assert said == {"Shoe"} and learnt == {"shoe"}
