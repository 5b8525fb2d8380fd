-- The items that a mandate is given for. One without any is for all that the legal person may apply for.
CREATE TABLE agency_item (
    account TEXT NOT NULL,
    legal_person TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (account, legal_person, item)
);
