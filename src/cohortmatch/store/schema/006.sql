-- Version 6: with which weights a run was matched, '' where that is not known.

ALTER TABLE runs ADD COLUMN weights TEXT NOT NULL DEFAULT '';
