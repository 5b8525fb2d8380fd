-- The security log (安全日志). No personal data in the clear: accounts by key, names by mask, what was typed and where from by blind index.
-- Keys sort by time; what is too old is removed by night.
CREATE TABLE security_event (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    times BIGINT NOT NULL CHECK (times > 0),
    actor TEXT,
    account TEXT,
    name TEXT NOT NULL,
    typed BYTEA,
    address BYTEA,
    route TEXT NOT NULL,
    request TEXT NOT NULL,
    details TEXT NOT NULL
);

CREATE INDEX security_event_kind ON security_event (kind, id);
CREATE INDEX security_event_actor ON security_event (actor, id);
CREATE INDEX security_event_account ON security_event (account, id);
CREATE INDEX security_event_typed ON security_event (typed, id);
