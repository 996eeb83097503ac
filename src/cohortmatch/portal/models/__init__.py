"""What the portal holds, one file a subject.

accounts.py    who may log in, as what; one-time links; failed log-ins; notices; drafts
progress.py    what a panel types about the rows of its own list
reviewing.py   answers of reviewers about pairs
uploads.py     lists that their keepers uploaded
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
from cohortmatch.portal.models.progress import ChangeState, ProgressChange, ProgressRow
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
from cohortmatch.portal.models.reviewing import KeptAnswer, PairAnswer
from cohortmatch.portal.models.uploads import UploadedList, still_kept

__all__ = [
    "ChangeState",
    "FailedLogIn",
    "FormDraft",
    "KeptAnswer",
    "Membership",
    "NotedLine",
    "OneTimeLink",
    "PairAnswer",
    "PortalNotice",
    "PortalRole",
    "ProgressChange",
    "ProgressRow",
    "PublishedCounts",
    "PublishedEdition",
    "PublishedFile",
    "PublishedList",
    "PublishedPair",
    "PublishedPerson",
    "PublishedRow",
    "PublishedRun",
    "PublishedSheet",
    "UploadedList",
    "User",
    "still_kept",
]
