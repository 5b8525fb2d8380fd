"""Applying for a food operation permit (食品经营许可), step by step, as its applicant does it."""

import re

from playwright.sync_api import Locator, expect

from support.papers import FLOOR_PLAN
from support.visitor import Visitor

SHOP = "开封市龙亭区宋都小厨"
ITEM = "食品经营许可核发（新办）"
GUIDE = "/guide/food-operation-permit?kind=catering&area=small&special=no"


def begin(citizen: Visitor) -> None:
    """From the page that asks for whom, to the list of things to do. What an earlier story left is thrown away."""
    if citizen.page.get_by_role("button", name=SHOP).count():
        citizen.press(SHOP)
    if citizen.page.get_by_role("button", name="接着填写").count():
        start = citizen.page.url
        citizen.press("接着填写")
        citizen.follow("删除这份草稿")
        citizen.press("删除")
        citizen.visit(start)
    citizen.press("开始填写")


def fill_sections(citizen: Visitor) -> None:
    citizen.follow("申请人", citizen.page.locator("main .tasks"))
    citizen.press("保存并继续")
    fill_premises(citizen, floor_area="86")
    citizen.press("保存并继续")
    fill_rest(citizen)


def fill_premises(citizen: Visitor, floor_area: str) -> None:
    citizen.fill({"门头招牌名称": "宋都小厨", "区、县": "龙亭区", "街道、乡镇": "大兴街道", "经营面积": floor_area, "其中加工制作区": "30"})


def fill_rest(citizen: Visitor) -> None:
    citizen.fill({"主体业态": "餐饮服务经营者（餐馆）"})
    citizen.tick("热食类食品制售", "自制饮品制售")
    citizen.press("保存并继续")
    citizen.fill({"食品安全员姓名": "李晓梅", "食品安全员手机": "13800000001", "从业人员数": "6"})
    add_a_row(citizen)
    citizen.press("保存并继续")
    citizen.tick("我已阅读并同意以上承诺")
    citizen.press("保存并继续")


def add_a_row(citizen: Visitor) -> None:
    """A row comes, by a script or without one, and what was typed before stays."""
    citizen.page.get_by_role("button", name="添加一项接触直接入口食品的人员").click()
    expect(citizen.field("姓名 1")).to_be_visible()
    expect(citizen.field("从业人员数")).to_have_value("6")
    citizen.fill({"姓名 1": "王强", "岗位 1": "厨师", "健康证编号 1": "12345678"})
    citizen.examine()


def card(citizen: Visitor, material: str) -> Locator:
    """The card of a material, with its files and its buttons."""
    return citizen.page.locator("li.card").filter(has=citizen.page.get_by_role("heading", name=material))


def give_materials(citizen: Visitor) -> None:
    citizen.upload("选择文件", FLOOR_PLAN, "上传", card(citizen, "经营场所平面图"))
    for material, button in (("从业人员健康证明", "以后补交"), ("食品安全管理制度目录", "作出承诺")):
        card(citizen, material).get_by_label("我承诺").check()
        citizen.press(button, card(citizen, material))


def sign(citizen: Visitor) -> tuple[str, str]:
    """Reads all, signs, hands in. The case's number and its query code, as the receipt says them."""
    citizen.tick("已经核对以上内容")
    citizen.press("签名并提交")
    return told(citizen, "申办流水号"), told(citizen, "查询码")


def told(visitor: Visitor, term: str) -> str:
    """What a page says beside a term."""
    name = visitor.page.locator("main dt", has_text=re.compile(f"^{term}$")).first
    return name.locator("xpath=following-sibling::dd[1]").inner_text().strip()


def prepare(citizen: Visitor) -> None:
    """The whole way to the page that is signed, for stories that begin there."""
    citizen.visit(GUIDE)
    citizen.follow("马上申请")
    begin(citizen)
    fill_sections(citizen)
    give_materials(citizen)
    citizen.follow("继续")


def apply(citizen: Visitor) -> tuple[str, str]:
    """The whole way to the receipt, for stories that begin later."""
    prepare(citizen)
    return sign(citizen)
