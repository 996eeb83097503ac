"""Decisions: taken in, kept, and applied to a run.

answering.py       answers as people give them, in a table or a workbook → entries
undoing.py         taking a decision back
ledger_file.py     the ledger as one CSV file
applying.py        a ledger and a run's contents → what stands and what is asked again
contradictions.py  decisions that cannot all be true
"""

from cohortmatch.reviewing.answering import Answered, entries_of, read_answers, read_workbook
from cohortmatch.reviewing.applying import apply
from cohortmatch.reviewing.ledger_file import LedgerFile, ledger_bytes, read_ledger
from cohortmatch.reviewing.undoing import undo

__all__ = [
    "Answered",
    "LedgerFile",
    "apply",
    "entries_of",
    "ledger_bytes",
    "read_answers",
    "read_ledger",
    "read_workbook",
    "undo",
]
