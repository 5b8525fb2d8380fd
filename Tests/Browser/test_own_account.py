"""An account that somebody registered himself becomes his own at the window, by his card and the code on its page."""

import pytest
from playwright.sync_api import Locator, expect

from support import counter
from support.people import People
from support.visitor import DESKTOP, PHONE, STAFF, Visitor

NAME = "苏颂"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_account_is_its_owners_once_the_window_has_seen_him(people: People, size: dict):
    identity = counter.identity_number(size["width"] + 1)
    citizen, stranger = (registered(people, size, identity, mobile(size, last)) for last in (1, 2))
    clerk = people.citizen("window01", size if size is PHONE else STAFF)
    counter.find(clerk, identity, NAME, mobile(size, 3))
    clerk.reads("用这个号码自行注册的账号")
    bound(clerk, citizen)
    voided(clerk, stranger)
    changes_the_password(citizen, people.password)


def mobile(size: dict, last: int) -> str:
    return f"139378{size['width']:04}{last}"


def registered(people: People, size: dict, identity: str, number: str) -> Visitor:
    somebody = people.anyone(size)
    somebody.visit("/register")
    somebody.fill({"姓名": NAME, "身份证号码": identity, "手机号码": number, "密码": people.password, "再输一次密码": people.password})
    somebody.press("注册并登录")
    somebody.visit("/me/account")
    somebody.reads("还没有现场核验")
    somebody.mobile = number
    return somebody


def claim(clerk: Visitor, number: str) -> Locator:
    """What the person's page says of the account with this mobile."""
    return clerk.page.locator("section[aria-labelledby=claims] > ul > li", has_text=f"{number[:3]}****{number[-4:]}")


def bound(clerk: Visitor, citizen: Visitor) -> None:
    row = claim(clerk, citizen.mobile)
    row.get_by_label("账号页上的核验码").fill("0000 0000")
    clerk.press("现场核验", row)
    expect(row.locator(".error")).to_contain_text("核验码不对")
    expect(row.get_by_label("账号页上的核验码")).to_be_focused()
    citizen.visit("/me/account")
    row.get_by_label("账号页上的核验码").fill(citizen.page.locator(".notice strong").inner_text())
    clerk.press("现场核验", row)
    clerk.page.locator("body", has_text="账号从现在起归本人").wait_for()
    citizen.visit("/me/account")
    citizen.reads("四级")
    expect(citizen.page.get_by_text("还没有现场核验")).to_have_count(0)


def voided(clerk: Visitor, stranger: Visitor) -> None:
    clerk.press("现场重新认领", claim(clerk, stranger.mobile))
    assert any("不能恢复" in question for question in clerk.questions)
    expect(clerk.page.get_by_text("用这个号码自行注册的账号")).to_have_count(0)
    stranger.visit("/me/account")
    stranger.tells("登录")


def changes_the_password(citizen: Visitor, password: str) -> None:
    citizen.follow("密码与登录")
    citizen.fill({"当前密码": "不是这一个", "新密码": f"{password}，新的", "再输一次": f"{password}，新的"})
    citizen.press("修改密码")
    citizen.reads("密码不对")
    citizen.fill({"当前密码": password, "新密码": f"{password}，新的", "再输一次": f"{password}，新的"})
    citizen.press("修改密码")
    citizen.tells("我的账号")
