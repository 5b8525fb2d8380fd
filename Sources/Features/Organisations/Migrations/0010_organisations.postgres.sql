-- Administrative divisions (行政区划), from the city down to the village.
CREATE TABLE region (
    code TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT,
    type TEXT NOT NULL,
    edition TEXT NOT NULL,
    status TEXT NOT NULL,
    ministry_code TEXT
);

-- Bodies that carry out items (实施主体).
CREATE TABLE body (
    code TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    short_name TEXT NOT NULL,
    region TEXT NOT NULL,
    parent TEXT,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    seal_name TEXT NOT NULL
);

-- The city's root authority and its seal maker (制章者): one of each role. The key is sealed by the field cipher.
CREATE TABLE seal_authority (
    role TEXT PRIMARY KEY NOT NULL,
    certificate BYTEA NOT NULL,
    private_key BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);

-- Electronic seals (电子印章), at most one in force for a body. A seal that was withdrawn stays, for old stamps name it.
CREATE TABLE seal (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL,
    name TEXT NOT NULL,
    seal BYTEA NOT NULL,
    certificate BYTEA NOT NULL,
    private_key BYTEA NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);

CREATE UNIQUE INDEX seal_in_force ON seal (body) WHERE withdrawn_at IS NULL;
