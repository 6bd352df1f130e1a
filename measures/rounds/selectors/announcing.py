"""Planned rounds: which are to open, and who must still hear that one comes."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from measures.models import Measure, Partner
from measures.rounds import schedule
from measures.rounds.letters import ANNOUNCED
from measures.rounds.models import Round
from measures.rounds.selectors.holes import holes_of
from measures.rounds.states import RoundState
from measures.selectors.speakers import speakers_of
from offensief.accounts.models import User
from offensief.outbox.models import Message


def announcement(round_: Round) -> str:
    """Name of the announcement of these very days: when they change, people are told anew."""
    days = f"{round_.opens_on.isoformat()}:{round_.deadline_on.isoformat()}"
    return f"round:{round_.number}:announced:{days}"


def asked_per_person(round_: Round, *, today: date) -> dict[User, dict[Partner, list[Measure]]]:
    """By who gets the messages today: the partners and the measures they would be asked about."""
    per_partner = holes_of(round_).per_partner()
    speakers = speakers_of(per_partner, today=today)
    found: dict[User, dict[Partner, list[Measure]]] = {}
    for partner, measures in per_partner.items():
        for user in speakers[partner.pk].recipients:
            found.setdefault(user, {})[partner] = measures
    return found


def announcements(round_: Round) -> QuerySet[Message]:
    """The announcements of this round, on whatever days."""
    start = f"round:{round_.number}:announced:"
    return Message.objects.filter(kind=ANNOUNCED, dedupe_key__startswith=start)


def told_of_these_days(round_: Round) -> set[int]:
    """Row numbers of the people to whom the present days were announced."""
    found = announcements(round_).filter(dedupe_key__startswith=f"{announcement(round_)}:")
    return set(found.values_list("recipient_id", flat=True))


def is_time_to_announce(round_: Round, *, now: datetime) -> bool:
    """It is planned, its day has come, and it has not opened: then the opening says it all."""
    return (
        round_.state == RoundState.PLANNED
        and schedule.may_go(now)
        and schedule.announced_at(round_.announces_on) <= now < round_.opens_at
    )


def to_open(*, now: datetime) -> list[Round]:
    """Planned rounds whose moment of opening has come, the earliest first."""
    planned = Round.objects.filter(state=RoundState.PLANNED).order_by("opens_on", "pk")
    return [round_ for round_ in planned if round_.opens_at <= now]


def to_announce(*, now: datetime) -> list[tuple[Round, User]]:
    """Rounds with the people who must still hear of them."""
    today = timezone.localdate(now)
    found: list[tuple[Round, User]] = []
    for round_ in Round.objects.filter(state=RoundState.PLANNED):
        if is_time_to_announce(round_, now=now):
            told = told_of_these_days(round_)
            people = asked_per_person(round_, today=today)
            found += [(round_, user) for user in people if user.pk not in told]
    return found
