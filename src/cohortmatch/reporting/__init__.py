"""Reporting: from people to what is read and sent: tables, workbook, page."""

from cohortmatch.reporting.cross_reference import CrossReference, cross_reference
from cohortmatch.reporting.persons import id_order

__all__ = ["CrossReference", "cross_reference", "id_order"]
