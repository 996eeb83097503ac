"""Between boroughs: find the people whom both hold, without handing over a list.

Private set intersection over match keys: two boroughs, three files, no third party, no network.

group.py      the Ristretto255 group: hash to a point, multiply, check
keys.py       the match keys of each person, from classes that normalising knows
terms.py      what both sides must mean alike, and the header of a file
container.py  a file: kind, version, header, body, check
offer.py      our blinded keys, and the secret that only `open` uses
answer.py     the other side's keys and ours, both blinded once more
opening.py    which of our keys the other side has
evidence.py   the match weight of a set of agreeing keys
"""
