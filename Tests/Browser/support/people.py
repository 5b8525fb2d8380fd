"""Who takes part in a story: citizens on a phone or at a desk, and staff at theirs."""

from pathlib import Path

from playwright.sync_api import Browser

from support.visitor import DESKTOP, STAFF, Visitor


class People:
    """The visitors of one story; each has a browser of his own."""

    def __init__(self, browser: Browser, address: str, password: str, pictures: Path):
        self.browser, self.address, self.password, self.pictures = browser, address, password, pictures
        self.visitors: list[Visitor] = []

    def anyone(self, size: dict = DESKTOP, scripts: bool = True) -> Visitor:
        """Somebody who has not signed in."""
        visitor = Visitor(self.browser, self.address, size, self.pictures, scripts)
        self.visitors.append(visitor)
        return visitor

    def citizen(self, login: str, size: dict = DESKTOP) -> Visitor:
        visitor = self.anyone(size)
        visitor.visit("/sign-in")
        self.sign_in(visitor, login)
        return visitor

    def staff(self, login: str) -> Visitor:
        return self.citizen(login, STAFF)

    def sign_in(self, visitor: Visitor, login: str) -> None:
        """Fills the page on which one signs in; it leads back to where one came from."""
        visitor.fill({"账号": login, "密码": self.password})
        visitor.press("登录", visitor.page.locator("main"))

    def findings(self) -> list[str]:
        return [finding for visitor in self.visitors for finding in visitor.findings]

    def leave(self) -> None:
        for visitor in self.visitors:
            visitor.close()
