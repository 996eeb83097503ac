"""The store: everything kept from run to run, in one SQLite file.

schema/         the tables, one file a version
database.py     opening, migrating, transactions; every failure reported in one line
earlier_runs.py what is kept of an earlier run
kept_runs.py    the runs by their days
store.py        reading and writing a store
decisions.py    the ledger of decisions in it
decided_persons.py  whom decisions are about
runs.py         runs and their memberships
editions.py     what earlier editions told each panel
last_lists.py   what each list held when it was last read
log_lines.py    the lines of the audit log that were noted
persons_known.py  what is known of persons, for whoever says that two are one
answered.py     persons whom somebody has said to be one
lasting.py      lasting person ids, splits and joins
erasing.py      erasing what is past its delete-by date
overwriting.py  making sure that it is gone from the files
"""

from cohortmatch.store.decided_persons import DecidedRow
from cohortmatch.store.editions import EditionFiles
from cohortmatch.store.erasing import Due
from cohortmatch.store.kept_runs import KeptRun
from cohortmatch.store.last_lists import LastList
from cohortmatch.store.persons_known import PersonKnown
from cohortmatch.store.runs import NewRun
from cohortmatch.store.store import Store, StoreView

__all__ = [
    "DecidedRow",
    "Due",
    "EditionFiles",
    "KeptRun",
    "LastList",
    "NewRun",
    "PersonKnown",
    "Store",
    "StoreView",
]
