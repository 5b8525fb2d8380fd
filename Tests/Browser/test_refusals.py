"""What is refused: in time, with the reason, and without losing what was right."""

import pytest
from playwright.sync_api import expect

from support import application, counter, papers
from support.people import People
from support.visitor import DESKTOP, PHONE


def test_an_application_is_not_accepted_and_the_citizen_reads_why(people: People):
    citizen, clerk = people.citizen("lixiaomei", PHONE), people.staff("window01")
    number, _ = application.apply(citizen)
    case = citizen.case_address()
    clerk.visit("/window/cases")
    clerk.open_case(number)
    clerk.unfold("不予受理")
    clerk.press("不予受理")
    clerk.reads("请填写")
    clerk.unfold("不予受理").get_by_label("不予受理的理由").fill("店面不在本市，请向所在地的市场监督管理部门申请。")
    clerk.press("不予受理")
    citizen.visit(case)
    citizen.reads("不予受理", "店面不在本市")
    citizen.reload_until(citizen.page.get_by_role("link", name="PDF"))


def test_a_permit_is_refused_and_the_citizen_reads_why_and_what_he_may_do(people: People):
    citizen = people.citizen("lixiaomei", DESKTOP)
    number, _ = application.apply(citizen)
    case = citizen.case_address()
    clerk, officer, chief = people.staff("window01"), people.staff("scjg-officer"), people.staff("scjg-chief")
    clerk.visit("/window/cases")
    clerk.open_case(number)
    clerk.press("受理")
    officer.visit("/office")
    officer.open_case(number)
    officer.fill({"审查意见": "现场没有独立的洗消区，建议不予许可。"})
    officer.press("同意，送下一环节")
    chief.visit("/office")
    chief.open_case(number)
    chief.unfold("不予许可").get_by_label("不予许可的理由").fill("经营场所没有独立的洗消区，不符合法定条件。")
    chief.press("不予许可")
    citizen.visit(case)
    citizen.reads("不予许可", "没有独立的洗消区")
    citizen.reload_until(citizen.page.get_by_role("link", name="PDF"))
    expect(citizen.page.get_by_role("link", name="查看和下载证照")).to_have_count(0)


def test_whoever_accepted_may_not_decide_and_is_told_who_can(people: People):
    clerk = people.staff("window04")
    counter.find(clerk, counter.identity_number(101), "黄蓉儿", "13937800002")
    number, _ = counter.take_in(clerk)
    clerk.press("受理")
    clerk.visit("/office")
    clerk.open_case(number)
    clerk.reads("受理和决定不能是同一个人", "杨帆")
    expect(clerk.page.get_by_role("button", name="准予")).to_have_count(0)


def test_tracking_with_a_wrong_code_shows_nothing(people: People):
    citizen = people.citizen("lixiaomei", PHONE)
    number, code = application.apply(citizen)
    stranger = people.anyone(PHONE)
    stranger.visit("/track")
    stranger.fill({"编号": number, "查询码": "AAAAAA" if code != "AAA-AAA" else "BBBBBB"})
    stranger.press("查进度")
    stranger.reads("编号和查询码对不上")
    assert "宋都小厨" not in stranger.page.content()


def test_files_of_a_wrong_kind_or_size_are_refused_beside_their_field(people: People):
    citizen = people.citizen("lixiaomei", PHONE)
    citizen.visit(application.GUIDE)
    citizen.follow("马上申请")
    application.begin(citizen)
    citizen.follow("材料", citizen.page.locator("main .tasks"))
    card = application.card(citizen, "经营场所平面图")
    citizen.upload("选择文件", papers.FLOOR_PLAN, "上传", card)
    for file, words in ((papers.program(citizen.pictures), "不能使用"), (papers.too_large(citizen.pictures), "20 MB")):
        citizen.upload_refused("再加一份", file, "上传", card)
        expect(citizen.page.locator(".summary")).to_contain_text(words)
        expect(card.locator(".error")).to_contain_text(words)
        expect(card).to_contain_text("floor-plan.pdf")


def test_an_application_handed_in_twice_is_one_case(people: People):
    citizen = people.citizen("lixiaomei", DESKTOP)
    application.prepare(citizen)
    review = citizen.page.url
    again = citizen.context.new_page()
    again.goto(review)
    again.get_by_label("已经核对以上内容").check()
    number, _ = application.sign(citizen)
    with again.expect_navigation():
        again.get_by_role("button", name="签名并提交").click()
    expect(again.locator("main")).to_contain_text(number)
    citizen.visit("/me/cases")
    expect(citizen.page.get_by_text(number)).to_have_count(1)


@pytest.mark.parametrize("page", ["", "/receipt", "/receipt.json", "/materials/floor-plan/1", "/withdraw", "/correction"])
def test_nobody_finds_the_case_of_another(people: People, page: str, a_case: str):
    other = people.citizen("liujia", PHONE)
    answer = other.context.request.get(a_case + page)
    assert answer.status == 404
    assert "宋都小厨" not in answer.text()
    other.visit(a_case, status=404)
    other.reads("没有找到")


@pytest.mark.parametrize("path", ["/window", "/office", "/supervision"])
def test_a_citizen_has_no_desk(people: People, path: str):
    citizen = people.citizen("liujia", PHONE)
    citizen.visit(path, status=403)
