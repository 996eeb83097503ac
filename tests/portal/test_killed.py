"""Killed at any moment, a page is never without its line; a line may be without its page."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from cohortmatch.audit import verify
from cohortmatch.portal.looks.reading import Filter, newest
from cohortmatch.portal.places import PortalFolder
from portal.conftest import ENVIRONMENT
from portal.visiting import account, logged_in, publish_small

SCRIPT = Path(__file__).with_name("looking.py")


def test_a_page_is_never_without_its_line(portal: PortalFolder) -> None:
    publish_small("IOM")
    key = logged_in(account("ann", ("member", "IOM"))).cookies["portal"].value
    dice, shown = random.Random(21), 0
    for _ in range(3):
        command = [sys.executable, str(SCRIPT), str(portal.path), key]
        environment = {**os.environ, **ENVIRONMENT}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "200\n"
            time.sleep(dice.uniform(0, 0.5))
            process.kill()
            shown += 1 + process.stdout.read().count("200\n")
        looks = [
            line
            for line in newest(portal.log, Filter(by="ann"))
            if line.event["command"] == "portal sheet"
        ]
        assert len(looks) >= shown
        assert len(looks) <= shown + 3, "at most one line without its page for each kill"
        assert verify(portal.log).is_whole
