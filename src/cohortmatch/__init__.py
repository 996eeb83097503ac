"""Who is on more than one panel's list?

read ──▶ normalise ──▶ block ──▶ compare ──▶ score ──▶ cluster ──▶ report
RawList  Listings      Pairs     Evidence    Scored    People      CrossReference

import cohortmatch as cm
result = cm.match(cm.read_lists("lists/"))
result.people, result.links, result.why("IOM:14", "MAPPA:88")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cohortmatch.core.uncollected import uncollected

if TYPE_CHECKING:
    from cohortmatch.core.birth_dates import parse_date_of_birth
    from cohortmatch.core.errors import (
        AnswersError,
        BaseError,
        CohortmatchError,
        ColumnsError,
        ExchangeError,
        FileError,
        ListError,
        ListErrors,
        OutputError,
        SettingsError,
        StoreError,
        UnknownListing,
    )
    from cohortmatch.core.types import Listings, Role
    from cohortmatch.linkage.explanations import Explanation, PersonExplanation
    from cohortmatch.linkage.incremental.state import Base
    from cohortmatch.linkage.model import Model
    from cohortmatch.linkage.pairs import Band
    from cohortmatch.normalising.name_series import normalise_names
    from cohortmatch.reporting import CrossReference
    from cohortmatch.services.compare_records import compare_records
    from cohortmatch.services.decide_pairs import decide
    from cohortmatch.services.fit import fit
    from cohortmatch.services.pipeline import match, read_lists
    from cohortmatch.services.report import report
    from cohortmatch.services.review_report import Review, review
    from cohortmatch.settings.plan import Plan
    from cohortmatch.store import Store
    from cohortmatch.values.dates import DateOfBirth
    from cohortmatch.values.identifiers import (
        ASN,
        CRN,
        CRO,
        NINO,
        PNC,
        DriverNumber,
        NHSNumber,
        PrisonNumber,
        Visor,
    )
    from cohortmatch.values.names import normalise_name
    from cohortmatch.values.postcodes import parse_postcode
    from cohortmatch.version import __version__

_HOME = {
    "linkage.incremental.state": ("Base",),
    "core.errors": (
        "AnswersError",
        "BaseError",
        "CohortmatchError",
        "ColumnsError",
        "ExchangeError",
        "FileError",
        "ListError",
        "ListErrors",
        "OutputError",
        "SettingsError",
        "StoreError",
        "UnknownListing",
    ),
    "linkage.explanations": ("Explanation", "PersonExplanation"),
    "services.fit": ("fit",),
    "linkage.model": ("Model",),
    "linkage.pairs": ("Band",),
    "services.pipeline": ("match", "read_lists"),
    "settings.plan": ("Plan",),
    "services.decide_pairs": ("decide",),
    "store": ("Store",),
    "reporting": ("CrossReference",),
    "services.report": ("report",),
    "services.review_report": ("Review", "review"),
    "core.types": ("Listings", "Role"),
    "values.dates": ("DateOfBirth",),
    "core.birth_dates": ("parse_date_of_birth",),
    "normalising.name_series": ("normalise_names",),
    "services.compare_records": ("compare_records",),
    "values.identifiers": (
        "ASN",
        "CRN",
        "CRO",
        "NINO",
        "PNC",
        "DriverNumber",
        "NHSNumber",
        "PrisonNumber",
        "Visor",
    ),
    "values.names": ("normalise_name",),
    "values.postcodes": ("parse_postcode",),
    "version": ("__version__",),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "ASN",
    "CRN",
    "CRO",
    "NINO",
    "PNC",
    "AnswersError",
    "Band",
    "Base",
    "BaseError",
    "CohortmatchError",
    "ColumnsError",
    "CrossReference",
    "DateOfBirth",
    "DriverNumber",
    "ExchangeError",
    "Explanation",
    "FileError",
    "ListError",
    "ListErrors",
    "Listings",
    "Model",
    "NHSNumber",
    "OutputError",
    "PersonExplanation",
    "Plan",
    "PrisonNumber",
    "Review",
    "Role",
    "SettingsError",
    "Store",
    "StoreError",
    "UnknownListing",
    "Visor",
    "__version__",
    "compare_records",
    "decide",
    "fit",
    "match",
    "normalise_name",
    "normalise_names",
    "parse_date_of_birth",
    "parse_postcode",
    "read_lists",
    "report",
    "review",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `cohortmatch --help` must start at once."""
    if name not in _MODULE:
        raise AttributeError(f"module 'cohortmatch' has no attribute {name!r}")
    with uncollected():
        value = getattr(import_module(f"cohortmatch.{_MODULE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
