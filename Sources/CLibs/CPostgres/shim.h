// The parts of libpq that the target StoragePostgres uses, and what Swift cannot read by itself: characters that are
// macros, and two things of Linux that Swift's Glibc leaves out (eventfd, POLLRDHUP).
#ifndef TONGBAN_CPOSTGRES_H
#define TONGBAN_CPOSTGRES_H

#include <libpq-fe.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const int tongban_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int tongban_diag_message = PG_DIAG_MESSAGE_PRIMARY;
static const int tongban_diag_schema = PG_DIAG_SCHEMA_NAME;
static const int tongban_diag_table = PG_DIAG_TABLE_NAME;
static const int tongban_diag_constraint = PG_DIAG_CONSTRAINT_NAME;

/// `poll` tells with it that the other end has hung up (poll(2); the header shows it only to programs that ask for GNU's ways).
static const short tongban_hung_up = 0x2000;

/// A file that is readable from the time somebody rings until somebody clears it.
static inline int tongban_alarm(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

static inline void tongban_alarm_ring(int file) {
    uint64_t one = 1;
    (void)!write(file, &one, sizeof one);
}

static inline void tongban_alarm_clear(int file) {
    uint64_t count;
    (void)!read(file, &count, sizeof count);
}

#endif
