-- Since when the password is one that somebody else has given (初始密码), and must be changed before it is good for anything. NULL: it is
-- the account's own.
ALTER TABLE account ADD COLUMN password_given_at BIGINT;
