-- People (账户): citizens and staff. Names, identity numbers and mobiles are sealed by the field cipher; beside them stand
-- blind indexes, by which an account is found without being readable. Without a password nobody can sign in (walk-ins).
CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    login TEXT,
    password TEXT,
    name BYTEA NOT NULL,
    name_en TEXT,
    id_number BYTEA,
    id_number_index BYTEA,
    mobile BYTEA,
    mobile_index BYTEA,
    assurance BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX account_login ON account (login);
CREATE UNIQUE INDEX account_id_number ON account (id_number_index);
CREATE INDEX account_mobile ON account (mobile_index);

-- Legal persons (法人) for which accounts act; their data is public.
CREATE TABLE legal_person (
    code TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL
);

-- Mandates (授权) of agents.
CREATE TABLE agency (
    account TEXT NOT NULL,
    legal_person TEXT NOT NULL,
    scope TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT,
    PRIMARY KEY (account, legal_person)
);

-- Posts of staff (岗位), one to an account.
CREATE TABLE staff_post (
    account TEXT PRIMARY KEY NOT NULL,
    staff_no TEXT NOT NULL,
    body TEXT NOT NULL,
    region TEXT NOT NULL,
    roles TEXT NOT NULL,
    post TEXT NOT NULL
);

CREATE UNIQUE INDEX staff_post_number ON staff_post (staff_no);
CREATE INDEX staff_post_body ON staff_post (body);

-- Sessions. Of the token only the digest is kept: whoever reads this table cannot use it.
CREATE TABLE session (
    digest BYTEA PRIMARY KEY NOT NULL,
    account TEXT NOT NULL,
    acting_for TEXT,
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

CREATE INDEX session_opened ON session (opened_at);
CREATE INDEX session_account ON session (account);

-- Attempts to sign in that have not succeeded, by the blind index of what was tried and of where it came from.
CREATE TABLE sign_in_attempt (
    attempt TEXT NOT NULL,
    key BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (attempt, key)
);

CREATE INDEX sign_in_attempt_key ON sign_in_attempt (key, at);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);

-- The accounts that a demonstration shows on its sign-in page. Empty everywhere else.
CREATE TABLE demo_account (
    login TEXT PRIMARY KEY NOT NULL,
    password TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    post TEXT NOT NULL,
    place BIGINT NOT NULL
);
