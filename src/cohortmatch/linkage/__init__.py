"""Record linkage: which coded listings are the same person. Knows no file, panel or report.

    Listings ──▶ blocking ──▶ comparing ──▶ scoring ──▶ clustering ──▶ People
                 candidate    levels of     match       clusters
                 pairs        agreement     weights

blocking/           which candidate pairs are compared at all
comparing/          candidate pairs to comparison levels
scoring/            comparison levels to match weights in bits; weights learnt by EM or from labels
clustering/         weighed pairs to clusters, each a person, and the band of each pair
explanations/       a pair or a person in plain words
incremental/        full and incremental linkage, and the saved state the next run starts from
models/             the weights shipped with the package
pairs.py            pairs of listings, and the band of each
model.py            comparisons, their levels, m and u probabilities
matcher.py          listings prepared to weigh any two of them
columns.py          listings from plain columns, names or none
linking.py          listings to people, all of it in one
pair_tally.py       levels counted over many pairs, and the pairs that depend on no other row
gathering.py        the pairs worth keeping, and the weights learnt from them
partitioned.py      the pairs made and compared part by part, wherever the parts are
executor.py         who compares the pairs where this process does not
people.py           people from pairs, and the errors to expect
result.py           what linkage says: people, pairs, reasons
never_certain.py    what is never certain, as one table with its sentences
keyed_hash.py       texts to numbers that are the same in every run
listing_hashes.py   whether a listing is the same as before
"""
