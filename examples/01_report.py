"""From a folder of lists to a report, in a program: python examples/01_report.py

Everybody in it is invented. Writes to the folder `example-report` where it is run.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import cohortmatch as cm
from cohortmatch.synthetic import invent, write_lists

OUT = Path("example-report")


def main() -> None:
    """Invent lists, look at what was noticed, match, and write the report."""
    with TemporaryDirectory() as folder:
        write_lists(invent(seed=1, people=300), folder)
        lists = cm.read_lists(folder, as_of=date(2026, 6, 1))

    print(lists.findings[["list", "column", "noticed", "action"]].head(3).to_string(index=False))

    result = cm.match(lists)
    print(result.headline)
    print(f"{len(result.review_queue())} pairs to decide")

    several = result.people.query("panels > 1")
    print(several[["panels", "registers"]].value_counts().to_string())

    for path in result.write(OUT):
        print(f"written: {path}")


if __name__ == "__main__":
    main()
