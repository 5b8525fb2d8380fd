"""A database that is slow, or silent, or cut off in the middle: nobody hangs, and pages that need no database go on."""

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN
from support.load import Load
from support.proxy import Proxy
from support.waiting import until

# Longer than any request may take while the database is silent: the longest statement, and what comes with it.
DEADLINE = 75.0


@pytest.fixture(scope="module")
def wire(server):
    with Proxy(server.port) as wire:
        yield wire


@pytest.fixture(scope="module")
def node(city_on_postgres, server, wire, shared_place):
    node = city_on_postgres.node(shared_place / "node.log", env={"TONGBAN_DATABASE": server.url(port=wire.port)}).start()
    yield node
    node.abandon()


@pytest.mark.share(2)
def test_a_silent_database_makes_nobody_wait_for_ever(city_on_postgres, node, wire, chance, rounds, request):
    city, book = city_on_postgres, Book()
    for _ in rounds(short=1):
        with Load(city, [node], book, chance, threads=16) as load:
            load.wait_for(40)
            wire.stall()
            until(lambda: book.excuses or book.surprises, "people are asked to come again", 30)
            for path in ("/health/live", "/help", "/assets/none"):
                assert node.client().get(path).status in (200, 404), f"{path} needs no database"
            if request.config.option.minutes:
                count = len(book.unanswered)
                until(lambda: book.slowest > DEADLINE / 3 or len(book.unanswered) < count, "the slowest is answered", DEADLINE)
            wire.heal()
            load.wait_for(40)
            load.wait_until_answered()
        assert book.slowest < DEADLINE, f"somebody waited {book.slowest:.0f} s"
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)


@pytest.mark.share(1)
def test_a_slow_database_is_slow_and_right(city_on_postgres, node, wire, chance, rounds):
    city, book = city_on_postgres, Book()
    for _ in rounds(short=1):
        with Load(city, [node], book, chance) as load:
            load.wait_for(20)
            wire.delay = 0.1
            load.wait_for(20)
            wire.heal()
            load.wait_for(20)
            load.wait_until_answered()
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)


@pytest.mark.share(2)
def test_connections_that_are_cut_in_the_middle_lose_and_double_nothing(city_on_postgres, node, wire, chance, rounds):
    city, book = city_on_postgres, Book()
    for _ in rounds(short=1):
        with Load(city, [node], book, chance) as load:
            for _ in range(5):
                load.wait_for(chance.randint(5, 30))
                wire.cut()
            load.wait_for(30)
            load.wait_until_answered()
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)
