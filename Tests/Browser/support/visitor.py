"""Somebody in front of a browser. Each page that he comes to is examined as it is reached."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Dialog, Locator, Page, Response, TimeoutError, expect

PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 800}
STAFF = {"width": 1366, "height": 768}

# Documents and licences are drawn and sealed by jobs, a moment after the act.
PATIENCE_MS = 30_000

AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(({id, nodes}) => ({
    id, elements: nodes.map(({target, failureSummary}) => `${target.join(" ")} (${failureSummary.split("\\n").slice(1).join(";").trim()})`)
}))"""
MEASURES = """() => ({
    width: document.documentElement.clientWidth, reach: document.documentElement.scrollWidth,
    headings: document.querySelectorAll("h1").length
})"""


class Visitor:
    """A browser of its own, with the window's size, the language, and a note of everything that was wrong with a page."""

    def __init__(self, browser: Browser, address: str, size: dict, pictures: Path, scripts: bool = True):
        self.context = browser.new_context(
            base_url=address, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=scripts,
            accept_downloads=True, reduced_motion="reduce", has_touch=size is PHONE)
        self.size, self.scripts, self.pictures, self.findings = size, scripts, pictures, []
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.findings.append(f"{self.path}: script error: {error}"))
        self.page.on("response", self._answered)
        self.page.on("dialog", self._agree)
        self.questions: list[str] = []
        self._pages = 0

    # Going about

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.page.url).path)

    def visit(self, path: str, status: int = 200) -> None:
        """Goes to a page by its address."""
        response = self.page.goto(path)
        assert response.status == status, f"{path} answered {response.status}, not {status}"
        self.examine()

    def follow(self, name: str, within: Locator | None = None) -> None:
        """Follows the first link that is called so."""
        self._go(lambda: self._one(within, "link", name).click())

    def press(self, name: str, within: Locator | None = None) -> None:
        """Presses the first button that is called so, and waits for the page that comes of it."""
        self._go(lambda: self._one(within, "button", name).click())

    def key(self, key: str) -> None:
        """Presses a key that leads to another page."""
        self._go(lambda: self.page.keyboard.press(key))

    def upload(self, field: str, file: Path, button: str, within: Locator | None = None) -> None:
        """Chooses a file and sends it; the page comes again with the file on it."""
        self._choose(field, file, within)
        self.press(button, within)

    def upload_refused(self, field: str, file: Path, button: str, within: Locator | None = None) -> None:
        """Chooses a file that is refused: we stay, and the summary says why."""
        self._choose(field, file, within)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self._one(within, "button", button).click()
        expect(self.page.locator(".summary")).to_be_visible()
        self.examine()

    def download(self, name: str, within: Locator | None = None) -> Path:
        """Follows a link that is a download; the file as it was saved."""
        with self.page.expect_download() as saving:
            self._one(within, "link", name).click()
        target = self.pictures / "downloads" / saving.value.suggested_filename
        saving.value.save_as(target)
        return target

    def reload_until(self, wanted: Locator) -> None:
        """Looks at the page again and again until something is there: a licence that was only just granted."""
        for _ in range(PATIENCE_MS // 500):
            try:
                wanted.first.wait_for(timeout=500)
                return self.examine()
            except TimeoutError:
                self.page.reload()
        expect(wanted.first).to_be_visible()

    def close(self) -> None:
        self.context.close()

    # Reading

    def reads(self, *texts: str) -> None:
        """The main part of the page says all of this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def tells(self, text: str) -> None:
        """The page's heading says so."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def field(self, label: str) -> Locator:
        """The first field with this label."""
        return self.page.locator("main").get_by_label(label).and_(self.page.locator("input, select, textarea")).first

    def about(self, label: str) -> Locator:
        """What stands around a field: its label, its hint, its error and its source."""
        return self.field(label).locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]")

    def fill(self, values: dict[str, str]) -> None:
        """Fills fields by their labels: texts are typed, one of a list is chosen."""
        for label, value in values.items():
            field = self.field(label)
            if field.evaluate("field => field.localName") == "select":
                field.select_option(label=value)
            else:
                field.fill(value)

    def tick(self, *labels: str) -> None:
        """Chooses answers and ticks boxes by their labels."""
        for label in labels:
            self.field(label).check()

    def case_address(self) -> str:
        """Where the case is that this receipt is about."""
        return self.page.url.split("?")[0].removesuffix("/receipt")

    # At a desk

    def open_case(self, number: str) -> None:
        """Opens a case from the list by its number."""
        row = self.page.locator("tr", has_text=number)
        self._go(lambda: row.get_by_role("link").first.click())

    def unfold(self, title: str) -> Locator:
        """Opens what is folded under a title."""
        fold = self.page.locator("main details").filter(has=self.page.locator("summary", has_text=title)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        return fold

    # Looking closely

    def picture(self, name: str) -> None:
        """Keeps a picture that the manual shows; from a phone it is called so."""
        name = f"{name}-phone" if self.size is PHONE else name
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=self.pictures.parent / "manual" / f"{name}.png", animations="disabled")

    def examine(self) -> None:
        """Accessibility, one heading, no sideways scrolling; a screenshot of the page as it stands."""
        self._pages += 1
        place = self.path
        name = re.sub(r"[^\w]+", "-", place).strip("-")[:60] or "home"
        self.page.screenshot(path=self.pictures / f"{self._pages:02}-{self.size['width']}-{name}.png", animations="disabled")
        measures = self.page.evaluate(MEASURES)
        if measures["reach"] > measures["width"]:
            self.findings.append(f"{place}: scrolls sideways, {measures['reach']} px in {measures['width']} px")
        if measures["headings"] != 1:
            self.findings.append(f"{place}: {measures['headings']} h1")
        if not self.scripts:
            return
        self.page.evaluate(AXE_SCRIPT)
        for violation in self.page.evaluate(AXE):
            self.findings += [f"{place}: axe {violation['id']}: {element}" for element in violation["elements"]]

    # Underneath

    def _choose(self, field: str, file: Path, within: Locator | None) -> None:
        (within or self.page.locator("main")).get_by_label(field).and_(self.page.locator("input")).first.set_input_files(file)

    def _one(self, within: Locator | None, role: str, name: str) -> Locator:
        return (within or self.page).get_by_role(role, name=name).first

    def _go(self, act) -> None:
        with self.page.expect_navigation():
            act()
        self.examine()

    def _heard(self, kind: str, text: str) -> None:
        # The browser also remarks on pages that are answered with 422 or 404; whether they should be, the story knows.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.findings.append(f"{self.path}: console: {text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type not in ("document", "xhr", "fetch")):
            self.findings.append(f"{self.path}: {response.url} answered {response.status}")

    def _agree(self, dialog: Dialog) -> None:
        self.questions.append(dialog.message)
        dialog.accept()
