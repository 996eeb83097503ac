"""Reporting: from people to tables, workbook, page and editions."""

from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting.cross_reference import CrossReference, cross_reference

__all__ = ["CrossReference", "Marking", "cross_reference"]
