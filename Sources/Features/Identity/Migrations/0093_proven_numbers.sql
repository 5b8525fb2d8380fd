-- Whose an identity number is. Anybody can type a number, so an account that somebody registered himself only claims the one it names; it is proven
-- when the person was seen with it, and then it is one account's alone.
ALTER TABLE account ADD COLUMN proven_at BIGINT;
ALTER TABLE account ADD COLUMN proven_by TEXT;

DROP INDEX account_id_number;
CREATE INDEX account_id_number ON account (id_number_index);
CREATE UNIQUE INDEX account_proven_number ON account (id_number_index) WHERE proven_at IS NOT NULL;

-- People whom a window recorded, and those of a demonstration, were seen. Whoever registered himself was raised by his number alone, which proves nothing:
-- he is known by what he typed until a window has seen his card.
UPDATE account SET proven_at = created_at, proven_by = 'migration'
WHERE kind = 'person' AND id_number_index IS NOT NULL AND assurance >= 3
    AND (password IS NULL OR login IN (SELECT login FROM demo_account));
UPDATE account SET assurance = 1
WHERE kind = 'person' AND proven_at IS NULL AND assurance > 1 AND (login IS NULL OR login NOT IN (SELECT login FROM demo_account));

-- Whom a clerk has before him: seen with his card, by this clerk, when.
CREATE TABLE window_visit (
    clerk TEXT NOT NULL,
    person TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (clerk, person)
);
