"""Time, chance, and a place for each scenario; what the platform said is kept when one fails."""

import os
import random
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from support.city import City
from support.node import Node
from support.postgres import WHY_NOT, Postgres, tools
from support.program import can, place_of_logs


def pytest_addoption(parser):
    parser.addoption("--minutes", type=float, default=0, help="a torture of so many minutes; without it each scenario runs in its short form")
    parser.addoption("--seed", type=int, default=None, help="the seed of an earlier run")


def pytest_configure(config):
    if config.option.seed is None:
        config.option.seed = random.SystemRandom().randrange(1_000_000)


def pytest_report_header(config):
    return f"seed: {config.option.seed} (again: --seed {config.option.seed})"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """After what isn't wanted was left out, so that the time is shared among what is."""
    shares = [mark.args[0] for item in items if (mark := item.get_closest_marker("share"))]
    config.stash[SHARES] = sum(shares) or 1


SHARES = pytest.StashKey()
FAILED = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = item.getparent(pytest.Module).stash[FAILED] = True
    return report


@pytest.fixture
def chance(request) -> random.Random:
    """Each scenario draws its own lots from the run's one seed."""
    return random.Random(f"{request.config.option.seed}/{request.node.name}")


@pytest.fixture
def rounds(request):
    """How often a scenario is gone through: so many times in the short form, as long as its share of the time lasts in a torture."""
    minutes, mark = request.config.option.minutes, request.node.get_closest_marker("share")
    share = (mark.args[0] if mark else 0) / request.config.stash[SHARES]
    end = time.monotonic() + 60 * minutes * share

    def rounds(short: int):
        done = 0
        while done < short or time.monotonic() < end:
            yield done
            done += 1
        print(f"{done} rounds")

    return rounds


def new_place(name: str) -> Path:
    """A folder that PostgreSQL, which is never root, can reach as well."""
    place = Path(tempfile.mkdtemp(prefix=f"tongban-{name}-"))
    place.chmod(0o711)
    return place


@pytest.fixture(scope="session")
def workshop():
    """Where what all scenarios begin with is made once."""
    place = new_place("workshop")
    yield place
    shutil.rmtree(place, ignore_errors=True)


def kept_place(request):
    """A folder for one test or one module. Its logs are kept in `output` when something fails."""
    place = new_place("fault")
    yield place
    if request.node.stash.get(FAILED, False):
        keep = place_of_logs(Path(request.node.name).stem)
        shutil.rmtree(keep, ignore_errors=True)
        keep.mkdir(parents=True)
        for log in place.rglob("*.log"):
            shutil.copy(log, keep / log.name)
        print(f"What was said: {os.path.relpath(keep)}")
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def place(request):
    yield from kept_place(request)


@pytest.fixture(scope="module")
def shared_place(request):
    yield from kept_place(request)


@pytest.fixture(scope="session")
def sqlite_template(workshop) -> City:
    return City.found(workshop / "city")


@pytest.fixture
def city(sqlite_template, place) -> City:
    """A city on SQLite."""
    return sqlite_template.copied(place / "city")


@pytest.fixture(scope="session")
def postgres_template(workshop) -> tuple[Postgres, City]:
    """A city on PostgreSQL, and the stopped server with its rows."""
    if tools() is None:
        pytest.skip(WHY_NOT)
    if not can("init", "--database"):
        pytest.skip("this build knows no PostgreSQL")
    server = Postgres.made(workshop)
    try:
        city = City.found(workshop / "city-on-postgres", server.url())
    finally:
        server.stop()
    return server, city


def until_the_end():
    """Keeps account of nodes or servers, so that none outlives its test."""
    started: list[Node | Postgres] = []
    yield started
    for each in started:
        each.abandon()


@pytest.fixture
def nodes():
    yield from until_the_end()


@pytest.fixture
def servers():
    yield from until_the_end()


@pytest.fixture(scope="module")
def server(postgres_template, shared_place):
    """PostgreSQL with a city's rows, for all tests of a module."""
    server = postgres_template[0].copied(shared_place).start()
    yield server
    server.abandon()


@pytest.fixture(scope="module")
def city_on_postgres(postgres_template, shared_place, server) -> City:
    """The city whose rows are there, for all tests of a module."""
    return postgres_template[1].copied(shared_place / "city", server.url())
