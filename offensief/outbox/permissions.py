"""Who may see messages and send them again."""

from django.conf import settings

from offensief.accounts.models import Person, Role, User, holds
from offensief.outbox.models import Message, MessageQuerySet


def may_see_messages(person: Person) -> bool:
    """The messages to everybody, and how sending them went."""
    return holds(person, Role.SECRETARY, Role.ADMINISTRATOR)


def may_read_message(person: Person, message: Message) -> bool:
    """Its subject, text and files: who it went to, and the secretariat; not who only looks whether
    mail goes out."""
    is_own = isinstance(person, User) and person.is_active and message.recipient_id == person.pk
    return is_own or holds(person, Role.SECRETARY)


def may_retry(person: Person) -> bool:
    """The secretariat has a message that failed sent again."""
    return holds(person, Role.SECRETARY)


def may_choose_digests(person: Person, about: User) -> bool:
    """Whether somebody gets reminders is for that person alone to say."""
    return isinstance(person, User) and person.is_active and person.pk == about.pk


def may_see_demo_mailbox() -> bool:
    """Anybody in the demo, where mail is of nobody; in a real portal there is no such mailbox."""
    return bool(settings.DEMO)


def visible_messages(person: Person) -> MessageQuerySet:
    """Everybody sees the messages to themselves; another message does not exist for them."""
    if may_see_messages(person):
        return Message.objects.all()
    if isinstance(person, User) and person.is_active:
        return Message.objects.addressed_to(person.pk)
    return Message.objects.none()
