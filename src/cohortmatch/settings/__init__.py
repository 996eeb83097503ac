"""Settings: every choice of a run, and where each comes from.

plan.py   the choices of a run, each with its one default
file.py   `cohortmatch.toml`, the environment and the command line to one Plan
"""
