"""The audit log: who did what, when, why and with which files; one line each, chained by hashes.

events.py   what is logged, and what never is
log.py      adding to the log, reading it, detecting tampering
"""

from cohortmatch.audit.events import Event, Input
from cohortmatch.audit.log import Anchor, Logged, Verdict, log, read_log, verify

__all__ = ["Anchor", "Event", "Input", "Logged", "Verdict", "log", "read_log", "verify"]
