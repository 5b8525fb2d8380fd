-- 亮灯. A view of the ledger: thrown away and made again from it. One row a case; a closed case keeps how it ended.
CREATE TABLE light (
    case_id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Twelve digits of the region, and the six of its county or city.
    region TEXT NOT NULL,
    area TEXT NOT NULL,
    source TEXT NOT NULL,
    phase TEXT NOT NULL,
    stage TEXT NOT NULL,
    accepted_on TEXT,
    due_on TEXT NOT NULL,
    statutory_due_on TEXT,
    -- The limits as acts write them: 10 working_day.
    promised TEXT,
    statutory TEXT,
    suspensions TEXT NOT NULL,
    result TEXT,
    closed_on TEXT,
    colour TEXT NOT NULL CHECK (colour IN ('red', 'yellow', 'warning', 'green', 'blue', 'late', 'done')),
    reason TEXT NOT NULL,
    since TEXT NOT NULL,
    -- The day on which the light will be another if nothing is done.
    next_change_on TEXT,
    -- The gravest card that was put on the ledger; and whether one is still to be.
    card TEXT,
    awaits_card BIGINT NOT NULL
);
-- The daily change reads these two and nothing else.
CREATE INDEX light_by_change ON light (next_change_on) WHERE next_change_on IS NOT NULL;
CREATE INDEX light_awaiting_card ON light (case_id) WHERE awaits_card = 1;
-- Lists: the most urgent of a colour first, in the city, a department or an area.
CREATE INDEX light_by_colour ON light (colour, due_on, case_id);
CREATE INDEX light_by_body ON light (body, colour, due_on, case_id);
CREATE INDEX light_by_area ON light (area, colour, due_on, case_id);

-- How many open cases have which light; kept with every change.
CREATE TABLE light_count (
    body TEXT NOT NULL,
    area TEXT NOT NULL,
    colour TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (body, area, colour)
);

-- What was decided on each day, and how much of it in time. What the applicant ended himself is not counted.
CREATE TABLE light_closed (
    day TEXT NOT NULL,
    body TEXT NOT NULL,
    area TEXT NOT NULL,
    closed BIGINT NOT NULL,
    on_time BIGINT NOT NULL,
    PRIMARY KEY (day, body, area)
);
