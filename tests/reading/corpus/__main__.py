"""Which layouts of a folder are read rightly, and what differs in the others.

    python tests/reading/corpus FOLDER...        (without a folder: the corpus of the tests)

Exits with 1 where a layout is read wrongly or is not written as layouts are.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.reading.corpus.judging import differences  # noqa: E402
from tests.reading.corpus.layout import LayoutError, layouts_in, load  # noqa: E402

HERE = Path(__file__).parent


def judged(path: Path) -> list[str]:
    """What differs in one layout; what is wrong with its file, where it cannot be judged."""
    with TemporaryDirectory() as folder:
        try:
            return differences(load(path), Path(folder))
        except LayoutError as error:
            return [f"not a layout: {error}"]
        except Exception as error:  # one failure must not hide what comes after it
            return [f"failed: {type(error).__name__}: {error}"]


def main(folders: list[str]) -> int:
    """Judge every layout of the folders and print what differs."""
    paths = [p for each in folders or [HERE] for p in layouts_in(Path(each))]
    wrong = 0
    for path in paths:
        found = judged(path)
        wrong += bool(found)
        print(f"{'FAIL' if found else 'ok  '} {path.stem}")
        for each in found:
            print(f"       {each}")
    print(f"{len(paths) - wrong} of {len(paths)} layouts are read rightly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
