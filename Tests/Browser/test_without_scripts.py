"""The citizen's main way, in a browser that runs no scripts."""

from support import application
from support.people import People
from support.visitor import PHONE


def test_a_citizen_applies_without_scripts(people: People):
    citizen = people.anyone(PHONE, scripts=False)
    citizen.visit("/")
    citizen.fill({"搜": "开饭店"})
    citizen.press("搜索")
    citizen.follow(application.ITEM)
    citizen.tick("餐饮服务", "150 平方米及以下", "不做")
    citizen.press("看看我要准备什么")
    citizen.follow("马上申请")
    people.sign_in(citizen, "lixiaomei")
    application.begin(citizen)
    citizen.follow("经营场所", citizen.page.locator("main .tasks"))
    citizen.fill({"区、县": "龙亭区", "经营面积": "86", "其中加工制作区": "30"})
    citizen.press("保存并继续")
    citizen.reads("请修改下面标出的内容")
    citizen.fill({"街道、乡镇": "大兴街道"})
    citizen.press("保存并继续")
    application.fill_rest(citizen)
    application.give_materials(citizen)
    citizen.follow("继续")
    number, code = application.sign(citizen)
    citizen.tells("申请回执")
    somebody = people.anyone(PHONE, scripts=False)
    somebody.visit("/track")
    somebody.fill({"编号": number, "查询码": code})
    somebody.press("查进度")
    somebody.tells(application.ITEM)
