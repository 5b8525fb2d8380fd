-- Acts, in the order in which they were written. Rows are only added; the sequencer fills in `position`, once. Keys begin with
-- the time, so a range of keys is a month.
CREATE SEQUENCE act_entry;
CREATE TABLE act (
    entry BIGINT NOT NULL DEFAULT nextval('act_entry'),
    position BIGINT,
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    related_kind TEXT,
    related_id TEXT,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    facts TEXT NOT NULL
) PARTITION BY RANGE (id);
CREATE TABLE act_rest PARTITION OF act DEFAULT;
-- That a position is given once is seen to by the heads: no two extend the same.
CREATE INDEX act_position ON act (position) WHERE position IS NOT NULL;
CREATE INDEX act_waiting ON act (entry) WHERE position IS NULL;
CREATE INDEX act_subject ON act (subject_id, subject_kind, entry);
CREATE INDEX act_related ON act (related_id, related_kind, entry) WHERE related_id IS NOT NULL;

-- The Merkle tree: every eighth row of hashes, 256 hashes of 32 bytes a tile.
CREATE TABLE ledger_tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);

-- The signed heads. Each names the size that it extends, and no two may extend the same: so one sequencer wins.
CREATE TABLE ledger_head (
    size BIGINT NOT NULL PRIMARY KEY,
    prior BIGINT NOT NULL UNIQUE,
    root BYTEA NOT NULL,
    at BIGINT NOT NULL,
    key TEXT NOT NULL,
    signature BYTEA NOT NULL
);

-- The certificates (PEM) of the keys that heads were signed with, so that old heads can be checked after a change of key.
CREATE TABLE ledger_signer (
    key TEXT NOT NULL PRIMARY KEY,
    certificate TEXT NOT NULL
);

-- How far each reader has read: the position it takes next.
CREATE TABLE ledger_cursor (
    reader TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
