"""Cohortmatch with its weights as they are shipped, against which what it learns is held."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from answers import Answer
from cohortmatch.linkage import blocking
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.pairs import Band
from cohortmatch.linkage.people import resolve
from cohortmatch.services.pipeline import read_lists
from cohortmatch.settings.plan import Plan
from sets import Dataset

NAME = "nothing learnt"


def run_as_shipped(dataset: Dataset) -> Answer:
    """Our answer for one set, but with the shipped weights and the prior of the lists' sizes."""
    start = time.perf_counter()
    listings, plan = read_lists(dataset.frames), Plan(as_of=dataset.as_of)
    begun = PreparedLinkage(
        Matcher(listings, plan.model), blocking.plan(listings, plan.every_pair_up_to)
    )
    people = resolve(begun.matcher, begun.gathered(begun.batches()).likely)
    seconds = time.perf_counter() - start
    place = dataset.places(listings.ids)
    links = pd.DataFrame(
        {
            "left": place[people.links.left],
            "right": place[people.links.right],
            "score": people.links.weight,
            "band": [Band(band).name for band in people.band.tolist()],
        }
    )
    labels = -1 - np.arange(len(dataset.truth))
    labels[place[place >= 0]] = people.person[place >= 0]
    known = (links["left"] >= 0) & (links["right"] >= 0)
    left_out = int((labels < 0).sum())
    return Answer(NAME, labels, links[known].reset_index(drop=True), seconds, 0.0, left_out)
