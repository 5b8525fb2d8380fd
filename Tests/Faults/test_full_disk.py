"""A disk that is full: writing is refused in words, reading goes on, and so does everything once there is room."""

import uuid

import pytest

from support import checks
from support.application import paper
from support.book import Book
from support.city import CITIZEN, CLERK
from support.disk import CAN_MOUNT, WHY_NOT, SmallDisk
from support.load import Load
from support.waiting import until

pytestmark = pytest.mark.skipif(not CAN_MOUNT, reason=WHY_NOT)


@pytest.mark.share(2)
def test_a_full_disk_refuses_in_words_and_goes_on_when_there_is_room(sqlite_template, place, nodes, chance, rounds):
    for turn in rounds(short=2):
        with SmallDisk(place / f"disk-{turn}", 96) as disk:
            city, book = sqlite_template.copied(disk.path / "city"), Book()
            node = city.node(place / f"node-{turn}.log").start()
            nodes.append(node)
            citizen = node.client(city.tokens[CITIZEN])
            with Load(city, [node], book, chance) as load:
                load.wait_for(chance.randint(10, 100))
                disk.fill(but=chance.randint(0, 300_000))
                until(lambda: book.excuses or book.surprises, "writing is refused")
                _reading_goes_on(node, citizen, book)
                _an_upload_is_refused(citizen)
                disk.make_room()
                load.wait_for(30)
                load.wait_until_answered()
            _says_what_is_wrong(book)
            checks.all_is_well(book, city, citizen, chance)
            node.kill()


def test_the_last_room_is_kept_for_what_was_begun(sqlite_template, place, nodes, chance):
    with SmallDisk(place / "disk", 96) as disk:
        city, book = sqlite_template.copied(disk.path / "city"), Book()
        node = city.node(place / "node.log").start()
        nodes.append(node)
        citizen, clerk = node.client(city.tokens[CITIZEN]), node.client(city.tokens[CLERK])

        def submit(key: str):
            return citizen.post("/api/v1/cases", city.application, Idempotency_Key=key)
        first, second = f"fault-{uuid.uuid4()}", f"fault-{uuid.uuid4()}"
        book.tell(first, submit(first).json)
        case = book.submitted[first].id
        disk.fill(but=6_000_000)
        _an_upload_is_refused(citizen)
        refused = submit(second)
        assert refused.status == 503 and refused.headers["Retry-After"] and refused.json["code"] == "storage.low_space", refused
        accepted = clerk.post(f"/api/v1/cases/{case}/accept", clerk.get(f"/api/v1/cases/{case}").seen)
        assert accepted.status == 200, f"what was begun has no room: {accepted}"
        book.accepted.add(case)
        disk.make_room()
        book.tell(second, submit(second).json)
        checks.all_is_well(book, city, citizen, chance)


def _reading_goes_on(node, citizen, book: Book) -> None:
    for path in ("/health/live", "/help", "/guide/food-operation-permit"):
        assert node.client().get(path).status == 200, path
    for told in list(book.submitted.values())[:5]:
        answer = citizen.get(f"/api/v1/cases/{told.id}")
        assert answer.status == 200, f"reading with a full disk: {answer}"


def _an_upload_is_refused(citizen) -> None:
    answer = citizen.give("/api/v1/files", "large.pdf", paper("large", "x" * 1_000_000))
    assert answer.status == 503 and answer.headers["Retry-After"], f"an upload onto a full disk: {answer}"


def _says_what_is_wrong(book: Book) -> None:
    """A code that programs know and a sentence that people understand; never how it looks inside."""
    assert book.excuses
    for code, text in book.excuses.items():
        assert code.startswith(("storage.", "file.", "page")), f"{code}: {text}"
        assert "SQLite" not in text and "/city" not in text, text
