"""A restaurant gets its permit: the whole chain of a promised item (承诺件), with everybody who has a part in it."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from support import application
from support.papers import FLOOR_PLAN, altered
from support.people import People
from support.visitor import DESKTOP, PHONE, Visitor


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_restaurant_gets_its_permit(people: People, size: dict):
    citizen = people.anyone(size)
    finds_and_understands(citizen)
    number, code = applies(people, citizen)
    case = citizen.page.url
    clerk = people.staff("window01")
    asked_for_a_correction(clerk, number)
    supplies_it(citizen, case)
    accepted(clerk)
    supervised(people.staff("supervisor"), number)
    reviewed(people.staff("scjg-officer"), number)
    granted(people.staff("scjg-chief"), number)
    licence, ofd = received(citizen, case)
    verified(people.anyone(size), licence, ofd)
    tracked(people.anyone(size), number, code)
    receipt_holds(citizen, case)


def finds_and_understands(citizen: Visitor) -> None:
    citizen.visit("/")
    citizen.picture("portal-home")
    citizen.page.get_by_role("combobox").fill("开饭店")
    citizen.press("搜索")
    citizen.follow(application.ITEM)
    citizen.tells(application.ITEM)
    citizen.reads("3 个工作日")
    citizen.tick("餐饮服务", "150 平方米及以下", "不做")
    citizen.press("看看我要准备什么")
    expect(citizen.page.get_by_text("经营场所平面图")).to_be_visible()
    expect(citizen.page.get_by_text("主要设备设施清单")).to_have_count(0)
    citizen.picture("guide")


def applies(people: People, citizen: Visitor) -> tuple[str, str]:
    citizen.follow("马上申请")
    citizen.tells("登录")
    people.sign_in(citizen, "lixiaomei")
    citizen.tells(application.ITEM)
    application.begin(citizen)
    citizen.follow("申请人", citizen.page.locator("main .tasks"))
    expect(citizen.about("统一社会信用代码")).to_contain_text("来自")
    citizen.press("保存并继续")
    makes_a_mistake(citizen)
    application.fill_rest(citizen)
    application.give_materials(citizen)
    citizen.picture("materials")
    citizen.follow("继续")
    citizen.reads("龙亭区", "86", "热食类食品制售")
    number, code = application.sign(citizen)
    assert len(number.replace(" ", "")) == 17
    citizen.tells("申请回执")
    citizen.picture("receipt")
    citizen.follow("查看办理进度")
    citizen.tells(application.SHOP)
    return number, code


def makes_a_mistake(citizen: Visitor) -> None:
    """The error stands in the summary and beside the field; what was right is kept."""
    application.fill_premises(citizen, floor_area="86")
    citizen.picture("apply-form" if citizen.size is DESKTOP else "apply")
    citizen.fill({"经营面积": "0"})
    citizen.press("保存并继续")
    summary = citizen.page.locator(".summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(1)
    summary.get_by_role("link").click()
    area = citizen.field("经营面积")
    expect(area).to_be_focused()
    expect(area).to_have_attribute("aria-invalid", "true")
    expect(citizen.about("经营面积").locator(".error")).to_be_visible()
    expect(citizen.field("门头招牌名称")).to_have_value("宋都小厨")
    area.fill("86")
    citizen.press("保存并继续")
    citizen.tells("经营项目")


def asked_for_a_correction(clerk: Visitor, number: str) -> None:
    clerk.visit("/window/cases")
    clerk.open_case(number)
    clerk.unfold("一次性补正告知").get_by_label("经营场所平面图").fill("平面图上没有标出冰箱的位置，请补画。")
    clerk.press("一次性告知补正")
    clerk.reads("等申请人补齐")
    assert any("只能发一次" in question for question in clerk.questions)


def supplies_it(citizen: Visitor, case: str) -> None:
    better = Path(shutil.copy(FLOOR_PLAN, citizen.pictures / "平面图（补画冰箱）.pdf"))
    citizen.visit("/me")
    citizen.reads("要您补材料")
    citizen.visit(case)
    citizen.reads("请补这些材料", "没有标出冰箱的位置")
    citizen.follow("现在补交")
    citizen.picture("correction")
    citizen.upload("经营场所平面图", better, "上传", citizen.page.locator("li.card").first)
    citizen.press("补齐了，提交")
    expect(citizen.page.get_by_text("请补这些材料")).to_have_count(0)


def accepted(clerk: Visitor) -> None:
    clerk.visit(clerk.path)
    expect(clerk.page.get_by_text("一次性补正告知", exact=True).locator("visible=true")).to_have_count(0)
    clerk.press("认可")
    clerk.picture("window")
    clerk.press("受理")
    clerk.reads("审查")
    looked_at_again(clerk)


def looked_at_again(clerk: Visitor) -> None:
    """The case is in others' hands: the clerk says why before its papers open."""
    expect(clerk.page.locator("iframe.viewer")).to_have_count(0)
    clerk.page.locator("form.desk-look").get_by_text("核对材料").click()
    clerk.press("打开材料")
    expect(clerk.page.locator("iframe.viewer")).to_have_count(1)


def reviewed(officer: Visitor, number: str) -> None:
    officer.visit("/office")
    officer.picture("office")
    officer.open_case(number)
    officer.fill({"审查意见": "经审查，申请材料齐全、符合法定形式，建议准予。"})
    officer.picture("decision")
    officer.press("同意，送下一环节")
    officer.reads("决定")


def granted(chief: Visitor, number: str) -> None:
    chief.visit("/office")
    chief.open_case(number)
    chief.fill({"决定意见": "经审查，符合法定条件，同意。"})
    chief.press("准予")
    chief.reads("办结")


def received(citizen: Visitor, case: str) -> tuple[str, Path]:
    """The licence in the citizen's space, and what can be downloaded there."""
    citizen.visit(case)
    citizen.reload_until(citizen.page.get_by_role("link", name="查看和下载证照"))
    citizen.picture("case")
    citizen.follow("查看和下载证照")
    citizen.tells("食品经营许可证")
    identifier = application.told(citizen, "证照标识")
    ofd, pdf = citizen.download("OFD"), citizen.download("PDF")
    with zipfile.ZipFile(ofd) as parts:
        names = parts.namelist()
        assert "OFD.xml" in names and any(name.endswith("SignedValue.dat") for name in names), names
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    assert "宋都小厨" in text.replace(" ", "")
    face = citizen.pictures.parent / "manual" / "licence"
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "80", pdf, face], check=True)
    address = scanned(citizen)
    assert identifier in address
    return address, ofd


def scanned(citizen: Visitor) -> str:
    """The address in the code that others are shown."""
    picture = citizen.pictures / "code.png"
    citizen.page.locator("aside").get_by_role("img", name="码").screenshot(path=picture)
    codes = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
    assert len(codes) == 1, "no code that can be read"
    return codes[0].text


def verified(somebody: Visitor, address: str, ofd: Path) -> None:
    somebody.visit(address)
    somebody.reads("宋", "有效")
    somebody.visit("/verify")
    somebody.fill({"证照标识": address.rsplit("/", 1)[1]})
    somebody.press("核验")
    somebody.reads("食品经营许可证")
    somebody.visit("/verify")
    somebody.upload("OFD 文件", ofd, "上传并核验")
    somebody.reads("全部通过")
    somebody.picture("verify")
    somebody.visit("/verify")
    somebody.upload("OFD 文件", altered(ofd), "上传并核验")
    somebody.reads("不通过")


def tracked(somebody: Visitor, number: str, code: str) -> None:
    somebody.visit("/track")
    somebody.fill({"编号": number, "查询码": code})
    somebody.press("查进度")
    somebody.reads(application.ITEM, "准予")


def supervised(supervisor: Visitor, number: str) -> None:
    """The supervisor sees the city, the light and every act."""
    supervisor.visit("/supervision")
    supervisor.picture("supervision")
    supervisor.follow("亮灯")
    supervisor.follow(application.ITEM)
    supervisor.reads("绿灯", "提交申请", "一次性告知补正", "受理")
    supervisor.picture("supervision-case")
    receipt = supervisor.download("下载")
    assert holds(receipt)


def receipt_holds(citizen: Visitor, case: str) -> None:
    """The proof is checked with the program, without the server."""
    citizen.visit(case)
    receipt = citizen.download("下载可信回执")
    assert holds(receipt)
    forged = receipt.with_name("forged.json")
    forged.write_text(receipt.read_text().replace("case.submitted", "case.accepted"))
    assert not holds(forged)


def holds(receipt: Path) -> bool:
    return subprocess.run([os.environ["TONGBAN_PROGRAM"], "verify", receipt], capture_output=True).returncode == 0
