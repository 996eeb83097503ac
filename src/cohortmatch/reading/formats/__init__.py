"""Formats: files and frames to sheets, rows of text; by what the bytes are, within limits.

archives.py       Zip archives, the container of .xlsx, .xlsb, .ods and .docx: opened with care.
colours.py        Colours, strikes and comments that may carry a status which only the eye can read.
compound.py       Compound files, the container of .xls workbooks and of protected ones: their streams by name.
delimited.py      Text files: the encoding, the delimiter, the rows.
files.py          A file's bytes to sheets or a frame, by what the bytes are and not by what the name says.
frames.py         DataFrames and parquet files to columns of text; the caller's frame is never changed.
marks.py          What a workbook says of its cells besides their text: hidden, coloured, struck out, commented.
ods_marks.py      The marks in an OpenDocument spreadsheet: what is hidden, coloured, struck, commented or merged.
panics.py         Calls into calamine that cannot end the run or print what a workbook holds.
passwords.py      Password-protected Office files, decrypted in memory and never written out.
sheets.py         The grid that every kind of file becomes before anything is understood: rows of text.
word_tables.py    Word documents (.docx): each table of the document as a sheet.
workbooks.py      Excel and OpenDocument workbooks: every sheet's rows, through calamine.
xls_marks.py      The marks in an .xls workbook, from its records, and whether the records can be trusted.
xls_styles.py     Which cell styles of an .xls workbook have a fill, and which strike their text through.
xlsb_marks.py     The marks in an .xlsb workbook: what is hidden, coloured, struck, commented, and the date system.
xlsx_comments.py  Where the comments of an xlsx or xlsb worksheet stand; what they say is not read.
xlsx_marks.py     The marks in an xlsx workbook, read from its XML in one pass without building a tree.
"""
