"""Who lets people in, who gives rights, and what the others hear of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Partner
from measures.services import members
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from offensief.outbox.models import Message
from offensief.outbox.sealed import sealed_path
from offensief.people import passes, services, ties
from offensief.people.models import (
    AccessReview,
    EntryPass,
    PassKind,
    PasswordRequest,
    ReviewOutcome,
)
from tests.conftest import make_person
from tests.signing_in import PASSWORD, account, code_of, give_password, sign_in

NEW_PASSWORD = "drie blauwe fietsen in de regen"


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_invitation_leads_to_a_password_and_a_second_factor(administrator: User) -> None:
    keeper = _client(administrator)
    keeper.post(
        reverse("account_new"),
        {"name": "Nieuwe Collega", "email": "Nieuw@Test.Example", "role": Role.READER.value},
    )
    person = User.objects.get(email="nieuw@test.example")
    message = Message.objects.get(recipient=person, kind="invitation")
    address = sealed_path(message.link)
    client = Client()

    assert client.get(address).status_code == 200
    assert EntryPass.objects.get().used_at is None
    page = client.post(address, {"password": NEW_PASSWORD}, follow=True).content.decode()
    assert "Uw wachtwoord is bewaard." in page
    page = give_password(client, login=person.email, password=NEW_PASSWORD).content.decode()

    assert "Stel eerst een tweede stap in" in page
    assert person.has_role(Role.READER)


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "123456789012",
        "offensief2026!!",
        "welkom-explosies-2026",
        "wachtwoord1234",
        "iemand@test.example",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "qwertyuiop1234",
        "P@ssw0rd12345",
        "Iemand1980!!",
        "",
    ],
)
def test_an_easy_password_is_refused_in_dutch(administrator: User, password: str) -> None:
    person = make_person("iemand@test.example", "Iemand")
    address = sealed_path(passes.invite(user=person, by=administrator).link)

    answer = Client().post(address, {"password": password})

    assert answer.status_code == 422
    assert "wachtwoord" in answer.context["form"].errors["password"][0].lower()
    assert EntryPass.objects.get().used_at is None


def test_an_entrance_opens_once(administrator: User, reader: User) -> None:
    address = sealed_path(passes.invite(user=reader, by=administrator).link)
    Client().post(address, {"password": NEW_PASSWORD})

    again = Client().post(address, {"password": "een heel ander wachtwoord"})

    assert again.status_code == 404
    reader.refresh_from_db()
    assert reader.check_password(NEW_PASSWORD)


@pytest.mark.parametrize("how", ["late", "newer", "revoked", "off", "guessed", "cut"])
def test_an_entrance_that_is_over_opens_nothing(
    how: str, administrator: User, reader: User
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link = passes.invite(user=reader, by=administrator).link
        address = sealed_path(link)
        match how:
            case "late":
                clock.shift(timedelta(days=7, minutes=1))
            case "newer":
                passes.invite(user=reader, by=administrator)
            case "revoked":
                passes.revoke(user=reader, by=administrator)
            case "off":
                services.deactivate(user=reader, reason="Uit dienst.", by=administrator)
            case "guessed":
                address = f"{link}{'A' * 43}/"
            case "cut":
                address = link

        for answer in (Client().get(address), Client().post(address, {"password": NEW_PASSWORD})):
            assert answer.status_code in {404, 405}
    reader.refresh_from_db()
    assert not reader.has_usable_password()


def test_forgetting_tells_nobody_who_has_an_account(reader: User) -> None:
    pages = [
        Client().post(reverse("forgot"), {"email": email})
        for email in (reader.email, "niemand@test.example")
    ]

    texts = [
        page.content.decode().replace(reader.email, "X").replace("niemand@test.example", "X")
        for page in pages
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert texts[0] == texts[1]
    assert not Message.objects.exists()
    assert PasswordRequest.objects.count() == 2


def test_who_forgot_gets_one_mail_and_the_second_factor_stays(db: None) -> None:
    person = account()
    for email in (person.email, person.email.upper(), "niemand@test.example"):
        passes.ask(email=email)

    passes.answer_requests()

    message = Message.objects.get()
    assert message.recipient == person
    assert not PasswordRequest.objects.exists()
    Client().post(sealed_path(message.link), {"password": NEW_PASSWORD})
    page = give_password(Client(), login=person.email, password=NEW_PASSWORD).content.decode()
    assert "Uw wachtwoord klopt." in page
    assert EntryPass.objects.get().kind == PassKind.FORGOTTEN


def test_a_new_password_ends_the_sessions_of_before(db: None) -> None:
    person = account()
    old = Client()
    sign_in(old, person)
    passes.ask(email=person.email)
    passes.answer_requests()

    Client().post(sealed_path(Message.objects.get().link), {"password": NEW_PASSWORD})

    assert old.get(reverse("dashboard")).status_code == 302


def test_a_changed_password_needs_the_present_one_and_ends_other_sessions(db: None) -> None:
    person = account()
    here, there = Client(), Client()
    sign_in(there, person)
    sign_in(here, person, code=code_of(person, steps=1))
    url = reverse("password_change")

    wrong = here.post(url, {"present_password": "mis", "password": NEW_PASSWORD})
    right = here.post(url, {"present_password": PASSWORD, "password": NEW_PASSWORD})

    assert "Dit is niet uw huidige wachtwoord." in wrong.content.decode()
    assert right.headers["Location"] == reverse("mfa_index")
    assert here.get(reverse("dashboard")).status_code == 200
    assert there.get(reverse("dashboard")).status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    assert "gewijzigd" in Message.objects.get(recipient=person).subject


def test_asking_for_somebody_else_again_and_again_stops(reader: User) -> None:
    for _ in range(6):
        passes.ask(email=reader.email)
        passes.answer_requests()

    assert Message.objects.filter(recipient=reader).count() == 3


def test_the_head_hears_of_every_change_of_rights(
    administrator: User, head: User, reader: User
) -> None:
    services.give_role(user=reader, role=Role.SECRETARY, reason="x", by=administrator)
    services.give_role(user=reader, role=Role.SECRETARY, reason="x", by=administrator)
    services.take_role(user=reader, role=Role.READER, reason="x", by=administrator)
    services.deactivate(user=reader, reason="Uit dienst.", by=administrator)

    bodies = [m.body for m in Message.objects.filter(recipient=head).order_by("pk")]
    assert ["heeft nu de rol secretariaat" in bodies[0], "niet meer" in bodies[1]] == [True, True]
    assert "heeft geen toegang meer" in bodies[2]
    assert len(bodies) == 3
    actions = set(Entry.objects.filter(object_id=str(reader.pk)).values_list("action", flat=True))
    assert {"rol gegeven", "rol ingetrokken", "account uitgezet"} <= actions


def test_nobody_gives_or_takes_the_own_rights(administrator: User) -> None:
    make_person("beheer2@test.example", "Bram Beheer", Role.ADMINISTRATOR)
    for act in (
        lambda: services.give_role(
            user=administrator, role=Role.HEAD, reason="x", by=administrator
        ),
        lambda: services.take_role(
            user=administrator, role=Role.ADMINISTRATOR, reason="x", by=administrator
        ),
        lambda: services.deactivate(user=administrator, reason="x", by=administrator),
        lambda: services.wipe_second_factor(user=administrator, reason="x", by=administrator),
        lambda: services.review(
            user=administrator, outcome=ReviewOutcome.RIGHT, note="", by=administrator
        ),
        lambda: passes.invite(user=administrator, by=administrator),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_last_administrator_stays(administrator: User) -> None:
    other = make_person("beheer2@test.example", "Bram Beheer", Role.ADMINISTRATOR)
    services.take_role(user=administrator, role=Role.ADMINISTRATOR, reason="x", by=other)
    administrator.__dict__.pop("roles", None)

    with pytest.raises(NotAllowed):
        services.take_role(user=other, role=Role.ADMINISTRATOR, reason="x", by=administrator)


def test_an_account_that_is_off_opens_nothing_and_its_name_stays(administrator: User) -> None:
    person = account()
    client = Client()
    sign_in(client, person)

    services.deactivate(user=person, reason="Uit dienst.", by=administrator)

    assert client.get(reverse("dashboard")).status_code == 302
    page = give_password(Client(), login=person.email, password=PASSWORD).content.decode()
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page
    assert Entry.objects.filter(actor_label="Iemand").exists()


def test_a_lost_telephone_is_wiped_with_a_reason_and_everybody_knows(
    administrator: User, head: User
) -> None:
    person = account()
    with pytest.raises(ValidationError):
        services.wipe_second_factor(user=person, reason=" ", by=administrator)

    services.wipe_second_factor(user=person, reason="Teruggebeld.", by=administrator)

    assert not Authenticator.objects.filter(user=person).exists()
    told = set(Message.objects.values_list("recipient__email", flat=True))
    assert told == {person.email, head.email}
    page = give_password(Client(), login=person.email, password=PASSWORD).content.decode()
    assert "horen niet bij elkaar" in page
    answer = Client().post(
        sealed_path(Message.objects.get(recipient=person).link), {"password": NEW_PASSWORD}
    )
    assert answer.status_code == 302


def test_the_secretariat_invites_speakers_of_partners_only(
    secretary: User, aedes: User, reader: User
) -> None:
    passes.invite(user=aedes, by=secretary)

    with pytest.raises(NotAllowed):
        passes.invite(user=reader, by=secretary)


def test_the_yearly_look_keeps_what_the_rights_were(administrator: User, aedes: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False) as clock:
        client = _client(administrator)
        page = client.get(reverse("accounts"), {"toon": "te-beoordelen"}).content.decode()
        assert "Aron Aedes" in page
        client.post(
            reverse("account_review", kwargs={"pk": aedes.pk}),
            {"outcome": ReviewOutcome.RIGHT.value},
        )
        page = client.get(reverse("accounts"), {"toon": "te-beoordelen"}).content.decode()
        assert "aedes@test.example" not in page
        clock.shift(timedelta(days=366))
        client.force_login(administrator)
        page = client.get(reverse("accounts"), {"toon": "te-beoordelen"}).content.decode()
        assert "Aron Aedes" in page

    assert AccessReview.objects.get().rights == "opsteller namens Aedes"


def test_the_list_goes_along_as_a_file(administrator: User, aedes: User) -> None:
    partner = Partner.objects.get(key="aedes")
    assert ties.in_words(aedes) == f"opsteller namens {partner.name}"
    csv = _client(administrator).get(reverse("accounts_csv")).content.decode("utf-8-sig")

    assert "Aron Aedes;aedes@test.example;" in csv
    assert f"opsteller namens {partner.name};app;" in csv


def test_somebody_who_joins_by_the_page_of_a_partner_can_be_invited(
    secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    membership = members.add_person(
        partner=Partner.objects.get(key="aedes"),
        email="erbij@test.example",
        name="Erik Erbij",
        role="editor",  # type: ignore[arg-type]
        is_deputy=False,
        by=secretary,
    )
    page = _client(secretary).get(reverse("partner_people", kwargs={"key": "aedes"}))
    invite = reverse("account_invite", kwargs={"pk": membership.user_id})
    assert invite in page.content.decode()

    _client(secretary).post(invite)

    assert Message.objects.filter(recipient=membership.user, kind="invitation").exists()


def _mailed() -> set[str]:
    return set(Message.objects.values_list("recipient__email", flat=True))


def test_a_head_whose_role_is_taken_hears_of_it(administrator: User, head: User) -> None:
    services.take_role(user=head, role=Role.HEAD, reason="x", by=administrator)

    assert _mailed() == {head.email}


def test_without_a_head_the_secretariat_hears_of_new_rights(
    administrator: User, secretary: User
) -> None:
    services.add_account(
        email="tweede@test.example", name="Tweede", role=Role.SECRETARY, by=administrator
    )

    assert secretary.email in _mailed()


def test_a_button_that_changes_nothing_does_not_say_that_it_did(
    administrator: User, reader: User
) -> None:
    client = _client(administrator)
    address = reverse("account_role", kwargs={"pk": reader.pk})
    form = {"role": Role.SECRETARY.value, "reason": "Nieuw werk."}

    first = client.post(address, form, follow=True).content.decode()
    second = client.post(address, form, follow=True).content.decode()

    assert "De rollen zijn gewijzigd." in first
    assert "Er is niets veranderd: dit was al zo." in second


def test_an_invitation_for_an_account_that_was_just_put_off_says_so(
    administrator: User, reader: User
) -> None:
    client = _client(administrator)
    services.deactivate(user=reader, reason="Uit dienst.", by=administrator)

    page = client.post(reverse("account_invite", kwargs={"pk": reader.pk}), follow=True)

    assert "Dit account staat uit." in page.content.decode()


def test_who_chooses_a_password_goes_on_under_no_other_name(
    administrator: User, reader: User, aedes: User
) -> None:
    address = sealed_path(passes.invite(user=reader, by=administrator).link)
    client = _client(aedes)
    assert "nu ingelogd als" in client.get(address).content.decode()

    client.post(address, {"password": NEW_PASSWORD})

    assert client.get(reverse("dashboard")).status_code == 302
