"""What the server says of a request that is larger than any it takes, before Django sees it."""

from __future__ import annotations

from django.template.loader import render_to_string
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from cohortmatch.portal.headers import ALWAYS
from cohortmatch.services.list_upload import LARGEST

__all__ = ["TooLargeTask"]

KEPT_NOWHERE = ("Cache-Control", "no-store, private")


class TooLargeTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """Answers with a page that says how large a list may be, and leads back; other errors of a
    request, which no browser makes, as waitress does."""

    def execute(self) -> None:
        """Write the answer."""
        if not isinstance(self.request.error, RequestEntityTooLarge):
            super().execute()
            return
        told = {"megabytes": LARGEST // 1_000_000}
        body = render_to_string("portal/errors/list_too_large.html", told).encode()
        self.status = "413 Request Entity Too Large"
        self.response_headers += [
            ("Content-Type", "text/html; charset=utf-8"),
            *ALWAYS.items(),
            KEPT_NOWHERE,
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
