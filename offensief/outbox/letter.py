"""What a person reads: the mail made from a message, as text and as HTML."""

from email.message import MIMEPart
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from offensief.outbox.models import Message, MessageFile


def letter(message: Message) -> EmailMultiAlternatives:
    """The mail to the present address of its recipient, ready to send."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text(message),
        # Only the address: a name chosen by a person does not belong in a header.
        to=[message.recipient.email],
        reply_to=[settings.CONTACT_EMAIL],
        headers=_headers(message),
    )
    mail.attach_alternative(render_to_string("outbox/mail.html", _content(message)), "text/html")
    for file in message.files.all():
        mail.attach(_part(file))
    return mail


def text(message: Message) -> str:
    """The whole mail without marking: greeting, text, address and who sends it. It is no HTML."""
    rendered = render_to_string("outbox/mail.txt", _content(message))
    # A new text on purpose: what a template gives counts as safe HTML, and a page that shows this
    # would let through what a person typed.
    return f"{rendered.strip()}\n"


def _content(message: Message) -> dict[str, object]:
    return {
        "message": message,
        "name": " ".join(message.recipient.name.split()),
        "address": f"{settings.PORTAL_URL.rstrip('/')}{message.link}",
        "contact": settings.CONTACT_EMAIL,
    }


def _part(file: MessageFile) -> MIMEPart:
    """The file byte for byte; left to Django, the line ends of a text would change."""
    main, sub = file.media_type.split("/")
    part = MIMEPart()
    part.set_content(
        bytes(file.data),
        maintype=main,
        subtype=sub,
        cte="base64",
        disposition="attachment",
        filename=file.name,
        params={"charset": "utf-8"} if main == "text" else None,
    )
    return part


def _headers(message: Message) -> dict[str, str]:
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    return {
        # The same at every try: a mail program shows a mail that came twice only once.
        "Message-ID": f"<message-{message.pk}-{message.created_at:%Y%m%d%H%M%S%f}@{host}>",
        # Keeps out-of-office answers away (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "Content-Language": "nl",
    }
