"""Columns: what each column of a list is, and whose. Headings first, then values, then the caller.

understanding.py     what each column of a list is
understood.py        the types that carry what is understood so far
headings.py          what a heading means, by its words alone
person_words.py      the person that a heading is about
whose.py             the owner of each column: the nominal, somebody else, or unclear
whose_column.py      one column while its owner is worked out
heading_walk.py      the headings from left to right, for `whose`
doubted.py           columns that are not clearly the nominal's, and so are not used
others_columns.py    columns about another person, set aside before anything is read from them
named_cells.py       columns of other people's names under a heading that does not say so
free_text.py         columns of notes, in which anybody can be named
role_columns.py      which column says what a listed person is
confirming.py        what a column is, from its heading and its values
shapes.py            what the cells of a column look like, measured on a sample
unnamed.py           columns of names whose headings say nothing
name_columns.py      which columns hold the nominal's name, when several could
whole_beside_parts.py  blank parts of names, filled from the whole name beside them
name_order.py        whether a full-name column writes the surname first
name_and_address.py  a name and the address after it in one cell, split
two_people.py        two people in one name cell: a listing for each
combined.py          columns whose cells hold several things
address_parts.py     one address from the columns that hold its parts
birth_parts.py       a date of birth from three columns
wide.py              rows that hold several people side by side
"""
