"""The tables other tools rely on."""

from __future__ import annotations

import pandas as pd

from cohortmatch.linkage.model import shipped
from cohortmatch.reporting import CrossReference
from sketches import IOM, MAPPA, SAME_NAME, Sketch, answer, borough


def test_people_on_several_panels_come_first(result: CrossReference) -> None:
    people = result.people
    assert people.index.name == "person_id"
    assert people["panels"].tolist() == [2, 2, 2, 1]
    assert people["registers"].tolist() == [1, 0, 0, 1]


def test_people_are_numbered_in_the_order_of_listing_ids(result: CrossReference) -> None:
    """IOM:9 comes before IOM:10 and IOM:11, all before MAPPA."""
    people = result.people
    assert people.index.tolist() == ["P0001", "P0003", "P0002", "P0004"]
    assert people["IOM"].tolist() == ["IOM:9", "IOM:11", "IOM:10", ""]
    assert people["NPS"].tolist() == ["NPS:2; NPS:4", "", "", "NPS:3"]


def test_names_are_as_written_most_frequent_first(result: CrossReference) -> None:
    names = result.people["names"].tolist()
    assert names[0] == "Mary ARDEN; Mary Jo ARDEN"
    assert names[1] == "Ada PENN; Adah PENN"


def test_no_name_in_people_begins_as_a_formula(result: CrossReference) -> None:
    """The cell says "=QUILL, Otto"."""
    assert result.people["names"].tolist()[2] == "Otto QUILL"


def test_dates_of_birth_are_iso_distinct_and_blank_when_unknown(result: CrossReference) -> None:
    assert result.people["date_of_birth"].tolist() == [
        "1990-03-04",
        "2009-09-09",
        "1985-01-02; 1985-02-01",
        "1971-07-07",
    ]
    columns = {"Surname": "surname", "Forename": "forename", "DOB": "date_of_birth"}
    lists = [Sketch(n, columns, {2: ("ARDEN", "Mary", "")}) for n in ("a", "b")]
    unknown = answer(lists, [("a:2", "b:2")], {("a:2", "b:2"): (9.0, "same", SAME_NAME)})
    assert unknown.people["date_of_birth"].tolist() == [""]


def test_memberships_hold_every_listing_once(result: CrossReference) -> None:
    table = result.memberships
    assert table["listing_id"].is_unique and len(table) == 10
    assert table.index.name == "listing"
    first = table.iloc[0].to_dict()
    assert first == {
        "person_id": "P0001",
        "listing_id": "IOM:9",
        "panel": "IOM",
        "file": "IOM list.csv",
        "sheet": "",
        "row": 9,
        "role": "subject",
    }


def test_links_have_one_column_a_comparison_with_its_level(result: CrossReference) -> None:
    links = result.links
    expected = ["left", "right", "weight", "band", *shipped().names]
    assert list(links.columns) == expected
    assert links.index.name == "pair"
    row = links.loc["IOM:9 | MAPPA:2"]
    assert (row["weight"], row["band"], row["pnc"], row["sex"]) == (
        30.123,
        "same",
        "same",
        "missing",
    )


def test_links_come_in_the_order_of_listing_ids(result: CrossReference) -> None:
    assert result.links["left"].tolist() == [
        "IOM:9", "IOM:9", "IOM:10", "IOM:11", "IOM:11", "MAPPA:5", "NPS:2",
    ]  # fmt: skip


def test_a_list_named_like_a_column_is_marked() -> None:
    columns = {"Surname": "surname", "Forename": "forename"}
    lists = [Sketch(name, columns, {2: ("ARDEN", "Mary")}) for name in ("names", "panels")]
    link = {("names:2", "panels:2"): (9.0, "same", SAME_NAME)}
    people = answer(lists, [("names:2", "panels:2")], link).people
    assert list(people.columns[-2:]) == ["names (list)", "panels (list)"]


def test_review_queue_shows_both_sides_as_written(result: CrossReference) -> None:
    queue = result.review_queue()
    assert queue.index.name == "pair"
    row = queue.loc["IOM:10 | MAPPA:3"]
    assert row["how_sure"] == "Probably the same, check"
    assert (row["left_date_of_birth"], row["right_date_of_birth"]) == ("1985-01-02", "1985-02-01")
    assert row["left_postcode"] == "ZZ2 2AA"
    assert row["agrees"].startswith("surname, forename: the same; date of birth: ")
    assert row["differs"] == "in part: date of birth"
    assert "on neither: any number that identifies a person" in row["missing"]


def test_review_queue_says_what_one_side_lacks() -> None:
    lists = [
        Sketch("a", {"N": "name", "PNC": "pnc"}, {2: ("Ann ARDEN", "2087/0000001A")}),
        Sketch("b", {"N": "name", "PNC": "pnc"}, {2: ("Ann ARDEN", "")}),
    ]
    queue = answer(lists, [], {("a:2", "b:2"): (1.0, "check", SAME_NAME)}).review_queue()
    assert "only on a:2: PNC ID" in queue["missing"].iloc[0]


def test_labels_of_a_frame_are_row_names_of_any_kind() -> None:
    columns = {"N": "name"}
    lists = [
        Sketch("a", columns, {"x": ("Ann ARDEN",), pd.Timestamp("2026-01-01"): ("Bo BELL",)}),
        Sketch("b", columns, {7: ("Ann ARDEN",)}),
    ]
    found = answer(lists, [("a:x", "b:7")], {("a:x", "b:7"): (9.0, "same", SAME_NAME)})
    assert found.people["a"].tolist() == ["a:x"]
    assert set(map(str, found.memberships["row"])) == {"x", "2026-01-01 00:00:00", "7"}


def test_somebody_without_a_subject_listing_is_not_reported() -> None:
    columns = {"N": "name", "Role": "role"}
    lists = [
        Sketch(
            name,
            columns,
            {2: ("Ann ARDEN", "Associate"), 3: ("Bo BELL", "Offender"), 4: ("Cy COLE", role)},
        )
        for name, role in (("IOM", "Associate"), ("DIP", "Offender"))
    ]
    links = {(f"IOM:{n}", f"DIP:{n}"): (9.0, "same", SAME_NAME) for n in (2, 3, 4)}
    found = answer(lists, [(f"IOM:{n}", f"DIP:{n}") for n in (2, 3, 4)], links)
    assert found.people["names"].tolist() == ["Bo BELL"]
    assert found.headline == "1 person is on more than one panel: certain."


def test_two_registers_make_nobody_reported() -> None:
    lists = [Sketch(n, {"N": "name"}, {2: ("Ann ARDEN",)}, kind="register") for n in "ab"]
    found = answer(lists, [("a:2", "b:2")], {("a:2", "b:2"): (9.0, "same", SAME_NAME)})
    assert found.people.empty
    assert found.headline == "No list is a panel, so nobody is on more than one panel."


def test_sketches_are_what_the_tables_say() -> None:
    """Guards the sketches themselves: every row is a listing."""
    assert len(borough().memberships) == len(IOM.rows) + len(MAPPA.rows) + 3


def test_panels_stand_before_registers_in_every_table() -> None:
    kinds = {"NPS": "register", "IOM": "panel", "CRC": "register", "DIP": "panel"}
    lists = [Sketch(n, {"N": "name"}, {2: ("Ann ARDEN",)}, kind=k) for n, k in kinds.items()]
    link = {("IOM:2", "DIP:2"): (9.0, "same", SAME_NAME)}
    found = answer(lists, [("IOM:2", "DIP:2")], link)
    assert list(found.people.columns[4:]) == ["IOM", "DIP", "NPS", "CRC"]
    assert found.people.iloc[0].tolist()[4:] == ["IOM:2", "DIP:2", "", ""]
    assert [info.name for info in found.counts.lists] == ["IOM", "DIP", "NPS", "CRC"]
