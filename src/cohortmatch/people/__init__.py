"""People: facts about the persons of a run, worked out once."""
