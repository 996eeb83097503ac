"""Progress that panels type once."""
