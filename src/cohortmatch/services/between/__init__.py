"""What one can do between boroughs: offer, answer and open; encode and link for a trusted unit.

exchange.py    offer, answer, cancel
opening.py     open an answer
people.py      our side: who may take part, their match keys and ids
keys.py        the key that boroughs share: made, typed in, read
encode.py      our list for a trusted unit
unit.py        the unit: link the encoded lists of several boroughs
files.py       files for their owner alone, secrets that are erased
known_list.py  the matches as one more list for the report
answers.py     what each step says with --json
"""
