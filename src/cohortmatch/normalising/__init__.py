"""Lists as read to coded listings: each distinct cell is parsed once, by the parsers of `values`.

columns.py   one column's cells to values, and the findings
coding.py    values to a Field: distinct values and codes
dates.py     a column of dates of birth: which way round are day and month?
others.py    columns that nobody has explained
names.py     name columns to the forms of each listing's name
roles.py     what each listing says the person is, and who is left out of matching
institutions.py  the borough's own list of institutional addresses
youngest.py  dates of birth that would make an offender a child under ten
places.py    which addresses are an institution's and are set aside
shared.py    addresses that many unrelated people share
households.py  how many unrelated surnames there are at one address
crosschecks.py  contradictions between two cells of one listing
noticing.py  findings, a list at a time
listings.py  all of it together
"""

from cohortmatch.normalising.deciding_rows import rows_aside
from cohortmatch.normalising.institutions import (
    Institutions,
    InstitutionsSource,
    read_institutions,
)
from cohortmatch.normalising.listings import Coded, coded, dates_say_more, normalise

__all__ = [
    "Coded",
    "Institutions",
    "InstitutionsSource",
    "coded",
    "dates_say_more",
    "normalise",
    "read_institutions",
    "rows_aside",
]
