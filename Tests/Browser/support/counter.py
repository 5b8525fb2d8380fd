"""What a clerk does at the counter for somebody who walks in."""

from support.application import told
from support.visitor import Visitor

RENEWAL = "机动车驾驶证期满换证"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int) -> str:
    """A citizen identity number (GB 11643) of somebody who does not exist, with its check character."""
    number = f"41020219880808{serial % 1000:03}"
    return number + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS)) % 11]


def find(clerk: Visitor, identity: str, name: str, mobile: str) -> None:
    """Somebody who comes for the first time: number, name and mobile, and the clerk's word that the card lies before him."""
    clerk.visit("/window")
    expect_ready(clerk)
    clerk.fill({"身份证号码": identity, "姓名": name, "手机号码": mobile})
    clerk.tick("身份证原件在我面前")
    clerk.press("核对完毕")
    clerk.tells("来办事")


def expect_ready(clerk: Visitor) -> None:
    """The hands can stay on the keyboard: the first field waits for the number."""
    assert clerk.page.evaluate("document.activeElement.type") == "text"


def take_in(clerk: Visitor) -> tuple[str, str]:
    """Takes the renewal in on one screen, and reads the receipt that is printed."""
    clerk.fill({"搜索事项": "换驾照"})
    clerk.press("搜索")
    clerk.follow(RENEWAL)
    clerk.tick("本人", "在联网体检机构做过了", "用公安留存的")
    clerk.press("开始")
    clerk.fill({
        "住址": "开封市龙亭区大兴街道西大街 8 号", "准驾车型": "C1 小型汽车", "档案编号": "410200123456", "初次领证日期": "2016-11-20",
        "有效期止": "2026-12-20", "体检医院": "开封市人民医院", "体检日期": "2026-11-18"})
    clerk.page.get_by_role("checkbox", name="没有妨碍安全驾驶疾病的声明").check()
    clerk.tick("只要电子证照", "申请人就在现场")
    clerk.picture("intake")
    clerk.press("收件，打印回执")
    clerk.tells("收件回执")
    return told(clerk, "流水号"), told(clerk, "查询码")
