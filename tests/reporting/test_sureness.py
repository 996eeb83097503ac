"""How sure: one rule, told in the same words everywhere, and true of every pair."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from cohortmatch.core.arrays import Floats
from cohortmatch.core.findings import catalogue
from cohortmatch.linkage.clustering import components, rule_in_words
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.never_certain import DOUBTS, doubted
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.words import POSSIBLE, PROBABLE
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import match
from cohortmatch.services.review_cards import cards
from cohortmatch.synthetic import Invented
from running import Command

DOCS = Path(__file__).parents[2] / "docs"
CUT = shipped().cut_offs
RULE = rule_in_words(CUT)


@pytest.fixture(scope="module")
def found(invented: Invented) -> CrossReference:
    return match(dict(invented.frames))


def test_the_rule_is_two_sentences() -> None:
    assert RULE.endswith(".") and RULE.count(". ") == 1


def test_it_is_told_in_the_same_words_everywhere(found: CrossReference) -> None:
    sheets = {sheet.title: sheet for sheet in found._sheets.every}
    told = dict(row[:2] for row in sheets["Method and limits"].table.rows)
    assert RULE in str(told["How sure"])
    assert all(doubt.why in str(told["Rules of doubt"]) for doubt in DOUBTS)
    first = found.links.iloc[0]
    assert RULE in str(found.why(first["left"], first["right"]))
    for page in ("glossary.md", "how-to/why.md"):
        assert RULE in (DOCS / page).read_text(encoding="utf-8")
    assert "+3" not in str(sheets["To review"].sentence)


SURENESS = re.compile(r"\b(?:certain|certainly|probable|probably|possible|possibly|bits?)\b", re.I)


def test_check_matches_nothing_and_says_nothing_of_how_sure_a_pair_is(
    cohortmatch: Command, lists: Path
) -> None:
    said = [cohortmatch("check", lists, "--verbose").output, cohortmatch("check", "--help").output]
    said += [f"{kind.title} {kind.done} {kind.remedy}" for kind in catalogue().values()]
    assert len(said) > 50
    for text in said:
        assert not SURENESS.search(text.replace(RULE, "")), text


def weights(found: CrossReference) -> Floats:
    bits: Floats = found.view.resolved.links.weight
    return bits


def test_what_is_certain_is_held_by_pairs_of_enough_bits_that_no_rule_forbids(
    found: CrossReference,
) -> None:
    view = found.view
    links, band, person = view.resolved.links, view.resolved.band, view.resolved.person
    lists = np.array(view.list_code)
    barred = doubted(view.model, links.levels, lists[links.left] == lists[links.right]).alone
    strong = (weights(found) >= CUT.same) & ~barred & (person[links.left] == person[links.right])
    held = components(len(person), links.left[strong], links.right[strong])
    same = band == Band.same
    assert same.sum() > 50
    assert (held[links.left[same]] == held[links.right[same]]).all()


def test_a_pair_whose_band_is_not_its_weight_s_says_why(found: CrossReference) -> None:
    links, band = found.view.resolved.links, found.view.resolved.band
    bits = weights(found)
    odd = ((band == Band.check) & (bits >= CUT.same)) | ((band == Band.same) & (bits < CUT.same))
    assert odd.sum() > 3
    ids = found.view.ids
    for at in np.flatnonzero(odd).tolist():
        told = found.why(ids[links.left[at]], ids[links.right[at]])
        assert told.because, (told.left, told.right)


def test_probably_and_possible_part_at_even_odds(found: CrossReference) -> None:
    queue = found.review_queue()
    assert len(queue) > 5
    for sure, bits in zip(queue["how_sure"], queue["weight"], strict=True):
        assert str(sure).startswith(PROBABLE if bits >= 0 else POSSIBLE)


def test_the_review_page_says_why_a_pair_of_many_bits_is_not_certain(
    found: CrossReference,
) -> None:
    told = cards(found)
    assert any(card.weight >= CUT.same for card in told)
    for card in told:
        assert bool(card.because) == (card.weight >= CUT.same)
        assert "because" not in card.shown
