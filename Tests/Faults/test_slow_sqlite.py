"""Another process holds the lock of the SQLite file: writers wait or are told to come again, readers notice nothing."""

import sqlite3
import time
from contextlib import contextmanager

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN
from support.load import Load
from support.waiting import until

# Reads answer at once; a busy machine gets some grace.
AT_ONCE = 2.0


@contextmanager
def locked(file):
    """Holds the write lock, as an administrator's forgotten shell does."""
    connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@pytest.mark.share(1)
def test_a_locked_database_delays_writers_and_not_readers(city, place, nodes, chance, rounds):
    node, book = city.node(place / "node.log").start(), Book()
    nodes.append(node)
    citizen = node.client(city.tokens[CITIZEN])
    for _ in rounds(short=1):
        with Load(city, [node], book, chance) as load:
            load.wait_for(40)
            with locked(city.directory / "tongban.sqlite"):
                told = book.some(chance, 1)[0]
                begun, before = time.monotonic(), len(book.submitted)
                until(lambda: book.excuses or book.surprises, "writing is refused", 20)
                for _ in range(20):
                    asked = time.monotonic()
                    assert citizen.get(f"/api/v1/cases/{told.id}").status == 200
                    assert time.monotonic() - asked < AT_ONCE, "a reader waited for the lock"
                assert len(book.submitted) - before <= 8, "somebody wrote while the lock was held elsewhere"
                assert time.monotonic() - begun < 20
            load.wait_for(40)
            load.wait_until_answered()
    assert all(code.startswith(("storage.", "page")) for code in book.excuses), book.excuses
    checks.all_is_well(book, city, citizen, chance)
