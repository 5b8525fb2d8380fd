-- By which calendar due days and lights were counted last, and the key after which counting them anew goes on; none when it is done.
CREATE TABLE calendar_count (
    subject TEXT NOT NULL PRIMARY KEY,
    calendar TEXT NOT NULL,
    place TEXT
);
