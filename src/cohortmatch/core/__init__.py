"""The shared core: tables of listings, errors, findings and small tools.

types.py         lists as read, coded listings, roles
errors.py        every error the package raises
findings.py      what was noticed about a list; the kinds are in `findings.toml`
accepting.py     arguments of the wrong kind, refused in the package's own words
arrays.py        numpy helpers
fingerprints.py  a digest of what a listing says, for decisions
districts.py     postcodes to districts
append_only.py   append-only files
whole_file.py    files written whole or not at all
own_names.py     names of the files that cohortmatch writes
journal.py       several files that appear together
markup.py        text made safe for HTML
plurals.py       "1 person", "2 people"
uncollected.py   work without Python's cyclic garbage collector
ram.py           how much memory may be used
"""
