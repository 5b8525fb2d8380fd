-- Acts, in the order in which they were committed. Rows are only added; the sequencer fills in `position`, once.
CREATE TABLE act (
    entry INTEGER PRIMARY KEY,
    position BIGINT,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    related_kind TEXT,
    related_id TEXT,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    facts TEXT NOT NULL
);
CREATE UNIQUE INDEX act_id ON act (id);
CREATE UNIQUE INDEX act_position ON act (position) WHERE position IS NOT NULL;
CREATE INDEX act_waiting ON act (entry) WHERE position IS NULL;
CREATE INDEX act_subject ON act (subject_id, subject_kind);
CREATE INDEX act_related ON act (related_id, related_kind) WHERE related_id IS NOT NULL;

-- The Merkle tree: every eighth row of hashes, 256 hashes of 32 bytes a tile.
CREATE TABLE ledger_tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, idx)
);

-- The signed heads. Each names the size that it extends, and no two may extend the same: so one sequencer wins.
CREATE TABLE ledger_head (
    size BIGINT NOT NULL PRIMARY KEY,
    prior BIGINT NOT NULL UNIQUE,
    root BLOB NOT NULL,
    at BIGINT NOT NULL,
    key TEXT NOT NULL,
    signature BLOB NOT NULL
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
