"""Reading an upload, and what becomes of it.

Policy: the same reader as everywhere, in a bounded process. What cannot be used is not kept. What
was read waits for its keeper's yes; a later one takes its place. Where the list and what was typed
in the portal were both changed, the keeper is asked, and the answer counts with the yes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cohortmatch.portal.accounts.notices import notify_user
from cohortmatch.portal.models import (
    ChangeState,
    PortalRole,
    ProgressChange,
    PublishedList,
    UploadedList,
    User,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.progress.carrying import beside
from cohortmatch.portal.progress.rows import PanelList
from cohortmatch.portal.progress.sent import uploads_of
from cohortmatch.portal.uploads.likeness import same_people
from cohortmatch.services.list_upload import ListUpload, read_upload
from cohortmatch.services.own_list import OwnList
from cohortmatch.services.progress_changes import Reconciled

__all__ = ["confirm", "keep", "read", "refuse", "what_becomes"]

NEW_LIST = "A new list of {} is here: see Uploads."


def read(found: PanelList, name: str, content: bytes) -> ListUpload:
    """Read an upload as the next list of a panel; nothing is kept. UploadRefused where it is not
    read at all."""
    folder: PortalFolder = settings.PORTAL_FOLDER
    report = Path(found.run.report_folder) if found.run.report_folder else None
    there = report is not None and (report / "run.json").is_file()
    return read_upload(
        content,
        name,
        found.published.name,
        found.own.key,
        folder.path,
        report=report if there else None,
    )


def keep(found: PanelList, upload: ListUpload, content: bytes, user: User) -> UploadedList:
    """Keep what was read until its keeper says yes; what waited before goes. Within a
    transaction."""
    assert upload.own is not None
    uploads_of(found.published).filter(confirmed=None).delete()
    return UploadedList.objects.create(
        label=found.published.label,
        list_name=found.published.name,
        file_name=upload.own.file,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        answer=dict(upload.answer),
        rows=upload.own.to_json(),
        same=same_people(found, upload.own),
        by=user.username,
        delete_by=found.run.delete_by,
    )


def what_becomes(upload: UploadedList) -> list[tuple[ProgressChange, Reconciled]]:
    """What becomes of everything typed about the panel's list by an uploaded one."""
    return beside(upload.label, upload.list_name, OwnList.from_json(upload.rows))


def confirm(
    upload: UploadedList, published: PublishedList, choices: Mapping[str, str], user: User
) -> bool:
    """The keeper's yes, beside the list that is `published`; `choices` says for each thing changed
    on both sides, by its number, whether what was "typed" or what the "list" says counts. Whether
    it still waited. Within a transaction."""
    found = UploadedList.objects.select_for_update().filter(pk=upload.pk, confirmed=None).first()
    if found is None:
        return False
    for change, outcome in what_becomes(found):
        if outcome.outcome == "both changed":
            _choose(change, outcome, choices.get(str(change.pk), ""), user)
    same = {"label": found.label, "list_name": found.list_name, "taken": None}
    UploadedList.objects.filter(**same).exclude(pk=found.pk).delete()
    found.confirmed, found.beside = timezone.now(), published.rows.get("sha256", "")
    found.save(update_fields=["confirmed", "beside"])
    _tell_analysts(found)
    return True


def refuse(upload: UploadedList) -> None:
    """The keeper's no: nothing of the upload stays. One that counts already stays."""
    UploadedList.objects.filter(pk=upload.pk, confirmed=None).delete()


def _tell_analysts(upload: UploadedList) -> None:
    """A notice to each analyst; it names the list and not its file, whose name may be anything."""
    analysts = User.objects.filter(is_active=True, memberships__role=PortalRole.ANALYST)
    for each in analysts.distinct():
        notify_user(each, NEW_LIST.format(upload.list_name))


def _choose(change: ProgressChange, outcome: Reconciled, choice: str, user: User) -> None:
    change.list_says = outcome.says
    if choice == "typed":
        change.state, change.before = ChangeState.OPEN, outcome.says
    elif choice == "list":
        change.state = ChangeState.DROPPED
    else:
        change.state = ChangeState.ASKED
    change.settled_by = user.username if choice in ("typed", "list") else ""
    change.save(update_fields=["state", "before", "list_says", "settled_by"])
