-- Which files a draft holds: its content is sealed, but whoever collects files that nobody needs must be able to ask.
CREATE TABLE draft_file (
    digest TEXT NOT NULL,
    draft TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (digest, draft, account)
);
CREATE INDEX draft_file_by_draft ON draft_file (draft, account);
-- Drafts from before are gone through once, before anything is collected.
ALTER TABLE draft ADD COLUMN files_noted BIGINT NOT NULL DEFAULT 0;
CREATE INDEX draft_not_noted ON draft (id, account) WHERE files_noted = 0;

-- Who refers to a file.
CREATE INDEX case_material_by_digest ON case_material (digest);
CREATE INDEX case_document_by_ofd ON case_document (ofd) WHERE ofd IS NOT NULL;
CREATE INDEX case_document_by_pdf ON case_document (pdf) WHERE pdf IS NOT NULL;
