"""A driving licence is renewed at the window: the chain of an on-the-spot item (即办件), for somebody who walks in."""

import pytest
from playwright.sync_api import expect

from support import counter
from support.people import People
from support.visitor import DESKTOP, PHONE, Visitor


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_somebody_walks_in_and_renews_a_driving_licence(people: People, size: dict):
    clerk = people.staff("window01")
    counter.find(clerk, counter.identity_number(size["width"]), "郭靖宇", "13937800001")
    clerk.reads("名下还没有电子证照")
    number, code = counter.take_in(clerk)
    clerk.press("受理")
    clerk.reads("已受理")
    decided(people.staff("jjzd-officer"), number)
    tracked(people.anyone(size), number, code)


def decided(officer: Visitor, number: str) -> None:
    officer.visit("/office")
    officer.open_case(number)
    officer.reads("郭*宇")
    expect(officer.page.get_by_text("13937800001")).to_have_count(0)
    officer.fill({"决定意见": "经审查，符合法定条件，同意。"})
    officer.press("准予")
    officer.reads("办结")


def tracked(somebody: Visitor, number: str, code: str) -> None:
    """Without signing in, with what is printed on the receipt."""
    somebody.visit("/track")
    somebody.fill({"编号": number, "查询码": code.lower()})
    somebody.press("查进度")
    somebody.tells("机动车驾驶证期满换证")
    somebody.reads("准予", "郭*宇")
