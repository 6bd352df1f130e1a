"""A form sent after the session ended: its writer sees all of it before anything happens."""

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Release
from measures.models import Measure
from offensief.accounts.kept import owner_seal
from offensief.accounts.models import User
from offensief.web.labels import Shown, label_of, shown
from offensief.web.personal import SEEN
from tests.conftest import SignedIn

STATUS = "/maatregelen/3.01/status/"
RELEASE = "/cijfers/balie/1/vrijgeven/"


def _later(person: User, path: str, form: dict[str, str], *, page: str = "") -> str:
    """The page after signing in again, for who sent this form without a session."""
    headers = {"Referer": f"http://testserver{page}"} if page else {}
    sent = {**form, "typed_by": owner_seal(person.pk)}
    answer = Client().post(path, sent, headers=headers)
    assert answer.status_code == 401
    client = SignedIn(person)
    client.post(reverse("account_login"), {"kept": answer.context["form"].initial["kept"]})
    return client.get(reverse("resume")).content.decode()


def test_every_field_stands_there_with_its_name_and_its_choice(secretary: User) -> None:
    form = {
        "phase": "underway",
        "explanation": "Alle gemeenten\r\ndoen mee.",
        "version": "1",
        "kept_as": "Status opslaan",
    }

    page = _later(secretary, STATUS, form, page="/maatregelen/3.01/")

    assert "<dt>Fase</dt>" in page
    assert "In uitvoering" in page
    assert "<dt>Toelichting</dt>" in page
    assert "Alle gemeenten<br>doen mee." in page
    assert "<strong>Status opslaan</strong>" in page
    assert '<a href="/maatregelen/3.01/">' in page
    assert "Alsnog versturen" in page


def test_no_password_is_carried_over(secretary: User) -> None:
    form = {"present_password": "van nu", "password": "van straks", "explanation": "Waarom niet."}

    page = _later(secretary, STATUS, form)

    assert "Waarom niet." in page
    assert "van nu" not in page
    assert "van straks" not in page


def test_what_cannot_be_taken_back_is_not_sent_on_from_there(figures_owner: User) -> None:
    before = Release.objects.count()
    form = {"embargo_until_0": "2027-03-01", "kept_as": "Vrijgeven", "reason": "Kwartaal is klaar"}

    page = _later(figures_owner, RELEASE, form, page="/cijfers/balie/1/")

    assert "Alsnog versturen" not in page
    assert 'action="/cijfers' not in page
    assert "Doe dit opnieuw op de pagina zelf" in page
    assert "Kwartaal is klaar" in page
    assert 'href="/cijfers/balie/1/"' in page
    assert Release.objects.count() == before


def test_seals_of_the_portal_are_no_words_of_a_person(secretary: User) -> None:
    seals = "b46306170019e51174466096 e0aed2254e2f51174466096a"

    page = _later(secretary, STATUS, {"explanation": "Eigen woorden.", SEEN: seals})

    assert "Eigen woorden." in page
    assert seals not in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/weg/", "http://testserver//evil.example/", "http://testserver.evil/x/"],
)
def test_the_way_back_stays_in_this_portal(elsewhere: str, secretary: User) -> None:
    sent = {"explanation": "Eigen woorden.", "typed_by": owner_seal(secretary.pk)}
    kept = Client().post(STATUS, sent, headers={"Referer": elsewhere})
    client = SignedIn(secretary)
    client.post(reverse("account_login"), {"kept": kept.context["form"].initial["kept"]})

    page = client.get(reverse("resume")).content.decode()
    assert "evil" not in page
    assert "evil" not in Client().post(STATUS, {}, headers={"Referer": elsewhere}).content.decode()


def test_without_text_the_way_back_is_the_page_itself(secretary: User) -> None:
    answer = Client().post(
        "/maatregelen/3.01/volgen/", {}, headers={"Referer": "http://testserver/maatregelen/3.01/"}
    )

    page = answer.content.decode()
    assert "Er is niets verstuurd." in page
    assert page.count('<input type="hidden" name="next" value="/maatregelen/3.01/">') == 2


def test_the_best_fitting_form_gives_the_names() -> None:
    """Several forms of one view call a field "reason"; the one that was sent is meant."""
    milestone = label_of("/maatregelen/3.01/mijlpalen/1/", ["planned_on", "reason", "version"])

    assert milestone["planned_on"]
    assert "version" in label_of(STATUS, ["version"])


def test_a_made_up_form_learns_no_names_of_rows(db: None) -> None:
    (found,) = shown("/rondes/nieuw/", [("scope", str(Measure.objects.earliest("pk").pk))])

    assert found.label
    assert found.value == "(uw keuze)"


def test_an_address_that_is_not_there_has_no_names() -> None:
    assert label_of("/bestaat/niet/", ["text"]) == {}
    assert shown("/bestaat/niet/", [("a", "twee woorden"), ("b", "een")]) == (
        Shown("", "twee woorden"),
    )
