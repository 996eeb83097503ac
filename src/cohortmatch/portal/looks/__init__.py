"""Every look is a line of the audit log, on the disk before the bytes are sent.

lines.py    what a line says of a look
writing.py  adding the line, and noting some in the database
reading.py  the newest lines that fit a filter
checking.py verifying the log, and beginning it again

A line holds no name, no search word and nothing of a row: who looked, at which page, of which
edition, at which person by the reference of that edition.
"""

from cohortmatch.portal.looks.lines import Look
from cohortmatch.portal.looks.writing import record, record_event, record_refusal

__all__ = ["Look", "record", "record_event", "record_refusal"]
