"""Changes to people and their roles."""

from django.utils import timezone

from offensief.accounts.models import Role, RoleGrant, User
from offensief.audit.services import Deed, record, recorded


@recorded
def make_user(*, email: str, name: str, password: str | None, by: User | None) -> User:
    """Add a person who can sign in with this password; without one, only by a personal link."""
    user = User(email=email.lower(), name=name)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    deed = Deed(
        action="account gemaakt",
        subject=user,
        subject_id=str(user.pk),
        before={},
        after={"naam": name},
    )
    record(deed, by=by)
    return user


@recorded
def grant_role(*, user: User, role: Role, by: User | None, reason: str = "") -> RoleGrant:
    """Give a portal-wide role. A role already held stays as it is."""
    grant, is_new = RoleGrant.objects.get_or_create(user=user, role=role, ended_at=None)
    if is_new:
        user.__dict__.pop("roles", None)
        deed = Deed(
            action="rol gegeven",
            subject=user,
            subject_id=str(user.pk),
            before={},
            after={"rol": role},
            reason=reason,
        )
        record(deed, by=by)
    return grant


@recorded
def end_role(*, user: User, role: Role, by: User | None, reason: str = "") -> None:
    """Take a portal-wide role back; the grant stays as history."""
    ended = RoleGrant.objects.filter(user=user, role=role, ended_at=None).update(
        ended_at=timezone.now()
    )
    if ended:
        user.__dict__.pop("roles", None)
        deed = Deed(
            action="rol ingetrokken",
            subject=user,
            subject_id=str(user.pk),
            before={"rol": role},
            after={},
            reason=reason,
        )
        record(deed, by=by)
