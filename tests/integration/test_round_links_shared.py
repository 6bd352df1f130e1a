"""One browser and several people with a personal link, and links of who has left."""

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import MembershipRole, Partner
from measures.rounds.models import PersonalLink, Round
from measures.rounds.services import links
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.people import services
from offensief.web.personal import SEEN
from tests.conftest import make_person
from tests.integration.test_round_links import address, come_in
from tests.people import member
from tests.rounds import answer_of, link_for, submission_of

PAGE = "/uitvraag/2027-1/aedes/1.01/"
TEXT = "Alleen van wie het typte."


@pytest.fixture
def link(opened: Round, aedes: User) -> PersonalLink:
    return link_for(submission_of(opened, "aedes"), aedes)


@pytest.fixture
def link_of_colleague(opened: Round) -> PersonalLink:
    colleague = member(Partner.objects.get(key="aedes"), "Cor", MembershipRole.EDITOR).user
    return link_for(submission_of(opened, "aedes"), colleague)


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)


def _seal_on(page: str) -> str:
    return page.split('name="typed_by" value="')[1].split('"')[0]


def test_the_tab_of_who_was_in_before_is_never_sent_as_who_is_in_now(
    opened: Round, link: PersonalLink, link_of_colleague: PersonalLink
) -> None:
    browser = come_in(link)
    seal = _seal_on(browser.get(PAGE).content.decode())
    browser.post(address(link_of_colleague))
    version = answer_of(opened, "1.01").version

    answer = browser.post(PAGE, {"text": TEXT, "version": str(version), "typed_by": seal})

    assert answer.status_code == 401
    assert answer_of(opened, "1.01").text != TEXT
    assert TEXT in browser.post(address(link)).content.decode()


def test_the_page_of_a_link_says_who_is_in_already(
    link: PersonalLink, link_of_colleague: PersonalLink
) -> None:
    browser = come_in(link)

    other = browser.get(address(link_of_colleague)).content.decode()
    own = browser.get(address(link)).content.decode()

    name = link.person.get_full_name()
    assert f"In deze browser is nu {name} binnen." in other
    assert "In deze browser is nu" not in own


def test_a_link_does_not_come_back_with_the_account(
    link: PersonalLink, aedes: User, administrator: User
) -> None:
    services.deactivate(user=aedes, reason="Is weg.", by=administrator)
    services.reactivate(user=aedes, reason="Is terug.", by=administrator)

    assert Client().post(address(link)).status_code == 404
    ended = Entry.objects.get(action="persoonlijke link ingetrokken")
    assert ended.actor_id == administrator.pk
    assert ended.after == {"voor": aedes.name}


def test_nor_after_a_role_that_came_and_went(
    link: PersonalLink, aedes: User, administrator: User
) -> None:
    services.give_role(user=aedes, role=Role.READER, reason="Leest mee.", by=administrator)
    services.take_role(user=aedes, role=Role.READER, reason="Leest niet mee.", by=administrator)

    assert not links.is_valid(PersonalLink.objects.get(pk=link.pk))


def test_who_is_not_in_signs_in_first_and_is_asked_about_personal_data_after(
    opened: Round, link: PersonalLink, aedes: User
) -> None:
    sent = {"text": "Bel 06-12345678.", "version": "1"}

    assert Client().post(PAGE, sent).status_code == 401
    asked = come_in(link).post(PAGE, sent, headers={"Referer": f"http://testserver{PAGE}"})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert f'name="{SEEN}"' in page
    assert f'<a href="{PAGE}">Ga dan terug</a>' in page
    assert "Tekst voor de rapportage</label>" in page
    assert reverse("dashboard") not in page.split("Wilt u niets versturen?")[1][:200]
