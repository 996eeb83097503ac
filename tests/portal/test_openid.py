"""A borough's own log-in: off unless it is named; it opens accounts that there are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.openid import openid_server, openid_settings
from cohortmatch.portal.places import PortalFolder, make_portal_folder
from portal.test_commands import ENVIRONMENT, run

WALK = Path(__file__).with_name("openid_walk.py")
NAMED = """[openid]
server = "https://login.example.org"
client_id = "portal"
name = "Havering log-in"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with two accounts and a borough's log-in."""
    made = tmp_path_factory.mktemp("openid") / "p"
    run("init", made)
    (made / "portal.toml").write_text(NAMED, encoding="utf-8")
    (made / "openid-secret").write_text("s\n", encoding="utf-8")
    for name in ("ann", "bob"):
        run("user", "add", made, name, "--role", "reviewer")
    return made


def walked(folder: Path, subject: str, username: str) -> dict[str, Any]:
    command = [sys.executable, str(WALK), str(folder), subject, username]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_it_leads_to_the_second_factor_and_binds_the_account_to_its_subject(folder: Path) -> None:
    told = walked(folder, "s-1", "Ann")
    assert told["offers"]
    assert told["leads_to"] == "https://login.example.org/authorize"
    assert told["pkce"] == "S256"
    assert "form-action 'self' https://login.example.org;" in told["policy"]
    assert told["then"] == "/account/second-factor/app/", "no page before the second factor"
    assert told["factor"] == 200
    assert told["forged"] != 302, "an answer that nobody asked for opens nothing"
    assert told["kept"] == [{}], "nothing that the server says is kept"
    assert told["asked"] == ["login.example.org"]
    again = walked(folder, "s-1", "another.name")
    assert again["then"] == "/account/second-factor/app/"
    for subject, username, why in (
        ("s-2", "ann", "the name of a bound account, given to somebody else"),
        ("s-3", "nobody", "no account"),
        ("s-4", "", "no name"),
    ):
        told = walked(folder, subject, username)
        assert told["status"] == 403, why
        assert "no account for you" in told["page"]
        assert told["then"].startswith("/log-in/"), why
    log = (folder / "audit.log").read_text("ascii")
    assert "bound" in log
    assert "QUILLFEATHER" not in log


def test_it_is_off_where_nothing_is_named(tmp_path: Path) -> None:
    made = make_portal_folder(tmp_path / "p")
    assert openid_server(made) is None
    assert openid_settings(None) == {"PORTAL_OPENID": None}
    assert django.PORTAL_OPENID is None
    assert "allauth.socialaccount" not in django.INSTALLED_APPS


@pytest.mark.parametrize(
    "text",
    [
        "[openid]\n",
        '[openid]\nserver = "https://x.example"\n',
        '[openid]\nserver = "http://x.example"\nclient_id = "p"\n',
        '[openid]\nserver = "https://x.example"\nclient_id = 7\n',
        '[openid]\nserver = "https://x.example"\nclient_id = "p"\nsecret = "here"\n',
        "[openid\n",
        'openid = "x"\n',
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path: Path, text: str) -> None:
    made = make_portal_folder(tmp_path / "p")
    made.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        openid_server(made)


def test_the_secret_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    made = make_portal_folder(tmp_path / "p")
    made.settings_file.write_text(NAMED, encoding="utf-8")
    with pytest.raises(SettingsError, match="openid-secret"):
        openid_server(PortalFolder(made.path))
    (made.path / "openid-secret").write_text("very-secret\n", encoding="utf-8")
    server = openid_server(made)
    assert server is not None and server.secret == "very-secret"
    assert "very-secret" not in repr(server)
