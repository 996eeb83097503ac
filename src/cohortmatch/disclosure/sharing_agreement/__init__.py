"""The sharing agreement as a file: who may see what of which list, for which purpose, until when.

document.py     the file as a model, each key with its check
crosschecks.py  what the parts of the file say of each other
reading.py      the file read, with every fault and its address
items.py        what a rule may name, and which item a column is
terms.py        the one question: may this be shown?
report_terms.py the same question where there is no file: [report] share and restricted
recipients.py   who a name means, and for which purpose
row_table.py    which rows of a run the answers leave
flows.py        the answers as a table, for whoever signs
differences.py  what one agreement changes beside another
"""

from cohortmatch.disclosure.sharing_agreement.answer import AgeOf, SharingAnswer
from cohortmatch.disclosure.sharing_agreement.terms import SharingAgreement

__all__ = ["AgeOf", "SharingAgreement", "SharingAnswer"]
