"""A PostgreSQL database of its own for the tests of one process."""

from __future__ import annotations

import atexit
import os
from urllib.parse import urlsplit, urlunsplit


def own_database(server: str, which: str = "") -> str:
    """The address of a new database on this server; dropped when the process ends."""
    import psycopg

    name = f"portal_test_{os.getpid()}{which}"
    with psycopg.connect(server, autocommit=True) as made:
        made.execute(f'DROP DATABASE IF EXISTS "{name}"')
        made.execute(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, server, name)
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _drop(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as made:
        made.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
