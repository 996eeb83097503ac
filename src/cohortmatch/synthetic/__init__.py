"""Invented people and their lists, with known truth: for practice and for measuring.

Nobody in them exists. Names come from hand-written lists, identifiers from years and ranges never
issued, postcodes from outcodes that do not exist.
"""

from cohortmatch.synthetic.flat import invent_flat
from cohortmatch.synthetic.invented import Invented, invent
from cohortmatch.synthetic.neighbours import invent_neighbours
from cohortmatch.synthetic.plain import invent_plain
from cohortmatch.synthetic.writing import write_lists

__all__ = ["Invented", "invent", "invent_flat", "invent_neighbours", "invent_plain", "write_lists"]
