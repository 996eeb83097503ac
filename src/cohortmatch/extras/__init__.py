"""Bridges to other tools; nothing else in the package imports them.

recordlinkage.py   the Python Record Linkage Toolkit: its pairs, features and classifiers with ours
frames.py          listings as a table for it
"""
