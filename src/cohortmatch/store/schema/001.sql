-- Version 1 of the store. Times are UTC, "2026-06-01T09:30:00Z"; days are "2026-06-01".

-- name 'key': the key of every digest here (32 hexadecimal digits).
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- One row a run. 'inputs' is a digest of the lists, the same for the very same lists; 'finished' is
-- NULL until the report is written; 'out' is the report's folder; 'delete_by' the day by which the
-- report and what is kept here of the run must be gone.
CREATE TABLE runs (
    run       INTEGER PRIMARY KEY AUTOINCREMENT,
    begun     TEXT NOT NULL,
    finished  TEXT,
    as_of     TEXT NOT NULL,
    version   TEXT NOT NULL,
    who       TEXT NOT NULL,
    purpose   TEXT NOT NULL,
    inputs    TEXT NOT NULL,
    out       TEXT NOT NULL,
    delete_by TEXT NOT NULL
);

-- The lists of a run, in the report's order.
CREATE TABLE run_lists (
    run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    as_at    TEXT,
    listings INTEGER NOT NULL,
    sha256   TEXT NOT NULL,
    PRIMARY KEY (run, place)
);

-- Every file that was written of a run: the report's, and those for one panel.
CREATE TABLE outputs (
    run  INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    path TEXT NOT NULL,
    PRIMARY KEY (run, path)
);

-- What listings said, as digests; 'fields' is JSON, {field: digest}.
CREATE TABLE contents (
    content INTEGER PRIMARY KEY,
    list    TEXT NOT NULL,
    digest  TEXT NOT NULL,
    written TEXT NOT NULL,
    fields  TEXT NOT NULL,
    UNIQUE (digest, written)
);

-- Every person id that was ever given, P0001 being number 1, and when. Never used twice.
CREATE TABLE persons (
    number INTEGER PRIMARY KEY,
    given  TEXT NOT NULL
);

-- One row a listing of a run. 'status' is JSON, {heading: text as written}; 'certain' is 1 where
-- certain links hold the listing to its person.
CREATE TABLE memberships (
    run     INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    listing TEXT NOT NULL,
    list    TEXT NOT NULL,
    content INTEGER NOT NULL REFERENCES contents,
    person  INTEGER NOT NULL REFERENCES persons,
    role    TEXT NOT NULL,
    name    TEXT NOT NULL,
    status  TEXT NOT NULL,
    certain INTEGER NOT NULL,
    PRIMARY KEY (run, listing)
) WITHOUT ROWID;
CREATE INDEX memberships_by_content ON memberships (content, run);

-- People that split or joined in a run; 'others' is JSON, a list of person ids.
CREATE TABLE person_changes (
    run    INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('split', 'join')),
    person TEXT NOT NULL,
    others TEXT NOT NULL
);

-- The ledger of decisions. A row is never changed; 'undoes' is the number of the row taken back.
CREATE TABLE decisions (
    number        INTEGER PRIMARY KEY,
    answer        TEXT NOT NULL CHECK (answer IN ('same', 'different', 'not sure')),
    undoes        INTEGER REFERENCES decisions,
    who           TEXT NOT NULL,
    at            TEXT NOT NULL,
    reason        TEXT NOT NULL,
    note          TEXT NOT NULL,
    left_listing  TEXT NOT NULL,
    left_list     TEXT NOT NULL,
    left_digest   TEXT NOT NULL,
    left_written  TEXT NOT NULL,
    left_fields   TEXT NOT NULL,
    right_listing TEXT NOT NULL,
    right_list    TEXT NOT NULL,
    right_digest  TEXT NOT NULL,
    right_written TEXT NOT NULL,
    right_fields  TEXT NOT NULL
);
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_stand BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
