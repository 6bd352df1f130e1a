"""What the pages of accounts show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from offensief.accounts.models import SECOND_FACTORS, Role, RoleGrant, User
from offensief.lib.sheets import Cell
from offensief.people import ties
from offensief.people.models import AccessReview, EntryPass

REVIEWED_WITHIN = timedelta(days=365)
HEAD = (
    "Naam",
    "E-mailadres",
    "Account",
    "Rechten",
    "Tweede stap",
    "Laatst ingelogd",
    "Beoordeeld op",
    "Beoordeeld door",
    "Uitkomst",
)
_FACTORS = {"totp": "app", "webauthn": "passkey"}


@dataclass(frozen=True, slots=True)
class Account:
    """One person in the list."""

    user: User
    rights: tuple[str, ...]
    factors: tuple[str, ...]
    review: AccessReview | None
    entry: EntryPass | None

    @property
    def is_due(self) -> bool:
        """A year without anybody looking, for somebody who can get in.

        Rights are looked at when an account is made, so that counts as the first look.
        """
        looked_at = self.review.at if self.review else self.user.created_at
        return self.user.is_active and looked_at < timezone.now() - REVIEWED_WITHIN

    @property
    def state(self) -> str:
        """In one word or two."""
        if not self.user.is_active:
            return "uitgezet"
        if self.user.has_usable_password() or self.user.last_login:
            return "actief"
        if self.entry is not None and self.entry.is_open:
            return "uitgenodigd"
        return "alleen persoonlijke links"


def accounts(people: QuerySet[User]) -> list[Account]:
    """These people with everything that is asked at a yearly look."""
    newest = AccessReview.objects.filter(person=OuterRef("pk")).order_by("-at", "-pk")
    found = list(
        people.order_by("-is_active", "name")
        .annotate(newest_review=Subquery(newest.values("pk")[:1]))
        .prefetch_related(
            Prefetch("role_grants", RoleGrant.objects.filter(ended_at=None), to_attr="present"),
            Prefetch("passes", EntryPass.objects.order_by("-made_at"), to_attr="entries"),
        )
    )
    other = ties.of_all([user.pk for user in found])
    reviews = AccessReview.objects.select_related("by").in_bulk(
        [user.newest_review for user in found if user.newest_review]
    )
    factors = _factors_of([user.pk for user in found])
    return [
        _account(user, other[user.pk], factors.get(user.pk, ()), reviews.get(user.newest_review))
        for user in found
    ]


def _factors_of(people: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By row number of a person: the second factors in words."""
    rows = Authenticator.objects.filter(user__in=people, type__in=SECOND_FACTORS)
    found: dict[int, set[str]] = {}
    for pk, kind in rows.values_list("user_id", "type"):
        found.setdefault(pk, set()).add(_FACTORS[kind])
    return {pk: tuple(sorted(words)) for pk, words in found.items()}


def _account(
    user: User, other: Sequence[str], factors: tuple[str, ...], review: AccessReview | None
) -> Account:
    roles = sorted(Role(grant.role).label for grant in user.present)  # type: ignore[attr-defined]
    entries: list[EntryPass] = user.entries  # type: ignore[attr-defined]
    return Account(
        user=user,
        rights=(*roles, *other),
        factors=factors,
        review=review,
        entry=entries[0] if entries else None,
    )


def cells(account: Account) -> list[Cell]:
    """A line of the export, in the order of HEAD."""
    review = account.review
    return [
        account.user.name,
        account.user.email,
        account.state,
        "; ".join(account.rights) or "geen",
        ", ".join(account.factors) or "geen",
        _local(account.user.last_login),
        _local(review.at) if review else None,
        review.by.name if review else "",
        review.get_outcome_display() if review else "",
    ]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
