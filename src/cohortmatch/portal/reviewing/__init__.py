"""Pairs to review in the portal: who is asked what, answers, and what was decided elsewhere.

queue.py      the pairs of the published run, as one reviewer stands to each
answering.py  an answer, and taking one back
drafts.py     half-written answers, kept when a session ends
views.py      the pages
"""
