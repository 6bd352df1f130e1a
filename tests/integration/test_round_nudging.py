"""What the secretariat sends by hand: reminders, seen before they go, and a link to one person."""

import re
import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from measures.models import MembershipRole
from measures.rounds import letters
from measures.rounds.models import PersonalLink, Round
from measures.rounds.services import keeping, nudging
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from offensief.outbox import services as outbox
from offensief.outbox.letter import content, shown_text
from offensief.outbox.models import Message, MessageState
from tests.conftest import SignedIn
from tests.integration.round_mail import dutch, many_partners, message, page, partner, to_whom
from tests.people import member
from tests.rounds import fill, sign, signer, submission_of

EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER
MESSAGES, REMIND = "/rondes/2027-1/berichten/", "/rondes/2027-1/herinneren/"


def _form(**differences: object) -> dict[str, object]:
    said = {
        "partners": ["aedes", "politie"],
        "said": "Helpt u ons door vandaag nog in te dienen?",
        "token": str(uuid.uuid4()),
    }
    return {**said, **differences}


def test_the_form_begins_with_everybody_who_has_not_handed_in(
    opened: Round, secretary: User, aedes: User
) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    text = page(secretary, REMIND)

    assert re.findall(r'value="([\w-]+)"[^>]*checked', text) == ["politie"]


def test_the_preview_is_the_very_mail_and_sends_nothing(
    opened: Round, secretary: User, aedes: User
) -> None:
    links = PersonalLink.objects.count()
    form = _form()

    text = SignedIn(secretary).post(REMIND, form).content.decode()
    assert not to_whom(letters.NUDGE)
    assert PersonalLink.objects.count() == links

    SignedIn(secretary).post(REMIND, {**form, "act": "versturen"})
    sent = shown_text(message(letters.NUDGE, aedes))
    shown = re.sub(r"<[^>]+>", "", text).replace("&#x27;", "'")
    for line in filter(None, sent.splitlines()):
        assert line in shown
    assert "2 personen krijgen deze mail." in text


def test_everybody_chosen_gets_one_message_with_the_sentence(
    opened: Round, secretary: User, aedes: User, police: User
) -> None:
    answer = SignedIn(secretary).post(REMIND, {**_form(partners=["aedes"]), "act": "versturen"})

    told = message(letters.NUDGE, aedes)
    assert answer.headers["Location"] == MESSAGES
    assert to_whom(letters.NUDGE) == ["Aron Aedes"]
    assert told.body.startswith("Helpt u ons door vandaag nog in te dienen?\n\n")
    assert "- 1.01 " in told.body
    assert told.seals_link
    entry = Entry.objects.get(action="herinnerd")
    assert entry.actor_id == secretary.pk
    assert entry.after["zin"] == "Helpt u ons door vandaag nog in te dienen?"


def test_pressing_twice_sends_once_and_says_the_same(opened: Round, secretary: User) -> None:
    client, form = SignedIn(secretary), {**_form(), "act": "versturen"}

    first = client.post(REMIND, form, follow=True).content.decode()
    second = client.post(REMIND, form, follow=True).content.decode()

    assert "De herinnering staat klaar voor 2 personen." in first
    assert "De herinnering staat klaar voor 2 personen." in second
    assert to_whom(letters.NUDGE) == ["Aron Aedes", "Priya Politie"]


def test_nobody_is_reminded_by_hand_twice_on_one_day(
    opened: Round, clock: time_machine.Traveller, secretary: User
) -> None:
    client = SignedIn(secretary)
    client.post(REMIND, {**_form(partners=["aedes"]), "act": "versturen"})

    preview = client.post(REMIND, _form()).content.decode()
    assert "kreeg vandaag al een herinnering van het secretariaat" in preview
    assert "1 persoon krijgt deze mail." in preview
    client.post(REMIND, {**_form(), "act": "versturen"})
    assert to_whom(letters.NUDGE) == ["Aron Aedes", "Priya Politie"]
    again = client.post(REMIND, {**_form(), "act": "versturen"}, follow=True).content.decode()
    assert "Er is niets verstuurd" in again

    clock.move_to(dutch(7, 13, 10))
    SignedIn(secretary).post(REMIND, {**_form(), "act": "versturen"})
    assert len(to_whom(letters.NUDGE)) == 4


def test_who_wants_no_reminders_gets_none_by_hand_either(
    opened: Round, secretary: User, police: User
) -> None:
    outbox.stop_digests(person=police, by=police)

    preview = SignedIn(secretary).post(REMIND, _form()).content.decode()
    SignedIn(secretary).post(REMIND, {**_form(), "act": "versturen"})

    assert "Priya Politie: wil geen herinneringen per mail" in preview
    assert to_whom(letters.NUDGE) == ["Aron Aedes"]


def test_who_speaks_for_two_partners_gets_one_message(
    opened: Round, secretary: User, aedes: User
) -> None:
    signer(aedes, "politie")

    SignedIn(secretary).post(REMIND, {**_form(), "act": "versturen"})

    told = message(letters.NUDGE, aedes)
    assert "- 1.01 " in told.body
    assert "- 2.01 " in told.body
    assert not told.seals_link


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"partners": []}, "Kies ten minste één partner."),
        ({"partners": ["nfi"]}, "Een van de gekozen partners heeft intussen ingediend."),
        ({"said": "x" * 501}, "Deze tekst heeft 501 tekens. Maak er hoogstens 500 van."),
        ({"token": "geen"}, "Dit formulier is verouderd."),
    ],
)
@pytest.mark.parametrize("act", ["", "versturen"])
def test_what_is_wrong_is_told_and_nothing_is_lost(
    opened: Round, secretary: User, wrong: dict[str, object], sentence: str, act: str
) -> None:
    form = _form(**wrong)

    answer = SignedIn(secretary).post(REMIND, {**form, "act": act})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert str(form["said"]) in text
    assert not to_whom(letters.NUDGE)


def test_going_back_keeps_what_was_chosen_and_typed(opened: Round, secretary: User) -> None:
    answer = SignedIn(secretary).post(REMIND, {**_form(partners=["politie"]), "act": "aanpassen"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r'value="([\w-]+)"[^>]*checked', text) == ["politie"]
    assert "Helpt u ons door vandaag nog in te dienen?" in text


def test_a_round_that_is_not_open_reminds_nobody_by_hand(opened: Round, secretary: User) -> None:
    nudge = nudging.Nudge(round=opened, partners=frozenset({"aedes"}), said="", token=uuid.uuid4())
    keeping.withdraw_round(
        round_=opened, version=opened.version, reason="Verkeerde vragen.", by=secretary
    )

    with pytest.raises(Refused, match="niet open"):
        nudging.send(nudge=nudge, by=secretary)
    assert "De ronde is niet open" in page(secretary, REMIND)


@pytest.mark.parametrize("who", ["outsider", "aedes", "reader", "head"])
def test_only_the_secretariat_reminds_and_sends_links(
    opened: Round, who: str, request: pytest.FixtureRequest, aedes: User
) -> None:
    person = request.getfixturevalue(who)
    nudge = nudging.Nudge(round=opened, partners=frozenset({"aedes"}), said="", token=uuid.uuid4())

    with pytest.raises(NotAllowed):
        nudging.send(nudge=nudge, by=person)
    with pytest.raises(NotAllowed):
        nudging.send_link(
            submission=submission_of(opened, "aedes"),
            person=aedes,
            token=uuid.uuid4(),
            by=person,
        )
    assert not to_whom(letters.NUDGE)


def test_a_sentence_that_is_too_long_is_refused_by_the_service_too(
    opened: Round, secretary: User
) -> None:
    nudge = nudging.Nudge(
        round=opened, partners=frozenset({"aedes"}), said="x" * 501, token=uuid.uuid4()
    )

    with pytest.raises(ValidationError, match="hoogstens 500"):
        nudging.send(nudge=nudge, by=secretary)


def test_a_preview_asks_as_much_for_many_as_for_a_few(opened: Round, secretary: User) -> None:
    client = SignedIn(secretary)
    client.post(REMIND, _form())
    with CaptureQueriesContext(connection) as few:
        client.post(REMIND, _form())

    many_partners(opened, 12)
    everybody = [s.partner.key for s in opened.submissions.select_related("partner")]
    with CaptureQueriesContext(connection) as many:
        answer = client.post(REMIND, _form(partners=everybody))

    assert "26 personen krijgen deze mail." in answer.content.decode()
    assert len(many) == len(few)


# A link for one.

LINK = "/rondes/2027-1/partners/aedes/links/nieuw/"


def test_a_link_goes_to_one_person_and_lets_that_person_in(
    opened: Round, secretary: User, aedes: User
) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        SignedIn(secretary).post(LINK, {"person": str(aedes.pk), "token": token})

    told = message(letters.LINK, aedes)
    answer = Client().post(content(told, portal="").address)
    assert answer.headers["Location"] == submission_of(opened, "aedes").get_absolute_url()
    assert told.subject == "Uw persoonlijke link: antwoord uiterlijk op 23 juli 2027"
    assert Entry.objects.filter(action="persoonlijke link gestuurd", actor_id=secretary.pk).exists()


def test_a_link_asked_for_again_is_mailed_again(
    opened: Round, secretary: User, aedes: User
) -> None:
    for _ in range(2):
        SignedIn(secretary).post(LINK, {"person": str(aedes.pk), "token": str(uuid.uuid4())})

    assert to_whom(letters.LINK) == ["Aron Aedes", "Aron Aedes"]


@pytest.mark.parametrize("person", ["police", "outsider", "nobody"])
def test_somebody_who_does_not_speak_for_the_partner_does_not_exist_there(
    opened: Round, secretary: User, person: str, request: pytest.FixtureRequest
) -> None:
    pk = "" if person == "nobody" else request.getfixturevalue(person).pk

    answer = SignedIn(secretary).post(LINK, {"person": pk, "token": str(uuid.uuid4())})

    assert answer.status_code == 404
    assert not to_whom(letters.LINK)


def test_who_signs_in_gets_no_link_and_has_no_button(
    opened: Round, secretary: User, aedes: User
) -> None:
    review = "/rondes/2027-1/partners/aedes/"
    assert "Mail Aron Aedes een link" in page(secretary, review)
    grant_role(user=aedes, role=Role.READER, by=None)

    answer = SignedIn(secretary).post(LINK, {"person": str(aedes.pk)}, follow=True)

    assert "komt binnen door in te loggen" in answer.content.decode()
    assert "Mail Aron Aedes een link" not in page(secretary, review)
    assert not to_whom(letters.LINK)


def test_a_partner_that_handed_in_needs_no_link(
    opened: Round, secretary: User, aedes: User
) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    answer = SignedIn(secretary).post(LINK, {"person": str(aedes.pk)}, follow=True)

    assert "Aedes hoeft nu niets te beantwoorden." in answer.content.decode()
    assert not to_whom(letters.LINK)


# Ringing.


@pytest.mark.usefixtures("worker_at_hand")
def test_what_somebody_presses_is_mailed_at_once(
    opened: Round,
    secretary: User,
    aedes: User,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """A secretary gives more time and reminds, a partner asks for a signature."""
    sem = member(partner("aedes"), "Sem", SIGNER).user
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    extension = {
        "act": "uitstel",
        "version": submission_of(opened, "aedes").version,
        "due_on": "2027-07-30",
        "reason": "Ziek.",
    }

    with django_capture_on_commit_callbacks(execute=True):
        SignedIn(secretary).post("/rondes/2027-1/partners/aedes/stap/", extension)
        SignedIn(secretary).post(REMIND, {**_form(partners=["politie"]), "act": "versturen"})
    with django_capture_on_commit_callbacks(execute=True):
        version = submission_of(opened, "aedes").version
        ask = {"act": "vragen", "version": version}
        SignedIn(aedes).post("/uitvraag/2027-1/aedes/stap/", ask)

    subjects = [(mail.to[0], mail.subject) for mail in mailoutbox]
    assert (aedes.email, "U hebt uitstel: antwoord uiterlijk op 30 juli 2027") in subjects
    assert (
        sem.email,
        "Onderteken de antwoorden van Aedes, uiterlijk op 30 juli 2027",
    ) in subjects
    assert len(Message.objects.filter(kind=letters.NUDGE, state=MessageState.SENT)) == 1
