-- Renewals: the rewritings of rows that were done, by their names.
CREATE TABLE renewal (
    name TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
