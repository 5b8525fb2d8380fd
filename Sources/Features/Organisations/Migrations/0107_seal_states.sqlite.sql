-- A seal is in force until another takes its place (换发) or it is withdrawn (停用). One that was replaced stays good to its end, but
-- stamps no more; one that was withdrawn counts for nothing from then on. Who withdrew it, and why, stands beside when.
ALTER TABLE seal ADD COLUMN replaced_at BIGINT;
ALTER TABLE seal ADD COLUMN withdrawn_by TEXT;
ALTER TABLE seal ADD COLUMN withdrawal_reason TEXT;

DROP INDEX seal_in_force;
CREATE UNIQUE INDEX seal_in_force ON seal (body) WHERE withdrawn_at IS NULL AND replaced_at IS NULL;

-- Makers of seals who had a successor. From before certificates bore a mark of what they are for, only these are believed, and only for
-- seals made until then. The digest is SM3 of the certificate.
CREATE TABLE former_seal_maker (
    digest TEXT PRIMARY KEY NOT NULL,
    certificate BLOB NOT NULL,
    succeeded_at BIGINT NOT NULL
) WITHOUT ROWID;

-- Certificates of the city's root that were taken back (吊销).
CREATE TABLE revoked_certificate (
    digest TEXT PRIMARY KEY NOT NULL,
    certificate BLOB NOT NULL,
    revoked_at BIGINT NOT NULL,
    revoked_by TEXT NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;
