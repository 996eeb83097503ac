"""Columns: what each column of a list is, and whose. Headings first, then values, then the caller.

understanding.py     what each column of a list is
understood.py        the types that carry what is understood so far
headings.py          what a heading means, by its words alone
person_words.py      the person that a heading speaks of
whose.py             whose each column is: the nominal's, somebody else's, nobody's for sure
whose_column.py      one column while whose it is is worked out
heading_walk.py      the headings from left to right, for `whose`
doubted.py           columns that are nobody's for sure, and so not used
others_columns.py    columns about another person, set aside before anything is read from them
named_cells.py       columns of other people's names under a heading that does not say so
free_text.py         columns of notes, in which anybody can be named
role_columns.py      which column says what a listed person is
confirming.py        what a column is, when its values are looked at beside its heading
shapes.py            what the cells of a column look like, measured on a sample
unnamed.py           columns of names whose headings say nothing
name_columns.py      which columns hold the nominal's name, when several could
name_order.py        whether a full-name column writes the surname first
name_and_address.py  a name and the address after it in one cell, parted
two_people.py        two people in one name cell: a listing for each
combined.py          columns whose cells hold several things
address_parts.py     one address from the columns that hold its parts
birth_parts.py       a date of birth from three columns
wide.py              rows that hold several people side by side
"""
