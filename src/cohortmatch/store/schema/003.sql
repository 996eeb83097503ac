-- Version 3: what listings said, so that somebody who comes back, moves or changes is recognised.

-- JSON: [[[kind, given name, surname], …], {field: [value, …]}]; '' for what an earlier version kept.
ALTER TABLE contents ADD COLUMN said TEXT NOT NULL DEFAULT '';

-- 'perhaps': somebody with a new id may be somebody known before.
CREATE TABLE changes_of_persons (
    run    INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('split', 'join', 'perhaps')),
    person TEXT NOT NULL,
    others TEXT NOT NULL
);
INSERT INTO changes_of_persons SELECT run, kind, person, others FROM person_changes ORDER BY rowid;
DROP TABLE person_changes;
ALTER TABLE changes_of_persons RENAME TO person_changes;
