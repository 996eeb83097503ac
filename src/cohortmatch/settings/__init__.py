"""Settings: every choice of a run, and its source.

plan.py   the choices of a run, each with its one default
file.py   from `cohortmatch.toml`, the environment and the command line to one Plan
"""
