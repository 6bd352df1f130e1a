"""make benchmark-sign-in: the sign-in page while somebody guesses 200 passwords a second.

Prints numbers for docs/performance.md. It starts a portal of its own, measures one person alone,
lets a flood come from this machine, and measures again: does the page answer, does the owner get
in, and do addresses that exist take as long as those that do not.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes ours importable

RATE = int(os.environ.get("RATE", "200"))
SECONDS = int(os.environ.get("SECONDS", "20"))
HANDS = 24
TRIES = 12
EMAIL = "secretaris@demo.example"
WRONG = "mis"
PASSWORD = "offensief-demo-2025"  # noqa: S105  # nosec B105 -- of the demo


class Browser:
    """One visitor with cookies; `send` gives status, text and seconds."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self.token = ""  # nosec B105 -- none yet

    def open(self, path: str) -> tuple[int, str, float]:
        """Look at a page, and remember the seal of its form."""
        return self._ask("GET", path, None)

    def send(self, path: str, **fields: str) -> tuple[int, str, float]:
        """Send the form of a page that was opened."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **fields}))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, float]:
        began = time.perf_counter()
        connection = http.client.HTTPConnection("localhost", self._port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text):
            self.token = found[1]
        connection.close()
        return answer.status, text, time.perf_counter() - began


def main() -> None:
    """Own portal; alone, then in floods of two kinds."""
    with ExitStack() as stack:
        port = stack.enter_context(_portal(Path(stack.enter_context(TemporaryDirectory()))))
        alone = _page_seconds(port)
        print(f"Page alone: {_ms(alone)}")
        _compare_addresses(port)
        # A code opens once, so the owner comes with another one the second time.
        for step, kind in enumerate(("one address", "ever other addresses")):
            _under_flood(port, kind, alone, step)


@contextmanager
def _portal(folder: Path) -> Iterator[int]:
    with ExitStack() as stack:
        database, queue = stack.enter_context(
            embedded.services(folder, database_url="", redis_url="")
        )
        port = embedded.free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "REDIS_URL": queue,
            "DEBUG": "1",
            "DEMO": "1",
            "PORTAL_URL": f"http://localhost:{port}",
            "LOG_LEVEL": "CRITICAL",
        }
        run = [sys.executable, "manage.py", "prepare_demo"]
        subprocess.run(run, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        web = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=3"]
        options = ["--log-level=critical", "--no-control-socket", "offensief.wsgi"]
        process = subprocess.Popen([*web, *options], cwd=ROOT, env=environment)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        _wait(port)
        yield port


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if Browser(port).open("/readyz")[0] == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The portal does not answer.")


def _page_seconds(port: int) -> float:
    return statistics.median(Browser(port).open("/inloggen/")[2] for _ in range(TRIES))


def _compare_addresses(port: int) -> None:
    """Below the limits every password is looked at, also of an address nobody has."""
    found: dict[str, list[float]] = {"exists": [], "does not": []}
    for number in range(9):
        # Each address is tried once, in turn: other limits would speak otherwise.
        for name, email in (
            ("exists", sorted(_people())[number]),
            ("does not", f"niemand{number}@demo.example"),
        ):
            browser = Browser(port)
            browser.open("/inloggen/")
            found[name].append(browser.send("/inloggen/", login=email, password=WRONG)[2])
    exists, not_there = (statistics.median(found[name]) for name in ("exists", "does not"))
    print(f"Wrong password: address exists {_ms(exists)}, does not {_ms(not_there)}, "
          f"ratio {exists / not_there:.2f}")  # fmt: skip


def _people() -> list[str]:
    names = "secretaris2 hoofd lezer cijfer cijfer2 beheerder politie politie.chef aedes"
    return [f"{name}@demo.example" for name in names.split()]


def _under_flood(port: int, kind: str, alone: float, step: int) -> None:
    answers: Counter[int] = Counter()
    stop = threading.Event()
    hands = [
        threading.Thread(target=_guess, args=(port, kind, hand, answers, stop))
        for hand in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    # The limits are reached within the first second.
    time.sleep(3)
    began = time.monotonic()
    pages = statistics.median(Browser(port).open("/inloggen/")[2] for _ in range(TRIES))
    exists = _guess_seconds(port, EMAIL)
    not_there = _guess_seconds(port, "niemand@demo.example")
    owner, seconds = _owner_gets_in(port, step)
    time.sleep(max(0.0, SECONDS - (time.monotonic() - began)))
    stop.set()
    for thread in hands:
        thread.join()
    total = sum(answers.values())
    print(f"\nFlood of {kind}: {total / (SECONDS + 3):.0f} tries a second, answers {dict(answers)}")
    print(f"  page {_ms(pages)}, ratio to alone {pages / alone:.1f}")
    print(f"  a refused try: address exists {_ms(exists)}, does not {_ms(not_there)}, "
          f"ratio {exists / not_there:.2f}")  # fmt: skip
    print(f"  the owner, with password and code: {owner} in {_ms(seconds)}")


def _guess(port: int, kind: str, hand: int, answers: Counter[int], stop: threading.Event) -> None:
    """One of the hands that guess together at RATE a second."""
    browser = Browser(port)
    browser.open("/inloggen/")
    pause = HANDS / RATE
    number = 0
    while not stop.is_set():
        began = time.monotonic()
        number += 1
        email = EMAIL if kind == "one address" else f"x{hand}-{number}@demo.example"
        try:
            answers[browser.send("/inloggen/", login=email, password=f"gok{number}")[0]] += 1
        except OSError:
            answers[0] += 1
        time.sleep(max(0.0, pause - (time.monotonic() - began)))


def _guess_seconds(port: int, email: str) -> float:
    browser = Browser(port)
    browser.open("/inloggen/")
    return statistics.median(
        browser.send("/inloggen/", login=email, password=WRONG)[2] for _ in range(TRIES)
    )


def _owner_gets_in(port: int, step: int) -> tuple[str, float]:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    from offensief.accounts.second_factor import demo_secret

    began = time.perf_counter()
    browser = Browser(port)
    browser.open("/inloggen/")
    counter = int(time.time()) // 30 + step
    code = format_hotp_value(hotp_value(demo_secret(EMAIL), counter))
    browser.send("/inloggen/", login=EMAIL, password=PASSWORD, code=code)
    status, text, _ = browser.open("/dashboard/")
    got_in = status == http.client.OK and "Ingelogd als" in text
    return ("gets in" if got_in else f"DOES NOT GET IN ({status})"), time.perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    os.environ |= {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1",
        "DEBUG": "1",
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "offensief.settings",
    }
    import django

    django.setup()
    main()
