"""Who speaks for a partner, and to whom its messages go."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from measures.models import Membership, MembershipRole, Partner
from offensief.accounts.models import User


@dataclass(frozen=True, slots=True)
class Speakers:
    """The people of one partner whose account works, each list by name.

    Deputies stand among the editors or signers whose rights they have; `deputies` are those who
    are nothing but that. `recipients` get the messages to this partner.
    """

    partner: Partner
    editors: tuple[User, ...]
    signers: tuple[User, ...]
    deputies: tuple[User, ...]
    recipients: tuple[User, ...]

    @property
    def has_signer(self) -> bool:
        """True when somebody may sign, present or away."""
        return bool(self.signers)


def speakers_of(partners: Iterable[Partner], *, today: date) -> dict[int, Speakers]:
    """The speakers of each partner by its row number, in one query. `today` tells who is away."""
    wanted = list(partners)
    found = parts_of(wanted)
    return {partner.pk: speakers_in(partner, found[partner.pk], today=today) for partner in wanted}


def parts_of(partners: Iterable[Partner]) -> dict[int, list[Membership]]:
    """The memberships of now of each partner by its row number, in one query. Also those of people
    whose account is off: `speakers_in` leaves them out."""
    wanted = list(partners)
    found: dict[int, list[Membership]] = {partner.pk: [] for partner in wanted}
    for membership in _in_order(Membership.objects.filter(partner__in=wanted, ended_at=None)):
        found[membership.partner_id].append(membership)
    return found


def _in_order(memberships: QuerySet[Membership]) -> list[Membership]:
    """By name, and of one person in the order of the roles."""
    return list(memberships.select_related("user").order_by("user__name", "user", "role", "pk"))


def speakers_in(partner: Partner, found: Iterable[Membership], *, today: date) -> Speakers:
    """The speakers among these memberships of one partner: for who asks about several days."""
    parts = [part for part in found if part.user.is_active]
    regular = _people(part for part in parts if not part.is_deputy)
    return Speakers(
        partner=partner,
        editors=_people(part for part in parts if part.role == MembershipRole.EDITOR),
        signers=_people(part for part in parts if part.role == MembershipRole.SIGNER),
        deputies=tuple(user for user in _people(parts) if user not in regular),
        recipients=_recipients(parts, today),
    )


def _recipients(parts: Sequence[Membership], today: date) -> tuple[User, ...]:
    """Who is there and no deputy; with deputies when no signer is; everybody when nobody is."""
    here = [part for part in parts if not is_away(part, today)]
    regular = [part for part in here if not part.is_deputy]
    if not any(part.role == MembershipRole.SIGNER for part in regular):
        regular = here
    return _people(regular or parts)


def _people(parts: Iterable[Membership]) -> tuple[User, ...]:
    """Each person once, also with two roles."""
    return tuple(dict.fromkeys(part.user for part in parts))


def is_away(membership: Membership, today: date) -> bool:
    """True on every day up to and including the last one away."""
    return membership.away_until is not None and membership.away_until >= today


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with the roles held now. `away_until` only when away today."""

    user: User
    parts: tuple[Membership, ...]
    away_until: date | None


@dataclass(frozen=True, slots=True)
class People:
    """All people of a partner: now, and before (the last to leave first)."""

    present: tuple[Someone, ...]
    ended: tuple[Membership, ...]
    speakers: Speakers


def people_of(partner: Partner, *, today: date) -> People:
    """Who speaks for a partner and who did, also people whose account was deactivated."""
    parts = _in_order(Membership.objects.filter(partner=partner))
    now = [part for part in parts if part.ended_at is None]
    left = [(part.ended_at, part) for part in parts if part.ended_at is not None]
    return People(
        present=tuple(
            _someone(user, [part for part in now if part.user == user], today)
            for user in _people(now)
        ),
        ended=tuple(part for _, part in sorted(left, key=lambda pair: pair[0], reverse=True)),
        speakers=speakers_in(partner, now, today=today),
    )


def _someone(user: User, parts: Sequence[Membership], today: date) -> Someone:
    away = [part.away_until for part in parts if part.away_until and is_away(part, today)]
    return Someone(user, tuple(parts), max(away, default=None))


def ties_of(people: Collection[int]) -> dict[int, list[str]]:
    """For row numbers of people: what each is for which partner now, in words."""
    found: dict[int, list[str]] = {}
    rows = Membership.objects.filter(user__in=people, ended_at=None).select_related("partner")
    for row in rows.order_by("partner__name", "role"):
        deputy = " (vervanger)" if row.is_deputy else ""
        found.setdefault(row.user_id, []).append(
            f"{row.get_role_display()}{deputy} namens {row.partner.name}"
        )
    return found
