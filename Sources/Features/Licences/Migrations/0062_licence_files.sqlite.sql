-- Who refers to a file.
CREATE INDEX licence_by_ofd ON licence (ofd);
CREATE INDEX licence_by_pdf ON licence (pdf);
