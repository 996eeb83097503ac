"""Addresses of published editions."""

from __future__ import annotations

from django.urls import path

from cohortmatch.portal.published import views

urlpatterns = [path("", views.my_panels, name="my_panels")]
