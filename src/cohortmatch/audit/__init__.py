"""The audit log: who did what, when, why and with which files; one line each, chained by hashes.

events.py      what is logged, and what never is
lines.py       one line, and its anchor
log.py         adding to the log, and beginning it again
open_log.py    adding many lines from one process
set_aside.py   logs that were set aside when the log was begun again
chain.py       reading the log, detecting tampering
"""

from cohortmatch.audit.chain import Noted, Verdict, read_log, verify
from cohortmatch.audit.events import Event, Input
from cohortmatch.audit.lines import Anchor, Logged
from cohortmatch.audit.log import check_anchor, log, restart
from cohortmatch.audit.open_log import OpenLog

__all__ = [
    "Anchor",
    "Event",
    "Input",
    "Logged",
    "Noted",
    "OpenLog",
    "Verdict",
    "check_anchor",
    "log",
    "read_log",
    "restart",
    "verify",
]
