"""The portal under load: how long pages take, and how much memory the server needs.

    python benchmarks/portal_load.py                     # SQLite, in a temporary folder
    .ci/with-postgresql .venv/bin/python benchmarks/portal_load.py     # the same on PostgreSQL
    python benchmarks/portal_load.py --seconds 15 --users 10 --people 500

Invented: five panels and the analyst, on `--people` people in all; every page is asked for by
somebody who is logged in, each of `--users` once every five seconds, over loopback. The server is
`cohortmatch portal serve` in a process of its own and writes and syncs a line of the log for each
page. Exits with 1 where a page fails, a line of the log is missing, or a limit of the promise
(median 100 ms, 95 % 300 ms, 400 MB) is not kept.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

PANELS = ("IOM", "MAPPA", "SGV", "DIP", "ASB")
MEDIAN, MOST, MEMORY = 0.100, 0.300, 400.0
"""Seconds, seconds at 95 %, and megabytes."""
EVERY = 5.0
"""Seconds from one page of a user to the next."""
COLUMNS = ("Ref", "Name", "Date of birth", "Age", "IOM says", "Other panels", "Registers", "Lead")
SURNAMES = ("Quarmby", "Odell", "Yardley", "Okafor", "Kowalski", "Tindall", "Osgood", "Pellow")
SAYS = "No.: 29\nAddress: Flat 9, 12 Nelson Road\nRAG: Red\nLead officer: PC Example"
WALK = ("", "", "sheets/agenda/", "people", "people", "people", "agenda/", "what-i-may-see/")
"""Pages of a panel, those that are opened oftener more than once."""


def main() -> int:
    """Measure, print, and say by the exit code whether the limits were kept."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="portal-load-") as place:
        folder = Path(place) / "portal"
        command("portal", "init", folder)
        prepare(folder, asked.people, asked.users)
        cookies = (folder.parent / "cookies").read_text().split()
        tokens = tokens_of(folder)
        with served(folder, asked.threads) as (process, port):
            get(port, "/log-in/", "")  # It is up when it answers.
            before = lines_in(folder / "audit.log")
            taken, failed = load(port, cookies, tokens, asked.seconds)
            memory = peak_memory(process.pid)
        written = lines_in(folder / "audit.log") - before
    return report(taken, failed, memory, written)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--prepare", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def command(*args: object) -> None:
    """Run cohortmatch."""
    words = [sys.executable, "-m", "cohortmatch", *map(str, args)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def prepare(folder: Path, people: int, users: int) -> None:
    """Publish the invented run and log the users in, in a process of its own: what it holds is not
    the server's memory."""
    words = [sys.executable, __file__, "--prepare", str(folder)]
    subprocess.run([*words, "--people", str(people), "--users", str(users)], check=True)


def publish_invented(folder: Path, people: int, users: int) -> None:
    """The same in this process: sessions are written to `cookies` beside the folder."""
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from cohortmatch.portal.published.publishing import put_in_place, shown_now

    put_in_place(invented(people), shown_now())
    keys = [log_in(f"user{number}", PANELS[number % len(PANELS)]) for number in range(users)]
    (folder.parent / "cookies").write_text("\n".join(keys))
    (folder.parent / "tokens").write_text("\n".join(each_token()))


def invented(people: int) -> Any:
    """A publication: each panel has its share of the people, the analyst has all of them."""
    from cohortmatch.services.content_version import CONTENT_VERSION
    from cohortmatch.services.publication import Publication
    from cohortmatch.version import __version__

    share = people // len(PANELS)
    names = [
        f"{SURNAMES[number % len(SURNAMES)].upper()}, Ivor {number}" for number in range(people)
    ]
    editions = [edition("analyst", "", names)]
    for place, panel in enumerate(PANELS):
        editions.append(edition(panel, panel, names[place * share : (place + 1) * share]))
    return Publication(
        as_of=date(2026, 6, 1),
        by="benchmark",
        agreement=("", "", ""),
        agreement_expires=None,
        delete_by=date(2099, 1, 1),
        report_folder="",
        product_version=__version__,
        content_version=CONTENT_VERSION,
        editions=tuple(editions),
        pairs=(),
        lists=(),
        refused=(),
    )


def edition(label: str, panel: str, names: list[str]) -> Any:
    """One edition: everybody on the agenda, 80 for the chair, and what it is about."""
    from cohortmatch.services.publication import EditionContent, PersonContent

    refs = [f"P{number:05}" for number, _ in enumerate(names)]
    rows = list(zip(refs, names, strict=True))
    return EditionContent(
        reader=label,
        label=label,
        panel=panel,
        purpose="",
        headline=f"{len(names)} people on {label}.",
        lines=("Under 18: 1.",),
        closed_words=(),
        delete_by=date(2099, 1, 1),
        sheets=(
            sheet("for-the-chair", rows[:80]),
            sheet("agenda", rows),
            sheet("corrections", rows[:300]),
            sheet("about-this-edition", []),
        ),
        persons=tuple(PersonContent(ref, (name,)) for ref, name in rows),
        files=(),
    )


def sheet(slug: str, people: list[tuple[str, str]]) -> Any:
    """A sheet with eight columns, one of them of four lines."""
    from cohortmatch.services.publication import RowContent, SheetContent

    rows = tuple(
        RowContent(
            ref, (ref, name, "3 Apr 1989", "37", SAYS, "✓ SGV", "✓ NPS: Tier D0", "PC Example")
        )
        for ref, name in people
    )
    columns = tuple((name, "text") for name in COLUMNS)
    return SheetContent(
        slug, slug.title(), f"{len(rows)} people.", (), (), columns, rows, "Nobody."
    )


def log_in(username: str, label: str) -> str:
    """A member of a panel who has logged in with two factors; the session's key."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.userkit import user_id_to_str
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from cohortmatch.portal.models import Membership, User

    user = User.objects.create_user(username, display_name=username.title())
    Membership.objects.create(user=user, role="member", label=label)
    Authenticator.objects.create(user_id=user.pk, type="totp", data={})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "cohortmatch.portal.accounts.backend.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return f"{label}:{session.session_key}"


def each_token() -> Iterator[str]:
    """The label of an edition and the token of each of its people."""
    from cohortmatch.portal.models import PublishedPerson

    found = PublishedPerson.objects.exclude(edition__label="analyst")
    for label, token in found.values_list("edition__label", "token"):
        yield f"{label}:{token}"


def tokens_of(folder: Path) -> dict[str, list[str]]:
    """The tokens by label."""
    found = defaultdict(list)
    for line in (folder.parent / "tokens").read_text().split():
        label, token = line.split(":")
        found[label].append(token)
    return found


@contextmanager
def served(folder: Path, threads: int) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server, and its port."""
    words = [sys.executable, "-m", "cohortmatch", "portal", "serve", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*words, "--threads", str(threads)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        found = re.search(r":(\d+)\b(?!.*:\d)", process.stdout.readline())
        assert found is not None
        yield process, int(found[1])
    finally:
        process.terminate()
        process.wait(10)


def load(
    port: int, cookies: list[str], tokens: dict[str, list[str]], seconds: int
) -> tuple[list[tuple[str, float]], list[str]]:
    """Every user opens a page every five seconds; each page with its seconds, and what failed."""
    taken: list[tuple[str, float]] = []
    failed: list[str] = []
    end = time.monotonic() + seconds

    def use(number: int, cookie: str) -> None:
        label, key = cookie.split(":")
        dice = random.Random(number)
        time.sleep(EVERY * number / len(cookies))
        while (start := time.monotonic()) < end:
            kind = dice.choice(WALK)
            path = f"/panels/{label.lower()}/{kind}"
            if kind == "people":
                path += f"/{dice.choice(tokens[label])}/"
            problem = get(port, path, key)
            taken.append((kind or "panel", time.monotonic() - start))
            failed.extend([f"{kind}: {problem}"] if problem else [])
            time.sleep(max(0.0, EVERY - (time.monotonic() - start)))

    people = [threading.Thread(target=use, args=each) for each in enumerate(cookies)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return taken, failed


def get(port: int, path: str, key: str) -> str:
    """Open a page; what was wrong with it, empty where nothing was."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": f"portal={key}"})
        answer = connection.getresponse()
        body = answer.read()
    except OSError as error:
        return type(error).__name__
    finally:
        connection.close()
    return "" if answer.status == 200 and b"</html>" in body else f"status {answer.status}"


def peak_memory(process: int) -> float:
    """The most memory that a process has had, in megabytes (Linux)."""
    text = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s*(\d+) kB", text)
    return int(found[1]) / 1024 if found else float("nan")


def lines_in(log: Path) -> int:
    """How many lines a log has."""
    return log.read_bytes().count(b"\n") if log.exists() else 0


def report(taken: list[tuple[str, float]], failed: list[str], memory: float, written: int) -> int:
    """Print the figures; 0 where every limit was kept."""
    kinds = sorted({kind for kind, _ in taken})
    print(f"{'page':<24}{'pages':>7}{'median':>10}{'95 %':>10}{'most':>10}")
    for kind in [*kinds, ""]:
        found = sorted(seconds for each, seconds in taken if kind in ("", each))
        figures = [at(found, share) * 1000 for share in (0.5, 0.95, 1)]
        numbers = "".join(f"{each:>7.0f} ms" for each in figures)
        print(f"{kind or 'all of them':<24}{len(found):>7}{numbers}")
    every = sorted(seconds for _, seconds in taken)
    print(f"memory of the server {memory:.0f} MB; {written} lines of the log; {len(failed)} failed")
    for problem in sorted(set(failed))[:5]:
        print(f"  {problem}")
    kept = at(every, 0.5) < MEDIAN and at(every, 0.95) < MOST and memory < MEMORY
    return 0 if kept and not failed and written >= len(taken) else 1


def at(ordered: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    wanted = arguments()
    if wanted.prepare:
        publish_invented(wanted.prepare, wanted.people, wanted.users)
        sys.exit(0)
    sys.exit(main())
