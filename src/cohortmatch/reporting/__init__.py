"""Reporting: from people to what is read and sent: tables, workbook, page."""

from cohortmatch.reporting.before import Before
from cohortmatch.reporting.cross_reference import CrossReference, cross_reference
from cohortmatch.reporting.marking import Marking
from cohortmatch.reporting.persons import id_order

__all__ = ["Before", "CrossReference", "Marking", "cross_reference", "id_order"]
