-- Version 4: every line of the audit log that was ever noted, so that none is lost unseen.

-- 'hash' is the line's own; 'noted' is when; 'because' is why the log was begun again with this line,
-- '' where it was not.
CREATE TABLE log_lines (
    number  INTEGER NOT NULL,
    hash    TEXT NOT NULL,
    noted   TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (number, hash)
) WITHOUT ROWID;
INSERT INTO log_lines
    SELECT CAST(value AS INTEGER), substr(value, instr(value, ' ') + 1), '', '' FROM meta
    WHERE name = 'log' AND CAST(value AS INTEGER) > 0;
DELETE FROM meta WHERE name = 'log';
