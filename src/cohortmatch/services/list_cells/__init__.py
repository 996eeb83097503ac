"""Changing single cells of a list's own file, with everything else in it left as it is.

delimited.py   a text file: the text of other cells, the encoding and the line ends stay
workbook.py    an .xlsx or .xlsm file: every other part and every other cell stay byte for byte
sheet_xml.py   where the rows and cells of one sheet stand in its XML
"""
