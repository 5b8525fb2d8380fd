"""The wall clock jumps by a day, forth and back, under load."""

import os
import subprocess
from pathlib import Path

import pytest

from support import checks
from support.book import Book
from support.city import CITIZEN
from support.load import Load
from support.waiting import until

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
pytestmark = pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not installed: apt-get install faketime")


class Clock:
    """The clock of one process: a file that says how far it is from ours. Durations stay right, as they do on a real machine."""

    def __init__(self, file: Path):
        self.file = file
        self.set("+0d")
        # Swift finds its arguments by the environment's place in memory, which libfaketime moves unless this is there before.
        keeper = ["faketime", "-f", "+0d", "sh", "-c", "echo $FAKETIME_SHARED; exec cat"]
        self._keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._shared = self._keeper.stdout.readline().strip()

    def set(self, offset: str) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(offset)
        os.replace(new, self.file)

    @property
    def env(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_SHARED": self._shared, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}

    def close(self) -> None:
        self._keeper.communicate()


@pytest.fixture
def clock(place):
    clock = Clock(place / "offset")
    yield clock
    clock.close()


@pytest.mark.share(1)
def test_a_clock_that_jumps_a_day_forth_and_back_breaks_nothing(city, clock, place, nodes, chance, rounds):
    book = Book()
    node = city.node(place / "node.log", env=clock.env).start()
    nodes.append(node)
    for _ in rounds(short=1):
        for offset in ("+1d", "+0d", "-1d", "+0d"):
            with Load(city, [node], book, chance, sessions_end=True) as load:
                load.wait_for(chance.randint(20, 60))
                clock.set(offset)
                load.wait_for(60)
                load.wait_until_answered()
    checks.heads_are_in_order(city.look)
    _no_timer_ran_twice(city)
    checks.all_is_well(book, city, load.client(CITIZEN), chance)


@pytest.mark.share(1)
def test_timers_that_a_jump_makes_due_run_once(city, clock, place, nodes, chance):
    book = Book()
    node = city.node(place / "node.log", env=clock.env).start()
    nodes.append(node)
    with Load(city, [node], book, chance) as load:
        load.wait_for(60)
    waiting = int(city.look.one("SELECT COUNT(*) FROM cases WHERE phase = 'received'"))
    assert waiting > 0
    # Who was not told within five working days what is missing has been accepted (行政许可法 art. 32).
    for offset in ("+30d", "+0d", "+31d"):
        clock.set(offset)
        until(lambda: city.look.one("SELECT COUNT(*) FROM cases WHERE phase = 'received'") == "0", "cases are deemed accepted", 90)
    _no_timer_ran_twice(city)
    checks.everything_follows(city)
    checks.heads_are_in_order(city.look)
    city.verify()
    checks.nothing_is_half_there(city.look)


def _no_timer_ran_twice(city) -> None:
    twice = city.look.rows("SELECT subject_id FROM act WHERE kind = 'case.accepted' GROUP BY subject_id HAVING COUNT(*) > 1")
    assert not twice, f"accepted twice: {twice[:3]}"
    early = city.look.rows("SELECT id FROM cases WHERE accepted_on < received_on")
    assert not early, f"accepted before it was received: {early[:3]}"
