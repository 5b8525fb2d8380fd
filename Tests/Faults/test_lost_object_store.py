"""The object store goes away under uploads: they are refused in words, the rest goes on, and so do uploads when it is back."""

from dataclasses import replace

import pytest

from support import application, checks
from support.book import Book
from support.city import CITIZEN
from support.client import sign_in
from support.load import Load
from support.object_store import ObjectStore, program
from support.program import can, must, tongban
from support.waiting import until
from test_bad_state import says_one_sentence

pytestmark = [pytest.mark.skipif(program() is None, reason="there is no rclone to serve S3"),
              pytest.mark.skipif(not can("init", "--files"), reason="this build keeps files in its directory only")]

NEIGHBOUR = "wanghai"


@pytest.fixture
def store(place, servers) -> ObjectStore:
    store = ObjectStore(place)
    servers.append(store)
    return store.start()


@pytest.mark.share(2)
def test_an_object_store_that_goes_away_refuses_uploads_only_until_it_is_back(city, store, place, nodes, chance, rounds):
    city, book = replace(city, files=store.url, bucket=store.bucket), Book()
    # The city was founded with its files in a folder.
    must("files", city.directory, "--adopt", env=city.env)
    node = city.node(place / "node.log").start()
    nodes.append(node)
    citizen = node.client(city.tokens[CITIZEN])
    city = replace(city, application=application.complete(citizen))
    # An account may upload so much an hour, and those at work use theirs up. This one comes once a round.
    neighbour = node.client(sign_in(node.port, NEIGHBOUR, city.password))
    for _ in rounds(short=1):
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(20, 60))
            store.kill()
            until(lambda: book.excuses or book.surprises, "people are asked to come again")
            checks.found_by_tracking(book, city, node.client(), chance, 5)
            for path in ("/health/live", "/guide/food-operation-permit", "/me"):
                assert citizen.get(path).status == 200, path
            answer = neighbour.give("/api/v1/files", "lost.pdf", application.paper("lost", str(chance.random())))
            assert answer.status == 503 and answer.headers["Retry-After"], f"an upload without a store: {answer}"
            store.start()
            load.wait_for(30)
            load.wait_until_answered()
        assert all(code.startswith(("file.", "page")) for code in book.excuses), book.excuses
        checks.all_is_well(book, city, citizen, chance)
    says_one_sentence(tongban("init", place / "second", "--files", store.url))
