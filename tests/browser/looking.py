"""Whether everybody can use a page: axe finds nothing, and nothing scrolls sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What is right need not be told: half the time of a check was telling it.
    "resultTypes": ["violations"],
}


def check(page: Page, name: str) -> None:
    """Fail with what is wrong."""
    found = Axe().run(page, options=_RULES)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{name} is {overflow} px wider than the screen"


def check_narrow(page: Page, name: str) -> None:
    """The same as it is, and on a narrow phone."""
    check(page, name)
    wide = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": 320, "height": wide["height"]})
    check(page, f"{name}, narrow")
    page.set_viewport_size(wide)


def follow(page: Page, what: Locator) -> None:
    """Click a link or button, and wait for the page it brings: a click alone waits for nothing."""
    with page.expect_navigation():
        what.click()
