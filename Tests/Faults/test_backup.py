"""The restore drill (恢复演练): a backup of a running city is a city."""

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN, City
from support.load import Load
from support.postgres import USER
from support.program import has, must, tongban
from test_bad_state import says_one_sentence

pytestmark = pytest.mark.skipif(not has("backup"), reason="this build makes no backups")


@pytest.mark.share(2)
def test_a_backup_of_a_running_city_is_restored_with_all_that_was_answered_before(city, place, nodes, chance, rounds):
    _drill(city, place, nodes, chance, rounds(short=1))


@pytest.mark.share(2)
def test_a_backup_of_a_running_city_on_postgres_is_restored_on_postgres(city_on_postgres, server, place, nodes, chance, rounds):
    def fresh(turn: int) -> str:
        return _database(server, f"restored_{turn}")
    _drill(city_on_postgres, place, nodes, chance, rounds(short=1), fresh)


@pytest.mark.share(1)
def test_a_city_moves_from_sqlite_to_postgres(city, server, place, nodes, chance):
    book, node = Book(), city.node(place / "node.log").start()
    nodes.append(node)
    with Load(city, [node], book, chance) as load:
        load.wait_for(100)
    node.stop()
    address = _database(server, "moved")
    must("migrate-database", city.directory, "--to", address)
    moved = City(city.directory, city.password, city.tokens, city.application, address)
    node = moved.node(place / "moved.log").start()
    nodes.append(node)
    checks.all_is_well(book, moved, node.client(city.tokens[CITIZEN]), chance)
    with Load(moved, [node], book, chance) as load:
        load.wait_for(30)


def test_half_a_backup_is_refused_and_leaves_no_city(city, place):
    whole = place / "whole.backup"
    must("backup", whole, city.directory)
    half = place / "half.backup"
    half.write_bytes(whole.read_bytes()[:whole.stat().st_size // 2])
    says_one_sentence(tongban("restore", half, place / "restored"))
    assert not (place / "restored/tongban.json").exists(), "half a directory is taken for one"


def test_a_damaged_backup_is_refused_and_leaves_no_city(city, place, chance):
    file = place / "damaged.backup"
    must("backup", file, city.directory)
    bytes_ = bytearray(file.read_bytes())
    place_of_damage = chance.randrange(len(bytes_) // 4, len(bytes_) * 3 // 4)
    bytes_[place_of_damage] ^= 0x55
    file.write_bytes(bytes_)
    says_one_sentence(tongban("restore", file, place / "restored"))
    assert not (place / "restored/tongban.json").exists()


def test_a_restore_touches_nothing_that_is_there(city, place):
    file = place / "city.backup"
    must("backup", file, city.directory)
    says_one_sentence(tongban("restore", file, city.directory))
    says_one_sentence(tongban("restore", place / "nowhere.backup", place / "restored"))


def _drill(city, place, nodes, chance, turns, fresh=lambda turn: None) -> None:
    node, book = city.node(place / "node.log").start(), Book()
    nodes.append(node)
    for turn in turns:
        with Load(city, [node], book, chance) as load:
            load.wait_for(chance.randint(30, 100))
            before = _written_so_far(book)
            must("backup", place / f"{turn}.backup", city.directory, env=city.env)
            load.wait_for(10)
        address = fresh(turn)
        options = ["--database", address] if address else []
        must("restore", place / f"{turn}.backup", place / f"restored-{turn}", *options)
        restored = City(place / f"restored-{turn}", city.password, city.tokens, city.application, address)
        restored.verify()
        again = restored.node(place / f"restored-{turn}.log").start()
        nodes.append(again)
        checks.all_is_well(before, restored, again.client(city.tokens[CITIZEN]), chance)
        again.stop()


def _written_so_far(book: Book) -> Book:
    with book.lock:
        return Book(dict(book.submitted), set(book.accepted), dict(book.files), dict(book.drafts), dict(book.receipts))


def _database(server, name: str) -> str:
    server.sql(f"DROP DATABASE IF EXISTS {name}")
    server.sql(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    return server.url(database=name)
