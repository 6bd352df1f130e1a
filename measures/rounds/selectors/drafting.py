"""A reminder of the secretariat before it goes: the very mail for each reader, and who gets none.

The page that shows it beforehand and the service that sends it both ask here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from measures.rounds import letters
from measures.rounds.letters import Letter
from measures.rounds.models import Submission
from measures.rounds.permissions import people_with_roles
from measures.rounds.selectors.audience import Hearer, audience
from measures.rounds.selectors.todo import Todo, todo_of
from measures.selectors.speakers import parts_of
from offensief.accounts.models import User
from offensief.lib.dutch import enumerate_nl
from offensief.outbox.letter import shown_text
from offensief.outbox.models import DigestStop, Message

_HAD_ONE = "kreeg vandaag al een herinnering van het secretariaat"


@dataclass(frozen=True, slots=True)
class Draft:
    """A reminder as it would go to one person, and why this person gets it."""

    person: User
    why: str
    about: tuple[Submission, ...]
    letter: Letter
    # Its link opens without signing in.
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Drafts:
    """What would go to whom, and who of the chosen partners hears nothing."""

    drafts: tuple[Draft, ...]
    silent: tuple[Hearer, ...]
    # Names of partners for whom nobody speaks.
    nobody: tuple[str, ...]


def drafts(submissions: Iterable[Submission], *, said: str, today: date) -> Drafts:
    """One letter per person about these submissions of one round, in a fixed number of queries."""
    asked = sorted(submissions, key=lambda s: (s.last_day, s.partner.short_name.lower()))
    parts = parts_of([s.partner for s in asked])
    stopped = people_who_stopped()
    had_one = _reminded_by_hand(today)
    hears: dict[User, list[tuple[Submission, str]]] = {}
    silent: list[Hearer] = []
    nobody = []
    for submission in asked:
        partner = submission.partner
        found = audience(partner, parts[partner.pk], today=today, stopped=stopped)
        for hearer in found.hears:
            hears.setdefault(hearer.user, []).append((submission, hearer.why))
        silent += found.silent
        if not (found.hears or found.silent):
            nobody.append(partner.name)
    silent += [Hearer(user, _HAD_ONE) for user in hears if user.pk in had_one]
    return Drafts(
        _drafts({u: p for u, p in hears.items() if u.pk not in had_one}, asked, said, today),
        tuple(silent),
        tuple(nobody),
    )


def _drafts(
    hears: dict[User, list[tuple[Submission, str]]],
    asked: Sequence[Submission],
    said: str,
    today: date,
) -> tuple[Draft, ...]:
    todo = todo_of(asked, today=today)
    with_roles = people_with_roles(hears)
    return tuple(
        _draft(user, parts, todo, said, today, has_roles=user.pk in with_roles)
        for user, parts in hears.items()
    )


def _draft(
    user: User,
    parts: Sequence[tuple[Submission, str]],
    todo: dict[int, Todo],
    said: str,
    today: date,
    *,
    has_roles: bool,
) -> Draft:
    about = tuple(submission for submission, _ in parts)
    letter = letters.reminder(
        [(s, todo[s.pk]) for s in about], today=today, by_hand=True, said=said
    )
    why = enumerate_nl([why for _, why in parts])
    # Who gets the messages of a partner may answer for it; a role decides about the link.
    return Draft(user, why, about, letter, is_personal=len(about) == 1 and not has_roles)


def mails_of(found: Iterable[Draft]) -> tuple[tuple[Draft, str], ...]:
    """Each draft with the whole text of its mail."""
    return tuple((draft, _text(draft)) for draft in found)


def _text(draft: Draft) -> str:
    """The mail as the outbox makes it. A personal link is made only when it is sent."""
    return shown_text(
        Message(
            recipient=draft.person,
            link=letters.path_to(draft.about),
            seals_link=draft.is_personal,
            **asdict(draft.letter),
        )
    )


def people_who_stopped() -> set[int]:
    """Row numbers of the people who want no reminders."""
    return set(DigestStop.objects.filter(ended_at=None).values_list("user_id", flat=True))


def _reminded_by_hand(today: date) -> set[int]:
    found = Message.objects.filter(kind=letters.NUDGE, created_at__date=today)
    return set(found.values_list("recipient_id", flat=True))
