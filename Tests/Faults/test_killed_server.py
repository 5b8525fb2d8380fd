"""`kill -9` under load, again and again: what was answered is there, and nothing is half there."""

import pytest

from support import checks
from support.book import Book
from support.load import Load

# A city grows with every round, and each round looks at all of it.
ROUNDS_OF_A_CITY = 25


@pytest.mark.share(6)
def test_a_server_that_is_killed_under_load_loses_nothing_that_it_answered(sqlite_template, place, nodes, chance, rounds):
    for turn in rounds(short=4):
        if turn % ROUNDS_OF_A_CITY == 0:
            city, book = sqlite_template.copied(place / f"city-{turn}"), Book()
            node = city.node(place / f"node-{turn}.log").start()
            nodes.append(node)
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(20, 250))
            node.kill()
            begun = len(node.said)
            node.start(wait=False)
            assert node.wait_until_ready() < 20, "the start takes long"
            load.wait_until_answered()
        checks.all_is_well(book, city, node.client(city.tokens["lixiaomei"]), chance)
        assert not node.complaints(begun), node.complaints(begun)[:3]
