"""Several nodes on one PostgreSQL behave as one: one is killed while the other serves, and nobody is the worse for it."""

import uuid

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN, CLERK
from support.client import sign_in
from support.load import Load
from support.waiting import until

# From the death of the node that gives acts their places until another does.
SUCCESSION = 15.0


@pytest.fixture(scope="module")
def both(city_on_postgres, shared_place):
    both = [city_on_postgres.node(shared_place / f"node-{name}.log", "--roles", "web,worker") for name in ("one", "two")]
    yield both
    for node in both:
        node.abandon()


@pytest.fixture
def pair(both):
    """Two nodes of a city that all these tests share, started at once when they aren't running."""
    for node in both:
        if not node.is_running:
            node.start(wait=False)
    for node in both:
        node.wait_until_ready()
    return both


@pytest.mark.share(6)
def test_a_node_that_is_killed_loses_nothing_and_the_other_goes_on(city_on_postgres, pair, chance, rounds):
    city, book = city_on_postgres, Book()
    for turn in rounds(short=3):
        victim, other = chance.sample(pair, 2)
        with Load(city, pair, book, chance) as load:
            load.wait_for(chance.randint(20, 150))
            victim.kill()
            load.wait_for(20)
            _acts_get_their_places(city, other)
            victim.start()
            load.wait_until_answered()
        _leases_run_out(city)
        checks.all_is_well(book, city, other.client(city.tokens[CITIZEN]), chance)


@pytest.mark.share(2)
def test_a_rolling_restart_loses_nothing_and_drops_no_request(city_on_postgres, pair, chance, rounds):
    city, book, begun = city_on_postgres, Book(), [len(node.said) for node in pair]
    for _ in rounds(short=1):
        with Load(city, pair, book, chance) as load:
            for node in pair:
                load.wait_for(chance.randint(20, 60))
                assert node.stop() == 0, "it didn't end well"
                load.wait_for(20)
                node.start()
            load.wait_for(20)
            load.wait_until_answered()
        # Each request was taken up by a node that finished it, or by none.
        assert not book.excuses, f"somebody was refused: {book.excuses}"
        checks.all_is_well(book, city, pair[0].client(city.tokens[CITIZEN]), chance)
        complaints = [line for node, place in zip(pair, begun) for line in node.complaints(place)]
        assert not complaints, complaints[:3]


def test_a_node_that_is_stopped_answers_what_it_has_done(city_on_postgres, pair, chance):
    city, book = city_on_postgres, Book()
    with Load(city, pair[:1], book, chance) as load:
        load.wait_for(60)
        pair[0].stop()
        done = dict(city.look.rows("SELECT key, case_id FROM case_submission"))
        dropped = [key for key in list(book.unanswered) if key in done]
        assert not dropped, f"done, but not answered: {dropped}"
        pair[0].start()
        load.wait_until_answered()


def test_a_session_of_one_node_is_a_session_of_the_other(city_on_postgres, pair):
    one, two = pair
    token = sign_in(one.port, CLERK, city_on_postgres.password)
    answer = two.client(token).get("/window")
    assert answer.status == 200, answer
    csrf = two.client(token).csrf("/window")
    assert two.client(token).fill("/sign-out", {"_csrf": csrf}).status == 303
    # Each node remembers what it has found for a few seconds.
    until(lambda: one.client(token).get("/window").status == 303, "signed out on one node is signed out on the other", 10)


def test_guesses_at_one_node_are_counted_by_the_other(city_on_postgres, pair):
    """A query code must not be tried through by going from node to node."""
    def guess(node) -> int:
        return node.client().post("/api/v1/track", {"number": "41020000000000000", "code": "AAAAAA"}).status
    one, two = pair
    until(lambda: guess(one) == 429, "the brake of the one", 20)
    until(lambda: guess(two) == 429, "the brake of the other, without as many guesses", 10)


@pytest.mark.parametrize("first", [0, 1], ids=["the first dies", "the second dies"])
def test_the_next_node_gives_acts_their_places_when_the_leader_dies(city_on_postgres, pair, first):
    pair[first].kill()
    _acts_get_their_places(city_on_postgres, pair[1 - first])


def test_a_dead_nodes_jobs_are_taken_over(city_on_postgres, pair):
    """A node dies with jobs in hand. When their leases are over, and not before, the other does them."""
    city, (one, two) = city_on_postgres, pair
    two.stop()
    case = _submit(city, one)
    clerk = one.client(city.tokens[CLERK])
    assert clerk.post(f"/api/v1/cases/{case}/accept", clerk.get(f"/api/v1/cases/{case}").seen).status == 200
    one.kill()
    # As if it had died a moment after it took them, and their leases ended in a few seconds instead of ten minutes.
    taken = city.look.rows("UPDATE job SET state = 'running', attempts = 1, lease_until = (extract(epoch from now()) * 1000)::bigint + 8000 "
                           f"WHERE kind = 'case.document' AND payload LIKE '%{case}%' RETURNING id")
    two.start()
    open_documents = f"SELECT COUNT(*) FROM case_document WHERE case_id = '{case}' AND ofd IS NULL"
    until(lambda: city.look.one(open_documents) == "0", f"{len(taken)} documents are written", 60)


def test_a_node_without_the_workers_role_leaves_work_to_the_worker(city_on_postgres, both, place, nodes):
    city = city_on_postgres
    for node in both:
        node.stop()
    web = city.node(place / "web.log", "--roles", "web").start()
    nodes.append(web)
    case = _submit(city, web)
    assert city.look.one(f"SELECT COUNT(*) FROM act WHERE subject_id = '{case}' AND position IS NULL") == "1"
    nodes.append(city.node(place / "worker.log", "--roles", "worker").start(wait=False))
    until(lambda: web.client(city.tokens[CITIZEN]).get(f"/me/cases/{case}/receipt.json").status == 200, "the worker gives it its place")


def _submit(city, node) -> str:
    answer = node.client(city.tokens[CITIZEN]).post("/api/v1/cases", city.application, Idempotency_Key=f"one-{uuid.uuid4()}")
    assert answer.status == 201, answer
    return answer.json["id"]


def _acts_get_their_places(city, node) -> None:
    """A receipt for a new act appears within seconds."""
    book, citizen = Book(), node.client(city.tokens[CITIZEN])
    key = f"after-the-fall-{uuid.uuid4()}"
    answer = until(lambda: (answer := citizen.post("/api/v1/cases", city.application, Idempotency_Key=key)).status == 201 and answer,
                   "the other node takes a submission", 30)
    receipt = until(lambda: (got := citizen.get(f"/me/cases/{answer.json['id']}/receipt.json")).status == 200 and got,
                    "a receipt for a new act", SUCCESSION)
    book.keep(receipt.body)
    checks.receipts_verify(book, city)


def _leases_run_out(city) -> None:
    """As if ten minutes had passed: whoever is alive keeps its jobs no longer than that."""
    city.look.rows("UPDATE job SET lease_until = 0 WHERE state = 'running' RETURNING id")
