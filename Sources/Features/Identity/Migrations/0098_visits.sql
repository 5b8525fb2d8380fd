-- Whom a clerk has found by the full number, and when: he sees him for a day.
CREATE TABLE visit (
    clerk TEXT NOT NULL,
    person TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (clerk, person)
);
