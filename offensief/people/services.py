"""Letting people in, giving and taking rights, and letting them go. Nobody is ever removed."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone

from offensief.accounts.models import Role, User
from offensief.accounts.services import end_role, grant_role, make_user
from offensief.accounts.sessions import end_sessions
from offensief.audit.services import Deed, Facts, record, recorded
from offensief.lib.rules import missing, one_line, require
from offensief.outbox.models import Message
from offensief.people import notices, passes, permissions, ties
from offensief.people.models import AccessReview, PassKind, ReviewOutcome

WHY_GIVEN = "Vul in waarom deze persoon deze rol krijgt."
WHY_TAKEN = "Vul in waarom deze persoon deze rol niet meer heeft."
_ONLY_ADMINISTRATOR = "Alleen een beheerder doet dit, en nooit voor het eigen account."


def _deed(user: User, action: str, before: Facts, after: Facts, reason: str = "") -> Deed:
    return Deed(
        action=action,
        subject=user,
        subject_id=str(user.pk),
        before=before,
        after=after,
        reason=reason,
    )


@recorded
def add_account(*, email: str, name: str, role: Role | None, by: User) -> User:
    """A new account without a password; an invitation lets its owner choose one.

    Raises NotAllowed, or ValidationError for an address or name that cannot be or is there already.
    """
    require(permissions.may_keep_accounts(by), _ONLY_ADMINISTRATOR)
    if empty := missing({"name": name}, {"name": "Vul een naam in."}):
        raise ValidationError(empty)
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise ValidationError({"email": "Met dit e-mailadres is er al een account."})
    user = make_user(email=email.strip(), name=one_line(name), password=None, by=by)
    if role is not None:
        give_role(user=user, role=role, reason="Bij het aanmaken van het account.", by=by)
    return user


@recorded
def give_role(*, user: User, role: Role, reason: str, by: User) -> list[Message]:
    """Give a role in the whole portal. Twice changes nothing and mails nobody.

    Raises NotAllowed, or ValidationError without a reason or for an account that is off.
    """
    require(permissions.may_keep_account_of(by, user), _ONLY_ADMINISTRATOR)
    if empty := missing({"reason": reason}, {"reason": WHY_GIVEN}):
        raise ValidationError(empty)
    if not user.is_active:
        raise ValidationError("Dit account staat uit. Zet het eerst weer aan.")
    if role in _present_roles(user):
        return []
    watchers = notices.who_watches()
    grant_role(user=user, role=role, by=by, reason=reason)
    # A personal link never stands beside a role, nor comes back when the role goes.
    ties.end_all_of(user, by=by)
    what = f"heeft nu de rol {role.label}"
    return notices.role_changed(user=user, what=what, by=by, watchers=watchers, reason=reason)


@recorded
def take_role(*, user: User, role: Role, reason: str, by: User) -> list[Message]:
    """Take a role back; open sessions of this person end, so that it holds at once.

    Raises NotAllowed, or ValidationError without a reason or for the only administrator.
    """
    require(permissions.may_keep_account_of(by, user), _ONLY_ADMINISTRATOR)
    if empty := missing({"reason": reason}, {"reason": WHY_TAKEN}):
        raise ValidationError(empty)
    if role not in _present_roles(user):
        return []
    _keep_an_administrator(user, role)
    watchers = notices.who_watches()
    end_role(user=user, role=role, by=by, reason=reason)
    end_sessions(user.pk)
    what = f"heeft de rol {role.label} niet meer"
    return notices.role_changed(user=user, what=what, by=by, watchers=watchers, reason=reason)


def _present_roles(user: User) -> frozenset[Role]:
    """Read again behind the lock of the trail."""
    user.__dict__.pop("roles", None)
    return user.roles


def _keep_an_administrator(user: User, role: Role | None = None) -> None:
    """Without one nobody could let anybody in any more."""
    if role not in (None, Role.ADMINISTRATOR) or Role.ADMINISTRATOR not in _present_roles(user):
        return
    others = User.objects.filter(
        is_active=True, role_grants__role=Role.ADMINISTRATOR, role_grants__ended_at=None
    ).exclude(pk=user.pk)
    if not others.exists():
        raise ValidationError("Dit is de enige beheerder. Maak eerst iemand anders beheerder.")


@recorded
def deactivate(*, user: User, reason: str, by: User) -> list[Message]:
    """Somebody has left: the account stays with its history, but nobody gets in with it.

    Raises NotAllowed, or ValidationError without a reason or for the only administrator.
    """
    require(permissions.may_keep_account_of(by, user), _ONLY_ADMINISTRATOR)
    if empty := missing({"reason": reason}, {"reason": "Vul in waarom dit account uit gaat."}):
        raise ValidationError(empty)
    user = User.objects.get(pk=user.pk)
    if not user.is_active:
        return []
    _keep_an_administrator(user)
    watchers = notices.who_watches()
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.passes.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    ties.end_all_of(user, by=by)
    end_sessions(user.pk)
    record(_deed(user, "account uitgezet", {"actief": True}, {"actief": False}, reason), by=by)
    return notices.role_changed(user=user, what="heeft geen toegang meer", by=by, watchers=watchers)


@recorded
def reactivate(*, user: User, reason: str, by: User) -> list[Message]:
    """Somebody is back; with the rights of before, so they are looked at first."""
    require(permissions.may_keep_account_of(by, user), _ONLY_ADMINISTRATOR)
    if empty := missing({"reason": reason}, {"reason": "Vul in waarom dit account weer aan gaat."}):
        raise ValidationError(empty)
    user = User.objects.get(pk=user.pk)
    if user.is_active:
        return []
    watchers = notices.who_watches()
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(_deed(user, "account aangezet", {"actief": False}, {"actief": True}, reason), by=by)
    return notices.role_changed(user=user, what="heeft weer toegang", by=by, watchers=watchers)


@recorded
def wipe_second_factor(*, user: User, reason: str, by: User) -> list[Message]:
    """A telephone is lost: a mail leads this person to a new password and a new second factor.

    The password of before works no longer: alone it would let anybody link theirs.
    """
    require(permissions.may_keep_account_of(by, user), _ONLY_ADMINISTRATOR)
    if empty := missing({"reason": reason}, {"reason": "Vul in hoe u weet dat dit klopt."}):
        raise ValidationError(empty)
    user = User.objects.get(pk=user.pk)
    if not user.is_active:
        raise ValidationError("Dit account staat uit. Zet het eerst weer aan.")
    found = Authenticator.objects.filter(user=user)
    kinds = sorted(set(found.values_list("type", flat=True)))
    if not kinds:
        return []
    found.delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user.pk)
    record(_deed(user, "tweede stap gewist", {"soorten": kinds}, {}, reason), by=by)
    return [
        notices.factor_wiped(passes.made(user, PassKind.INVITATION, by)),
        *notices.rights_changed(
            user=user,
            what="moet een nieuwe tweede stap instellen",
            by=by,
            watchers=notices.who_watches(),
        ),
    ]


@recorded
def review(*, user: User, outcome: ReviewOutcome, note: str, by: User) -> AccessReview:
    """The rights of a person were looked at. What they were is kept with it.

    Raises NotAllowed, or ValidationError when something was changed without a word on what.
    """
    require(permissions.may_review(by, user), "Iemand anders beoordeelt uw rechten.")
    if outcome == ReviewOutcome.CHANGED and not note.strip():
        raise ValidationError({"note": "Vul in wat er is aangepast."})
    kept = AccessReview.objects.create(
        person=user, by=by, rights=ties.in_words(user), outcome=outcome, note=note.strip()
    )
    after = {"uitkomst": outcome.label, "rechten": kept.rights}
    record(_deed(user, "rechten beoordeeld", {}, after, kept.note), by=by)
    return kept
