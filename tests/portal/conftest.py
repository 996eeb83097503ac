"""A portal for tests: one folder and database a process, emptied after each test.

Everything is really committed, so that threads, hooks on commit and the log are as in service.
`COHORTMATCH_PORTAL_TEST_DATABASE=postgresql://…` runs the same tests on PostgreSQL, in a database
of their own that is made and dropped.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from cohortmatch.portal.configuration import start
from cohortmatch.portal.places import DATABASE, PortalFolder, make_portal_folder
from portal.postgresql import own_database

SERVER = os.environ.get("COHORTMATCH_PORTAL_TEST_DATABASE", "")
_kept = tempfile.TemporaryDirectory(prefix="portal-tests-")
FOLDER = make_portal_folder(Path(_kept.name) / "portal")
ENVIRONMENT = {DATABASE: own_database(SERVER)} if SERVER else {}
"""What another process needs in its environment to open the same portal."""
start(FOLDER, ENVIRONMENT)

COST = ("time_cost", "memory_cost", "parallelism")
"""What makes a password slow to try, of Django's hasher."""
IN_SERVICE = {each: getattr(Argon2PasswordHasher, each) for each in COST}
for _each, _least in zip(COST, (1, 8, 1), strict=True):
    # Hundreds of tests set or type a password: the same algorithm, with the least work.
    setattr(Argon2PasswordHasher, _each, _least)


@pytest.fixture
def hashed_as_in_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost what they cost outside these tests."""
    for each, cost in IN_SERVICE.items():
        monkeypatch.setattr(Argon2PasswordHasher, each, cost)


@pytest.fixture(scope="session")
def _database() -> Iterator[None]:
    """The tables."""
    from django.db import connections
    from django.test.utils import setup_test_environment, teardown_test_environment

    from cohortmatch.portal.upgrading import bring_up_to_date

    setup_test_environment()
    bring_up_to_date(FOLDER)
    yield
    connections.close_all()
    teardown_test_environment()


@pytest.fixture
def portal(_database: None) -> Iterator[PortalFolder]:
    """The folder of an empty portal: no account, no run, no log."""
    yield FOLDER
    from django.core.cache import cache

    from cohortmatch.portal.looks.writing import forget

    forget()
    _empty()
    cache.clear()
    left = [each for name in ("audit*", "before-*") for each in FOLDER.path.glob(name)]
    for each in (*left, FOLDER.settings_file):
        each.unlink(missing_ok=True)


def _empty() -> None:
    """Delete every row of every table, with checks of keys put off until all are gone."""
    from django.core.management.color import no_style
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    kept = {MigrationRecorder.Migration._meta.db_table, "django_content_type", "auth_permission"}
    tables = [each for each in connection.introspection.table_names() if each not in kept]
    sql = connection.ops.sql_flush(no_style(), tables, allow_cascade=True)
    connection.ops.execute_sql_flush(sql)
