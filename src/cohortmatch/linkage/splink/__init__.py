"""The model as Splink's settings, and Splink's settings as a model.

shared.py    which comparison levels both have, from levels.toml
writing.py   model.to_splink()
reading.py   Model.from_splink(json)
"""
