"""A browser is told in Dutch words, not in those it sends."""

import pytest

from offensief.lib.browsers import browser_in_words

_END = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
_WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_END}"
_LINUX = "Mozilla/5.0 (X11; Linux x86_64"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
_ANDROID = f"Mozilla/5.0 (Linux; Android 10; K) {_END}"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (_WINDOWS, "Chrome op Windows"),
        (f"{_WINDOWS} Edg/141.0.0.0", "Edge op Windows"),
        (f"{_WINDOWS} OPR/121.0.0.0", "Opera op Windows"),
        (f"{_LINUX}; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox op Linux"),
        (f"{_LINUX}) {_END.replace(' Chrome', ' HeadlessChrome')}", "Chrome op Linux"),
        (f"{_IPHONE} Version/18.6 Mobile/15E148 Safari/604.1", "Safari op iPhone"),
        (f"{_IPHONE} CriOS/141.0 Mobile/15E148 Safari/604.1", "Chrome op iPhone"),
        (f"{_IPHONE} FxiOS/144.0 Mobile/15E148 Safari/605.1.15", "Firefox op iPhone"),
        (f"{_MAC} Version/18.6 Safari/605.1.15", "Safari op Mac"),
        (f"{_ANDROID} SamsungBrowser/28.0", "Samsung Internet op Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {_END}", "Chrome op ChromeOS"),
        ("Mozilla/5.0 (Wii) Firefox/3.0", "Firefox"),
        ("Python-urllib/3.13", "Onbekende browser"),
        ("curl/8.5 (Windows)", "Onbekende browser"),
        ("", "Onbekende browser"),
    ],
)
def test_a_browser_is_named_with_what_it_runs_on(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words
