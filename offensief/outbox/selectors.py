"""What the pages about messages show, as finished answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from offensief.accounts.models import Person, User
from offensief.outbox import claims
from offensief.outbox.letter import Content, content, shown_text
from offensief.outbox.mailbox import Mailbox, mailbox
from offensief.outbox.models import (
    DigestStop,
    DropReason,
    Message,
    MessageFile,
    MessageState,
)
from offensief.outbox.permissions import (
    may_read_message,
    may_retry,
    may_see_demo_mailbox,
    may_see_messages,
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in a list, or the facts on its own page."""

    number: int
    url: str
    to: str
    subject: str
    kind: str
    state: MessageState
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    # When it will be tried again, for a message that waits after a try.
    next_try_at: datetime | None
    # Why it was not sent (yet), as a whole sentence; empty when nothing went wrong.
    why: str
    may_retry: bool


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file of a message, to be saved."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message with its text as it goes, or went, to its reader."""

    row: MessageRow
    address: str
    # Whether this person may know more than that it went.
    reads: bool
    text: str
    # Empty for a personal link: without its secret the path leads nowhere.
    link: str
    link_label: str
    sees_all: bool
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class DemoMail:
    """A mail in the mailbox of the demo, as its reader would get it."""

    url: str
    address: str
    sent_at: datetime | None
    content: Content
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class Digests:
    """Whether this person gets reminders by mail."""

    # None when they come.
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about this machine that a reader of messages must know."""

    kind: str
    title: str
    text: str
    # Where to go next, if anywhere.
    url: str = ""
    link: str = ""


def rows(messages: Iterable[Message], person: Person) -> tuple[MessageRow, ...]:
    """The messages as this person sees them in a list."""
    return tuple(_row(message, person) for message in messages)


def _row(message: Message, person: Person) -> MessageRow:
    state = MessageState(message.state)
    waits_again = state is MessageState.WAITING and message.attempts > 0
    return MessageRow(
        number=message.pk,
        url=message.get_absolute_url(),
        to=message.recipient.name,
        subject=message.subject if may_read_message(person, message) else f"Bericht {message.pk}",
        kind=message.kind_label,
        state=state,
        due_at=message.due_at,
        sent_at=message.sent_at,
        attempts=message.attempts,
        next_try_at=message.next_try_at if waits_again else None,
        why=why(message),
        may_retry=state is MessageState.FAILED and may_retry(person),
    )


def message_page(message: Message, person: Person) -> MessagePage:
    """Everything on the page of one message."""
    reads = may_read_message(person, message)
    files = message.files.without_content() if reads else ()
    return MessagePage(
        row=_row(message, person),
        address=message.recipient.email,
        reads=reads,
        text=shown_text(message) if reads else "",
        link=message.link if reads and not message.seals_link else "",
        link_label=message.link_label,
        sees_all=may_see_messages(person),
        files=_file_links(files, page="message_file"),
    )


def demo_mails(messages: Iterable[Message]) -> tuple[DemoMail, ...]:
    """These messages as mails. Addresses begin with a slash: a phone knows no "localhost"."""
    return tuple(
        DemoMail(
            url=reverse("demo_mail", kwargs={"message_id": message.pk}),
            address=message.recipient.email,
            sent_at=message.sent_at,
            content=content(message, portal=""),
            files=_file_links(message.files.all(), page="demo_mail_file"),
        )
        for message in messages
    )


def _file_links(files: Iterable[MessageFile], *, page: str) -> tuple[FileLink, ...]:
    return tuple(
        FileLink(
            file.name,
            file.size,
            reverse(page, kwargs={"message_id": file.message_id, "file_id": file.pk}),
        )
        for file in files
    )


def digests(user: User) -> Digests:
    """What this person chose about reminders."""
    stop = DigestStop.objects.present(user.pk).first()
    return Digests(stopped_at=stop.since if stop else None)


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of which there are messages, with their words, in the order of the words."""
    found = Message.objects.order_by().values_list("kind").annotate(words=Max("kind_label"))
    return tuple((kind, words) for kind, words in found.order_by("words", "kind"))


def notice() -> Notice | None:
    """What happens to mail here, when it is not simply sent."""
    match mailbox():
        case Mailbox.NONE:
            return Notice(
                "warning",
                "Er is geen mailserver ingesteld",
                "Berichten blijven klaarstaan. De beheerder kan een mailserver instellen.",
            )
        case Mailbox.LOCAL:
            return _nothing_leaves()
        case Mailbox.SERVER:
            return None


def _nothing_leaves() -> Notice:
    title = "Deze omgeving verstuurt geen echte mail"
    if may_see_demo_mailbox():
        text = "Wat verstuurd is, staat als mail in het postvak van de demo."
        link = "Naar het postvak van de demo"
        return Notice("info", title, text, url=reverse("demo_mailbox"), link=link)
    return Notice("info", title, "Berichten tellen als verstuurd, maar zijn alleen hier te lezen.")


_AWAY = "De mailserver was niet bereikbaar."
_NOT_SAFE = "Er kwam geen veilige verbinding met de mailserver."
_SETTINGS = "Vraag de beheerder om naar de instellingen te kijken."
_REASONS = {
    "ConnectionRefusedError": _AWAY,
    "ConnectionResetError": _AWAY,
    "SMTPConnectError": _AWAY,
    "SMTPServerDisconnected": _AWAY,
    "TimeoutError": _AWAY,
    "gaierror": f"De mailserver is niet gevonden. {_SETTINGS}",
    "SMTPAuthenticationError": f"De mailserver liet het portaal niet toe. {_SETTINGS}",
    "SMTPSenderRefused": f"De mailserver weigerde de afzender. {_SETTINGS}",
    "SMTPNotSupportedError": f"{_NOT_SAFE} {_SETTINGS}",
    "SSLCertVerificationError": f"{_NOT_SAFE} {_SETTINGS}",
    "SSLError": f"{_NOT_SAFE} {_SETTINGS}",
    "SMTPDataError": "De mailserver weigerde het bericht.",
    "SMTPRecipientsRefused": "De mailserver weigerde het e-mailadres van deze persoon.",
    "ValueError": "Naar het e-mailadres van deze persoon kan geen mail.",
    claims.CUT_OFF: "Het versturen is zes keer afgebroken. "
    "Vraag de beheerder om naar de server te kijken.",
}


def why(message: Message) -> str:
    """Why this message was not sent (yet), in a whole Dutch sentence; empty without a reason."""
    if message.state == MessageState.DROPPED:
        return DropReason(message.drop_reason or DropReason.INACTIVE).label
    if not message.last_error:
        return ""
    other = f"Het versturen is niet gelukt ({message.last_error})."
    return _REASONS.get(message.last_error, other)
