"""What the program finds in a wrong state it says in one sentence, ends with a code that isn't zero, and leaves as it was."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable

import pytest

from support.city import City, picture
from support.disk import CAN_MOUNT, WHY_NOT, SmallDisk
from support.node import free_port
from support.program import Ran, command, tongban

# What only those who wrote the program understand.
INSIDE = ("Problem(", "Error(", "Fatal", "storage.", "data.", "Swift", "NSCocoa", "Optional(")


def says_one_sentence(ran: Ran) -> None:
    assert ran.code != 0, f"it ended well, and said: {ran.text}"
    # A warning, such as of a password that others can read, stands before the sentence.
    lines = [line for line in ran.err.splitlines() if line.strip() and not line.startswith("! ")]
    assert len(lines) == 1, f"one sentence, not {len(lines)} lines: {ran.text}"
    assert lines[0].startswith("tongban: ") and len(lines[0]) > 30, lines[0]
    assert not any(word in lines[0] for word in INSIDE), lines[0]


def from_the_future(city: City) -> None:
    with sqlite3.connect(city.directory / "tongban.sqlite") as database:
        database.execute("INSERT INTO schema_migration (name, applied_at) VALUES ('9999_future', 0)")
    database.close()


def without_a_key(city: City) -> None:
    (city.directory / "keys/master.key").unlink()


def with_another_key(city: City) -> None:
    (city.directory / "keys/master.key").write_text("0" * 64)


def without_a_marker(city: City) -> None:
    (city.directory / "tongban.json").unlink()


def with_a_damaged_marker(city: City) -> None:
    (city.directory / "tongban.json").write_text('{"city": "kai')


def without_a_database(city: City) -> None:
    for file in city.directory.glob("tongban.sqlite*"):
        file.unlink()


def with_an_empty_database(city: City) -> None:
    without_a_database(city)
    (city.directory / "tongban.sqlite").touch()


def with_other_bytes_for_a_database(city: City) -> None:
    without_a_database(city)
    (city.directory / "tongban.sqlite").write_bytes(b"this is no database" * 1000)


def of_a_city_that_is_not_known(city: City) -> None:
    marker = city.directory / "tongban.json"
    marker.write_text(marker.read_text().replace("kaifeng", "atlantis"))


SPOILT = [from_the_future, without_a_key, with_another_key, without_a_marker, with_a_damaged_marker, without_a_database,
          with_an_empty_database, with_other_bytes_for_a_database, of_a_city_that_is_not_known]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__.replace("_", " "))
def test_a_directory_in_a_wrong_state_is_refused_and_left_as_it_is(city, spoil: Callable[[City], None]):
    spoil(city)
    before = picture(city.directory)
    says_one_sentence(tongban("serve", city.directory, "--port", free_port(), seconds=20))
    assert picture(city.directory) == before, "something was changed"


@pytest.mark.parametrize("verb", ["serve", "doctor", "verify"])
def test_a_directory_that_is_not_there_is_not_made(place, verb):
    says_one_sentence(tongban(verb, place / "nowhere", seconds=20))
    assert not (place / "nowhere").exists()


def test_init_leaves_a_directory_with_something_in_it_alone(place):
    (place / "city").mkdir()
    (place / "city/letter.txt").write_text("mine")
    before = picture(place)
    says_one_sentence(tongban("init", place / "city", "--demo", seconds=20))
    assert picture(place) == before


@pytest.mark.skipif(not CAN_MOUNT, reason=WHY_NOT)
def test_a_read_only_disk_is_said_in_a_sentence(sqlite_template, place):
    with SmallDisk(place / "disk", 64) as disk:
        city = sqlite_template.copied(disk.path / "city")
        disk.make_read_only()
        before = picture(disk.path)
        says_one_sentence(tongban("serve", city.directory, "--port", free_port(), seconds=20))
        says_one_sentence(tongban("init", disk.path / "new", seconds=60))
        assert picture(disk.path) == before


@pytest.mark.skipif(not CAN_MOUNT, reason=WHY_NOT)
def test_a_disk_that_is_too_small_for_a_city_leaves_nothing_that_looks_like_one(place):
    with SmallDisk(place / "disk", 2) as disk:
        says_one_sentence(tongban("init", disk.path / "new", "--demo", seconds=120))
        says_one_sentence(tongban("serve", disk.path / "new", "--port", free_port(), seconds=20))


def test_a_port_that_is_taken_is_said_in_a_sentence(city, place, nodes):
    node = city.node(place / "node.log").start()
    nodes.append(node)
    other = city.copied(place / "other")
    says_one_sentence(tongban("serve", other.directory, "--port", node.port, seconds=30))


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become somebody else")
def test_somebody_elses_directory_is_refused(city, place):
    before = picture(city.directory)
    line = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command("serve", city.directory, "--port", free_port())]
    ran = subprocess.run(line, text=True, capture_output=True, timeout=30)
    says_one_sentence(Ran(ran.returncode, ran.stdout, ran.stderr))
    assert picture(city.directory) == before
