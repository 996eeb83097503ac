"""The command line: parse, call, print. The result goes to stdout, everything else to stderr.

    cohortmatch check LISTS...              what was read, and what to look at
    cohortmatch run LISTS... -o OUT         the report
    cohortmatch why OUT LEFT RIGHT          why two listings are, or are not, one person
    cohortmatch decide WORKBOOK             read the decisions written in the workbook
    cohortmatch review OUT                  decide pair by pair, in this machine's browser
    cohortmatch decisions list|undo|export  the team's decisions
    cohortmatch audit show|verify|export    who did what, when and why
    cohortmatch purge                       erase what is past its delete-by date
    cohortmatch between offer|answer|open   whom a neighbouring borough holds too
    cohortmatch between key|encode|link     the same for several, with a unit that links
    cohortmatch demo                        invented lists for practice

Exit codes: 0 done; 1 failed, and nothing was written; 2 wrong usage; 3 only with --fail-on.
Nothing heavy is imported before a command runs.
"""

from cohortmatch.cli.app import app, main

__all__ = ["app", "main"]
