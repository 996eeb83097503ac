"""What the portal holds, one file a subject.

accounts.py    who may log in, as what; one-time links; failed log-ins; notices; drafts
published.py   the editions of a published run: what recipients read, and nothing more
"""

from cohortmatch.portal.models.accounts import (
    FailedLogIn,
    FormDraft,
    Membership,
    NotedLine,
    OneTimeLink,
    PortalNotice,
    PortalRole,
    User,
)
from cohortmatch.portal.models.published import (
    PublishedCounts,
    PublishedEdition,
    PublishedFile,
    PublishedList,
    PublishedPair,
    PublishedPerson,
    PublishedRow,
    PublishedRun,
    PublishedSheet,
)

__all__ = [
    "FailedLogIn",
    "FormDraft",
    "Membership",
    "NotedLine",
    "OneTimeLink",
    "PortalNotice",
    "PortalRole",
    "PublishedCounts",
    "PublishedEdition",
    "PublishedFile",
    "PublishedList",
    "PublishedPair",
    "PublishedPerson",
    "PublishedRow",
    "PublishedRun",
    "PublishedSheet",
    "User",
]
