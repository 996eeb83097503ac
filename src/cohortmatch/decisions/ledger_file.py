"""The ledger as one append-only CSV file, one line an entry.

Policy: the file is complete by itself, so each line carries the key of its digests. A file with two
keys is two files put together by hand and is refused. Columns may be in any order and further
columns are ignored, but nothing is guessed: every unreadable line is reported, all at once. A text
that a spreadsheet would take for a formula is written with an apostrophe before it.

A file made by hand needs three columns only, `left`, `right` (listing ids) and `answer`. It is read
too, and applies to the rows with these numbers, whatever their content.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cohortmatch.core.append_only import append, finished
from cohortmatch.core.errors import AnswersError
from cohortmatch.core.fingerprints import Content, is_key, new_key
from cohortmatch.core.guarding import csv_cell, csv_meant
from cohortmatch.core.regular_file import bytes_of
from cohortmatch.decisions.kept_sides import fields_kept, side_of
from cohortmatch.decisions.ledger import ANSWER_WORDS, Answer, Entry, Ledger
from cohortmatch.values.text import fold

__all__ = [
    "ANSWERS",
    "COLUMNS",
    "LedgerFile",
    "answer_of",
    "ledger_bytes",
    "read_ledger",
]

SIDE = ("", "_list", "_digest", "_written", "_fields")
READABLE = ("number", "answer", "left", "right", "by", "at", "reason", "note", "undoes")
COLUMNS = (
    *READABLE,
    *(which + part for which in ("left", "right") for part in SIDE[1:]),
    "key",
)
NEEDED = ("left", "right", "answer")
ANSWERS: Mapping[str, Answer] = {
    "same person": "same",
    "same": "same",
    "different people": "different",
    "different": "different",
    "not sure yet": "not sure",
    "not sure": "not sure",
}
KINDS = (*ANSWER_WORDS, "undo")


def answer_of(text: str) -> Answer | None:
    """The answer in a text, capitals or not; None when it is not an answer."""
    return ANSWERS.get(fold(text))


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file; AnswersError with every fault when it cannot be read."""
    try:
        content = bytes_of(path)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise AnswersError([f"{path.name}: {reason}"]) from None
    return _parsed(content, path.name)


class LedgerFile:
    """The ledger in a file that need not be there yet."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def ledger(self) -> Ledger:
        """Every entry; an empty ledger under a new key when there is no file yet."""
        return read_ledger(self.path) if self.path.exists() else Ledger(new_key())

    def add(self, make: Callable[[Ledger], Iterable[Entry]]) -> tuple[Entry, ...]:
        """Add the entries that `make` returns for the present ledger, with the file locked.

        OutputError when that cannot be done; the file is then as it was.
        """
        added: list[Entry] = []

        def lines(before: bytes) -> bytes:
            heads = _heads(before) if before else COLUMNS
            if not set(COLUMNS) <= set(heads):
                raise AnswersError([BY_HAND.format(self.path.name)])
            ledger = _parsed(before, self.path.name) if before else Ledger(new_key())
            added.extend(make(ledger))
            # A new file without entries has its headings: one of no bytes would be no ledger.
            return _lines(added, ledger.key, heads, head=not before) if added or not before else b""

        append(self.path, lines, _stays)
        return tuple(added)

    def __repr__(self) -> str:
        return f"<LedgerFile {self.path.name}>"


BY_HAND = (
    "{}: was made by hand, so nothing can be added to it. Choose a new file, and take the answers "
    "of this one into it with: cohortmatch decide FILE --report OUT --decisions NEW-FILE"
)


def ledger_bytes(ledger: Ledger, *, with_key: bool = True) -> bytes:
    """The whole ledger as such a file; without key and digests it is readable, but cannot identify
    a listing.
    """
    heads = COLUMNS if with_key else READABLE
    return _lines(ledger.entries, ledger.key, heads, head=True)


def _lines(entries: Iterable[Entry], key: str, heads: Iterable[str], *, head: bool) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(
        target, list(heads), lineterminator="\n", restval="", extrasaction="ignore"
    )
    if head:
        writer.writeheader()
    for entry in entries:
        writer.writerow({name: csv_cell(text) for name, text in _row(entry, key).items()})
    return target.getvalue().encode("utf-8", errors="replace")


def _row(entry: Entry, key: str) -> dict[str, str]:
    row = {
        "number": str(entry.number),
        "answer": "undo" if entry.undoes else entry.answer,
        **{name: getattr(entry, name) for name in ("by", "at", "reason", "note")},
        "undoes": str(entry.undoes or ""),
        "key": key,
    }
    for which, side in (("left", entry.left), ("right", entry.right)):
        fields = " ".join(f"{name}={digest}" for name, digest in fields_kept(side).items())
        parts = (side.listing, side.list_name, side.digest, side.written, fields)
        row |= {which + part: text for part, text in zip(SIDE, parts, strict=True)}
    return row


def _heads(content: bytes) -> list[str]:
    line = content.decode("utf-8-sig", errors="replace").split("\n", 1)[0]
    return [name.strip() for name in next(csv.reader([line]), [])]


def _parsed(content: bytes, name: str) -> Ledger:
    if not content.strip():
        raise AnswersError([f"{name}: is empty; erase it, or put back its last copy"])
    heads = _heads(content)
    missing = [head for head in NEEDED if head not in heads]
    if missing:
        raise AnswersError([f"{name}: there is no column {' or '.join(missing)} in it"])
    text = _whole(content, heads).decode("utf-8-sig", errors="replace")
    rows = [
        {head: csv_meant(cell or "") for head, cell in row.items() if head}
        for row in csv.DictReader(io.StringIO(text), fieldnames=heads)
    ][1:]
    rows = [row for row in rows if any(row.values())]
    faults = [fault for place, row in enumerate(rows, 2) for fault in _faults(row, name, place)]
    faults += _faults_between(rows, name)
    if faults:
        raise AnswersError(faults)
    key = next((row["key"] for row in rows if row.get("key")), "") or new_key()
    return Ledger(key, tuple(_entry(row, place) for place, row in enumerate(rows, 1)))


def _whole(content: bytes, heads: list[str]) -> bytes:
    """The content without an unfinished last line; a last line saved by hand counts."""
    kept = finished(content)
    last = next(csv.reader([content[len(kept) :].decode("utf-8", errors="replace")]), [])
    return content if "key" not in heads or (last and is_key(last[-1])) else kept


def _stays(content: bytes) -> bytes:
    """What stays of a file that is added to: all but a line that nobody finished."""
    return _whole(content, _heads(content)) if content else content


def _faults(row: Mapping[str, str], name: str, place: int) -> Iterable[str]:
    where = f"{name} row {place}"
    if row.get("answer", "") not in KINDS and answer_of(row.get("answer", "")) is None:
        yield f"{where}: the answer must be {', '.join(KINDS[:-1])} or {KINDS[-1]}"
    if row.get("answer") == "undo" and not row.get("undoes", "").isdigit():
        yield f"{where}: an undo must say in the column undoes which number it takes back"
    if not (row.get("left") and row.get("right")):
        yield f"{where}: left and right must both name a listing, LIST:ROW"
    if row.get("number") and not row["number"].isdigit():
        yield f"{where}: the number must be a whole number"
    if row.get("left_digest") and not is_key(row.get("key", "")):
        yield f"{where}: the key is damaged; take the file from its last copy"


def _faults_between(rows: list[dict[str, str]], name: str) -> Iterable[str]:
    if len({row["key"] for row in rows if row.get("key")}) > 1:
        yield f"{name}: holds lines of two different files; keep them apart"
    numbers = [row["number"] for row in rows if row.get("number")]
    if len(set(numbers)) < len(numbers):
        yield f"{name}: two lines have one number; take the file from its last copy"


def _entry(row: Mapping[str, str], place: int) -> Entry:
    undoes = int(row["undoes"]) if row.get("undoes", "").isdigit() else None
    return Entry(
        number=int(row.get("number") or place),
        answer=answer_of(row["answer"]) or "not sure",
        left=_side(row, "left"),
        right=_side(row, "right"),
        **{name: row.get(name, "") for name in ("by", "at", "reason", "note")},
        undoes=undoes,
    )


def _side(row: Mapping[str, str], which: str) -> Content:
    listing, name, digest, written, fields = (row.get(which + part, "") for part in SIDE)
    pairs = (pair.partition("=") for pair in fields.split())
    return side_of(listing, name, digest, written, {field: found for field, _, found in pairs})
