-- Version 5: whom decisions are about, so that one lives while either person is remembered.

-- One row a person on one side of a decision ('left', 'right'); 'person' is the number. Filled before
-- the listings that tell it are erased.
CREATE TABLE decision_persons (
    decision INTEGER NOT NULL,
    side     TEXT NOT NULL CHECK (side IN ('left', 'right')),
    person   INTEGER NOT NULL,
    PRIMARY KEY (decision, side, person)
) WITHOUT ROWID;

-- The fields that the list had when a decision was made, blank where the row had none: a column
-- that is new to a list asks nothing again. Where no run from before it is kept, that is not known.
CREATE TABLE fields_of_lists AS
    SELECT list, each.key AS field, min(since) AS since
    FROM (SELECT content, min(begun) AS since FROM memberships JOIN runs USING (run)
          GROUP BY content)
    JOIN contents USING (content), json_each(contents.fields) each
    GROUP BY list, each.key;
INSERT INTO fields_of_lists SELECT list, 'all', min(since) FROM fields_of_lists GROUP BY list;
DROP TRIGGER decisions_stand;
UPDATE decisions SET
    left_fields = json_patch(
        (SELECT json_group_object(field, '') FROM fields_of_lists
         WHERE list = left_list AND since <= at), left_fields),
    right_fields = json_patch(
        (SELECT json_group_object(field, '') FROM fields_of_lists
         WHERE list = right_list AND since <= at), right_fields);
CREATE TRIGGER decisions_stand BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
DROP TABLE fields_of_lists;
