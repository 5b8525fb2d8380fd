-- The blind index of the holder's number and name, where somebody had vouched for them in the case that the licence comes from.
ALTER TABLE licence ADD COLUMN vouched_holder TEXT;
CREATE INDEX licence_by_vouched_holder ON licence (vouched_holder, id);
