"""PostgreSQL is killed and comes back, or its standby takes over: people are asked to come again, and nothing acknowledged is lost."""

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN
from support.load import Load
from support.waiting import until

# From the database's return until the platform works again, by itself.
RECOVERY = 30.0


@pytest.mark.share(3)
def test_a_database_that_is_killed_and_comes_back_loses_nothing(city_on_postgres, server, place, nodes, chance, rounds):
    city, book = city_on_postgres, Book()
    node = city.node(place / "node.log").start()
    nodes.append(node)
    for _ in rounds(short=1):
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(20, 100))
            server.kill()
            until(lambda: book.excuses or book.surprises, "people are asked to come again", 20)
            assert node.client().get("/help").status == 200, "a page that needs no database"
            assert node.client().get("/health/live").status == 200
            assert node.client().get("/health/ready").status == 503, "it says that it is ready, and is not"
            server.start()
            load.wait_for(40, RECOVERY)
            load.wait_until_answered()
        assert all(code.startswith(("storage.", "page")) for code in book.excuses), book.excuses
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)


@pytest.mark.share(3)
def test_a_standby_takes_over_and_nothing_acknowledged_is_lost(postgres_template, place, nodes, servers, chance, rounds):
    for turn in rounds(short=1):
        primary = postgres_template[0].copied(place, f"primary-{turn}")
        servers.append(primary)
        standby = primary.start().standby(place, f"standby-{turn}".replace("-", "_"))
        servers.append(standby)
        url = primary.url(standby, target_session_attrs="read-write")
        city, book = postgres_template[1].copied(place / f"city-{turn}", url), Book()
        node = city.node(place / f"node-{turn}.log").start()
        nodes.append(node)
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(20, 100))
            primary.kill()
            standby.promote()
            load.wait_for(40, RECOVERY)
            load.wait_until_answered()
        assert all(code.startswith(("storage.", "page")) for code in book.excuses), book.excuses
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)
        node.kill()
        standby.abandon()
