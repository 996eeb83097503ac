"""The commands that write, each in a place with two months of reports and decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from tests.attack.stopping import Work, command, done

from cohortmatch.core.errors import CohortmatchError
from cohortmatch.core.own_names import BOARD, WATCHER
from cohortmatch.services.review_report import review
from decided import some_lists
from place import Place
from running import AS_OF

KEPT = ("--store", "kept.db", "--by", "sam")
ON = ("--as-of", AS_OF, *KEPT)
PURGED = ("purge", "--store", "kept.db", "--by", "sam", "--today", "2030-01-01")


def lists(folder: Path) -> tuple[Path, Path]:
    """The lists of two months; in the second, one row less and another date of birth."""
    months = folder / "may", folder / "june"
    for month in months:
        month.mkdir(parents=True)
        for name, frame in some_lists().items():
            changed = frame.iloc[:-1] if month.name == "june" else frame
            changed.to_csv(month / f"{name}.csv", index=False)
    return months


def place(folder: Path, months: tuple[Path, Path]) -> Place:
    """A report, an edition and two decisions on the lists of the first month, kept in a store."""
    folder.mkdir()
    made = Place(folder)
    for extra in ((), ("--for", "IOM")):
        out = "own" if extra else "june"
        _whole(command(folder, "run", months[0], "-o", out, *ON, *extra))
    _whole(reviewed(made, "same", "different"))
    _whole(command(folder, "run", months[0], "-o", "june", *ON))
    _whole(command(folder, "check", months[0], "--save", "--settings", "kept.toml"))
    return made


def _whole(work: Work) -> None:
    """Done in this process, so that those begun from it need not import everything again."""
    code, said = work()
    assert code == 0, said


def reviewed(at: Place, *answers: str) -> Work:
    """Answers in a review, pair by pair, each taken back once and given again."""

    def work() -> tuple[int, str]:
        kept_in = {"store": str(at.kept.store), "by": "sam"}
        try:
            begun = review(at.out, kept_in=kept_in)
            for number, answer in enumerate(answers[: begun.pairs]):
                begun.session.answer(number, answer, "")
                begun.session.undo()
                begun.session.answer(number, answer, "")
        except CohortmatchError as error:
            return 1, str(error)
        return 0, ""

    return work


def decided(at: Place) -> Work:
    """Two answers in a file, taken in by `decide`."""
    file = at.folder / "answers.csv"
    links = (at.out / "links.csv").read_text("utf-8-sig").splitlines()
    place_of = {name: n for n, name in enumerate(links[0].split(","))}
    pairs = [
        f"{row[place_of['left']]} | {row[place_of['right']]}" for row in map(_cells, links[1:])
    ]
    file.write_text("pair,decision\n" + "".join(f"{pair},same\n" for pair in pairs[-2:]))
    return command(at.folder, "decide", file, "--report", "june", *KEPT)


def _cells(line: str) -> list[str]:
    return line.split(",")


def watched_once(at: Place, lists: Path) -> Work:
    """A watcher's one look at changed lists, which makes report and board."""
    settings = at.folder / "watch.toml"
    settings.write_text("[watch]\nquiet = 0.01\n", encoding="utf-8")
    words = ("-o", "june", "--board", "wall", "--once", "--settings", settings)
    return command(at.folder, "watch", lists, *words, *ON)


def writers(months: tuple[Path, Path]) -> dict[str, Callable[[Place], Work]]:
    """Every command that writes, by its name."""
    june = months[1]
    return {
        "run into an existing folder": lambda at: command(
            at.folder, "run", june, "-o", "june", *ON
        ),
        "run into a new folder": lambda at: command(at.folder, "run", june, "-o", "july", *ON),
        "edition": lambda at: command(at.folder, "run", june, "-o", "own", *ON, "--for", "IOM"),
        "every panel's edition": lambda at: command(
            at.folder, "run", june, "-o", "panels", *ON, "--all-panels"
        ),
        "decide": decided,
        "decisions undo": lambda at: command(at.folder, "decisions", "undo", 3, *KEPT),
        "review answers": lambda at: reviewed(at, "same", "same"),
        "watch": lambda at: watched_once(at, june),
        "purge": lambda at: command(at.folder, *PURGED),
        "check --save": lambda at: command(
            at.folder, "check", june, "--save", "--settings", "new.toml"
        ),
    }


def is_in_order(at: Place, *, erased: bool = False) -> None:
    """What must hold after any stop and one more command: each report is whole and one, everything
    is logged, and nothing is left over. A purge may have erased a part of a report."""
    listed = done(command(at.folder, "decisions", "list", "--store", "kept.db"))
    assert (listed.signal, listed.code) == (0, 0), listed
    verified = done(command(at.folder, "audit", "verify", "--store", "kept.db"))
    assert (verified.signal, verified.code) == (0, 0), verified
    assert "nothing was changed, moved or removed" in verified.said
    hidden = [each.name for each in at.folder.rglob(".*") if each.name != WATCHER]
    assert not hidden, hidden
    board = at.folder / "wall" / BOARD
    assert not board.exists() or is_whole_page(board.read_bytes())
    panels = at.folder / "panels"
    apart = sorted(panels.iterdir()) if panels.is_dir() else []
    for out in ("june", "july", "own", *(f"panels/{each.name}" for each in apart)):
        at.holds_the_law(out)
        assert erased or _is_one(at, out), out


def is_whole_page(content: bytes) -> bool:
    """Whether a page is whole."""
    return content.startswith(b"<!doctype html>") and content.endswith(b"</html>")


def _is_one(at: Place, out: str) -> bool:
    """Whether the files of a report, or of each edition, are those of one line of the log."""
    said = [set(each.get("outputs", {}).values()) for each in at.events()]  # type: ignore[attr-defined]
    together: dict[str, set[str]] = {}
    for name, content in at.files(out).items():
        edition = Path(name).stem if name.startswith("agenda-") else ""
        together.setdefault(edition, set()).add(hashlib.sha256(content).hexdigest())
    return all(digests in said for digests in together.values())
