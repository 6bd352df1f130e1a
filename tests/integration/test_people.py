"""Who speaks for a partner: people come, leave, are away, and deputies stand in."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures import permissions
from measures.models import Measure, Membership, MembershipRole, Partner
from measures.selectors.speakers import speakers_of
from measures.services.members import add_person, end_member, make_member, set_away
from measures.services.rules import LATEST
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn
from tests.people import member

EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
NEW = {"email": "Nel@Test.example", "name": "Nel Nieuw", "role": "signer"}
HERE = {"key": "nfi"}


@pytest.fixture
def nfi(db: None) -> Partner:
    """A partner for whom nobody speaks yet."""
    return Partner.objects.get(key="nfi")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def add(partner: Partner, by: User, *, email: str, name: str) -> Membership:
    """As the page does, for a signer who is a deputy."""
    return add_person(partner=partner, email=email, name=name, role=SIGNER, is_deputy=True, by=by)


def test_somebody_new_gets_an_account_without_a_password(nfi: Partner, secretary: User) -> None:
    made = add(nfi, secretary, email=" Nel@Test.example ", name=" Nel  Nieuw")

    assert (made.user.email, made.user.name) == ("nel@test.example", "Nel Nieuw")
    assert not made.user.has_usable_password()
    assert (made.role, made.is_deputy, made.partner) == (SIGNER, True, nfi)


def test_an_account_is_found_whatever_the_capitals_and_keeps_its_name(
    nfi: Partner, secretary: User, reader: User
) -> None:
    made = add(nfi, secretary, email="LEZER@test.example", name="Een Ander")

    assert made.user == reader
    assert made.user.name == "Lars Lezer"
    assert made.user.has_role(Role.READER)


@pytest.mark.parametrize(
    ("email", "name", "field", "sentence"),
    [
        ("geen adres", "Nel", "email", "geldig e-mailadres"),
        ("nel@test.example", " \u200b ", "name", "Vul een naam in."),
        ("weg@test.example", "Wim", "email", "Het account van Wim Weg staat uit."),
    ],
)
def test_who_cannot_be_added_is_refused_with_a_sentence(
    nfi: Partner, secretary: User, email: str, name: str, field: str, sentence: str
) -> None:
    User.objects.create(email="weg@test.example", name="Wim Weg", is_active=False)

    with pytest.raises(ValidationError) as refusal:
        add_person(partner=nfi, email=email, name=name, role=EDITOR, is_deputy=False, by=secretary)

    assert sentence in refusal.value.message_dict[field][0]
    assert not nfi.memberships.exists()
    assert not User.objects.filter(email="nel@test.example").exists()


def test_adding_twice_changes_nothing_and_as_deputy_only_that(nfi: Partner) -> None:
    first = member(nfi, "Nel", SIGNER)
    entries = Entry.objects.count()

    assert member(nfi, "Nel", SIGNER) == first
    assert Entry.objects.count() == entries
    assert member(nfi, "Nel", SIGNER, is_deputy=True) == first
    told = Entry.objects.latest("pk")
    assert (told.before, told.after) == ({"is_deputy": False}, {"is_deputy": True})


def test_who_left_stays_as_history_and_may_come_back(nfi: Partner, secretary: User) -> None:
    first = member(nfi, "Nel", SIGNER)

    ended = end_member(membership=first, by=secretary)
    again = end_member(membership=first, by=secretary)

    assert ended.ended_at is not None
    assert again.ended_at == ended.ended_at
    assert member(nfi, "Nel", SIGNER) != first
    assert nfi.memberships.count() == 2


def test_who_left_sees_nothing_more(secretary: User, aedes: User) -> None:
    end_member(membership=aedes.memberships.get(), by=secretary)

    assert not permissions.may_see_measures(aedes)


def test_a_deputy_has_the_rights_of_the_role(nfi: Partner) -> None:
    deputy = member(Partner.objects.get(key="aedes"), "Nel", EDITOR, is_deputy=True)

    measure = Measure.objects.get(number="1.01")
    assert permissions.may_report_course(deputy.user, measure, deputy.partner)


def test_who_is_away_is_away_in_every_role_also_in_a_later_one(
    nfi: Partner, secretary: User, today: date
) -> None:
    until = today + timedelta(days=14)
    first = member(nfi, "Nel", EDITOR)
    elsewhere = member(Partner.objects.get(key="om"), "Nel", EDITOR)

    set_away(membership=first, until=until, by=first.user)
    later = member(nfi, "Nel", SIGNER)

    elsewhere.refresh_from_db()
    assert later.away_until == elsewhere.away_until == until
    set_away(membership=later, until=None, by=secretary)
    assert set(Membership.objects.filter(user=first.user).values_list("away_until")) == {(None,)}


def test_saying_twice_that_somebody_is_away_is_told_once(nfi: Partner, today: date) -> None:
    nel = member(nfi, "Nel", EDITOR)
    set_away(membership=nel, until=today, by=nel.user)
    entries = Entry.objects.count()

    set_away(membership=nel, until=today, by=nel.user)

    assert Entry.objects.count() == entries


def test_being_away_ends_on_a_day_to_come(nfi: Partner, secretary: User, today: date) -> None:
    nel = member(nfi, "Nel", EDITOR)

    for until in (today - timedelta(days=1), LATEST + timedelta(days=1)):
        with pytest.raises(ValidationError) as refusal:
            set_away(membership=nel, until=until, by=secretary)
        assert "Vul" in refusal.value.message_dict["until"][0]
    end_member(membership=nel, by=secretary)
    with pytest.raises(ValidationError, match="spreekt niet meer namens"):
        set_away(membership=nel, until=today, by=secretary)


@pytest.mark.parametrize("name", ["police", "aedes", "reader", "head", "outsider"])
def test_only_the_secretariat_keeps_members(
    name: str, nfi: Partner, today: date, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(name)
    nel = member(nfi, "Nel", EDITOR)

    with pytest.raises(NotAllowed):
        add(nfi, person, email="x@test.example", name="X")
    with pytest.raises(NotAllowed):
        make_member(user=person, partner=nfi, role=SIGNER, by=person)
    with pytest.raises(NotAllowed):
        end_member(membership=nel, by=person)
    with pytest.raises(NotAllowed):
        set_away(membership=nel, until=today, by=person)


def test_the_trail_tells_everything_of_a_membership(nfi: Partner, secretary: User) -> None:
    nel = member(nfi, "Nel", SIGNER, is_deputy=True)
    set_away(membership=nel, until=timezone.localdate(), by=nel.user)
    end_member(membership=nel, by=secretary)

    told = Entry.objects.filter(object_type="measures.membership", object_id=str(nel.pk))
    assert [entry.action for entry in told.order_by("pk")] == [
        "lid van partner gemaakt",
        "afwezig gemeld",
        "lidmaatschap beëindigd",
    ]
    call_command("verify_trail", stdout=StringIO())


def test_people_come_through_the_page_once(nfi: Partner, secretary: User) -> None:
    client, here = SignedIn(secretary), reverse("partner_people", kwargs=HERE)
    assert "heeft geen ondertekenaar" in client.get(here).content.decode()

    client.post(here, NEW)
    twice = client.post(here, {**NEW, "name": "Nelleke Nieuw"}, follow=True).content.decode()

    assert nfi.memberships.count() == 1
    assert "Nel Nieuw is ondertekenaar namens" in twice
    assert "Onder die naam had dit adres al een account." in twice
    assert "Berichten aan deze partner gaan nu naar Nel Nieuw." in twice
    assert "heeft geen ondertekenaar" not in twice


@pytest.mark.parametrize(
    ("difference", "sentence"),
    [
        ({"email": "nel"}, "Vul een e-mailadres in als naam@organisatie.nl."),
        ({"email": ""}, "Vul een e-mailadres in."),
        ({"name": ""}, "Vul een naam in."),
        ({"role": "baas"}, "baas"),
        ({"email": "weg@test.example"}, "staat uit"),
    ],
)
def test_a_fault_comes_back_with_what_was_typed(
    nfi: Partner, secretary: User, difference: dict[str, str], sentence: str
) -> None:
    User.objects.create(email="weg@test.example", name="Wim Weg", is_active=False)
    typed = {**NEW, "is_deputy": "on", **difference}

    answer = SignedIn(secretary).post(reverse("partner_people", kwargs=HERE), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed["email"]}"' in page or typed["email"] == ""
    assert "checked" in page
    assert not nfi.memberships.exists()


def test_people_go_through_the_page_and_stay_as_history(nfi: Partner, secretary: User) -> None:
    client = SignedIn(secretary)
    nel = member(nfi, "Nel", SIGNER, is_deputy=True)
    end = reverse("member_end", kwargs={**HERE, "pk": nel.pk})

    once, twice = client.post(end, follow=True), client.post(end, follow=True)

    for page in (once, twice):
        assert "Nel is geen ondertekenaar meer namens" in page.content.decode()
    assert "Eerder" in twice.content.decode()
    assert "Nel, ondertekenaar (vervanger), van" in twice.content.decode()
    away = client.post(reverse("member_away", kwargs={**HERE, "pk": nel.pk}), {"terug": "ja"})
    assert away.status_code == 422
    assert "Nel spreekt niet meer namens" in away.content.decode()


def test_away_and_back_through_the_page(nfi: Partner, secretary: User, today: date) -> None:
    client = SignedIn(secretary)
    nel = member(nfi, "Nel", SIGNER)
    away = reverse("member_away", kwargs={**HERE, "pk": nel.pk})
    field = f"afwezig-{nel.user.pk}-until"

    gone = client.post(away, {field: (today + timedelta(days=3)).isoformat()}, follow=True)
    assert "Nel is afwezig t/m" in gone.content.decode()
    assert "Weer aanwezig" in gone.content.decode()
    detail = client.get(nfi.get_absolute_url()).content.decode()
    assert "ondertekenaar; afwezig t/m" in detail
    assert reverse("partner_people", kwargs=HERE) in detail

    wrong = client.post(away, {field: "2020-01-01"})
    assert wrong.status_code == 422
    assert "Deze datum is al voorbij." in wrong.content.decode()
    assert 'value="2020-01-01"' in wrong.content.decode()
    back = client.post(away, {field: "", "terug": "ja"}, follow=True)
    assert "Nel is weer aanwezig." in back.content.decode()


def test_the_page_shows_an_account_that_was_deactivated(nfi: Partner, secretary: User) -> None:
    inactive = member(nfi, "Ina", SIGNER).user
    User.objects.filter(pk=inactive.pk).update(is_active=False)

    page = SignedIn(secretary).get(reverse("partner_people", kwargs=HERE)).content.decode()

    assert "Dit account staat uit." in page
    assert "gaan nu naar niemand" in page


def test_the_page_asks_as_much_for_many_people_as_for_one(
    nfi: Partner, secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, here = SignedIn(secretary), reverse("partner_people", kwargs=HERE)
    for number in range(12):
        member(nfi, f"Nel{number}", SIGNER, is_deputy=number > 3)

    with django_assert_num_queries(7):
        client.get(here)


def test_a_secretary_may_speak_for_a_partner_too(nfi: Partner, secretary: User) -> None:
    make_member(user=secretary, partner=nfi, role=SIGNER, by=secretary)

    found = speakers_of([nfi], today=timezone.localdate())[nfi.pk]
    assert found.signers == (secretary,)
    assert permissions.may_keep_members(secretary)


def test_the_people_of_the_demo_can_be_made_twice(db: None) -> None:
    with override_settings(DEMO=True):
        for _ in range(2):
            call_command("demo_people", stdout=StringIO())

    partners = Partner.objects.filter(key__in=["politie", "aedes", "vng", "om"])
    found = speakers_of(partners, today=timezone.localdate())
    assert len(found) == 4
    assert {(len(s.editors), len(s.signers)) for s in found.values()} == {(1, 1)}
    assert [s.partner.key for s in found.values() if s.deputies] == ["om"]
