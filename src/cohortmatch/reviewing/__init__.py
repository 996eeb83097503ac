"""Decisions: taken in, kept, and applied to a run.

answering.py       answers as people give them, in a table or a workbook → entries
ledger_file.py     the ledger as one CSV file
applying.py        a ledger and a run's contents → what stands and what is asked again
contradictions.py  decisions that cannot all be true
"""

from cohortmatch.reviewing.answering import Answered, entries_of, read_answers, read_workbook
from cohortmatch.reviewing.applying import apply
from cohortmatch.reviewing.ledger_file import (
    append_entries,
    ledger_bytes,
    open_ledger,
    read_ledger,
)

__all__ = [
    "Answered",
    "append_entries",
    "apply",
    "entries_of",
    "ledger_bytes",
    "open_ledger",
    "read_answers",
    "read_ledger",
    "read_workbook",
]
