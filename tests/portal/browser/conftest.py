"""The portal as it is served, and a browser. Where either is missing, the tests are skipped.

`.ci/run` installs Chromium; playwright for Python comes with the extra `test`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from cohortmatch.portal.places import PortalFolder
from rendering.conftest import BROWSERS, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SECONDS = 30
"""How long a step may take."""
WIDE = {"width": 1280, "height": 900}
Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    api = pytest.importorskip("playwright.sync_api")
    path = program(*BROWSERS)
    # playwright runs a loop in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def served(portal: PortalFolder) -> Iterator[str]:
    """The address of the portal, served by waitress as `portal serve` does it."""
    with serving() as address:
        yield address


@contextmanager
def serving() -> Iterator[str]:
    """Serve the portal of this process on a free port."""
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    server: Any = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(timeout=10)


@pytest.fixture
def context(chromium: Browser, served: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers with nothing in them; `problems` in each fails the test at its end."""
    made: list[BrowserContext] = []
    problems: list[str] = []

    def make(**options: Any) -> BrowserContext:
        new = chromium.new_context(**{"base_url": served, "viewport": WIDE, **options})
        new.on("console", lambda message: _note(problems, message.type, message.text))
        new.on("weberror", lambda error: problems.append(str(error.error)))
        new.set_default_timeout(SECONDS * 1000)
        made.append(new)
        return new

    yield make
    for each in made:
        each.close()
    assert problems == []


def _note(problems: list[str], kind: str, text: str) -> None:
    """A page that breaks its own policy or loads what is not there says so on the console."""
    if kind == "error" and "status of 4" not in text:
        problems.append(text)
