"""What a run leaves for the next one, so that only what has changed is compared again.

hashing.py   texts as numbers that are the same in every run
content.py   whether a listing is still the same
base.py      everything that is kept of a run
file.py      the one file it is kept in
"""
