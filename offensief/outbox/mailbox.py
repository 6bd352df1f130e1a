"""Where mail goes from this machine."""

from enum import Enum

from django.conf import settings
from django.core.mail.handler import DEFAULT_MAILER_ALIAS

_SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Mailbox(Enum):
    """What happens to a message that is due."""

    SERVER = "server"
    # A developer's machine: counts as sent and can be read in the portal; nothing leaves it.
    LOCAL = "local"
    # No mail server is known: messages wait.
    NONE = "none"


def mailbox() -> Mailbox:
    """The mailbox this machine was given (EMAIL_HOST)."""
    mailer = settings.MAILERS.get(DEFAULT_MAILER_ALIAS)
    if mailer is None:
        return Mailbox.NONE
    return Mailbox.SERVER if mailer["BACKEND"] == _SMTP else Mailbox.LOCAL
