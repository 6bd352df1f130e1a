"""User and the roles that hold for the whole portal.

Roles inside a partner organisation are Memberships in `measures` (docs/decisions/0009).
"""

from functools import cached_property

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone


class Role(models.TextChoices):
    """Portal-wide roles (product.md, "Who uses it")."""

    SECRETARY = "secretary", "secretariaat"
    HEAD = "head", "hoofd"
    FIGURES_OWNER = "figures_owner", "cijfereigenaar"
    READER = "reader", "lezer"
    ADMINISTRATOR = "administrator", "beheerder"


# A recovery code is a way back, no second factor by itself.
SECOND_FACTORS = ("totp", "webauthn")


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in asks for the person with this address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. Never deleted: deactivated, so that history keeps its names."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150)
    is_active = models.BooleanField("actief", default=True)
    created_at = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_the_case")
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Name as people know it."""
        return self.name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Portal-wide roles held now; read once per request."""
        grants = self.role_grants.filter(ended_at=None)
        return frozenset(Role(role) for role in grants.values_list("role", flat=True))

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether there is an app or a passkey. A session reads it with the person (Backend)."""
        factors = apps.get_model("mfa", "Authenticator")._default_manager
        return bool(factors.filter(user=self, type__in=SECOND_FACTORS).exists())

    def has_role(self, *roles: Role) -> bool:
        """True when this active person holds at least one of the roles."""
        return self.is_active and not self.roles.isdisjoint(roles)


type Person = User | AnonymousUser


class RoleGrant(models.Model):
    """A role held by a person for a time. An ended grant stays as history."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants", verbose_name="wie")
    role = models.CharField("rol", max_length=20, choices=Role)
    granted_at = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    class Meta:
        verbose_name = "roltoekenning"
        verbose_name_plural = "roltoekenningen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at=None),
                name="user_holds_a_role_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("granted_at")),
                name="role_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


def holds(person: Person, *roles: Role) -> bool:
    """True when somebody is signed in and holds one of the roles."""
    return isinstance(person, User) and person.has_role(*roles)
