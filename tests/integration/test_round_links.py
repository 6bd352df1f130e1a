"""Personal links: who comes in with one, and who does not."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from measures.rounds import permissions
from measures.rounds.models import LinkUse, PersonalLink, Round, RoundEvent
from measures.rounds.services import links, reviewing
from measures.rounds.states import Step, Via
from measures.services import members
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.outbox.sealed import seal
from tests.conftest import SignedIn
from tests.rounds import NOW, fill, link_for, submission_of


@pytest.fixture
def link(opened: Round, aedes: User) -> PersonalLink:
    return link_for(submission_of(opened, "aedes"), aedes)


def address(link: PersonalLink) -> str:
    return f"{links.path_of(link)}{seal(links.path_of(link))}/"


def come_in(link: PersonalLink) -> Client:
    browser = Client()
    assert browser.post(address(link)).status_code == 302
    return browser


def test_looking_at_a_link_uses_nothing_and_pressing_the_button_comes_in(
    link: PersonalLink,
) -> None:
    browser = Client()

    assert browser.get(address(link)).status_code == 200
    assert not LinkUse.objects.exists()
    assert browser.post(address(link))["Location"] == "/uitvraag/2027-1/aedes/"
    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 200


def test_a_link_opens_one_submission_and_nothing_else(link: PersonalLink) -> None:
    browser = come_in(link)

    for path in ("/uitvraag/2027-1/politie/", "/uitvraag/2027-1/aedes/2.01/"):
        assert browser.get(path).status_code == 404
    for path in ("/uitvraag/", "/maatregelen/", "/rondes/", "/dashboard/", "/berichten/mijn/"):
        assert browser.get(path)["Location"].startswith("/inloggen/")


def test_who_came_with_a_link_answers_and_signs_and_that_is_told(
    opened: Round, link: PersonalLink, aedes: User
) -> None:
    browser = come_in(link)
    for number in ("1.01", "1.04"):
        where = {**link.submission.where, "measure": number}
        answer = browser.post(reverse("answer_unchanged", kwargs=where), {"version": 1})
        assert answer.status_code == 302

    submission = submission_of(opened, "aedes")
    browser.post(
        reverse("submission_act", kwargs=submission.where),
        {"act": "ondertekenen", "version": submission.version},
    )

    event = RoundEvent.objects.get(step=Step.SIGN)
    assert (event.by, event.via) == (aedes, Via.LINK)


def test_only_the_hash_of_the_secret_is_kept(link: PersonalLink) -> None:
    secret = seal(links.path_of(link))

    assert secret not in str(PersonalLink.objects.values().get(pk=link.pk))
    assert len(link.secret_hash) == 64


def test_a_wrong_secret_of_a_real_link_gives_no_entrance(link: PersonalLink) -> None:
    answer = Client().post(f"{links.path_of(link)}{'A' * 43}/")

    assert answer.status_code == 404
    assert not LinkUse.objects.get().worked


def test_a_link_ends(link: PersonalLink, clock: time_machine.Traveller) -> None:
    browser = come_in(link)
    clock.move_to(NOW + timedelta(days=15))

    assert Client().post(address(link)).status_code == 404
    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 302


def test_a_revoked_link_also_stops_who_is_already_in(link: PersonalLink, secretary: User) -> None:
    browser = come_in(link)

    links.revoke(link=link, by=secretary)

    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 302
    assert Client().post(address(link)).status_code == 404


def test_who_no_longer_speaks_for_the_partner_is_out_at_once(
    link: PersonalLink, aedes: User, secretary: User
) -> None:
    browser = come_in(link)

    for membership in aedes.memberships.filter(ended_at=None):
        members.end_member(membership=membership, by=secretary)

    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 302


def test_a_link_never_replaces_the_sign_in_of_somebody_with_more_rights(
    opened: Round, link: PersonalLink, aedes: User
) -> None:
    grant_role(user=aedes, role=Role.READER, by=None)

    assert Client().post(address(link)).status_code == 404
    asked = [(aedes, submission_of(opened, "aedes"))]
    assert links.links_for(pairs=asked, by=None) == {}


def test_guessing_is_stopped_and_stops_nobody_else(
    link: PersonalLink, clock: time_machine.Traveller
) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(links.MOST_FAILURES):
        guesser.post(f"/link/{uuid.uuid4()}/{'A' * 43}/")

    assert guesser.post(address(link)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.2").post(address(link)).status_code == 302
    clock.shift(timedelta(minutes=16))
    assert guesser.post(address(link)).status_code == 302


def test_the_text_of_somebody_whose_time_was_over_comes_back_with_the_link(
    link: PersonalLink, clock: time_machine.Traveller
) -> None:
    browser = come_in(link)
    path = "/uitvraag/2027-1/aedes/1.01/"
    page = browser.get(path).content.decode()
    sealed = page.split('name="typed_by" value="')[1].split('"')[0]
    clock.shift(timedelta(hours=3))

    sent = {"text": "Lang over nagedacht, en nu pas klaar.", "version": "1", "typed_by": sealed}
    assert browser.post(path, sent).status_code == 401
    answer = browser.post(address(link))

    assert "Lang over nagedacht" in answer.content.decode()


def test_somebody_who_is_signed_in_stays_who_they_are(link: PersonalLink, police: User) -> None:
    browser = SignedIn(police)

    browser.post(address(link))

    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 404


def test_a_fresh_link_is_used_again_for_the_next_mail(
    opened: Round, link: PersonalLink, aedes: User, clock: time_machine.Traveller
) -> None:
    submission = submission_of(opened, "aedes")

    assert link_for(submission, aedes) == link
    clock.shift(timedelta(days=12))
    assert link_for(submission, aedes) != link


def test_after_leaving_nobody_at_this_browser_gets_in(link: PersonalLink) -> None:
    browser = come_in(link)

    browser.post(reverse("link_leave"))

    assert browser.get("/uitvraag/2027-1/aedes/").status_code == 302


def test_a_link_to_what_is_handed_in_shows_it_and_changes_nothing(
    opened: Round, link: PersonalLink, aedes: User, secretary: User
) -> None:
    fill(opened, "1.01", aedes)
    browser = come_in(link)
    submission = submission_of(opened, "aedes")
    reviewing.call_missing(
        submission=submission, version=submission.version, reason="Te laat.", by=secretary
    )

    answer = browser.post("/uitvraag/2027-1/aedes/1.01/", {"text": "Nog iets.", "version": "2"})

    assert answer.status_code == 409
    assert "niet ingediend" in answer.content.decode()


def test_an_outsider_can_have_no_link(opened: Round, outsider: User) -> None:
    assert not permissions.may_have_link(outsider, submission_of(opened, "aedes"))
