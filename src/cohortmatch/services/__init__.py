"""What one can do with cohortmatch: each use-case a function with a typed result.

    check ──▶ run ──▶ review, decide ──▶ run again ──▶ purge
               └──▶ why, editions         └──▶ audit, decisions

The commands parse, call one of these and print; a notebook, a program and a portal call the same.
Each raises the package's errors, and its result is what the command prints as JSON.
"""
