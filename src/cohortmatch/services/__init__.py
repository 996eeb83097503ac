"""Services: everything cohortmatch can do, each use case a function with a typed result.

    check ──▶ run ──▶ review, decide ──▶ run again ──▶ purge
               └──▶ why, editions         └──▶ audit, decisions

The commands parse, call one of these functions and print. A notebook, a program or a portal calls
the same functions. Each raises the package's errors, and its result is what the command prints as
JSON.
"""
