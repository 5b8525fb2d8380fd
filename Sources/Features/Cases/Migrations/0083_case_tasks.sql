-- How far the case is in its procedure (JSON); cases of earlier releases get it when the data are opened.
ALTER TABLE cases ADD COLUMN process TEXT;
CREATE INDEX cases_without_process ON cases (id) WHERE process IS NULL;

-- The work lists: one row an open work item.
DROP INDEX cases_by_body;
DROP INDEX cases_by_region;
ALTER TABLE cases DROP COLUMN waits_for;
CREATE TABLE case_task (
    case_id TEXT NOT NULL,
    work BIGINT NOT NULL,
    element TEXT NOT NULL,
    stage TEXT NOT NULL,
    role TEXT NOT NULL,
    assignee TEXT,
    body TEXT NOT NULL,
    region TEXT NOT NULL,
    item_code TEXT NOT NULL,
    source TEXT NOT NULL,
    -- That of the case: the most urgent first.
    due_on TEXT NOT NULL,
    held BIGINT NOT NULL,
    PRIMARY KEY (case_id, work)
);
CREATE INDEX case_task_by_body ON case_task (body, role, due_on, case_id, work, item_code, region, source);
CREATE INDEX case_task_by_region ON case_task (role, due_on, case_id, work, region, item_code, source);
