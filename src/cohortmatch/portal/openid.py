"""A borough's own log-in by OpenID Connect: off unless `portal.toml` names a server.

    [openid]
    server = "https://login.example.org/tenant/v2.0"
    client_id = "…"
    name = "Havering log-in"

The client's secret stands in the file `openid-secret` beside it. This is the one connection that
leaves the machine, to the server that is named and nobody else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.installing import install_extra
from cohortmatch.portal.places import PortalFolder

__all__ = ["PROVIDER", "OpenIdServer", "openid_server", "openid_settings"]

PROVIDER = "borough"
KNOWN = {"server", "client_id", "name", "claim"}
NEEDED = ("requests", "jwt", "oauthlib")
BAD = "{}: [openid] needs server (https://…) and client_id, and knows also name and claim"
NO_SECRET = "{}: write the client's secret into this file, which only its owner may read"
MISSING = f"[openid] in portal.toml needs more; {install_extra('portal-openid')}"


@dataclass(frozen=True)
class OpenIdServer:
    """The server of a borough's log-in; `claim` is what it calls a username."""

    server: str
    client_id: str
    name: str = "your borough's log-in"
    claim: str = "preferred_username"
    secret: str = field(default="", repr=False)

    @property
    def origin(self) -> str:
        """Scheme and host, where the browser is sent."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}"


def openid_server(folder: PortalFolder) -> OpenIdServer | None:
    """The server that the folder names; None where none is. SettingsError where it cannot be
    used."""
    try:
        told = tomllib.loads(folder.settings_file.read_text(encoding="utf-8")).get("openid")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise SettingsError(f"{folder.settings_file}: cannot be read as TOML") from None
    if told is None:
        return None
    if not _is_good(told):
        raise SettingsError(BAD.format(folder.settings_file))
    if any(find_spec(name) is None for name in NEEDED):
        raise SettingsError(MISSING)
    file = folder.path / "openid-secret"
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except OSError:
        raise SettingsError(NO_SECRET.format(file)) from None
    return OpenIdServer(**told, secret=secret)


def _is_good(told: object) -> bool:
    if not isinstance(told, dict) or not {"server", "client_id"} <= set(told) <= KNOWN:
        return False
    parts = urlsplit(str(told["server"]))
    is_text = all(isinstance(value, str) and value for value in told.values())
    return is_text and parts.scheme == "https" and bool(parts.hostname) and not parts.query


def openid_settings(server: OpenIdServer | None) -> dict[str, Any]:
    """Django's settings for it; none of allauth's social accounts where there is no server."""
    if server is None:
        return {"PORTAL_OPENID": None}
    app = {
        "provider_id": PROVIDER,
        "name": server.name,
        "client_id": server.client_id,
        "secret": server.secret,
        "settings": {"server_url": server.server, "oauth_pkce_enabled": True},
    }
    return {
        "PORTAL_OPENID": server,
        "SOCIALACCOUNT_ADAPTER": "cohortmatch.portal.accounts.openid_adapter.OpenIdAdapter",
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": SCOPE}
        },
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_ONLY": False,
    }


SCOPE = ["openid", "profile"]
APPS = ("allauth.socialaccount", "allauth.socialaccount.providers.openid_connect")
