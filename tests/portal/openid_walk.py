"""A walk through a borough's log-in, in a process of its own: its server is played by this script.

python openid_walk.py FOLDER SUBJECT USERNAME    prints what the portal answered, as JSON
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVER = "https://login.example.org"
CONFIG = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/userinfo",
    "jwks_uri": f"{SERVER}/keys",
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
}
ASKED: list[str] = []


class Answer:
    """What the server answers."""

    status_code = 200

    def __init__(self, content: dict[str, Any]) -> None:
        self._content, self.headers = content, {"content-type": "application/json"}
        self.text = json.dumps(content)

    def json(self) -> dict[str, Any]:
        return self._content

    def raise_for_status(self) -> None:
        return None


class Server:
    """The server, in place of a session of `requests`."""

    def __init__(self, claims: dict[str, Any]) -> None:
        self.claims = claims

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def get(self, url: str, **more: Any) -> Answer:
        ASKED.append(url)
        return Answer(self.claims if url == CONFIG["userinfo_endpoint"] else CONFIG)

    def request(self, method: str, url: str, **more: Any) -> Answer:
        ASKED.append(url)
        now = int(time.time())
        claims = {**self.claims, "iss": SERVER, "aud": "portal", "iat": now, "exp": now + 60}
        return Answer({"access_token": "t", "id_token": jwt.encode(claims, "k" * 32)})

    post = request


def walk(folder: Path, subject: str, username: str) -> dict[str, Any]:
    from cohortmatch.portal.making import open_portal

    open_portal(folder)
    from allauth.socialaccount.models import SocialAccount
    from django.conf import settings
    from django.test import Client

    from cohortmatch.portal.accounts.openid_adapter import OpenIdAdapter

    claims = {"sub": subject, "preferred_username": username, "name": "ZEPHYRINE QUILLFEATHER"}
    OpenIdAdapter.get_requests_session = lambda self: Server(claims)  # type: ignore[method-assign]
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    page = browser.get("/log-in/")
    sent = browser.post("/log-in/with/borough/")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    back = browser.get("/log-in/with/borough/back/", {"code": "c", "state": asked["state"][0]})
    first = browser.get("/")
    return {
        "offers": "Continue with Havering log-in" in page.content.decode(),
        "policy": page.headers["Content-Security-Policy"],
        "leads_to": sent.headers["Location"].split("?")[0],
        "pkce": asked.get("code_challenge_method", [""])[0],
        "status": back.status_code,
        "page": back.content.decode(),
        "then": first.headers.get("Location", ""),
        "factor": browser.get("/account/second-factor/app/").status_code,
        "forged": browser.get(
            "/log-in/with/borough/back/", {"code": "c", "state": "x"}
        ).status_code,
        "kept": [each.extra_data for each in SocialAccount.objects.all()],
        "asked": sorted({urlsplit(each).netloc for each in ASKED}),
    }


if __name__ == "__main__":
    print(json.dumps(walk(Path(sys.argv[1]), *sys.argv[2:])))
