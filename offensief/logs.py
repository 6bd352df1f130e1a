"""What the portal writes to its log: never a secret, also not when a library wrote the line."""

import logging
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from offensief.lib.masking import mask


class MaskedFormatter(logging.Formatter):
    """Masks the whole line, with the traceback that belongs to it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return mask(super().format(record), _secrets())


class _Masked(logging.Formatter):
    """Another formatter, masked."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """The line of the other formatter, as it may be kept."""
        return mask(self.inner.format(record), _secrets())


class GunicornLogger(Logger):  # type: ignore[misc]
    """The log of the web server; addresses are in it, and in some of those a secret."""

    def setup(self, cfg: Any) -> None:
        """As gunicorn does, masked."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(_Masked(handler.formatter or logging.Formatter()))


def _secrets() -> list[str]:
    # A line from before the settings are read holds none of theirs.
    if not settings.configured:
        return []
    mailers: dict[str, Any] = settings.MAILERS
    mail = [mailer.get("OPTIONS", {}).get("password", "") for mailer in mailers.values()]
    database = settings.DATABASES["default"].get("PASSWORD", "")
    return [str(secret) for secret in (settings.SECRET_KEY, database, *mail)]
