"""Addresses that are no evidence: those of the borough's list, and those that many share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.fingerprints import contents, new_key
from cohortmatch.core.types import Listings, RawList
from cohortmatch.normalising import InstitutionsSource, normalise, read_institutions
from people_lists import AS_OF, a_list, strangers

HOSTEL = pd.DataFrame(
    {"Name": ["Derby House"], "ADDRESS": ["45 Derby Avenue"], "Post Code": ["RM1 3BD"]}
)


def listings(*lists: RawList, places: InstitutionsSource | None = HOSTEL) -> Listings:
    return normalise(lists, AS_OF, places)


def found(of: Listings, code: str) -> list[tuple[str, tuple[object, ...]]]:
    return [(f.list_name, f.rows) for f in of.noticed if f.code == code]


def homes(of: Listings) -> list[tuple[bool, bool]]:
    """For each listing whether a postcode and an address are left as evidence."""
    both = [of.field(name).counts > 0 for name in ("postcode", "address")]
    return [(bool(one), bool(other)) for one, other in zip(*both, strict=True)]


def living_at(*places: Mapping[str, str]) -> RawList:
    return a_list("A", *({**who, **at} for who, at in zip(strangers(99), places, strict=False)))


def test_an_address_on_the_borough_s_list_is_no_evidence_and_is_reported() -> None:
    told = listings(
        living_at(
            {"address": "45 Derby Ave", "postcode": "RM1 3BD"},
            {"address": "12 Oak Road", "postcode": "RM1 3BD"},
            {"address": "", "postcode": "RM1 3BD"},
            {"address": "Room 3, 45 Derby Avenue", "postcode": ""},
            {"address": "47 Derby Avenue", "postcode": "RM1 1AA"},
        )
    )
    assert homes(told) == [
        (False, False),
        (True, True),
        (False, False),
        (False, False),
        (True, True),
    ]
    assert found(told, "address-institution") == [("A", (2, 4, 5))]
    assert [told.field("institution:postcode").of(i) for i in range(3)] == [
        ("RM1 3BD",),
        (),
        ("RM1 3BD",),
    ]


def test_what_a_listing_says_is_the_same_wherever_its_address_is_kept() -> None:
    own = {"address": "7 Elm Close", "address 2": "45 Derby Avenue", "postcode": "RM1 3BD"}
    lists = living_at({"address": "45 Derby Avenue", "postcode": "RM1 3BD"}, own)
    key = new_key()
    before, now = (contents(listings(lists, places=each), key) for each in (None, HOSTEL))
    assert [each.digest for each in now.items] == [each.digest for each in before.items]


def test_a_home_beside_a_hostel_stays_evidence() -> None:
    told = listings(
        living_at(
            {
                "address": "45 Derby Avenue",
                "address 2": "7 Elm Close",
                "postcode": "RM1 3BD",
                "postcode 2": "IG11 7LU",
            }
        )
    )
    assert told.field("postcode").of(0) == ("IG11 7LU",)
    assert [each.street for each in told.field("address").of(0)] == ["elm close"]


def test_with_a_slip_in_the_postcode_it_goes_with_the_address() -> None:
    told = listings(living_at({"address": "45 Derby Avenue", "postcode": "RM1 1AA"}))
    assert homes(told) == [(False, False)]


def test_a_place_named_by_its_postcode_alone_is_every_house_of_it() -> None:
    clinic = pd.DataFrame({"postcode": ["RM1 3BD"]})
    told = listings(living_at({"address": "12 Oak Road", "postcode": "RM1 3BD"}), places=clinic)
    assert homes(told) == [(False, False)]


def test_without_a_list_nothing_is_moved() -> None:
    told = listings(living_at({"address": "45 Derby Ave", "postcode": "RM1 3BD"}), places=None)
    assert homes(told) == [(True, True)]
    assert told.institutions is None
    assert not told.noticed


@pytest.mark.parametrize("residents", [3, 4])
def test_four_unrelated_surnames_make_a_house_an_institution(residents: int) -> None:
    at = {"address": "45 Derby Avenue", "postcode": "RM1 3BD"}
    home = {"address": "7 Elm Close", "postcode": "IG11 7LU"}
    told = listings(living_at(*[at] * residents, home), places=None)
    shared = residents >= 4
    assert homes(told) == [(not shared, not shared)] * residents + [(True, True)]
    assert bool(found(told, "address-shared")) is shared
    if shared:
        assert found(told, "address-shared") == [("A", (2, 3, 4, 5))]


def test_it_is_counted_over_all_lists_and_reported_for_each() -> None:
    one, two = strangers(2, 1), strangers(2, 2)
    at = {"address": "45 Derby Avenue"}
    lists = [a_list(n, *({**who, **at} for who in some)) for n, some in (("A", one), ("B", two))]
    assert found(listings(*lists, places=None), "address-shared") == [("A", (2, 3)), ("B", (2, 3))]


def test_families_are_not_taken_for_an_institution() -> None:
    at = {"address": "45 Derby Avenue", "postcode": "RM1 3BD"}
    family = [
        {"forename": each, "surname": "Pym"} for each in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo")
    ]
    lodgers = [{"forename": each, "surname": "Quarmby"} for each in ("Gus", "Hal", "Ivy")]
    told = listings(a_list("A", *({**who, **at} for who in [*family, *lodgers])), places=None)
    assert all(both == (True, True) for both in homes(told))


def test_a_family_of_many_surnames_is_one_by_its_reference() -> None:
    at = {"address": "45 Derby Avenue", "reference": "F1"}
    told = listings(a_list("A", *({**who, **at} for who in strangers(6))), places=None)
    assert all(address for _, address in homes(told))


def test_one_house_number_and_street_in_four_towns_is_four_homes() -> None:
    towns = [
        {"address": "1 High Street", "postcode": p}
        for p in ("RM1 3BD", "IG11 7LU", "N16 8PH", "E1W 1AA")
    ]
    assert homes(listings(living_at(*towns), places=None)) == [(True, True)] * 4


def test_a_house_without_postcodes_counts_where_it_is_known() -> None:
    at = [{"address": "45 Derby Avenue", "postcode": p} for p in ("RM1 3BD", "", "", "RM1 3BD")]
    assert homes(listings(living_at(*at), places=None)) == [(False, False)] * 4


def test_a_postcode_that_eight_unrelated_surnames_share_is_no_evidence() -> None:
    for number, left in ((7, True), (8, False)):
        told = listings(living_at(*[{"postcode": "RM1 3BD"}] * number), places=None)
        assert homes(told) == [(left, False)] * number
    houses = [{"address": f"{n} Oak Road", "postcode": "RM1 3BD"} for n in range(1, 9)]
    assert homes(listings(living_at(*houses), places=None)) == [(False, True)] * 8


NO_HOMES = [
    # address, postcode, what is left of either as evidence, what is told
    ("NFA", "RM1 3BD", (False, False), {"no-fixed-abode"}),
    ("c/o the probation office", "RM1 3BD", (False, False), {"address-hostel"}),
    ("c/o 45 Derby Avenue", "RM1 3BD", (False, True), {"address-care-of"}),
    ("45 Derby Avenue", "ZZ99 3VZ", (False, False), {"no-fixed-abode"}),
    ("HMP Pentonville", "RM1 3BD", (True, False), {"address-prison"}),
    ("Romford", "RM1 3BD", (True, False), {"address-not-understood"}),
    ("45 Derby Avenue", "RM1", (False, True), {"postcode-outward-only"}),
]


@pytest.mark.parametrize(("address", "postcode", "left", "codes"), NO_HOMES)
def test_a_proxy_s_postcode_is_no_home(
    address: str, postcode: str, left: tuple[bool, bool], codes: set[str]
) -> None:
    told = listings(living_at({"address": address, "postcode": postcode}), places=None)
    assert homes(told) == [left]
    assert {finding.code for finding in told.noticed} == codes
    assert "homeless" not in told.fields


def test_half_a_postcode_is_kept_as_a_district() -> None:
    told = listings(living_at({"postcode": "RM3 area"}, {"postcode": "RM1 3BD"}), places=None)
    assert [told.field("outcode").of(i) for i in (0, 1)] == [("RM3",), ()]
    assert homes(told) == [(False, False), (True, False)]


def test_rooms_of_one_building_at_a_shared_postcode_are_an_institution() -> None:
    rooms = [{"address": f"Room {n}, 27 High Road", "postcode": "RM1 3BD"} for n in range(1, 9)]
    assert homes(listings(living_at(*rooms), places=None)) == [(False, False)] * 8
    assert homes(listings(living_at(*rooms[:5]), places=None)) == [(True, True)] * 5


def test_prisons_are_told_once() -> None:
    told = listings(living_at(*[{"postcode": "N7 8TT"}] * 9), places=None)
    assert {finding.code for finding in told.noticed} == {"postcode-prison"}


def written(folder: Path, data: bytes) -> Path:
    file = folder / "institutional_addresses.csv"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    "data",
    [
        b"name,address,postcode\nDerby House,45 Derby Avenue,RM1 3BD\n",
        b"\xef\xbb\xbfPOSTCODE;Site;Address 1;Address 2\r\nrm13bd;Derby;45 Derby Ave;Romford\r\n",
        b"Post code\tName\tStreet address\nRM1 3BD\tDerby House\t45 Derby Avenue\n\n",
        b'name,address\n"Derby House","45 Derby Avenue\nRomford RM1 3BD"\n',
        "Name,Note,Address,Postcode\nCaf\xe9,x,45 Derby Avenue,RM1 3BD,more\n".encode("cp1252"),
    ],
)
def test_columns_are_known_by_headings_in_any_order_and_case(tmp_path: Path, data: bytes) -> None:
    named = read_institutions(written(tmp_path, data))
    (place,) = named.places
    assert (place.postcode, place.street) == ("RM1 3BD", "derby avenue")
    assert named.findings == ()
    assert named.info is not None
    assert (named.info.file, named.info.addresses) == ("institutional_addresses.csv", 1)
    assert len(named.info.sha256) == 64
    assert "Derby" not in repr(named)


def test_rows_that_are_not_understood_are_told_all_at_once(tmp_path: Path) -> None:
    data = b"name,address,postcode\nA,nowhere,\n,,\nB,45 Derby Avenue,XX\nC,,RM1 3BD\nD,?,?\n"
    named = read_institutions(written(tmp_path, data))
    assert len(named.places) == 2
    assert [(f.code, f.list_name, f.rows) for f in named.findings] == [
        ("institution-not-understood", "institutional_addresses.csv", (2, 6)),
        ("institution-in-part", "institutional_addresses.csv", (4,)),
    ]
    assert listings(living_at({"postcode": "RM1 3BD"}), places=named).noticed[-2:] == named.findings


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"name,notes\nA,B\n", "there is no column of addresses or postcodes"),
        (b"PK\x03\x04\0\0", "the file is not text"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=f"institutional_addresses.csv: {said}"):
        read_institutions(written(tmp_path, data))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.csv: no such file"):
        read_institutions(tmp_path / "gone.csv")


def test_a_table_is_not_changed_and_its_labels_are_the_rows() -> None:
    frame = pd.DataFrame(
        {"address": ["nowhere", None], "postcode": [None, "RM1 3BD"]}, index=[7, 8]
    )
    before = frame.copy()
    named = read_institutions(frame)
    assert [f.rows for f in named.findings] == [(7,)]
    assert len(named.places) == 1
    pd.testing.assert_frame_equal(frame, before)
    assert read_institutions(named) is named


def phoned(*surnames: str) -> Listings:
    rows = ({"forename": f"Ada{n}", "surname": s} for n, s in enumerate(surnames))
    return listings(a_list("A", *({**row, "phone": "020 7946 0001"} for row in rows)))


def test_a_phone_that_three_unrelated_surnames_give_is_an_office_s() -> None:
    told = phoned("Pym", "Quarmby", "Odell")
    assert not told.field("phone").counts.any()
    assert told.field("institution:phone").counts.tolist() == [1, 1, 1]
    assert found(told, "phone-shared") == [("A", (2, 3, 4))]


def test_a_phone_of_one_household_stays() -> None:
    told = phoned("Pym", "Pym", "Pym-Quarmby", "Quarmby")
    assert told.field("phone").counts.tolist() == [1, 1, 1, 1]
    assert found(told, "phone-shared") == []
