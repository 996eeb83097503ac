"""How a date of birth is written beside a name in one cell ("Una Odell (DOB 17/03/2010)")."""

from __future__ import annotations

import re

__all__ = ["DATE"]

DATE = re.compile(
    r"[(\[]?\s*(?:\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|b\.)\s*[:\-]?\s*)?"
    r"\b(\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"[ \-](?:\d{4}|\d{2}))\b\s*[)\]]?",
    re.I,
)
