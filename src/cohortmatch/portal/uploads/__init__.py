"""A new list from its keeper: read, shown with its findings, kept only after a yes.

receiving.py  reading an upload, and what becomes of it
views.py      the pages of the keeper and of the analyst
"""
