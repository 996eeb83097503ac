"""Columns: what each column of a list is, and whose. Headings first, then values, then the caller.

address_parts.py     One address out of the columns that hold its parts.
birth_parts.py       A date of birth out of three columns: day, month and year.
combined.py          Columns whose cells hold several things: "Name & address", "Name, DOB", "Name (PNC)".
confirming.py        What a column is, when its values are asked beside its heading.
doubted.py           Which columns are the nominal's only if nobody asks: what is nobody's for sure is not used.
free_text.py         Columns of notes: sentences, in which anybody can be named.
heading_walk.py      The headings walked from left to right: whose each column is; the policy stands in `whose`.
headings.py          What a heading means, by its words alone.
name_and_address.py  A name and the address after it in one cell, parted.
name_columns.py      Which columns hold the nominal's name, when several could.
name_order.py        Whether a full-name column writes the surname first.
named_cells.py       Columns of other people's names under a heading that does not say so.
others_columns.py    Columns about another person are set aside before anything is read from them.
person_words.py      The person that a heading speaks of, by its words alone.
role_columns.py      Which column, or what else of a list, says what a listed person is.
shapes.py            What the cells of a column look like, measured on a sample.
two_people.py        Two people in one name cell ("John & Jane Smith"): a listing for each.
understanding.py     What each column of a list is: its heading, its values, and what the caller says.
understood.py        The types that carry how a list's columns were understood so far.
unnamed.py           Columns of names whose headings say nothing, found by the names in them.
whose.py             Whose each column of a list is: the nominal's, somebody else's, nobody's for sure.
whose_column.py      One column while it is worked out whose it is: whom its heading names, and the field it is.
wide.py              Rows that hold several people side by side ("Adult 1 name, Adult 1 DOB, Child 1 name, …").
"""
