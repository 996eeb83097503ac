"""How the tests run the command, and on which day."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

AS_OF = "2026-06-01"
Command = Callable[..., Result]
