-- What each node has let through lately, so that a limit holds for all nodes together. Sealed, since it names people's addresses.
CREATE TABLE rate_spent (
    id TEXT NOT NULL PRIMARY KEY,
    node TEXT NOT NULL,
    at BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX rate_spent_at ON rate_spent (at);
