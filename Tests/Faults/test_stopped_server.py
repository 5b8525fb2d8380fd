"""SIGTERM under load: what was taken in is answered, and nothing that wasn't answered was done."""

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN
from support.load import Load


@pytest.mark.share(1)
def test_a_server_that_is_stopped_finishes_what_it_has_begun(city, place, nodes, chance, rounds):
    node, book = city.node(place / "node.log").start(), Book()
    nodes.append(node)
    for _ in rounds(short=2):
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(20, 100))
            assert node.stop() == 0, "it didn't end well"
            done = dict(city.look.rows("SELECT key, case_id FROM case_submission"))
            dropped = [key for key in list(book.unanswered) if key in done]
            assert not dropped, f"done, but not answered: {dropped}"
            node.start()
            load.wait_until_answered()
        checks.all_is_well(book, city, node.client(city.tokens[CITIZEN]), chance)
        assert not node.complaints(), node.complaints()[:3]
