"""Incremental linkage: compare only what has changed since a saved state.

state.py             the saved state of a run, called a base
state_file.py        the file of a base
prepared.py          full linkage, or linkage from a state; and the state the next run starts from
frozen_comparing.py  comparisons with the frequencies of the base
changed_pairs.py     candidate pairs that the state has not compared
part_of_run.py       linkage of a part of a run's listings, from what the run has counted
"""
