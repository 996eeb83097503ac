"""Incremental linkage: only what has changed since a saved state is compared again.

state.py             everything that is kept of a run
state_file.py        the one file it is kept in
prepared.py          full linkage, or linkage from a state; and the state the next run starts from
frozen_comparing.py  comparisons with the frequencies of the state
changed_pairs.py     candidate pairs that the state has not compared
"""
