/* The reference for `submit`: the six inserts of one submission, one durable transaction each, by the SQLite library alone. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void run(sqlite3 *db, const char *sql) {
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, error);
        exit(1);
    }
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
        exit(1);
    }
    return statement;
}

static void insert(sqlite3_stmt *statement, int key, const char *text) {
    sqlite3_bind_int(statement, 1, key);
    sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE) { fprintf(stderr, "insert failed\n"); exit(1); }
    sqlite3_reset(statement);
}

int main(int count, char **arguments) {
    const char *path = count > 1 ? arguments[1] : "reference.db";
    double seconds = count > 2 ? atof(arguments[2]) : 5;
    char form[601], act[401];
    memset(form, 'f', 600); form[600] = 0;
    memset(act, 'a', 400); act[400] = 0;
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) return 1;
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "PRAGMA synchronous = FULL");
    run(db, "CREATE TABLE cases (id INTEGER PRIMARY KEY, body TEXT)");
    run(db, "CREATE TABLE material (id INTEGER PRIMARY KEY, body TEXT)");
    run(db, "CREATE TABLE act (id INTEGER PRIMARY KEY, body TEXT)");
    sqlite3_stmt *cases = prepare(db, "INSERT INTO cases VALUES (?, ?)");
    sqlite3_stmt *material = prepare(db, "INSERT INTO material VALUES (?, ?)");
    sqlite3_stmt *acts = prepare(db, "INSERT INTO act VALUES (?, ?)");
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    int done = 0;
    double spent = 0;
    while (spent < seconds) {
        run(db, "BEGIN IMMEDIATE");
        insert(cases, done, form);
        for (int k = 0; k < 3; k++) insert(material, done * 3 + k, act);
        for (int k = 0; k < 2; k++) insert(acts, done * 2 + k, act);
        run(db, "COMMIT");
        done++;
        clock_gettime(CLOCK_MONOTONIC, &now);
        spent = (now.tv_sec - start.tv_sec) + (now.tv_nsec - start.tv_nsec) / 1e9;
    }
    printf("%.0f\n", done / spent);
    return 0;
}
