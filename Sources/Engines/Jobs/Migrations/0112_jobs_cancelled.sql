-- A job that was taken back while it ran stays until its run has ended, so that what takes its place doesn't begin beside it.
ALTER TABLE job ADD COLUMN cancelled_at BIGINT;
