"""Sending forms past the browser: many at once, or twice the same."""

import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import Page

from tests.portal import Portal


class _StayHere(urllib.request.HTTPRedirectHandler):
    """The first answer counts, not the page it points to."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def post(url: str, form: dict[str, str], headers: dict[str, str]) -> int:
    """Send a form; the status of the answer itself."""
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, body, headers)  # noqa: S310 -- our own portal
    try:
        with urllib.request.build_opener(_StayHere).open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def as_browser(page: Page, portal: Portal) -> tuple[dict[str, str], dict[str, str]]:
    """What a form needs to be taken as one of this page: headers, and the seal in the form."""
    seals = page.locator("main form input[name=csrfmiddlewaretoken]")
    token = seals.first.get_attribute("value") or ""
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    return {"Cookie": cookies, "Origin": portal.url}, {"csrfmiddlewaretoken": token}
