"""Every page that anyone may read, and those that a story does not come by."""

import pytest

from support.people import People
from support.visitor import DESKTOP, PHONE, STAFF

PUBLIC = ["/", "/search?q=开饭店", "/search?q=没有这样的事", "/items", "/items?theme=餐饮", "/life-events", "/life-events/open-restaurant",
          "/departments", "/departments/11410200MBKF000359", "/regions", "/guide/food-operation-permit", "/guide/driving-licence-renewal",
          "/guide/marriage-registration", "/track", "/verify", "/receipt", "/help", "/sign-in", "/register"]
OWN = ["/me", "/me/cases", "/me/licences", "/me/messages", "/me/account", "/me/password"]
DESKS = {"window01": ["/window", "/window/cases", "/window/done"], "scjg-officer": ["/office", "/office/done"],
         "supervisor": ["/supervision", "/supervision/cases"],
         "admin": ["/console", "/console/seals", "/console/seals/11410200MBKF000359"],
         "auditor": ["/console/security", "/console/security?kind=staff.signed_in", "/me/account", "/me/password"]}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_public_page_is_in_order(people: People, size: dict):
    anyone = people.anyone(size)
    for path in PUBLIC:
        anyone.visit(path)
    anyone.visit("/no-such-page", status=404)
    anyone.reads("没有找到这个页面")


@pytest.mark.parametrize("preference", ["elder=1", "language=en"])
def test_every_public_page_is_in_order_in_large_type_and_in_english(people: People, preference: str):
    anyone = people.anyone(PHONE)
    anyone.visit(f"/preferences?{preference}&return=%2F")
    for path in PUBLIC:
        anyone.visit(path)


def test_a_new_citizens_space_says_how_to_begin(people: People):
    citizen = people.citizen("chenguodong", PHONE)
    for path in OWN:
        citizen.visit(path)
    citizen.visit("/me")
    citizen.follow("去办事")


@pytest.mark.parametrize("size", [PHONE, STAFF], ids=["phone", "desktop"])
@pytest.mark.parametrize("login", DESKS)
def test_every_desk_is_in_order(people: People, login: str, size: dict):
    member = people.citizen(login, size)
    for path in DESKS[login]:
        member.visit(path)
