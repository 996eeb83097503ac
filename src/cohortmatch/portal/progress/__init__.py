"""What a panel types about its own rows: kept with its history, written into its own list.

rows.py      the panel's own list, and what is typed about a row now
saving.py    keeping what was typed; settling where the list says otherwise
carrying.py  the next published list beside what was typed
views.py     the pages
"""
