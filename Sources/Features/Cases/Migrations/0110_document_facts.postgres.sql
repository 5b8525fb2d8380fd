-- What a document has to say, settled and sealed when it is ordered; orders of earlier releases have none.
ALTER TABLE case_document ADD COLUMN facts BYTEA;
