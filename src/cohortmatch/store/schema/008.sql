-- Version 8: counts of the people on each panel, by age, abode, engagement, area and offence group,
-- as JSON; '' of a run that kept none. They name nobody, and are erased with their run.

ALTER TABLE runs ADD COLUMN profile TEXT NOT NULL DEFAULT '';
