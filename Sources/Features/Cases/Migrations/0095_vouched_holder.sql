-- The blind index of a person's number and name, where somebody had vouched for them when the application was taken in. Where the number was only
-- claimed there is none, and the case is found by the account that handed it in alone.
ALTER TABLE cases ADD COLUMN vouched_holder TEXT;
CREATE INDEX cases_by_vouched_holder ON cases (vouched_holder, id);
