"""To whom the messages of a partner go on a day, and why; who hears nothing, and why not.

Who gets them is decided by measures.selectors.speakers; here it is told in words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Membership, MembershipRole, Partner
from measures.selectors.speakers import is_away, speakers_in
from offensief.accounts.models import User
from offensief.lib.dutch import date_long, enumerate_nl


@dataclass(frozen=True, slots=True)
class Hearer:
    """A person, and why a message goes there or not."""

    user: User
    why: str


@dataclass(frozen=True, slots=True)
class Audience:
    """The people of one partner on one day. Nobody at all when both lists are empty."""

    partner: Partner
    hears: tuple[Hearer, ...]
    silent: tuple[Hearer, ...]


def audience(
    partner: Partner, parts: Sequence[Membership], *, today: date, stopped: Collection[int] = ()
) -> Audience:
    """Who hears it among these memberships of now, also of accounts that are off.

    `stopped`: people, by row number, who want no reminders; for a message one must have it stays
    empty.
    """
    recipients = speakers_in(partner, parts, today=today).recipients
    others = [user for user in _people(parts) if user not in recipients]
    unwanted = [user for user in recipients if user.pk in stopped]
    return Audience(
        partner,
        tuple(Hearer(u, _why(u, partner, parts, today)) for u in recipients if u not in unwanted),
        tuple(Hearer(user, "wil geen herinneringen per mail") for user in unwanted)
        + tuple(Hearer(user, _why_not(user, parts, today)) for user in others),
    )


def in_role(parts: Sequence[Membership], role: MembershipRole, *, today: date) -> tuple[User, ...]:
    """Who holds this role and is there; deputies when none of the others is; all when nobody is."""
    mine = [part for part in parts if part.role == role and part.user.is_active]
    here = [part for part in mine if not is_away(part, today)]
    return _people([part for part in here if not part.is_deputy] or here or mine)


def _why(user: User, partner: Partner, parts: Sequence[Membership], today: date) -> str:
    own = [part for part in parts if part.user == user]
    if any(is_away(part, today) for part in own):
        return f"afwezig, maar van {partner.short_name} is er niemand"
    roles = [part.get_role_display() for part in own if not part.is_deputy]
    if roles:
        return f"{enumerate_nl(roles)} van {partner.short_name}"
    away = [p.user.name for p in _signers(parts) if is_away(p, today)]
    if not away:
        return f"vervanger, want {partner.short_name} heeft geen andere ondertekenaar"
    return f"vervanger, want {enumerate_nl(away)} {'is' if len(away) == 1 else 'zijn'} afwezig"


def _why_not(user: User, parts: Sequence[Membership], today: date) -> str:
    if not user.is_active:
        return "het account staat uit"
    away = [p.away_until for p in parts if p.user == user and p.away_until and is_away(p, today)]
    if away:
        return f"afwezig t/m {date_long(max(away))}"
    here = [part.user.name for part in _signers(parts) if not is_away(part, today)]
    return f"vervanger, en {enumerate_nl(here)} {'is' if len(here) == 1 else 'zijn'} er zelf"


def _signers(parts: Sequence[Membership]) -> list[Membership]:
    """Those who sign and are no deputy."""
    return [
        part
        for part in parts
        if part.role == MembershipRole.SIGNER and not part.is_deputy and part.user.is_active
    ]


def _people(parts: Sequence[Membership]) -> tuple[User, ...]:
    return tuple(dict.fromkeys(part.user for part in parts))
