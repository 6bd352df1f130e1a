"""Who speaks for a partner: people come, leave, and are away for a while."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures import permissions
from measures.models import Membership, MembershipRole, Partner
from measures.services.rules import wrong_planned
from offensief.accounts.models import User
from offensief.accounts.services import make_user
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.rules import missing, one_line, require

_ONLY_SECRETARIAT = "Alleen het secretariaat houdt bij wie er namens een partner spreekt."


@recorded
def add_person(
    *, partner: Partner, email: str, name: str, role: MembershipRole, is_deputy: bool, by: User
) -> Membership:
    """Let the person with this address speak for a partner; who has no account gets one.

    The new account has no password: its owner comes in by a personal link. An account that was
    there keeps its name. Raises NotAllowed, or ValidationError for an address or name that cannot
    be, or an account that was deactivated.
    """
    require(permissions.may_keep_members(by), _ONLY_SECRETARIAT)
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        if empty := missing({"name": name}, {"name": "Vul een naam in."}):
            raise ValidationError(empty)
        user = make_user(email=email.strip(), name=one_line(name), password=None, by=by)
    return make_member(user=user, partner=partner, role=role, is_deputy=is_deputy, by=by)


@recorded
def make_member(
    *,
    user: User,
    partner: Partner,
    role: MembershipRole,
    is_deputy: bool = False,
    by: User | None,
) -> Membership:
    """Let a person speak for a partner, or make them deputy or not. Twice changes nothing.

    Raises NotAllowed, or ValidationError when the account was deactivated.
    """
    require(by is None or permissions.may_keep_members(by), _ONLY_SECRETARIAT)
    if not user.is_active:
        raise ValidationError(
            {
                "email": f"Het account van {user.name} staat uit. Vul een ander e-mailadres in, of "
                "vraag de beheerder om het account weer aan te zetten."
            }
        )
    mine = Membership.objects.filter(user=user, ended_at=None)
    present = mine.filter(partner=partner, role=role).first()
    if present is None:
        # Who is away is away in every role, so also in this one.
        away = mine.filter(away_until__gte=timezone.localdate()).first()
        present = Membership.objects.create(
            user=user,
            partner=partner,
            role=role,
            is_deputy=is_deputy,
            away_until=away.away_until if away else None,
        )
        record(made(present, "lid van partner gemaakt"), by=by)
    elif present.is_deputy != is_deputy:
        was = facts(present)
        present.is_deputy = is_deputy
        present.save(update_fields=["is_deputy"])
        record(changed(present, was, "vervanging gewijzigd"), by=by)
    return present


@recorded
def end_member(*, membership: Membership, by: User) -> Membership:
    """A person no longer speaks for a partner in this role; the row stays as history.

    Nothing changes when it had ended already.
    """
    require(permissions.may_keep_members(by), _ONLY_SECRETARIAT)
    membership = _as_it_is_now(membership)
    if membership.ended_at is None:
        was = facts(membership)
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
        record(changed(membership, was, "lidmaatschap beëindigd"), by=by)
    return membership


@recorded
def set_away(*, membership: Membership, until: date | None, by: User) -> Membership:
    """A person is away up to and including a day, in every role; None: back again.

    Raises NotAllowed, or ValidationError when the day has passed or the membership has ended.
    """
    require(
        permissions.may_set_away(by, membership),
        "Alleen deze persoon zelf en het secretariaat melden dat iemand afwezig is.",
    )
    membership = _as_it_is_now(membership)
    if membership.ended_at is not None:
        raise ValidationError(
            {"until": f"{membership.user.name} spreekt niet meer namens {membership.partner}."}
        )
    if wrong := _wrong_last_day(until):
        raise ValidationError({"until": wrong})
    for part in Membership.objects.filter(user=membership.user, ended_at=None):
        if part.away_until != until:
            was = facts(part)
            part.away_until = until
            part.save(update_fields=["away_until"])
            record(changed(part, was, "afwezig gemeld" if until else "weer aanwezig"), by=by)
    return _as_it_is_now(membership)


def _as_it_is_now(membership: Membership) -> Membership:
    """Read again behind the lock of the trail: what a page read may be of before it."""
    return Membership.objects.select_related("user", "partner").get(pk=membership.pk)


def _wrong_last_day(until: date | None) -> str:
    if until is not None and until < timezone.localdate():
        return "Deze datum is al voorbij. Vul vandaag of een latere dag in."
    return wrong_planned(until)
