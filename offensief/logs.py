"""What the portal writes to its log: never a secret, also not when a library wrote the line."""

import logging
import re
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from offensief.lib.masking import mask

# Ends of lines are handled apart; the rest can make a terminal do things.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")


class MaskedFormatter(logging.Formatter):
    """Masks the whole line, with the traceback that belongs to it."""

    # With the offset: an hour of October happens twice.
    default_time_format = "%Y-%m-%dT%H:%M:%S%z"
    default_msec_format = None

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return _kept(super().format(record))


class _Masked(logging.Formatter):
    """Another formatter, masked."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """The line of the other formatter, as it may be kept."""
        return _kept(self.inner.format(record))


class GunicornLogger(Logger):  # type: ignore[misc]
    """The log of the web server; addresses are in it, and in some of those a secret."""

    def setup(self, cfg: Any) -> None:
        """As gunicorn does, masked."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(_Masked(handler.formatter or logging.Formatter()))


def _kept(text: str) -> str:
    """One event: what an address or error says never begins a line, so nobody can make one up."""
    safe = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", mask(text, _secrets()))
    first, *rest = safe.splitlines() or [""]
    return "\n    ".join([first, *rest])


def _secrets() -> list[str]:
    # A line from before the settings are read holds none of theirs.
    if not settings.configured:
        return []
    mailers: dict[str, Any] = settings.MAILERS
    mail = [mailer.get("OPTIONS", {}).get("password", "") for mailer in mailers.values()]
    database = settings.DATABASES["default"].get("PASSWORD", "")
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = [app["secret"] for provider in providers.values() for app in provider.get("APPS", [])]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [str(secret) for secret in (*keys, database, *mail, *apps)]
