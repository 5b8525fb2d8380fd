"""The browser and the city that all stories share. `run` starts the city and says where it is."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from support import application
from support.people import People

ADDRESS = os.environ["TONGBAN_ADDRESS"]
PASSWORD = os.environ["TONGBAN_PASSWORD"]
PICTURES = Path(os.environ["TONGBAN_PICTURES"])


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        assert path, "Chromium is missing: scripts/setup test"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


VISITORS = pytest.StashKey()


@pytest.fixture
def people(browser, request):
    """Everybody who takes part in one story."""
    folder = PICTURES / re.sub(r"[^\w]+", "-", request.node.name).strip("-")
    people = People(browser, ADDRESS, PASSWORD, folder)
    request.node.stash[VISITORS] = people
    yield people
    people.leave()


@pytest.fixture(scope="session")
def a_case(browser) -> str:
    """The address of a case of Li Xiaomei's, for those who should not see it."""
    people = People(browser, ADDRESS, PASSWORD, PICTURES / "a-case")
    citizen = people.citizen("lixiaomei")
    application.apply(citizen)
    address = citizen.case_address()
    people.leave()
    return address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A story that came to its end still fails when a page on its way was not in order."""
    result = yield
    if findings := list(dict.fromkeys(item.stash[VISITORS].findings())):
        pytest.fail("These pages are not in order:\n" + "\n".join(findings), pytrace=False)
    return result
