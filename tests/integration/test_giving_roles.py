"""A role is given and taken by a form that asks why, and the head reads why."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.outbox.models import Message
from offensief.people import services
from tests.conftest import SignedIn, make_person

WHY = "Neemt het werk van Bo over."


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)


def _send(administrator: User, about: User, **form: str) -> tuple[int, str]:
    answer = SignedIn(administrator).post(
        reverse("account_role", kwargs={"pk": about.pk}), form, follow=True
    )
    return answer.status_code, answer.content.decode()


def test_a_role_is_chosen_and_given_with_a_reason(
    administrator: User, head: User, reader: User
) -> None:
    status, page = _send(administrator, reader, role=Role.SECRETARY.value, reason=WHY)

    assert status == 200
    assert "De rollen zijn gewijzigd." in page
    entry = Entry.objects.get(action="rol gegeven", object_id=str(reader.pk), reason=WHY)
    assert entry.after == {"rol": Role.SECRETARY}
    assert f"Waarom: {WHY}" in Message.objects.get(recipient=head).body


def test_a_role_is_taken_with_a_reason(administrator: User, head: User, reader: User) -> None:
    _send(administrator, reader, role=Role.READER.value, reason=WHY, weg="1")

    assert not reader.role_grants.filter(ended_at=None).exists()
    assert Entry.objects.filter(action="rol ingetrokken", reason=WHY).exists()
    assert f"Waarom: {WHY}" in Message.objects.get(recipient=head).body


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"role": "head"}, "Vul in waarom deze persoon deze rol krijgt."),
        ({"reason": WHY}, "Kies een rol."),
        ({"role": "reader", "weg": "1"}, "Vul in waarom deze persoon deze rol niet meer heeft."),
        ({"role": "koning", "reason": WHY}, "Kies een rol."),
    ],
)
def test_nothing_happens_without_a_role_or_a_reason(
    form: dict[str, str], said: str, administrator: User, reader: User
) -> None:
    status, page = _send(administrator, reader, **form)

    assert status == 422
    assert said in page
    assert set(User.objects.get(pk=reader.pk).roles) == {Role.READER}


def test_services_ask_a_reason_too(administrator: User, reader: User) -> None:
    for act in (services.give_role, services.take_role):
        with pytest.raises(ValidationError, match="Vul in waarom"):
            act(user=reader, role=Role.HEAD, reason=" \u200b", by=administrator)


def test_the_page_offers_what_can_be_given_and_what_can_be_taken(
    administrator: User, reader: User
) -> None:
    page = SignedIn(administrator).get(reverse("account", kwargs={"pk": reader.pk}))
    given, taken = page.content.decode().split(">Rol geven</button>")[:2]

    given = given.split("Welke rol krijgt deze persoon?")[1]
    assert "secretariaat</option>" in given
    assert "lezer</option>" not in given
    taken = taken.split(">Rol intrekken</button>")[0]
    assert "lezer</option>" in taken
    assert "secretariaat</option>" not in taken


def test_a_person_without_roles_has_none_to_lose(administrator: User, outsider: User) -> None:
    page = SignedIn(administrator).get(reverse("account", kwargs={"pk": outsider.pk}))

    assert "Rol geven" in page.content.decode()
    assert "Rol intrekken" not in page.content.decode()


def test_the_first_role_of_a_new_account_says_so_in_the_trail(administrator: User) -> None:
    user = services.add_account(
        email="nieuw@test.example", name="Nieuw", role=Role.READER, by=administrator
    )

    entry = Entry.objects.get(action="rol gegeven", object_id=str(user.pk))
    assert entry.reason == "Bij het aanmaken van het account."
