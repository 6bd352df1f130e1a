"""Personal links: made for a person of a partner, used with a button, revoked."""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from measures.rounds import permissions
from measures.rounds.models import LinkUse, PersonalLink, Submission
from measures.rounds.states import RoundState
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, record_all, recorded
from offensief.lib.dutch import AMSTERDAM
from offensief.lib.refusals import Refused
from offensief.lib.rules import require
from offensief.outbox.sealed import seal

VALID = timedelta(days=14)
# Somebody who tries many links from one place is not somebody who reads mail.
MOST_FAILURES = 20
WINDOW = timedelta(minutes=15)
# A link that lives this long is mailed again; a younger one would only stop an older mail.
_STILL_FRESH = timedelta(days=3)


class LinkRefused(Refused):
    """This link gives no entrance; the text tells what to do."""


class TooManyTries(LinkRefused):
    """Too many wrong links came from one place."""


_BROKEN = (
    "Deze link werkt niet (meer). Open de link uit de nieuwste mail, of vraag het secretariaat om "
    "een nieuwe."
)


def path_of(link: PersonalLink) -> str:
    """The address without its secret; the mail adds that (offensief.outbox.sealed)."""
    return reverse("link_without_secret", kwargs={"key": link.key})


@recorded
def links_for(
    *, pairs: Sequence[tuple[User, Submission]], by: User | None
) -> dict[tuple[int, int], PersonalLink]:
    """Links for many at once, by row number of person and submission; who may have none is left
    out. A round opens for hundreds of people, and meanwhile nobody else can write."""
    now = timezone.now()
    answering = permissions.who_may_answer(pairs)
    with_roles = permissions.people_with_roles(person for person, _ in answering)
    # Asked anew for a link of before, too: somebody may have got a role since.
    wanted = [(person, s) for person, s in answering if person.pk not in with_roles]
    found = _fresh(wanted, now)
    made = [_new(p, s, now) for p, s in wanted if (p.pk, s.pk) not in found]
    PersonalLink.objects.bulk_create(made, batch_size=500)
    record_all([_deed(link, "persoonlijke link gemaakt") for link in made], by=by)
    return found | {(link.person_id, link.submission_id): link for link in made}


def _fresh(
    pairs: Sequence[tuple[User, Submission]], now: datetime
) -> dict[tuple[int, int], PersonalLink]:
    """Links of these people that still live long enough, or to the end of their round."""
    submissions = {submission.pk: submission for _, submission in pairs}
    living = PersonalLink.objects.filter(
        submission__in=submissions,
        person__in=[person for person, _ in pairs],
        revoked_at=None,
        expires_at__gt=now,
    )
    return {
        (link.person_id, link.submission_id): link
        for link in living.order_by("made_at", "pk")
        if link.expires_at >= min(now + _STILL_FRESH, _end(submissions[link.submission_id]))
    }


def _new(person: User, submission: Submission, now: datetime) -> PersonalLink:
    link = PersonalLink(
        submission=submission,
        person=person,
        key=uuid.uuid4(),
        made_at=now,
        expires_at=min(now + VALID, _end(submission)),
    )
    link.secret_hash = _hash(seal(path_of(link)))
    return link


def _end(submission: Submission) -> datetime:
    """After the last day of the round a link is of no use, unless it is still open then; once the
    report was sent it opens what became of the answers."""
    now = timezone.now()
    if submission.round.state == RoundState.SENT:
        return now + VALID
    day = submission.round.closes_on + timedelta(days=1)
    return max(datetime.combine(day, time(0), tzinfo=AMSTERDAM), now + _STILL_FRESH)


@recorded
def revoke(*, link: PersonalLink, by: User) -> PersonalLink:
    """The link works no longer, also for who came in with it."""
    require(permissions.may_keep_rounds(by), "Alleen het secretariaat trekt links in.")
    link = PersonalLink.objects.select_related("submission__round", "submission__partner").get(
        pk=link.pk
    )
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = timezone.now(), by
        link.save(update_fields=["revoked_at", "revoked_by"])
        record(_deed(link, "persoonlijke link ingetrokken"), by=by)
    return link


@recorded
def end_links_of(person: User, by: User) -> None:
    """Somebody leaves or gets a role: the links of before work no longer, also not later on."""
    now = timezone.now()
    living = PersonalLink.objects.select_related("submission__round", "submission__partner")
    ended = list(living.filter(person=person, revoked_at=None, expires_at__gt=now))
    for link in ended:
        link.revoked_at, link.revoked_by = now, by
    PersonalLink.objects.bulk_update(ended, ["revoked_at", "revoked_by"])
    record_all([_deed(link, "persoonlijke link ingetrokken") for link in ended], by=by)


def use(*, key: uuid.UUID, secret: str, visitor: str) -> PersonalLink:
    """Come in with a link. `visitor` is the address of the browser; only its hash is kept.

    Raises TooManyTries or LinkRefused. Every try is kept, also one that failed.
    """
    mark = _hash(visitor)
    failed = LinkUse.objects.filter(visitor=mark, worked=False, at__gt=timezone.now() - WINDOW)
    if failed.count() >= MOST_FAILURES:
        raise TooManyTries(
            "Er zijn te veel links geprobeerd. Wacht een kwartier en open dan de link uit uw mail."
        )
    link = (
        PersonalLink.objects.select_related("submission__round", "submission__partner", "person")
        .filter(key=key)
        .first()
    )
    worked = link is not None and _fits(link, secret) and is_valid(link)
    LinkUse.objects.create(link=link, visitor=mark, worked=worked)
    if link is None or not worked:
        raise LinkRefused(_BROKEN)
    return link


def is_valid(link: PersonalLink) -> bool:
    """It still gives entrance: neither ended nor revoked, and the person still speaks for them."""
    return (
        link.revoked_at is None
        and link.expires_at > timezone.now()
        and permissions.may_have_link(link.person, link.submission)
    )


def _fits(link: PersonalLink, secret: str) -> bool:
    return hmac.compare_digest(_hash(secret), link.secret_hash)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _deed(link: PersonalLink, action: str) -> Deed:
    return Deed(
        action=action,
        subject=link.submission,
        subject_id=link.submission.trail_id,
        before={},
        after={"voor": link.person.name},
    )
