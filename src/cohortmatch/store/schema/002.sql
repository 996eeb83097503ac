-- Version 2: what editions told, so that the next one for the same panel can say what is new.

-- One row an edition that was made of a run. 'reader' is the name of its panel's list; 'digest' is
-- of all that the edition said of people; 'read' is JSON, the names of the lists that it told of.
CREATE TABLE editions (
    run    INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    reader TEXT NOT NULL,
    digest TEXT NOT NULL,
    read   TEXT NOT NULL,
    PRIMARY KEY (run, reader)
);

-- One row a listing of the panel's own list; 'lists' is JSON, the names of the lists on which its
-- person certainly was, as far as the panel might see.
CREATE TABLE edition_rows (
    run     INTEGER NOT NULL,
    reader  TEXT NOT NULL,
    listing TEXT NOT NULL,
    content INTEGER NOT NULL REFERENCES contents,
    lists   TEXT NOT NULL,
    PRIMARY KEY (run, reader, listing),
    FOREIGN KEY (run, reader) REFERENCES editions ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX edition_rows_by_content ON edition_rows (content);
