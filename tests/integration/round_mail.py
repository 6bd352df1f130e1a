"""What the messages of a round say and to whom they went, and rounds to send them about."""

import re
from datetime import date, datetime

from measures.models import MembershipRole, Partner
from measures.rounds.models import Reminder, Round, Submission
from measures.rounds.services import reviewing
from offensief.accounts.models import User
from offensief.lib.dutch import AMSTERDAM
from offensief.outbox.models import Message
from tests.conftest import SignedIn
from tests.people import member
from tests.rounds import fill, leads, planned_round, sign, signer, submission_of


def dutch(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2027 on the Dutch clock."""
    return datetime(2027, month, day, hour, minute, tzinfo=AMSTERDAM)


# In the played round the last day is Friday 23 July 2027, and it closes on Friday 6 August.
T_MINUS_3, T_PLUS_1, A_WEEK_LATER = dutch(7, 20), dutch(7, 26), dutch(8, 2)


def to_whom(kind: str) -> list[str]:
    """Names of the people to whom messages of this kind went, one for each message."""
    found = Message.objects.filter(kind=kind).order_by("recipient__name")
    return list(found.values_list("recipient__name", flat=True))


def message(kind: str, person: User) -> Message:
    """The message of this kind to this person; there is exactly one."""
    return Message.objects.get(kind=kind, recipient=person)


def told(person: User) -> list[str]:
    """The thresholds this person heard of, in order."""
    found = Reminder.objects.filter(person=person).order_by("pk")
    return list(found.values_list("threshold", flat=True))


def partner(key: str) -> Partner:
    """A partner of the plan."""
    return Partner.objects.get(key=key)


def hand_in(round_: Round, aedes: User) -> Submission:
    """Aedes answers everything and signs."""
    fill(round_, "1.01", aedes)
    fill(round_, "1.04", aedes)
    return sign(round_, "aedes", aedes)


def extend(round_: Round, key: str, due_on: date, by: User) -> None:
    """A partner gets more time."""
    submission = submission_of(round_, key)
    reviewing.extend(
        submission=submission,
        version=submission.version,
        due_on=due_on,
        reason="De trekker is ziek.",
        by=by,
    )


def long_round(secretary: User, aedes: User, police: User) -> Round:
    """Planned; open from 5 July to 29 October 2027."""
    leads(secretary)
    signer(aedes, "aedes")
    signer(police, "politie")
    return planned_round(secretary, closes_on=date(2027, 10, 29))


def many_partners(round_: Round, count: int, *, start: int = 0) -> None:
    """So many more partners that have not handed in, each with three people."""
    for n in range(start, start + count):
        one = Partner.objects.create(
            key=f"veel-{n}", name=f"Partner {n}", short_name=f"P{n}", kind="anders", is_member=True
        )
        Submission.objects.create(round=round_, partner=one)
        member(one, f"Eva{n}", MembershipRole.EDITOR)
        member(one, f"Sem{n}", MembershipRole.SIGNER)
        member(one, f"Dirk{n}", MembershipRole.SIGNER, is_deputy=True)


def page(person: User, address: str) -> str:
    """A page with every stretch of white space as one space."""
    return re.sub(r"\s+", " ", SignedIn(person).get(address).content.decode())
