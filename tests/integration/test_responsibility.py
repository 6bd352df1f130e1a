"""Who answers for a measure: roles and contact persons come and go, history stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils import timezone

from measures.gaps import GapKind
from measures.models import ContactPerson, ContactRole, Involvement, Measure, Partner
from measures.selectors import radar
from measures.services.responsibility import (
    NewContact,
    add_contact,
    assign,
    end_contact,
    end_role,
)
from measures.statuses import InvolvementRole
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn

DAY = date(2026, 1, 1)
LATER = date(2026, 7, 1)


@pytest.fixture
def measure(db: None) -> Measure:
    return Measure.objects.get(number="3.01")


def lead(measure: Measure, key: str, by: User, *, on: date = DAY) -> Involvement:
    return assign(
        measure=measure,
        partner=Partner.objects.get(key=key),
        role=InvolvementRole.LEAD,
        specifier="",
        valid_from=on,
        by=by,
    )


def contact(name: str, *, on: date = DAY, measure: Measure | None = None) -> NewContact:
    return NewContact(
        partner=Partner.objects.get(key="politie"),
        measure=measure,
        role=ContactRole.MAIN,
        name=name,
        email="iemand@test.example",
        valid_from=on,
    )


def test_a_new_role_ends_the_old_one_of_the_same_partner(measure: Measure, secretary: User) -> None:
    before = measure.involvements.get(partner__key="politie")

    lead(measure, "politie", secretary)

    before.refresh_from_db()
    assert before.valid_to == DAY
    assert measure.involvements.get(partner__key="politie", valid_to=None).role == "lead"
    found = radar.live(Measure.objects.all(), today=timezone.localdate())
    assert "3.01" not in [gap.number for gap in found.of_kind(GapKind.NO_LEAD)]


def test_a_second_lead_is_refused_by_service_and_database(
    measure: Measure, secretary: User
) -> None:
    lead(measure, "politie", secretary)

    with pytest.raises(ValidationError) as refusal:
        lead(measure, "vng", secretary)
    assert "Politie is al trekker van maatregel 3.01" in refusal.value.message_dict["role"][0]
    with pytest.raises(IntegrityError), transaction.atomic():
        measure.involvements.filter(partner__key="vng").update(role="lead")


def test_a_role_cannot_end_before_it_began(measure: Measure, secretary: User) -> None:
    part = lead(measure, "politie", secretary)

    with pytest.raises(ValidationError) as refusal:
        end_role(involvement=part, valid_to=DAY - timedelta(days=1), by=secretary)
    assert "kan niet eindigen op of voor de dag" in refusal.value.message_dict["valid_to"][0]

    end_role(involvement=part, valid_to=LATER, by=secretary)
    with pytest.raises(ValidationError, match="al beëindigd"):
        end_role(involvement=part, valid_to=LATER, by=secretary)


def test_people_leave_and_their_history_stays(measure: Measure, secretary: User) -> None:
    first = add_contact(contact=contact("Ans"), by=secretary)
    second = add_contact(contact=contact("Bea", on=LATER), by=secretary)

    first.refresh_from_db()
    assert first.valid_to == LATER
    assert list(ContactPerson.objects.present()) == [second]

    end_contact(contact=second, valid_to=LATER + timedelta(days=9), by=secretary)
    assert ContactPerson.objects.count() == 2
    with pytest.raises(ValidationError, match="al vertrokken"):
        end_contact(contact=second, valid_to=LATER, by=secretary)


def test_a_deputy_and_one_for_this_measure_stand_beside_the_general_one(
    measure: Measure, secretary: User
) -> None:
    add_contact(contact=contact("Ans"), by=secretary)
    add_contact(contact=contact("Bea", measure=measure), by=secretary)

    assert ContactPerson.objects.present().for_measure(measure).count() == 2
    other = Measure.objects.get(number="1.01")
    assert ContactPerson.objects.present().for_measure(other).count() == 1


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_gives_roles(
    name: str, measure: Measure, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        lead(measure, "politie", person)
    with pytest.raises(NotAllowed):
        add_contact(contact=contact("Ans"), by=person)


def test_the_page_gives_ends_and_refuses(measure: Measure, secretary: User) -> None:
    client = SignedIn(secretary)
    here = reverse("responsibility", kwargs={"number": "3.01"})
    form = {
        "rol-partner": "politie",
        "rol-role": "lead",
        "rol-specifier": "landelijk deel",
        "rol-valid_from": DAY.isoformat(),
    }

    assert "Nog te beleggen" in client.get(here).content.decode()
    assert client.post(here, form).status_code == 302
    second = client.post(here, {**form, "rol-partner": "vng"})
    assert second.status_code == 422
    assert "is al trekker" in second.content.decode()
    assert 'value="landelijk deel"' in second.content.decode()

    part = measure.involvements.get(role="lead", valid_to=None)
    end = reverse("role_end", kwargs={"number": "3.01", "pk": part.pk})
    assert client.post(end, {"valid_to": "2020-01-01"}).status_code == 422
    assert client.post(end, {"valid_to": timezone.localdate().isoformat()}).status_code == 302
    assert "Eerder" in client.get(here).content.decode()


def test_contacts_through_the_page(measure: Measure, secretary: User, police: User) -> None:
    client = SignedIn(secretary)
    add = reverse("contact_add", kwargs={"number": "3.01"})
    form = {
        "contact-partner": "politie",
        "contact-scope": "measure",
        "contact-role": "main",
        "contact-name": "Ans de Boer",
        "contact-email": "ans@test.example",
        "contact-valid_from": DAY.isoformat(),
    }

    assert client.post(add, {**form, "contact-email": "geen adres"}).status_code == 422
    assert client.post(add, form).status_code == 302
    seen = SignedIn(police).get(measure.get_absolute_url()).content.decode()
    assert "Ans de Boer" in seen
    person = ContactPerson.objects.get()
    end = reverse("contact_end", kwargs={"number": "3.01", "pk": person.pk})
    assert client.post(end, {"valid_to": timezone.localdate().isoformat()}).status_code == 302
    assert "mailto:ans@" not in client.get(measure.get_absolute_url()).content.decode()
    page = client.get(reverse("partner", kwargs={"key": "politie"})).content.decode()
    assert "<del>Ans de Boer</del>" in page
    assert "politie" in client.get(reverse("partners")).content.decode()


def test_roles_and_contacts_are_told_when_they_happen(measure: Measure, secretary: User) -> None:
    """A role of tomorrow would count today: who may see what goes by it."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    part = lead(measure, "politie", secretary)
    person = add_contact(contact=contact("Ans"), by=secretary)

    for attempt in (
        lambda: lead(measure, "om", secretary, on=tomorrow),
        lambda: end_role(involvement=part, valid_to=tomorrow, by=secretary),
        lambda: add_contact(contact=contact("Bea", on=tomorrow), by=secretary),
        lambda: end_contact(contact=person, valid_to=tomorrow, by=secretary),
    ):
        with pytest.raises(ValidationError, match="ligt in de toekomst"):
            attempt()


def test_nobody_leads_on_a_day_that_another_led(measure: Measure, secretary: User) -> None:
    part = lead(measure, "politie", secretary)
    end_role(involvement=part, valid_to=LATER, by=secretary)

    with pytest.raises(ValidationError, match="Politie was trekker tot 1 juli 2026"):
        lead(measure, "vng", secretary, on=LATER - timedelta(days=1))
    lead(measure, "vng", secretary, on=LATER)
