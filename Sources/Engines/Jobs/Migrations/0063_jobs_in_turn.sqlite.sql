-- The most urgent first, without sorting all that waits.
CREATE INDEX job_to_take ON job (priority DESC, due_at, id) WHERE state = 'waiting';

-- A job that took the place of one that was running begins when that run has ended: `after_run` is its key, `wanted_at` when the job
-- was due by itself.
ALTER TABLE job ADD COLUMN after_run TEXT;
ALTER TABLE job ADD COLUMN wanted_at BIGINT;
CREATE INDEX job_after_run ON job (after_run) WHERE after_run IS NOT NULL;
