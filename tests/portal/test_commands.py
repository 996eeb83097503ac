"""`cohortmatch portal init|serve|user|backup|restore|log`, as somebody types them, and upgrades."""

from __future__ import annotations

import http.client
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cohortmatch.cli import app
from cohortmatch.core.append_only import alone
from cohortmatch.core.errors import CohortmatchError, OutputError, SettingsError, StoreError
from cohortmatch.portal import backing_up, dumping, extra
from cohortmatch.portal.accounts.links import new_link
from cohortmatch.portal.accounts.new_key import change_key
from cohortmatch.portal.backing_up import back_up, forget_old_backups
from cohortmatch.portal.configuration import LARGEST_REQUEST, database_settings, start
from cohortmatch.portal.places import DATABASE, PortalFolder, checked_address, make_portal_folder
from cohortmatch.portal.restoring import restore_portal, unpacked
from cohortmatch.portal.upgrading import bring_up_to_date
from portal.conftest import SERVER
from portal.postgresql import own_database
from portal.visiting import account, logged_in, publish_small

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("COHORTMATCH_")}


def run(*args: object, code: int = 0) -> str:
    """What a command of the portal prints, in a process of its own; its exit code is checked."""
    command = [sys.executable, "-m", "cohortmatch", "portal", *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A portal that `init` made, and what it printed."""
    folder = tmp_path_factory.mktemp("portal") / "p"
    return folder, run("init", folder)


def test_init_prints_a_link_once_and_asks_nothing(made: tuple[Path, str]) -> None:
    folder, told = made
    assert re.search(r"http://127\.0\.0\.1:8000/log-in/link/[\w-]{43}/", told)
    assert f"cohortmatch portal serve {folder}" in told
    assert "With `serve --port N` the link begins with http://127.0.0.1:N instead" in told


def test_a_label_that_cannot_be_known_yet_is_told(made: tuple[Path, str]) -> None:
    folder, _ = made
    told = run("user", "add", folder, "early", "--role", "member", "--panel", "IOM")
    assert "No run is published: whether it will have an edition “IOM” is not known yet" in told
    assert "/log-in/link/" in told
    assert "No run" not in run("user", "add", folder, "early2", "--role", "reviewer")


@pytest.mark.skipif(os.name == "nt", reason="on Windows the folder's rights decide")
def test_only_the_owner_may_read_what_init_makes(made: tuple[Path, str]) -> None:
    folder, _ = made
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = [*folder.iterdir()]
    assert {"portal-secret", "portal.sqlite3", "audit.log"} <= {each.name for each in files}
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_a_portal_that_stands_is_not_made_again(made: tuple[Path, str]) -> None:
    folder, _ = made
    secret = PortalFolder(folder).secret()
    assert "stands here already" in run("init", folder, code=2)
    assert PortalFolder(folder).secret() == secret


@pytest.mark.parametrize("left", ["portal.sqlite3", "audit.log", "portal.toml"])
def test_init_takes_over_no_part_of_a_portal_and_removes_none(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / left).write_bytes(b"of an earlier portal")
    assert left in run("init", folder, code=2)
    assert [each.name for each in folder.iterdir()] == [left]
    assert (folder / left).read_bytes() == b"of an earlier portal"


@pytest.mark.parametrize("is_lost", [False, True], ids=["read by somebody", "deleted"])
def test_a_portal_gets_another_key_and_loses_nothing_else(tmp_path: Path, is_lost: bool) -> None:
    folder = tmp_path / "p"
    run("init", folder)
    run("user", "add", folder, "ann", "--role", "reviewer")
    key, before = PortalFolder(folder).secret(), run("user", "list", folder)
    if is_lost:
        PortalFolder(folder).secret_file.unlink()
        for command in (("serve", folder), ("log", "verify", folder), ("init", folder)):
            told = run(*command, code=2)
            assert "portal.sqlite3" in told or f"cohortmatch portal new-key {folder}" in told
    told = run("new-key", folder)
    assert PortalFolder(folder).secret() != key
    links = dict(re.findall(r"^(\w+): (http\S+/log-in/link/[\w-]{43}/)$", told, re.MULTILINE))
    assert set(links) == {"administrator", "ann"}
    assert run("user", "list", folder) == before
    assert "The log is whole" in run("log", "verify", folder)
    assert "no portal stands here" in run("new-key", tmp_path / "elsewhere", code=2)


@pytest.fixture
def key_put_back(portal: PortalFolder) -> Iterator[None]:
    """The portal's key afterwards is that with which this process began."""
    key = portal.secret_file.read_bytes()
    yield
    portal.secret_file.write_bytes(key)


def test_another_key_ends_sessions_passwords_links_and_second_factors(
    portal: PortalFolder, key_put_back: None
) -> None:
    ann = account("ann", ("member", "IOM"))
    publish_small("IOM")
    browser, link = logged_in(ann), new_link(ann)
    assert browser.get("/panels/iom/").status_code == 200
    (told,) = [each for name, each in change_key(portal.path) if name == "ann"]
    ann.refresh_from_db()
    assert not ann.has_usable_password()
    assert not Authenticator.objects.exists() and not Session.objects.exists()
    assert browser.get("/panels/iom/").status_code == 302
    assert browser.get(link).status_code == 404
    assert browser.get(urlsplit(told).path).status_code == 200
    with alone(portal.served_file), pytest.raises(SettingsError, match="is served"):
        change_key(portal.path)


def test_an_address_that_is_none_leaves_nothing_behind(tmp_path: Path) -> None:
    assert "https://HOST" in run("init", tmp_path / "p", "--address", "portal", code=2)
    assert not (tmp_path / "p").exists()


def test_serve_answers_with_the_log_in_page_soon(made: tuple[Path, str]) -> None:
    folder, _ = made
    begun = time.monotonic()
    command = [sys.executable, "-m", "cohortmatch", "portal", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as server:
        try:
            assert server.stdout is not None
            where = re.search(r"http://\S+", server.stdout.readline())
            assert where
            other = server.stdout.readline()
            assert f"open here when they begin with {where[0].rstrip('/')}" in other
            _sends_too_much(urlsplit(where[0]).port or 0)
            with urllib.request.urlopen(where[0]) as answer:
                assert answer.url.endswith("/log-in/?next=/")
                assert b"Username" in answer.read()
            assert time.monotonic() - begun < 60
            assert "is served already" in run("serve", folder, "--port", "0", code=2)
            told = run("user", "add", folder, "wanda", "--role", "reviewer")
            assert f"{where[0]}log-in/link/" in told, "a link leads where the portal is served"
        finally:
            server.kill()


def _sends_too_much(port: int) -> None:
    """More than the server takes is answered with a page that says how much a list may have."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest("POST", "/log-in/")
    connection.putheader("Content-Length", str(LARGEST_REQUEST + 1))
    connection.endheaders()
    answer = connection.getresponse()
    page = answer.read().decode()
    assert answer.status == 413 and "text/html" in answer.headers["Content-Type"]
    assert "A list may have 20 MB" in page and 'href="/"' in page and "waitress" not in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    connection.close()


def test_a_server_that_was_killed_is_not_taken_for_one(portal: PortalFolder) -> None:
    portal.served_file.write_text("http://127.0.0.1:9999", encoding="ascii")
    assert portal.served_at() == "http://127.0.0.1:8000"
    with alone(portal.served_file):
        assert portal.served_at() == "http://127.0.0.1:9999"
    portal.served_file.unlink()


def test_over_a_network_it_is_served_behind_a_proxy_only(made: tuple[Path, str]) -> None:
    assert "TLS proxy" in run("serve", made[0], "--host", "0.0.0.0", code=2)


def test_a_port_that_is_taken_is_told(made: tuple[Path, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert "name another with --port" in run("serve", made[0], "--port", port, code=2)


def test_users_are_added_listed_and_removed(made: tuple[Path, str]) -> None:
    folder, _ = made
    told = run("user", "add", folder, "ann", "--role", "member", "--panel", "IOM", "--keeper")
    assert "/log-in/link/" in told
    assert "ann: member of IOM, keeps its list, never seen" in run("user", "list", folder)
    assert "no longer member of IOM" in run(
        *("user", "remove", folder, "ann", "--role", "member", "--panel", "IOM")
    )
    assert "opens nothing" in run("user", "list", folder)
    assert "removed" in run("user", "remove", folder, "ann")
    assert "ann:" not in run("user", "list", folder)
    assert "There is no account bob" in run("user", "remove", folder, "bob", code=2)
    assert "The log is whole" in run("log", "verify", folder)


def test_a_backup_is_restored_in_a_new_folder(made: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = made
    saved, again = tmp_path / "saved.backup", tmp_path / "again"
    run("backup", folder, saved)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600 or os.name == "nt"
    assert "was not changed" in run("backup", folder, saved, code=2)
    told = run("restore", saved, again)
    assert re.search(r"when the back-up was made, 20\d\d-\d\d-\d\dT[\d:]{8}Z", told)
    assert "withdrawn, are back" in told
    assert run("user", "list", again) == run("user", "list", folder)
    assert "The log is whole" in run("log", "verify", again)
    assert "something stands here" in run("restore", saved, again, code=2)


@pytest.mark.skipif(bool(SERVER), reason="of SQLite")
def test_what_a_killed_restore_left_is_no_portal(made: tuple[Path, str], tmp_path: Path) -> None:
    """Sessions and links of the back-up would be good in it."""
    saved, half = tmp_path / "saved.backup", tmp_path / "half"
    run("backup", made[0], saved)
    killed = (
        "import os\n"
        "from pathlib import Path\n"
        "from cohortmatch.portal import restoring\n"
        "restoring.bring_up_to_date = lambda *args, **more: os._exit(9)\n"
        f"restoring.restore_portal(Path({str(saved)!r}), Path({str(half)!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", killed], env=ENVIRONMENT, check=False)
    assert done.returncode == 9 and (half / "portal.sqlite3").exists()
    for command in (("serve", half), ("user", "list", half), ("publish", tmp_path, "--to", half)):
        assert "restoring it was not finished" in run(*command, code=2)
    assert "something stands here" in run("restore", saved, half, code=2)


@pytest.mark.skipif(not SERVER, reason="COHORTMATCH_PORTAL_TEST_DATABASE names no PostgreSQL")
def test_a_backup_on_postgresql_is_restored_into_an_empty_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, saved, again = tmp_path / "p", tmp_path / "saved.backup", tmp_path / "again"
    monkeypatch.setitem(ENVIRONMENT, DATABASE, own_database(SERVER, "from"))
    run("init", folder)
    run("user", "add", folder, "ann", "--role", "reviewer")
    run("backup", folder, saved)
    assert "is not empty" in run("restore", saved, again, code=2)
    assert not again.exists()
    before = run("user", "list", folder)
    monkeypatch.setitem(ENVIRONMENT, DATABASE, own_database(SERVER, "to"))
    run("restore", saved, again)
    assert run("user", "list", again) == before
    monkeypatch.delitem(ENVIRONMENT, DATABASE)
    assert "This back-up is of a postgresql portal" in run("restore", saved, folder / "x", code=2)


def test_what_is_no_portal_is_told(tmp_path: Path) -> None:
    assert "is not the folder of a portal" in run("user", "list", tmp_path / "x", code=2)


@pytest.mark.parametrize("how", ["cut", "changed", "not a zip", "missing", "no database"])
def test_a_damaged_backup_is_refused_and_nothing_written(
    portal: PortalFolder, tmp_path: Path, how: str
) -> None:
    file = tmp_path / "saved.backup"
    back_up(portal, file)
    content = file.read_bytes()
    if how == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif how == "not a zip":
        file.write_bytes(b"PK nothing")
    elif how == "missing":
        file.unlink()
    else:
        _, parts = unpacked(file)
        with zipfile.ZipFile(file) as packed:
            manifest = packed.read("backup.json")
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("backup.json", manifest)
            for name, part in parts.items():
                if how == "changed" or name != "database":
                    packed.writestr(name, part + b"x")
    with pytest.raises(StoreError, match="not a whole back-up"):
        restore_portal(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_on_a_full_disk_leaves_no_file(
    portal: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes, mode: int) -> None:
        path.write_bytes(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing_up, "write_new", full)
    with pytest.raises(OutputError, match="no space left"):
        back_up(portal, tmp_path / "saved.backup")
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(bool(SERVER), reason="of SQLite")
def test_the_database_is_copied_in_memory_alone(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy on the disk would outlive a process that is killed, and everything erased later."""
    opened: list[str] = []
    connect = sqlite3.connect

    def noted(path: Any, *args: Any, **more: Any) -> sqlite3.Connection:
        opened.append(str(path))
        return connect(path, *args, **more)

    monkeypatch.setattr(sqlite3, "connect", noted)
    content = dumping.dumped(portal)
    assert content.startswith(b"SQLite format 3")
    assert opened == [str(portal.database), ":memory:"]


def older() -> None:
    """Take the last migration of the second factor back, as in an older portal."""
    call_command("migrate", "mfa", "0002", verbosity=0, interactive=False)


def test_an_older_portal_is_backed_up_and_brought_up_to_date(portal: PortalFolder) -> None:
    account("ann")
    publish_small("IOM")
    older()
    saved = bring_up_to_date(portal)
    assert saved is not None and unpacked(saved)[1]["database"]
    assert bring_up_to_date(portal) is None, "nothing is left to do"
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM portal_user")
        assert cursor.fetchall() == [("ann",)]


def test_backups_before_an_upgrade_go_after_a_week(portal: PortalFolder) -> None:
    new, old = portal.path / "before-1-new.backup", portal.path / "before-1-old.backup"
    for each in (new, old):
        each.write_bytes(b"")
    os.utime(old, (time.time() - 8 * 86400,) * 2)
    assert forget_old_backups(portal) == 1
    assert new.exists() and not old.exists()


def test_a_newer_portal_is_not_touched(portal: PortalFolder) -> None:
    row = MigrationRecorder(connection).migration_qs.create(app="portal", name="9999_later")
    try:
        with pytest.raises(StoreError, match="newer version"):
            bring_up_to_date(portal)
    finally:
        row.delete()


def test_without_the_extra_every_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "waitress" else name)
    for args in (["init", "p"], ["serve", "p"], ["user", "list", "p"], ["backup", "p", "f"]):
        told = CliRunner().invoke(app, ["portal", *args])
        assert told.exit_code == 2
        assert "waitress" in told.stderr and ".whl[portal]" in told.stderr
    assert CliRunner().invoke(app, ["portal", "--help"]).exit_code == 0


def test_a_process_serves_one_portal(portal: PortalFolder, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one portal"):
        start(make_portal_folder(tmp_path / "other"))


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("", ""),
        ("https://portal.example.org", "https://portal.example.org"),
        ("https://portal.example.org/", "https://portal.example.org"),
        ("https://portal.example.org:8443", "https://portal.example.org:8443"),
        ("http://portal.example.org", None),
        ("portal.example.org", None),
        ("https://portal.example.org/below", None),
        (7, None),
    ],
)
def test_addresses_of_a_proxy(address: object, taken: str | None) -> None:
    if taken is None:
        with pytest.raises(SettingsError):
            checked_address(address)
    else:
        assert checked_address(address) == taken


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://ann:s%40x@db:5433/portal", ("portal", "ann", "s@x", "db", "5433")),
        ("postgresql:///portal?host=/run/pg", ("portal", "", "", "/run/pg", "")),
        ("mysql://db/portal", None),
        ("postgresql://db", None),
        ("nonsense", None),
    ],
)
def test_addresses_of_databases(
    tmp_path: Path, address: str, expected: tuple[str, ...] | None
) -> None:
    if expected is None:
        with pytest.raises(CohortmatchError) as refused:
            database_settings(PortalFolder(tmp_path), address)
        assert address not in str(refused.value), "it may hold a password"
        return
    found = database_settings(PortalFolder(tmp_path), address)
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert tuple(found[name] for name in names) == expected
