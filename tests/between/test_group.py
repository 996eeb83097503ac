"""The group: test vectors of RFC 9497, refused points, and secrets that nothing prints."""

from __future__ import annotations

import copy
import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.between.group import Scalar, hash_to_group, is_point, products, random_point
from cohortmatch.core.errors import CohortmatchError, ExchangeError

OPRF = b"HashToGroup-OPRFV1-\x00-ristretto255-SHA512"
BLIND = "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706"
KEY = "5ebcea5ee37023ccb9fc2d2019f9d7737be85591ae8652ffa9ef0f4d37063b0e"
VECTORS = [
    # RFC 9497, A.1.1: the input, it blinded, and that evaluated with the key
    (
        "00",
        "609a0ae68c15a3cf6903766461307e5c8bb2f95e7e6550e1ffa2dc99e412803c",
        "7ec6578ae5120958eb2db1745758ff379e77cb64fe77b0b2d8cc917ea0869c7e",
    ),
    (
        "5a" * 17,
        "da27ef466870f5f15296299850aa088629945a17d1f5b7f5ff043f76b3c06418",
        "b4cbf5a4f1eeda5a63ce7b77c7d23f461db3fcab0dd28e4e17cecb5c90d02c25",
    ),
]
ORDER = (2**252 + 27742317777372353535851937790883648493).to_bytes(32, "little")
NO_POINTS = [
    # what is no point, and why
    (bytes(32), "the identity"),
    (b"\xff" * 32, "not of the field"),
    (b"\x01" + bytes(31), "negative"),
    (b"\xed" + b"\xff" * 30 + b"\x7f", "the prime: 0, but not canonical"),
    (b"\x05" * 31, "too short"),
]


@pytest.mark.parametrize(("text", "blinded", "evaluated"), VECTORS)
def test_points_are_those_of_the_standard(text: str, blinded: str, evaluated: str) -> None:
    point = Scalar(bytes.fromhex(BLIND)).times(hash_to_group(bytes.fromhex(text), OPRF))
    assert point.hex() == blinded
    assert Scalar(bytes.fromhex(KEY)).times(point).hex() == evaluated


@pytest.mark.parametrize(("data", "why"), NO_POINTS)
def test_what_is_no_point_is_refused(data: bytes, why: str) -> None:
    assert not is_point(data), why
    with pytest.raises(ExchangeError, match="no valid point"):
        Scalar.random().times(data)


@given(st.binary(max_size=40), st.binary(min_size=1, max_size=300))
def test_an_inverse_undoes_and_two_scalars_commute(text: bytes, domain: bytes) -> None:
    point, one, other = hash_to_group(text, domain), Scalar.random(), Scalar.random()
    assert is_point(point)
    assert one.times(other.times(point)) == other.times(one.times(point))
    assert one.inverse().times(one.times(point)) == point


def test_another_domain_gives_other_points() -> None:
    assert hash_to_group(b"a", b"one") != hash_to_group(b"a", b"two")
    assert hash_to_group(b"a", b"x" * 256) != hash_to_group(b"a", b"x" * 257)


def test_many_products_keep_their_order_on_several_threads() -> None:
    points, scalar, told = [random_point() for _ in range(5000)], Scalar.random(), [0]
    made = products(scalar.times, points[:10] + points[4990:], lambda n: told.append(n))
    assert made == [scalar.times(each) for each in points[:10] + points[4990:]]
    assert sum(told) == 20
    assert products(bytes, points) == points


def test_a_secret_is_never_printed_copied_or_kept() -> None:
    scalar = Scalar(bytes.fromhex(KEY))
    assert KEY not in f"{scalar!r} {scalar}"
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copied(scalar)
    with scalar:
        point = random_point()
    with pytest.raises(ExchangeError, match="erased already"):
        scalar.times(point)


def test_a_scalar_of_nothing_or_of_another_length_is_refused() -> None:
    for data in (bytes(32), b"\1" * 31, b"\1" * 33):
        with pytest.raises(ExchangeError, match="damaged"):
            Scalar(data)
    with pytest.raises(CohortmatchError):
        Scalar(ORDER).times(random_point())  # the order of the group gives the identity


def test_the_library_leaves_no_copy_in_the_folder_for_temporary_files() -> None:
    random_point()
    assert not Path(sys.modules["rbcl._sodium"].lib_path).exists()
