-- Numbers given out in order, without gaps, each series by itself (办件编号, 文号, 证照流水号).
CREATE TABLE serial (
    series TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
