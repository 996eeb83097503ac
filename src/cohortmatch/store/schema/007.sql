-- Version 7: the number that rows have of their own while they are only to check, and the person
-- goes by another; the same number where they are certainly the person's.

ALTER TABLE memberships ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
UPDATE memberships SET own = person;
