"""Addresses of the portal: each subject has its own list. No name of a person is in an address."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("cohortmatch.portal.accounts.urls")),
    path("", include("cohortmatch.portal.published.urls")),
    path("", include("cohortmatch.portal.reviewing.urls")),
    path("", include("cohortmatch.portal.progress.urls")),
    path("", include("cohortmatch.portal.uploads.urls")),
    path("", include("cohortmatch.portal.looks.urls")),
]

handler400 = "cohortmatch.portal.errors.bad_request"
handler404 = "cohortmatch.portal.errors.not_found"
handler500 = "cohortmatch.portal.errors.failed"
