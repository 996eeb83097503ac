"""The store: what is remembered from run to run, in one SQLite file.

schema/         the tables, one file a version
database.py     opening, migrating, transactions; every failure told in one line
earlier_runs.py what is remembered of an earlier run
store.py        reading and writing a store
decisions.py    the ledger of decisions in it
runs.py         runs and their memberships
editions.py     what was told to the panel of one list
lasting.py      person ids that last, splits and joins
erasing.py      what is past its day
"""

from cohortmatch.store.erasing import Due
from cohortmatch.store.runs import NewRun
from cohortmatch.store.store import Store, StoreView

__all__ = ["Due", "NewRun", "Store", "StoreView"]
