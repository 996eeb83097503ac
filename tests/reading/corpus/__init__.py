"""Sheet layouts with what must be understood of them, and what judges them.

*.toml        the layouts: one file for each sheet, named after what the sheet is
layout.py     a layout from its file
writing.py    the sheet as a file that a user would have
judging.py    what is read of the file, and how that differs from what the layout says
__main__.py   `python tests/reading/corpus FOLDER`: which layouts are read rightly, what differs
"""
