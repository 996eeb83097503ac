"""Addresses of published editions. A person is named in one by a token alone."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.published import agreement, runs, views

PANEL = "panels/<slug:panel>/"

urlpatterns = [
    path("", views.my_panels, name="my_panels"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("runs/", runs.runs, name="runs"),
    path("runs/withdraw/", runs.withdraw_run, name="withdraw_run"),
    path(PANEL, views.panel, name="panel"),
    path(f"{PANEL}sheets/<slug:sheet>/", views.sheet, name="sheet"),
    path(f"{PANEL}people/<slug:token>/", views.person, name="person"),
    path(f"{PANEL}agenda/", views.agenda, name="agenda"),
    path(f"{PANEL}agenda/<slug:meeting>/", views.agenda, name="meeting"),
    path(f"{PANEL}changes/", views.changes, name="changes"),
    path(f"{PANEL}trends/", views.trends, name="trends"),
    path(f"{PANEL}what-i-may-see/", views.what_i_may_see, name="what_i_may_see"),
    path(f"{PANEL}search/", views.search, name="search"),
    path(f"{PANEL}files/", views.files, name="files"),
    path(f"{PANEL}files/<str:name>", views.download, name="download"),
]
