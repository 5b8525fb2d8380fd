-- What was taken in at a window was filed under the account that somebody had registered with the number, without proof that it was his.
-- Whose number and name were vouched for finds his licence by them; the account of a window's case opens nothing.
UPDATE licence SET account = NULL WHERE case_id IN (SELECT id FROM cases WHERE source = 'window');
