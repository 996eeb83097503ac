"""Opens one page again and again in the portal of the folder that is named, and prints a line for
each that was shown; `test_killed.py` kills it.

    python looking.py FOLDER SESSION
"""

from __future__ import annotations

import sys
from pathlib import Path

from cohortmatch.portal.making import open_portal

PAGE = "/panels/iom/sheets/people/"

if __name__ == "__main__":
    open_portal(Path(sys.argv[1]))
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client()
    browser.cookies["portal"] = sys.argv[2]
    while True:
        answer = browser.get(PAGE)
        print(answer.status_code, flush=True)
