"""What a person reads: the mail made from a message, as text and as HTML."""

from dataclasses import dataclass, replace
from email.message import MIMEPart
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from offensief.outbox.models import Message, MessageFile
from offensief.outbox.sealed import sealed_path

_ONLY_IN_THE_MAIL = "Deze persoonlijke link staat alleen in de mail zelf."


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail says, whatever its form."""

    subject: str
    name: str
    body: str
    kind: str
    label: str
    # Where the reader goes on.
    address: str
    is_personal: bool
    # Where reminders are switched off; empty for what one must have.
    choice: str
    contact: str


def letter(message: Message) -> EmailMultiAlternatives:
    """The mail to the present address of its recipient, ready to send."""
    mail_content = content(message, portal=settings.PORTAL_URL)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=_text(mail_content),
        # Only the address: a name chosen by a person does not belong in a header.
        to=[message.recipient.email],
        reply_to=[settings.CONTACT_EMAIL],
        headers=_headers(message),
    )
    html = render_to_string("outbox/mail.html", {"mail": mail_content})
    mail.attach_alternative(html, "text/html")
    for file in message.files.all():
        mail.attach(_part(file))
    return mail


def content(message: Message, *, portal: str) -> Content:
    """What the mail says, a personal link included. Addresses begin with `portal`."""
    start = portal.rstrip("/")
    path = sealed_path(message.link) if message.seals_link else message.link
    return Content(
        subject=message.subject,
        name=" ".join(message.recipient.name.split()),
        body=message.body,
        kind=message.kind_label,
        label=message.link_label,
        address=f"{start}{path}",
        is_personal=message.seals_link,
        choice=f"{start}{reverse('my_messages')}#herinneringen" if message.is_digest else "",
        contact=settings.CONTACT_EMAIL,
    )


def shown_text(message: Message) -> str:
    """The text of the mail for pages of the portal: a personal link is for its reader alone."""
    whole = content(message, portal=settings.PORTAL_URL)
    return _text(replace(whole, address=_ONLY_IN_THE_MAIL) if message.seals_link else whole)


def _text(mail: Content) -> str:
    """The whole mail without marking: greeting, text, address and who sends it. It is no HTML."""
    rendered = render_to_string("outbox/mail.txt", {"mail": mail})
    # A new text on purpose: what a template gives counts as safe HTML, and a page that shows this
    # would let through what a person typed.
    return f"{rendered.strip()}\n"


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
