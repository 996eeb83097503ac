"""What every room above shares: the tables of listings, errors, findings and small tools.

types.py         lists as read, coded listings, roles
errors.py        every error the package raises
findings.py      what was noticed about a list; its kinds stand in `findings.toml`
accepting.py     arguments of the wrong kind, refused in the package's own words
arrays.py        numpy helpers
fingerprints.py  a digest of what a listing says, for decisions
districts.py     postcodes to districts
append_only.py   files that are only ever added to
whole_file.py    a file that stands in its place whole, or not at all
markup.py        text made safe for HTML
plurals.py       "1 person", "2 people"
uncollected.py   work without the collector of cycles
ram.py           how much memory may be used
"""
