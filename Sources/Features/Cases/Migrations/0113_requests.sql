-- A request that is sent twice is answered once: the digest of what was asked (keyed, since it was about people) and the answer. Rows of
-- drafts and of batches have neither and stay; the others are thrown away after some days.
ALTER TABLE case_submission ADD COLUMN digest TEXT;
ALTER TABLE case_submission ADD COLUMN answer TEXT;
ALTER TABLE case_submission ADD COLUMN at BIGINT;
CREATE INDEX case_submission_by_age ON case_submission (at) WHERE at IS NOT NULL;
