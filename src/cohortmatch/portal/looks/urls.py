"""Addresses of the officer's log."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.looks import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/export/", views.export_log, name="export_log"),
    path("log/verify/", views.verify_log, name="verify_log"),
]
