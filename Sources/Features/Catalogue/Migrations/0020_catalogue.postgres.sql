-- 实施清单: one row an item, one immutable snapshot a version.
CREATE TABLE item (
    code TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    state TEXT NOT NULL CHECK (state IN ('published', 'suspended', 'cancelled')),
    published_at BIGINT NOT NULL
);
CREATE INDEX item_by_state ON item (state, code);

CREATE TABLE item_version (
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    snapshot TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (code, version)
);

CREATE TABLE life_event (
    key TEXT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    snapshot TEXT NOT NULL
);
