"""Reporting: from people to what is read and sent: tables, workbook, page."""

from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting.cross_reference import CrossReference, cross_reference

__all__ = ["CrossReference", "Marking", "cross_reference"]
