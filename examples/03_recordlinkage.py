"""With the Python Record Linkage Toolkit, both ways: python examples/03_recordlinkage.py

Needs the extra `recordlinkage` (pandas 2): docs/install.md. Everybody in it is invented.
"""

from datetime import date

import recordlinkage
from recordlinkage import compare, index

import cohortmatch as cm
from cohortmatch.extras import recordlinkage as neighbour
from cohortmatch.synthetic import invent


def main() -> None:
    """Its rules find the pairs, its feature is weighed, its classifier gives a second opinion."""
    lists = cm.read_lists(invent(seed=1, people=300).frames, as_of=date(2026, 6, 1))
    records = neighbour.listing_frame(lists)
    print(f"{len(records)} records with the columns {', '.join(records.columns[:5])}, …")

    rules = [
        index.Block("date_of_birth"),
        index.Block(["given_name", "postcode"]),
        index.SortedNeighbourhood("surname", window=5),
    ]
    street = neighbour.feature(compare.String("street", "street", method="jarowinkler"))
    plan = cm.Plan(candidates=neighbour.candidates(rules), more={"street": street})
    result = cm.match(lists, plan=plan)
    print(result.headline)
    print(f"{result.manifest['pairs']['compared']} pairs compared, found by three rules of its")

    pairs = recordlinkage.Index(rules).index(records)
    features = neighbour.features(lists, pairs)
    ours = neighbour.links_of(result)
    opinions = {
        "on its own": neighbour.second_opinion(recordlinkage.ECMClassifier(), features),
        "trained on our links": neighbour.second_opinion(
            recordlinkage.LogisticRegressionClassifier(), features, ours
        ),
    }
    for how, opinion in opinions.items():
        theirs = opinion.index[opinion > 0.5]
        both = len(theirs.intersection(ours))
        print(f"{opinion.name} {how}: {len(theirs)} links, {both} of our {len(ours)} among them")


if __name__ == "__main__":
    main()
