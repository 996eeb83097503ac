"""Addresses of the review and of drafts."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.reviewing import drafts, views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/take-back/", views.take_back, name="take_back"),
    path("review/<str:token>/", views.pair, name="pair"),
    path("drafts/", drafts.keep_draft, name="drafts"),
]
