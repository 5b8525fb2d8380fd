-- How much each account has uploaded on the last day on which it did.
CREATE TABLE upload_day (
    account TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    bytes BIGINT NOT NULL
);
