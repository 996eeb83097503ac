"""Formats: files and frames to sheets, rows of text; by what the bytes are, within limits.

files.py          a file's bytes to sheets or a frame
sheets.py         the grid that every kind of file becomes
workbooks.py      Excel and OpenDocument workbooks, through calamine
delimited.py      text files: the encoding, the delimiter, the rows
word_tables.py    Word documents: each table as a sheet
frames.py         DataFrames and parquet files to columns of text
archives.py       zip archives, the container of .xlsx, .xlsb, .ods and .docx
compound.py       compound files, the container of .xls and of protected workbooks
passwords.py      protected files, decrypted in memory and never written out
panics.py         calls into calamine that cannot end the run
marks.py          what a workbook says of its cells besides their text
xlsx_marks.py     marks in .xlsx
xlsx_comments.py  where comments are in .xlsx and .xlsb
xlsb_marks.py     marks in .xlsb
xls_marks.py      marks in .xls
xls_styles.py     fills and strikes in .xls
ods_marks.py      marks in OpenDocument
colours.py        colours, strikes and comments that may carry a status only the eye can read
"""
