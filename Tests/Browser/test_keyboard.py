"""Nothing needs a mouse."""

from playwright.sync_api import Locator, expect

from support import application
from support.people import People
from support.visitor import DESKTOP, Visitor

# More steps than any page of this path has links before the one that is looked for.
MOST_STEPS = 120


def test_a_citizen_comes_from_the_search_to_the_form_by_the_keyboard_alone(people: People):
    citizen = people.anyone(DESKTOP)
    keyboard = citizen.page.keyboard
    citizen.visit("/")
    expect(citizen.page.get_by_role("combobox")).to_be_focused()
    keyboard.type("开饭店")
    expect(citizen.page.get_by_role("option").first).to_be_visible()
    keyboard.press("ArrowDown")
    citizen.key("Enter")
    citizen.tells(application.ITEM)

    keyboard.press("Tab")
    expect(citizen.page.get_by_role("link", name="跳到正文")).to_be_focused()
    keyboard.press("Enter")
    walk_to(citizen, citizen.field("餐饮服务"))
    keyboard.press("Space")
    walk_to(citizen, citizen.page.get_by_role("link", name="马上申请").first)
    citizen.key("Enter")

    walk_to(citizen, citizen.field("账号"))
    keyboard.type("liujia")
    keyboard.press("Tab")
    keyboard.type(people.password)
    citizen.key("Enter")
    citizen.tells(application.ITEM)


def walk_to(visitor: Visitor, target: Locator) -> None:
    """Tab by Tab, each stop visible, until it is reached."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        assert focused.evaluate("stop => getComputedStyle(stop).outlineStyle != 'none'"), "a stop that cannot be seen"
        if target.evaluate("target => target === document.activeElement"):
            return
    raise AssertionError("the keyboard never came there")
