"""Addresses of progress and of a panel's own list."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.progress import views

PANEL = "panels/<slug:panel>/"

urlpatterns = [
    path(f"{PANEL}progress/<str:token>/", views.progress, name="progress"),
    path(f"{PANEL}progress/<str:token>/<int:row>/", views.progress, name="progress_row"),
    path(f"{PANEL}own-list/", views.own_list, name="own_list"),
    path(f"{PANEL}own-list/file/", views.own_list_file, name="own_list_file"),
    path(f"{PANEL}own-list/settle/<int:change>/", views.settle_change, name="settle_change"),
]
