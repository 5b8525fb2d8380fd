-- Why somebody looks at the papers of a case, for a day; and which of them he has opened on it: one act a person, paper and day.
CREATE TABLE case_look (
    case_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (case_id, actor, day)
);
CREATE TABLE case_opening (
    case_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    paper TEXT NOT NULL,
    PRIMARY KEY (case_id, actor, day, paper)
);
