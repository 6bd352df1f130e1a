"""Who keeps accounts reads in the trail who did what, and the words about accounts alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.audit.refused import Attempt, record_refusal
from offensief.audit.services import append, hold_trail
from tests.conftest import SignedIn, make_person

WORDS = "Het waren er 777."
HIDDEN = "Niet getoond: gaat niet over accounts."


def _pages(role: Role, kind: str, key: str) -> list[str]:
    client = SignedIn(make_person("spoor@test.example", "Spoor", role))
    addresses = (
        reverse("trail"),
        reverse("trail_export"),
        reverse("trail_of_object", args=[kind, key]),
    )
    return [b"".join(client.get(address)).decode() for address in addresses]


@pytest.mark.parametrize("kind", ["incidents.discrepancy", "rounds.answer", "measures.comment"])
@pytest.mark.parametrize(
    ("role", "reads"), [(Role.ADMINISTRATOR, False), (Role.HEAD, True), (Role.SECRETARY, True)]
)
def test_words_on_figures_and_of_partners_are_not_for_administrators(
    role: Role, kind: str, db: None, *, reads: bool
) -> None:
    _entry(kind)

    for page in _pages(role, kind, "7"):
        assert (WORDS in page) is reads
        assert ("Stuk: 777." in page) is reads
        assert ("Titel 777" in page) is reads
        assert (HIDDEN in page) is not reads


def test_words_on_accounts_are(db: None) -> None:
    _entry("accounts.user")

    for page in _pages(Role.ADMINISTRATOR, "accounts.user", "7"):
        assert WORDS in page


def test_why_somebody_was_refused_is_for_administrators_too(secretary: User) -> None:
    attempt = Attempt(
        action="poging geweigerd",
        object_type="rounds.submission",
        object_id="7",
        object_label="Antwoorden van Aedes",
        reason="Alleen het secretariaat keurt goed.",
    )
    record_refusal(attempt, by=secretary)

    for page in _pages(Role.ADMINISTRATOR, "rounds.submission", "7"):
        assert "Alleen het secretariaat keurt goed." in page
        assert "Antwoorden van Aedes" not in page


def _entry(kind: str) -> None:
    """A line of the trail on a thing of this kind; whether the thing is there does not matter."""
    now = timezone.now()
    entry = Entry(
        at=now,
        known_at=now,
        actor_label="Portaal",
        action="gezegd",
        object_type=kind,
        object_id="7",
        object_label="Titel 777",
        after={"reden": "Stuk: 777."},
        reason=WORDS,
        origin="opdracht",
    )
    hold_trail()
    append([entry])
