"""Who may let people in, give them rights, and look at all rights."""

from collections.abc import Collection

from django.db.models import QuerySet

from offensief.accounts.models import Person, Role, RoleGrant, User, holds


def may_see_accounts(person: Person) -> bool:
    """The list of everybody with their rights."""
    return holds(person, Role.ADMINISTRATOR, Role.HEAD)


def may_keep_accounts(person: Person) -> bool:
    """New accounts, roles, leaving, lost telephones: the administrator."""
    return holds(person, Role.ADMINISTRATOR)


def may_keep_account_of(person: Person, about: User) -> bool:
    """Nobody gives or takes their own rights: always somebody else."""
    return may_keep_accounts(person) and person.pk != about.pk


def may_invite(person: Person, about: User) -> bool:
    """The administrator anybody; the secretariat whoever speaks for a partner only."""
    return about.pk in invitable_among(person, [about])


def invitable_among(person: Person, people: Collection[User]) -> set[int]:
    """`may_invite` for many at once: the row numbers of those this person may invite."""
    if may_keep_accounts(person):
        return {about.pk for about in people if about.pk != person.pk}
    if not holds(person, Role.SECRETARY):
        return set()
    grants = RoleGrant.objects.filter(user__in=people, ended_at=None)
    with_roles = set(grants.values_list("user_id", flat=True))
    return {about.pk for about in people if about.is_active and about.pk not in with_roles}


def may_review(person: Person, about: User) -> bool:
    """The yearly look at the rights of somebody else."""
    return may_see_accounts(person) and person.pk != about.pk


def visible_accounts(person: Person) -> QuerySet[User]:
    """The accounts this person may know; another does not exist for them."""
    return User.objects.all() if may_see_accounts(person) else User.objects.none()


def invitable_accounts(person: Person) -> QuerySet[User]:
    """The accounts this person could invite, before asking `may_invite`."""
    if may_see_accounts(person) or holds(person, Role.SECRETARY):
        return User.objects.all()
    return User.objects.none()
