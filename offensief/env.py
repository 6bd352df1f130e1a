"""Reads settings from environment variables and explains what is wrong with them."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TLS_FROM_THE_START = 465


def text(name: str, default: str | None = None) -> str:
    """Value of a variable, or of the file named by NAME_FILE (how secrets reach a container).

    Raises ImproperlyConfigured when it is not set and has no default.
    """
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE points to {file}: {error.strerror}."
            ) from error
    value = os.environ.get(name)
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set. See .env.example for what it means."
        )
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def names(name: str, default: str | None = None) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """Django's database settings from postgresql://user:secret@host:port/name?option=value.

    The options `host` and `port` may also stand after the question mark, as for a socket folder.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must start with postgresql://; other databases are not supported."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "offensief",
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": dict(options),
    }


def mailers(
    *, host: str, port: int, user: str, password: str, tls: bool, stay_here: bool
) -> dict[str, dict[str, object]]:
    """Django's MAILERS: one mail server, or none when no host is given.

    `tls` upgrades the connection (STARTTLS); on port 465 it is encrypted from the first byte.
    With `stay_here` and no host, mail counts as sent but does not leave this machine.
    """
    if not host:
        nowhere: dict[str, object] = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
        return {"default": nowhere} if stay_here else {}
    # Django would go on without signing in, and the server would refuse each message.
    if bool(user) != bool(password):
        raise ImproperlyConfigured("EMAIL_USER and EMAIL_PASSWORD belong together: give both.")
    options = {
        "host": host,
        "port": port,
        "username": user,
        "password": password,
        "use_tls": tls and port != _TLS_FROM_THE_START,
        "use_ssl": tls and port == _TLS_FROM_THE_START,
        # Seconds. A server that does not answer must not hold a worker up.
        "timeout": 15,
    }
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": options}}


def is_local(url: str) -> bool:
    """Whether an address is of this very machine."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def single_sign_on(*, name: str, server: str, client: str, secret: str) -> dict[str, object]:
    """django-allauth's providers: the OpenID Connect server of an organisation, or none.

    Raises ImproperlyConfigured when only a part of it is given.
    """
    given = [name, server, client, secret]
    if not any(given):
        return {}
    if not all(given):
        raise ImproperlyConfigured(
            "OIDC_NAME, OIDC_SERVER, OIDC_CLIENT and OIDC_SECRET belong together: give all four."
        )
    app = {
        "provider_id": "sso",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def claim(name: str, value: str) -> str:
    """The value of a variable that is a claim of a token and what it must hold; or empty."""
    if value and not re.fullmatch(r"[^=\s]+=\S+", value):
        raise ImproperlyConfigured(f"{name} must be claim=value, such as amr=mfa, not {value!r}.")
    return value


_HOST_AND_PORT = re.compile(r"(?:[^\s:/\[\]]+|\[[0-9a-fA-F:]+\]):\d{1,5}")


def socket_address(name: str, value: str) -> str:
    """The value of a variable that is empty, "host:port" or the path of a socket."""
    if value and not value.startswith("/") and not _HOST_AND_PORT.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} must be host:port or the path of a socket, not {value!r}."
        )
    return value


def mail_address(name: str, value: str) -> str:
    """The value of a variable that must be "a@b.nl" or "Name <a@b.nl>" on one line."""
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or len(value.splitlines()) != 1:
        raise ImproperlyConfigured(f"{name} must be a mail address, not {value!r}.")
    return value
