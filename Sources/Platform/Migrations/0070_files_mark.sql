-- The mark that the store of files must bear: whether the files are those that the rows name.
CREATE TABLE files_mark (
    place BIGINT NOT NULL PRIMARY KEY CHECK (place = 1),
    mark TEXT NOT NULL
);
