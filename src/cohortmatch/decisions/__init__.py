"""Decisions of clerical review: read, kept in a ledger, and applied to a run.

ledger.py          the entries of a ledger, and their effect on one run
answering.py       answers as people give them, in a table or a workbook → entries
undoing.py         undoing a decision
ledger_file.py     the ledger as one CSV file
kept_sides.py      a side of a decision as a ledger keeps it
applying.py        a ledger and a run's listings → which decisions stand, which are asked again
persons.py         answers about persons and their ids
new_columns.py     whether a column new to a list contradicts what was decided
contradictions.py  decisions that cannot all be true
implied.py         what decisions say together of pairs that none of them is about
implied_by_gone_rows.py  what they say of rows on the lists through rows that have gone
same_chains.py     the listings that answers "same" hold together
"""

from cohortmatch.decisions.answering import Answered, entries_of, read_answers, read_workbook
from cohortmatch.decisions.applying import apply
from cohortmatch.decisions.ledger_file import LedgerFile, ledger_bytes, read_ledger
from cohortmatch.decisions.undoing import undo

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
