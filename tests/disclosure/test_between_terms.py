"""`[between]` of an agreement: faults, what a change tells, what others' hashes stay."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.exchanged import between_words
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.differences import differences
from cohortmatch.disclosure.sharing_agreement.reading import DIGITS, read_agreement
from cohortmatch.services.agreement import show
from disclosure.agreeing import TEXT

BETWEEN = '\n[between]\nmembers = ["MPS", "LBH"]\nmost_people = 2000\n'


def _read(folder: Path, text: str) -> SharingAgreement:
    (folder / "agreement.toml").write_text(text, encoding="utf-8")
    return read_agreement(folder / "agreement.toml")


FAULTS = [
    # what [between] says instead; what is told
    ('members = ["MPS", "LBHH"]', "between.members: a name that is no member; did you mean"),
    ('members = ["MPS", "MPS"]', "between.members: one member twice"),
    ('members = ["MPS"]', "between.members"),
    ('members = ["MPS", "LBH"]\nmost = 3', "between.most"),
    ("most_people = 0", "between.most_people"),
]


@pytest.mark.parametrize(("line", "told"), FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    key = line.split(" =")[0]
    kept = [each for each in BETWEEN.splitlines() if not each.startswith(key)]
    with pytest.raises(SettingsError) as caught:
        _read(tmp_path, TEXT + "\n".join([*kept, line]))
    assert told.split(";")[0] in str(caught.value)


def test_a_change_is_told_and_gives_another_hash(tmp_path: Path) -> None:
    without, with_it = _read(tmp_path, TEXT), _read(tmp_path, TEXT + BETWEEN)
    more = _read(tmp_path, TEXT + BETWEEN.replace("2000", "9000"))
    assert len({without.digest, with_it.digest, more.digest}) == 3
    assert differences(without, with_it).changed == ("between: new",)
    assert differences(with_it, without).changed == ("between: taken out",)
    assert differences(with_it, more).changed == ("between.most_people: 2000 → 9000",)


def test_an_agreement_that_says_nothing_of_neighbours_has_the_hash_it_had(tmp_path: Path) -> None:
    """The hash of a file as versions without [between] made it."""
    found = _read(tmp_path, TEXT)
    said = found.file.model_dump(mode="json", exclude={"between"})
    del said["agreement"]["small_counts"]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    assert found.digest == hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def test_whoever_signs_is_told(tmp_path: Path) -> None:
    assert between_words(_read(tmp_path, TEXT)) == ""
    told = show(_read(tmp_path, TEXT + BETWEEN)).between
    assert told.startswith("MPS and LBH may find out") and "2,000 at most" in told
