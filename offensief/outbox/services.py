"""Putting messages in the outbox and sending them from there."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail.handler import DEFAULT_MAILER_ALIAS
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib import filetypes
from offensief.lib.refusals import NotAllowed, Refused
from offensief.outbox import claims, permissions
from offensief.outbox.letter import letter
from offensief.outbox.mailbox import Mailbox, mailbox
from offensief.outbox.models import (
    BREAKS,
    LINK_LABEL,
    LOCAL_PATH,
    MEDIA_TYPE,
    MOST_BYTES,
    SEALABLE_PATH,
    DigestStop,
    DropReason,
    Message,
    MessageFile,
    MessageState,
)

logger = logging.getLogger(__name__)

_LONGEST_SUBJECT = 200
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file to send along. Its media type is such as "application/pdf"; text is in UTF-8."""

    name: str
    media_type: str
    data: bytes


@transaction.atomic
def queue(  # noqa: PLR0913 -- what a message is, told in one place
    *,
    to: User,
    kind: str,
    kind_label: str,
    subject: str,
    body: str,
    link: str,
    dedupe_key: str,
    due_at: datetime | None = None,
    is_digest: bool = False,
    files: Sequence[MailFile] = (),
    seals_link: bool = False,
    link_label: str = LINK_LABEL,
) -> Message:
    """Put a message to one person in the outbox, in the transaction of the caller.

    Nothing is sent here: the caller rings after the commit (offensief.outbox.tasks.ring).

    - `kind` is a slug such as "mention", `kind_label` its Dutch words.
    - `subject` becomes one line of at most 200 signs; `body` is plain text in which an empty line
      parts paragraphs.
    - `link` is a path of the portal such as "/maatregelen/1.01/"; `link_label` stands on it.
    - `seals_link` makes the link personal: only the mail has the address that opens, with a secret
      behind the path (offensief.outbox.sealed). The path says for whom and for what it is.
    - `dedupe_key` names event and person, at most 200 signs: the second call with the same key
      gives the message of the first, also when both run at once.
    - `due_at` is the moment from which it may go; without it, now.
    - `is_digest` marks a reminder: a message people may do without.
    - `files` go along, 10 MB together at most; whoever may see the message may see them.

    A message to somebody who is no longer active, and a reminder to somebody who wants none, is
    kept as dropped.

    Raises ValueError when the link leads out of the portal or cannot be sealed, the subject or the
    label is empty, or a file cannot go along.
    """
    _require_path(link, seals_link=seals_link)
    due = due_at or timezone.now()
    _require_sendable(files)
    dropped = _reason_to_drop(to, is_digest=is_digest)
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "recipient": to,
            "kind": kind,
            "kind_label": kind_label,
            "subject": _one_line(subject, most=_LONGEST_SUBJECT),
            "body": body,
            "link": link,
            "link_label": _one_line(link_label, most=_LONGEST_LABEL),
            "seals_link": seals_link,
            "due_at": due,
            "next_try_at": due,
            "is_digest": is_digest,
            "state": MessageState.DROPPED if dropped else MessageState.WAITING,
            "drop_reason": dropped or "",
        },
    )
    if is_new:
        MessageFile.objects.bulk_create(_kept(file, message) for file in files)
    return message


def _require_sendable(files: Sequence[MailFile]) -> None:
    if sum(len(file.data) for file in files) > MOST_BYTES:
        raise ValueError("The files of one message are 10 MB at most.")
    for file in files:
        if not file.data or not re.match(MEDIA_TYPE, file.media_type):
            raise ValueError(f"{file.name!r} is empty or of the odd type {file.media_type!r}.")


def _kept(file: MailFile, message: Message) -> MessageFile:
    return MessageFile(
        message=message,
        name=filetypes.safe_name(file.name),
        media_type=file.media_type,
        size=len(file.data),
        data=file.data,
    )


def _reason_to_drop(to: User, *, is_digest: bool) -> DropReason | None:
    """Why this person may not get this message, or None when it can go."""
    if not to.is_active:
        return DropReason.INACTIVE
    if is_digest and DigestStop.objects.present(to.pk).exists():
        return DropReason.UNWANTED
    return None


def _require_path(link: str, *, seals_link: bool) -> None:
    if not re.match(LOCAL_PATH, link):
        raise ValueError(f"A message links to a path of the portal, not to {link!r}.")
    if seals_link and not re.match(SEALABLE_PATH, link):
        raise ValueError(f"A personal link is a path that ends in a slash, not {link!r}.")


def _one_line(text: str, *, most: int) -> str:
    """A text on one line, so that no text of a person can add a header to the mail."""
    line = " ".join(re.sub(BREAKS, " ", text).split())
    if not line:
        raise ValueError("A message needs a subject, and words on its link.")
    return Truncator(line).chars(most)


def deliver(message_id: int) -> None:
    """Send a message that is due. Safe to run twice and at the same time: one sends it.

    Sending and remembering that it was sent cannot be one step. A worker killed between the two
    leaves a message that was sent and still waits, so it is sent a second time after the lease,
    with the same Message-ID. Only such a crash costs a copy.
    """
    if mailbox() is Mailbox.NONE:
        return
    claim = claims.take(message_id)
    if claim is None:
        return
    message = Message.objects.select_related("recipient").get(pk=message_id)
    # Asked again: much may have changed since it was queued.
    dropped = _reason_to_drop(message.recipient, is_digest=message.is_digest)
    if dropped:
        claims.drop(claim, dropped)
        return
    mail = letter(message)
    try:
        mail.send(using=DEFAULT_MAILER_ALIAS)
    # Every SMTPException is an OSError; a ValueError is an address no mail can be sent to.
    except (OSError, ValueError) as error:
        # Only the name of the error: its text may hold addresses or what the server said.
        name = type(error).__name__
        logger.warning("message %s was not sent in try %s: %s", message_id, claim.attempt, name)
        claims.put_off(claim, error=name)
    else:
        claims.mark_sent(claim)


@transaction.atomic
def retry(*, message: Message, by: User) -> Message:
    """Have a message that failed sent again, with all its tries. The caller rings after the commit.

    Raises NotAllowed when this person may not, Refused when the message has not failed.
    """
    if not permissions.may_retry(by):
        raise NotAllowed("Alleen het secretariaat laat een bericht opnieuw versturen.")
    again = Message.objects.filter(pk=message.pk, state=MessageState.FAILED).update(
        state=MessageState.WAITING, attempts=0, next_try_at=timezone.now(), last_error=""
    )
    if not again:
        raise Refused("Bij dit bericht ging niets mis. Het hoeft niet opnieuw.")
    deed = Deed(
        action="bericht opnieuw klaargezet",
        subject=message,
        subject_id=str(message.pk),
        before={"stand": MessageState.FAILED, "fout": message.last_error},
        after={"stand": MessageState.WAITING},
    )
    record(deed, by=by)
    message.refresh_from_db()
    return message


@recorded
def stop_digests(*, person: User, by: User) -> DigestStop:
    """From now on this person gets no reminders; nothing changes when that was so already.

    Raises NotAllowed when `by` is somebody else.
    """
    _require_own_choice(person, by)
    present = DigestStop.objects.present(person.pk).first()
    if present is not None:
        return present
    stop = DigestStop.objects.create(user=person)
    record(made(stop, "herinneringen uitgezet"), by=by)
    return stop


@recorded
def resume_digests(*, person: User, by: User) -> None:
    """This person gets reminders again; nothing changes when that was so already.

    What was dropped meanwhile stays dropped. Raises NotAllowed when `by` is somebody else.
    """
    _require_own_choice(person, by)
    for stop in DigestStop.objects.present(person.pk):
        was = facts(stop)
        stop.ended_at = timezone.now()
        stop.save(update_fields=["ended_at"])
        record(changed(stop, was, "herinneringen aangezet"), by=by)


def _require_own_choice(person: User, by: User) -> None:
    if not permissions.may_choose_digests(by, person):
        raise NotAllowed("Alleen de persoon zelf kiest of er herinneringen komen.")
