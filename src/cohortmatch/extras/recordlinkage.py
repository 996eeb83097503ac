"""A bridge to the Python Record Linkage Toolkit, in both directions.

Its pairs, features and classifiers work here, and our pairs and evidence work there:

    listing_frame(listings)          our listings as its table of records
    candidates(indexer)              its indexer finds our pairs: Plan(candidates=...)
    feature(compare.String(...))     its feature is a comparison: Plan(more={"name": ...})
    features(listings, index)        our evidence as its feature matrix
    second_opinion(classifier, ...)  its classifier on our evidence

Written for version 0.16 (BSD), which needs pandas 2: the extra `recordlinkage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.core.arrays import Floats, Int8s, Int32s
from cohortmatch.core.errors import SettingsError, UnknownListing
from cohortmatch.core.installing import install_extra
from cohortmatch.core.types import Listings
from cohortmatch.extras.frames import listing_frame
from cohortmatch.linkage.blocking import Candidates
from cohortmatch.linkage.comparing import CallersComparison
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Evidence, Pairs
from cohortmatch.settings.plan import Plan

if TYPE_CHECKING:
    from cohortmatch.reporting import CrossReference

__all__ = [
    "candidates",
    "feature",
    "feature_matrix",
    "features",
    "index_of",
    "links_of",
    "listing_frame",
    "pairs_of",
    "second_opinion",
]

NAMES = ("left", "right")
SIMILAR, SAME = 0.85, 0.95
"""The cut-offs of a feature when none are given; the toolkit's example cuts Jaro-Winkler at
0.85."""
RARE = 0.005
"""The share of pairs that a column must tell from the others, for a classifier that counts."""
Values = Literal["bits", "levels", "agreement"]
Prepare = Callable[[pd.DataFrame], pd.DataFrame]
"""A function that adds columns to the table of records, such as an initial or a surname's sound."""


def pairs_of(index: pd.MultiIndex, listings: Listings) -> Pairs:
    """The toolkit's pairs of listing ids as ours: `left < right`, each once, in order.

    A listing with itself is not a pair. Raises UnknownListing for an id of no listing.
    """
    if index.nlevels != len(NAMES):
        raise SettingsError(f"an index of pairs has two levels; this one has {index.nlevels}")
    place = pd.Index(listings.ids)
    a, b = (_positions(index.get_level_values(level), place) for level in (0, 1))
    n = max(len(listings), 1)
    keys = np.unique((np.minimum(a, b) * n + np.maximum(a, b))[a != b])
    left, right = np.divmod(keys, n)
    return Pairs(left.astype(np.int32), right.astype(np.int32))


def _positions(names: pd.Index, place: pd.Index) -> npt.NDArray[np.int64]:
    found = place.get_indexer(names).astype(np.int64)
    if (found < 0).any():
        unknown = str(names[int(np.argmax(found < 0))])
        raise UnknownListing(unknown, "no such listing was read; ids are LIST:ROW")
    return found


def index_of(pairs: Pairs, listings: Listings) -> pd.MultiIndex:
    """Our pairs as the toolkit's: a MultiIndex of listing ids, `left` and `right`."""
    ids = pd.Index(listings.ids)
    return pd.MultiIndex.from_arrays([ids[pairs.left], ids[pairs.right]], names=NAMES)


def links_of(result: CrossReference, *bands: str) -> pd.MultiIndex:
    """The links of a result in these bands (`same` by default), as pairs of listing ids."""
    links = result.links.reset_index()
    chosen = links[links["band"].isin(bands or ("same",))]
    index = pd.MultiIndex.from_frame(chosen[list(NAMES)])
    return index_of(pairs_of(index, result.listings), result.listings)


def feature_matrix(
    evidence: Evidence, model: Model, listings: Listings, *, values: Values = "bits"
) -> pd.DataFrame:
    """Our evidence as the toolkit's feature matrix: pairs by comparisons, in the model's order.

    `values` are "bits" (float64, the weight of the level with its rarity; 0 where it is missing),
    "levels" (int8, their places in the model; 0 is missing) or "agreement" (int8, 1 where the bits
    favour one person). A row's bits add up to its weight without the prior of the two lists and
    without the deduction for comparisons that are not independent.
    """
    columns = np.arange(len(model.comparisons))
    bits: Floats = model.weights[columns, evidence.levels] + evidence.rarity
    table: npt.NDArray[Any] = bits
    if values == "levels":
        table = evidence.levels.copy()
    elif values == "agreement":
        table = (bits > 0).astype(np.int8)
    return pd.DataFrame(table, index_of(evidence, listings), pd.Index(model.names))


def features(
    listings: Listings,
    index: pd.MultiIndex,
    *,
    plan: Plan | None = None,
    values: Values = "bits",
) -> pd.DataFrame:
    """Compare the pairs of an index our way; the result has the form of `feature_matrix`.

    Rows are in the order of the listings, each pair once, whatever the order in `index`. Raises
    UnknownListing for an id of no listing.
    """
    plan = plan or Plan()
    matcher = Matcher(listings, plan.model, more=plan.more)
    scored = matcher.score(pairs_of(index, listings))
    return feature_matrix(scored, matcher.model, listings, values=values)


def candidates(indexer: Any, *, prepare: Prepare | None = None) -> Candidates:
    """Find our pairs with one of the toolkit's indexers, or with several of its rules.

    `indexer` is a `recordlinkage.Index` or a sequence of rules from `recordlinkage.index`. It gets
    `listing_frame`, with the columns that `prepare` adds. Pass the result to
    `Plan(candidates=...)`.
    """
    if isinstance(indexer, Sequence):
        indexer = _toolkit().Index(list(indexer))

    def find(listings: Listings) -> Iterable[Pairs]:
        table = _table(listings, prepare)
        return [pairs_of(indexer.index(table), listings)] if len(table) > 1 else []

    return find


def feature(
    compare: Any,
    *,
    similar: float = SIMILAR,
    same: float = SAME,
    prepare: Prepare | None = None,
) -> CallersComparison:
    """One of the toolkit's features (of `recordlinkage.compare`) as a comparison of ours.

    Its figure for two listings, 0 to 1, is cut into levels: "same" from `same` up, "similar" from
    `similar` up, "different" below, "missing" where a column it compares is not recorded on both.
    Where two columns are compared, either order counts. The levels' weights are learnt from the
    lists. Pass the result to `Plan(more={name: ...})`. Raises SettingsError when the two cut-offs
    are not in order.
    """
    if similar > same:
        raise SettingsError("a feature's cut-off “similar” must not be above “same”")
    toolkit = _toolkit()
    left, right = _columns(compare.labels_left), _columns(compare.labels_right)

    def ready(listings: Listings) -> Callable[[Pairs], Int8s]:
        table = _table(listings, prepare).reset_index(drop=True)
        has = [table[list(names)].notna().all(axis=1).to_numpy() for names in (left, right)]

        def one_way(a: Int32s, b: Int32s) -> Int8s:
            index = pd.MultiIndex.from_arrays([a, b])
            found = toolkit.Compare([compare]).compute(index, table).iloc[:, 0].to_numpy(float)
            levels = 1 + (found >= similar) + (found >= same)
            known = has[0][a] & has[1][b] & ~np.isnan(found)
            result: Int8s = np.where(known, levels, 0).astype(np.int8)
            return result

        def levels(pairs: Pairs) -> Int8s:
            if not len(pairs):
                return np.empty(0, dtype=np.int8)
            there = one_way(pairs.left, pairs.right)
            if left == right:
                return there
            return np.maximum(there, one_way(pairs.right, pairs.left))

        return levels

    return ready


def second_opinion(
    classifier: Any, table: pd.DataFrame, links: pd.MultiIndex | None = None
) -> pd.Series[float]:
    """One of the toolkit's classifiers applied to our evidence, pair by pair.

    `table` is a feature matrix in bits. With `links`, pairs of listing ids that are one person's
    (true ones, or ours from `links_of`), the classifier is trained on them and treats every other
    pair as two people. Without them it learns unsupervised, as ECMClassifier and KMeansClassifier
    can. ECMClassifier and NaiveBayesClassifier get whether each comparison favours one person; the
    others get the bits. Returns a Series by the table's pairs: the probability of one person, or 0
    and 1 from a classifier without probabilities. Columns that are the same for all pairs are left
    out. For those two classifiers, so are columns that fewer than one pair in 200 has, because
    their logarithms break down. Raises SettingsError when there is nothing to learn from, or it
    reaches no result.
    """
    telling = _telling(classifier, table)
    if telling.empty:
        raise SettingsError(
            "second opinion: all pairs look alike, there is nothing to tell them by"
        )
    known = None if links is None else _within(links, table.index)
    # Its logarithms of nothing warn; a failed result is reported below.
    with np.errstate(divide="ignore", invalid="ignore"):
        classifier.fit(telling, known)
        try:
            answer = np.asarray(classifier.prob(telling), dtype=float)
        except AttributeError:
            answer = np.asarray(_labels(classifier, telling), dtype=float)
    if np.isnan(answer).any():
        raise SettingsError("second opinion: the classifier came to no answer for these pairs")
    return pd.Series(answer, table.index, name=type(classifier).__name__)


def _telling(classifier: Any, table: pd.DataFrame) -> pd.DataFrame:
    """The columns that tell pairs apart, in the form this classifier takes."""
    toolkit = _toolkit()
    if not isinstance(classifier, toolkit.ECMClassifier | toolkit.NaiveBayesClassifier):
        return table.loc[:, table.nunique() > 1]
    agrees = (table > 0).astype(np.int8)
    share = agrees.mean()
    return agrees.loc[:, (share > RARE) & (share < 1 - RARE)]


def _labels(classifier: Any, table: pd.DataFrame) -> Any:
    """The result of a classifier without probabilities for each pair, 0 or 1."""
    with _toolkit().option_context("classification.return_type", "array"):
        return classifier.predict(table)


def _within(links: pd.MultiIndex, pairs: pd.Index) -> pd.MultiIndex:
    """The pairs that are links, whichever listing is on the left."""
    known = pairs[pairs.isin(links) | pairs.isin(links.swaplevel())]
    if not 0 < len(known) < len(pairs):
        raise SettingsError("second opinion: some of the pairs must be links, and some must not")
    assert isinstance(known, pd.MultiIndex)
    return known


def _columns(labels: Any) -> tuple[str, ...]:
    return (labels,) if isinstance(labels, str) else tuple(labels or ())


def _table(listings: Listings, prepare: Prepare | None) -> pd.DataFrame:
    table = listing_frame(listings)
    return table if prepare is None else prepare(table)


def _toolkit() -> Any:
    try:
        import recordlinkage
    except ImportError:
        raise SettingsError(
            f"recordlinkage (for pandas 2) is not installed; {install_extra('recordlinkage')}"
        ) from None
    return recordlinkage
