"""Bringing the database of an older portal to this version's form, after a back-up."""

from __future__ import annotations

from pathlib import Path

from cohortmatch.core.errors import StoreError
from cohortmatch.portal.places import PortalFolder

__all__ = ["bring_up_to_date"]

NEWER = (
    "{}: this portal was made by a newer version of cohortmatch; nothing was changed. Install that "
    "version, or restore a back-up that this one made"
)


def bring_up_to_date(folder: PortalFolder, *, backed_up: bool = False) -> Path | None:
    """Apply what is missing; the back-up that was made before, None where nothing was missing or it
    is `backed_up` already. StoreError where the database is a newer version's."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    known = executor.loader.disk_migrations
    if any(app == "portal" and (app, name) not in known for app, name in applied):
        raise StoreError(NEWER.format(folder.path))
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    saved = None
    if applied and not backed_up:
        from cohortmatch.portal.backing_up import back_up_before

        saved = back_up_before(folder)
    call_command("migrate", verbosity=0, interactive=False)
    return saved
