"""The checks themselves: they pass a city that is in order, and see each thing that can be wrong with one."""

import copy
import random
import sqlite3
from contextlib import closing

import pytest

from support import checks
from support.book import Book
from support.load import Load

DAMAGES = {
    "a case lost": "DELETE FROM cases WHERE id = (SELECT MIN(id) FROM cases)",
    "a case under another number": "UPDATE cases SET query = 'elsewhere' WHERE id = (SELECT MIN(id) FROM cases)",
    "an acceptance lost": "UPDATE cases SET phase = 'received'",
    "a material lost": "DELETE FROM case_material WHERE rowid = (SELECT MIN(rowid) FROM case_material)",
    "a key lost": "DELETE FROM case_submission WHERE key = (SELECT MIN(key) FROM case_submission WHERE key LIKE 'fault-%')",
    "an act lost": "DELETE FROM act WHERE id = (SELECT MAX(id) FROM act WHERE kind = 'case.submitted')",
    "a step without its act": "DELETE FROM act WHERE kind = 'case.accepted'",
    "a timer lost": "DELETE FROM job WHERE kind = 'case.deem_accepted'",
    "a number left out": "UPDATE serial SET last = last + 1 WHERE series LIKE 'query/%'",
    "a job given up": "UPDATE job SET state = 'dead'",
    "a receipt's act in another place": "UPDATE act SET position = position + 1000000",
    "a file for which there are no bytes": "UPDATE case_material SET digest = 'abcd' || substr(digest, 5)",
}


@pytest.fixture(scope="module")
def city_with_work(sqlite_template, shared_place):
    """A city in which something was done, stopped, and the book of it."""
    city, book = sqlite_template.copied(shared_place / "city"), Book()
    node = city.node(shared_place / "node.log").start()
    try:
        with Load(city, [node], book, random.Random(1)) as load:
            load.wait_for(60)
        told = next(iter(book.submitted.values()))
        checks.everything_follows(city)
        book.keep(node.client(city.tokens["lixiaomei"]).get(f"/me/cases/{told.id}/receipt.json").body)
    finally:
        node.stop()
    return city, book


def look_over(city, book: Book) -> None:
    checks.nothing_is_lost(book, city)
    checks.nothing_is_half_there(city.look)


def test_a_city_in_order_passes(city_with_work):
    look_over(*city_with_work)
    assert city_with_work[1].accepted and city_with_work[1].receipts, "there was too little work to see anything"


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_the_checks_see(city_with_work, place, damage):
    city, book = city_with_work
    damaged = city.copied(place / "city")
    with closing(sqlite3.connect(damaged.directory / "tongban.sqlite")) as database, database:
        assert database.execute(damage).rowcount > 0, "the damage was not done"
    with pytest.raises(AssertionError):
        look_over(damaged, copy.copy(book))


def test_the_audit_sees_an_act_that_was_changed(city_with_work, place):
    damaged = city_with_work[0].copied(place / "city")
    with closing(sqlite3.connect(damaged.directory / "tongban.sqlite")) as database, database:
        database.execute("UPDATE act SET at = at + 1 WHERE position = 5")
    with pytest.raises(AssertionError):
        damaged.verify()
