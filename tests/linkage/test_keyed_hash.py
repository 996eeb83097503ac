"""Texts to numbers: pinned, for a saved state is read by later versions."""

from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.linkage.keyed_hash import NONE, hashed

KEY = "000102030405060708090a0b0c0d0e0f"


def test_the_number_of_a_text_is_its_keyed_blake2b_digest_and_stays_what_it_is() -> None:
    numbers = [int(each) for each in hashed(["smith", "", "o’brien"], KEY)]
    assert numbers == [0x823814AA25FAAD6A, 0x2DD81291B753C43B, 0x84B5857D6883DE29, int(NONE)]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=5))
def test_every_text_has_the_digest_that_hashlib_gives_it(texts: list[str]) -> None:
    key = bytes.fromhex(KEY)
    own = [blake2b(each.encode(), digest_size=8, key=key).digest() for each in texts]
    assert [int(each) for each in hashed(texts, KEY)[:-1]] == [
        int.from_bytes(each, "little") for each in own
    ]


def test_another_key_gives_other_numbers() -> None:
    assert hashed(["smith"], KEY)[0] != hashed(["smith"], KEY[::-1])[0]
