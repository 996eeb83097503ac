"""Hostile files end in an error or a list, each within seconds and in a bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.reading.formats.hostile import HOSTILE

READER = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_DATA, (3 << 30, 3 << 30))
from cohortmatch.reading import read_all

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

read_all(sys.argv[1])
for path in sys.argv[1:]:
    before, start = peak(), time.process_time()
    reading = read_all(path)
    print(json.dumps({
        "seconds": time.process_time() - start,
        "megabytes": peak() - before,
        "errors": [[error.problem, error.remedy] for error in reading.errors],
        "rows": [len(raw.rows) for raw in reading.lists],
        "codes": [sorted({found.code for found in raw.findings}) for raw in reading.lists],
    }))
"""
"""Reads each file named and prints, a line each, how it went: the memory only ever grows."""
SECONDS, MEGABYTES = 6, 400
TOO_MUCH = "unpacks to more than a list can need"
DAMAGED = "damaged or incomplete"
REFUSED = {
    **dict.fromkeys(("bomb.xlsx", "bomb.xlsb", "bomb.ods", "bomb.docx"), TOO_MUCH),
    "bomb.parquet": "holds more cells than a list can need",
    **{name: DAMAGED for name in HOSTILE if name.startswith("cut.")},
    **dict.fromkeys(("laugh.xlsx", "laugh.ods", "laugh.docx", "deep.docx"), DAMAGED),
    "vast.xlsb": "nearly all of them empty",
    "columns.csv": "more than a spreadsheet can",
}
"""What the error of the files says that cannot be read; all others can."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pytest.importorskip("resource", reason="no limits on this system")
    folder = tmp_path_factory.mktemp("hostile")
    paths = [make(folder / name) for name, make in HOSTILE.items()]
    done = subprocess.run(
        [sys.executable, "-c", READER, *map(str, paths)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return dict(zip(HOSTILE, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_soon_and_in_little_memory(
    told: dict[str, Any], name: str
) -> None:
    found = told[name]
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    if name in REFUSED:
        ((problem, remedy),) = found["errors"]
        assert REFUSED[name] in problem
        assert remedy
        return
    assert found["errors"] == []
    assert found["rows"][0] in (1, 6, 7)
    if name.startswith("long."):
        assert "cell-too-long" in found["codes"][0]
    if name.startswith("wrong."):
        assert found["codes"] == [["not-its-name"]]
