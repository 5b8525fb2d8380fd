-- 电子证照. What is personal stands encrypted in `sealed`; `holder_index` is its blind index.
CREATE TABLE licence (
    id TEXT NOT NULL PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    type_name TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    region TEXT NOT NULL,
    holder_index TEXT NOT NULL,
    holder_masked TEXT NOT NULL,
    account TEXT,
    sealed BYTEA NOT NULL,
    issued_on TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    status TEXT NOT NULL CHECK (status IN ('valid', 'suspended', 'revoked', 'cancelled', 'superseded')),
    -- One licence a case, so that issuing twice is issuing once.
    case_id TEXT NOT NULL UNIQUE,
    item_code TEXT NOT NULL,
    item_name TEXT NOT NULL,
    ofd TEXT NOT NULL,
    pdf TEXT NOT NULL,
    UNIQUE (type, issuer, number)
);
CREATE INDEX licence_by_holder ON licence (holder_index, id);
CREATE INDEX licence_by_account ON licence (account, id);
