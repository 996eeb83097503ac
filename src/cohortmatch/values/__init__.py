"""One cell's text to a value: names, dates of birth, postcodes, identifiers, roles.

Pure functions and small value types, no arrays and no files: each can be used on its own.
"""
