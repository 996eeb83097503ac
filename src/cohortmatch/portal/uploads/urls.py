"""Addresses of uploads."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.uploads import views

PANEL = "panels/<slug:panel>/"

urlpatterns = [
    path(f"{PANEL}upload/", views.upload, name="upload"),
    path(f"{PANEL}upload/<str:token>/", views.uploaded, name="uploaded"),
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<str:token>/file/", views.take_upload, name="take_upload"),
]
