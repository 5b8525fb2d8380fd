-- Failures to sign in, counted under blind indexes: of a guesser at a name, of an address, of a name. Attempts one by one no longer are.
DROP TABLE sign_in_attempt;

CREATE TABLE sign_in_failure (
    key BLOB PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    until BIGINT NOT NULL,
    at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

-- The browsers from which accounts were signed in. Of their tokens only the digests are kept.
CREATE TABLE sign_in_device (
    device BLOB NOT NULL,
    account TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (device, account)
) WITHOUT ROWID;

CREATE INDEX sign_in_device_seen ON sign_in_device (seen_at);
CREATE INDEX sign_in_device_account ON sign_in_device (account);
