"""Settings for tools that read the code without a portal's folder: the type checker, and
`makemigrations`. Nothing is served with them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cohortmatch.portal.configuration import django_settings
from cohortmatch.portal.openid import APPS, OpenIdServer
from cohortmatch.portal.places import PortalFolder, make_portal_folder

_made = Path(tempfile.mkdtemp()) / "portal"
globals().update(django_settings(make_portal_folder(_made)))
PORTAL_FOLDER = PortalFolder(_made)
PORTAL_OPENID: OpenIdServer | None = None
INSTALLED_APPS = [*globals()["INSTALLED_APPS"], *APPS]
