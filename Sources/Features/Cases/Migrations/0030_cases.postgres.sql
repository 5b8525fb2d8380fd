-- The big tables are cut by month: keys begin with the time, and what hangs on a case lies in the month of the case.

-- 办件. What is personal stands encrypted in `sealed`; `holder_index` is its blind index.
CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    query TEXT NOT NULL,
    password TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    item_name TEXT NOT NULL,
    body TEXT NOT NULL,
    region TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('online', 'window')),
    account TEXT,
    holder_index TEXT NOT NULL,
    holder_masked TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('received', 'correcting', 'running', 'suspended', 'closed')),
    stage TEXT NOT NULL,
    -- Who must act now: window, officer, chief, applicant; empty when closed.
    waits_for TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    received_on TEXT NOT NULL,
    accepted_on TEXT,
    due_on TEXT NOT NULL,
    statutory_due_on TEXT,
    closed_at BIGINT,
    result TEXT,
    accepted_by TEXT,
    revision BIGINT NOT NULL
) PARTITION BY RANGE (id);
CREATE TABLE cases_rest PARTITION OF cases DEFAULT;
-- That no number is given twice is seen to by `serial`: a key of a table in parts must hold what it is cut by.
CREATE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_query ON cases (query);
CREATE INDEX cases_by_account ON cases (account, id);
CREATE INDEX cases_by_holder ON cases (holder_index, id);
-- The work lists: the most urgent first, within what the reader may see.
CREATE INDEX cases_by_body ON cases (body, waits_for, due_on, id);
CREATE INDEX cases_by_region ON cases (waits_for, due_on, id, region);

CREATE TABLE case_material (
    case_id TEXT NOT NULL,
    key TEXT NOT NULL,
    place BIGINT NOT NULL,
    -- Sealed: people name files after themselves.
    file_name BYTEA NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    verdict TEXT,
    reason TEXT,
    PRIMARY KEY (case_id, key, place)
) PARTITION BY RANGE (case_id);
CREATE TABLE case_material_rest PARTITION OF case_material DEFAULT;

-- One row a case: the law allows one notice.
CREATE TABLE case_correction (
    case_id TEXT NOT NULL PRIMARY KEY,
    points TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    supplied_at BIGINT
);

CREATE TABLE case_suspension (
    case_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    started_on TEXT NOT NULL,
    approved_days BIGINT NOT NULL,
    ended_on TEXT,
    PRIMARY KEY (case_id, place)
);

CREATE TABLE case_step (
    case_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    stage TEXT NOT NULL,
    event TEXT NOT NULL,
    opinion TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, place)
) PARTITION BY RANGE (case_id);
CREATE TABLE case_step_rest PARTITION OF case_step DEFAULT;
-- What somebody has dealt with.
CREATE INDEX case_step_by_actor ON case_step (actor_id, at);

CREATE TABLE case_document (
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    ofd TEXT,
    pdf TEXT,
    -- A special procedure may be used twice, each time with a notice of its own.
    PRIMARY KEY (case_id, number)
) PARTITION BY RANGE (case_id);
CREATE TABLE case_document_rest PARTITION OF case_document DEFAULT;

-- The same submission sent twice is the same case.
CREATE TABLE case_submission (
    sender TEXT NOT NULL,
    key TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (sender, key)
);

CREATE TABLE draft (
    id TEXT NOT NULL,
    account TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    -- Sealed, as the content is.
    materials BYTEA NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (id, account)
);
CREATE INDEX draft_by_account ON draft (account, id);
