"""Bridges to other tools; nothing else in the package imports them.

recordlinkage.py   the Python Record Linkage Toolkit: its pairs, features and classifiers with ours
splink.py          Splink: tables for the settings of model.to_splink()
dedupe.py          dedupe: the pairs that were labelled there
frames.py          listings as a table for them
"""
