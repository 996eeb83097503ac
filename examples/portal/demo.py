"""A portal on invented lists, on this machine alone: `make portal-demo`, or this file.

    python examples/portal/demo.py [--port 8000] [--no-serve]

It makes `demo-lists`, `demo-report` and `demo-portal` in the current folder where they are not
there yet, three users with a one-time link each, publishes the report, and serves the portal.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

LISTS, REPORT, PORTAL = Path("demo-lists"), Path("demo-report"), Path("demo-portal")
USERS = (
    ("mia", "Mia Member", ["--role", "member", "--panel", "IOM", "--keeper"]),
    ("rob", "Rob Reviewer", ["--role", "reviewer"]),
    ("dot", "Dot Officer", ["--role", "officer"]),
)
"""Username, name, and the options that say what each may do."""


def cohortmatch(*words: object) -> None:
    """Run a command, and stop where it fails."""
    line = [str(word) for word in words]
    print("$ cohortmatch", " ".join(line), flush=True)
    subprocess.run([sys.executable, "-m", "cohortmatch", *line], check=True)


def prepare() -> None:
    """Lists, report, portal, users; each only where it is not there yet."""
    if not LISTS.exists():
        cohortmatch("demo", "-o", LISTS)
    if not REPORT.exists():
        cohortmatch("run", LISTS, "-o", REPORT)
    if PORTAL.exists():
        return
    cohortmatch("portal", "init", PORTAL)
    for username, name, rights in USERS:
        cohortmatch("portal", "user", "add", PORTAL, username, "--name", name, *rights)
    cohortmatch("portal", "publish", REPORT, "--to", PORTAL, "--reviewers", 2)


def main() -> None:
    """Prepare, then serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="Prepare it only.")
    asked = parser.parse_args()
    prepare()
    print("Open a link from above in a browser: it asks for a password and an authenticator app.")
    if not asked.no_serve:
        cohortmatch("portal", "serve", PORTAL, "--port", asked.port)


if __name__ == "__main__":
    main()
