"""Pages of a partner in a round: what it sees, sends, and gets back when something is wrong."""

from datetime import date

import pytest
import time_machine

from measures.models import MembershipRole, Milestone, Partner
from measures.rounds.hands import Hand
from measures.rounds.models import Round, RoundEvent
from measures.rounds.services import keeping, signing
from measures.rounds.states import Step, SubmissionState
from measures.services import members
from offensief.accounts.models import User
from tests.conftest import SignedIn, make_person
from tests.rounds import (
    NOW,
    answer_of,
    fill,
    leads,
    milestone,
    sign,
    submission_of,
    wish,
)

MINE = "/uitvraag/2027-1/aedes/"
ANSWER = f"{MINE}1.01/"
ROUND = "/rondes/2027-1/"
REVIEW = f"{ROUND}partners/aedes/"


def whole(version: int, **differences: str) -> dict[str, str]:
    sent = {
        "version": str(version),
        "phase": "underway",
        "course": "on_track",
        "text": "Nu werken alle corporaties mee.",
        "needed": "",
    }
    return {**sent, **differences}


def test_a_saved_answer_leads_back_to_the_overview(opened: Round, aedes: User) -> None:
    answer = SignedIn(aedes).post(ANSWER, whole(1), follow=True)

    assert "Uw antwoord over maatregel 1.01 is opgeslagen." in answer.content.decode()
    assert "1 van 2 maatregelen beantwoord" in answer.content.decode()


def test_an_unfinished_answer_is_kept_and_says_what_is_missing(opened: Round, aedes: User) -> None:
    sent = whole(1, course="delayed", text="Nog niet af.")

    page = SignedIn(aedes).post(ANSWER, sent, follow=True).content.decode()

    assert "Schrijf wat er nodig is om verder te komen." in page
    assert 'href="#id_needed"' in page
    assert answer_of(opened, "1.01").text == "Nog niet af."


def test_a_text_that_is_too_long_is_kept_and_cannot_be_signed(opened: Round, aedes: User) -> None:
    page = SignedIn(aedes).post(ANSWER, whole(1, text="woord " * 121), follow=True)

    assert "121" in page.content.decode()
    assert "Maak er hoogstens 120 van" in page.content.decode()
    assert answer_of(opened, "1.01").state == "open"


def test_one_wrong_date_keeps_the_other_fields(opened: Round, aedes: User) -> None:
    sent = whole(1, result_on="31-02-2027", text="Wel goed.")

    answer = SignedIn(aedes).post(ANSWER, sent)

    assert answer.status_code == 422
    assert "geen bestaande datum" in answer.content.decode()
    assert answer_of(opened, "1.01").text == "Wel goed."


def test_two_people_at_once_see_both_texts_and_choose(opened: Round, aedes: User) -> None:
    browser = SignedIn(aedes)
    fill(opened, "1.01", aedes, text="Van een collega.")

    answer = browser.post(ANSWER, whole(1, text="Van mij.", note="Mijn notitie."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van een collega." in page
    assert "Van mij." in page
    assert answer_of(opened, "1.01").note == "Mijn notitie."
    version = answer_of(opened, "1.01").version
    browser.post(ANSWER, whole(version, text="Van mij."))
    assert answer_of(opened, "1.01").text == "Van mij."


def test_a_field_is_saved_by_itself_without_leaving_the_page(opened: Round, aedes: User) -> None:
    answer = SignedIn(aedes).post(ANSWER, whole(1), headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert 'id="opgeslagen"' in page
    assert f'value="{answer_of(opened, "1.01").version}"' in page
    assert "<html" not in page


def test_a_page_that_is_outdated_gets_the_whole_form_anew(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes, note="Van een collega.")
    sent = {**whole(1), "note": ""}

    answer = SignedIn(aedes).post(ANSWER, sent, headers={"HX-Request": "true"})

    assert answer["HX-Retarget"] == "#antwoord"
    assert "Van een collega." in answer.content.decode()


def test_unchanged_on_a_changed_answer_says_what_to_do(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes)
    version = answer_of(opened, "1.01").version

    answer = SignedIn(aedes).post(f"{ANSWER}ongewijzigd/", {"version": version})

    assert answer.status_code == 422
    assert "zet het antwoord eerst terug" in answer.content.decode()


def test_putting_back_gives_the_answer_of_before(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes)
    version = answer_of(opened, "1.01").version

    SignedIn(aedes).post(f"{ANSWER}terug/", {"version": version})

    assert answer_of(opened, "1.01").content() == answer_of(opened, "1.01").base


def test_a_milestone_is_moved_with_its_reason_and_a_new_one_added(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    step = milestone("1.01", secretary, "Kader vastgesteld", date(2027, 9, 1))
    round_ = played_round_again(clock, secretary, aedes)
    name = f"step.{step.pk}"
    browser = SignedIn(aedes)

    page = browser.post(
        ANSWER,
        whole(1, course="delayed", needed="Tijd.", **{f"{name}.planned_on": "2027-10-01"}),
        follow=True,
    )
    assert "Schrijf waarom mijlpaal" in page.content.decode()
    more = {
        f"{name}.reason": "Meer overleg nodig.",
        "new.1.title": "Kader in gebruik",
        "new.1.planned_on": "2027-12-01",
    }
    version = answer_of(round_, "1.01").version
    browser.post(ANSWER, {"version": str(version), **more})
    fill(round_, "1.04", aedes)
    sign(round_, "aedes", aedes)
    SignedIn(secretary).post(
        f"{REVIEW}stap/",
        {"act": "goedkeuren", "version": submission_of(round_, "aedes").version},
    )

    step.refresh_from_db()
    assert step.current_on == date(2027, 10, 1)
    assert step.moves.get().reason == "Meer overleg nodig."
    assert Milestone.objects.get(title="Kader in gebruik").first_on == date(2027, 12, 1)


def played_round_again(clock: time_machine.Traveller, secretary: User, aedes: User) -> Round:
    members.make_member(
        user=aedes, partner=Partner.objects.get(key="aedes"), role=MembershipRole.SIGNER, by=None
    )
    round_ = keeping.make_round(wish=wish(), by=secretary)
    SignedIn(secretary).post(f"{ROUND}plannen/", {"act": "nobody"})
    SignedIn(secretary).post(f"{ROUND}plannen/", {"act": "no_signer", "partner": "politie"})
    keeping.plan_round(round_=round_, version=round_.version, by=secretary)
    clock.move_to(NOW)
    return keeping.open_round(round_=round_, by=None)


def test_an_editor_lays_it_before_the_signer_who_declines(
    opened: Round, aedes: User, secretary: User
) -> None:
    editor = make_person("opsteller@test.example", "Olga Opsteller")
    partner = Partner.objects.get(key="aedes")
    members.make_member(user=editor, partner=partner, role=MembershipRole.EDITOR, by=None)
    fill(opened, "1.01", editor)
    fill(opened, "1.04", editor)
    version = submission_of(opened, "aedes").version
    SignedIn(editor).post(f"{MINE}stap/", {"act": "ondertekenen", "version": version})
    assert submission_of(opened, "aedes").state == SubmissionState.BUSY

    SignedIn(editor).post(f"{MINE}stap/", {"act": "vragen", "version": version})
    version = submission_of(opened, "aedes").version
    refused = SignedIn(aedes).post(f"{MINE}stap/", {"act": "weigeren", "version": version})
    assert "Schrijf waarom u niet ondertekent." in refused.content.decode()
    SignedIn(aedes).post(
        f"{MINE}stap/", {"act": "weigeren", "version": version, "reason": "Tekst 1.04 klopt niet."}
    )

    page = SignedIn(editor).get(MINE).content.decode()
    assert "Tekst 1.04 klopt niet." in page
    assert submission_of(opened, "aedes").state == SubmissionState.BUSY


def test_what_is_signed_is_read_but_not_written(signed: Round, aedes: User) -> None:
    page = SignedIn(aedes).get(ANSWER).content.decode()
    sent = SignedIn(aedes).post(ANSWER, whole(2, text="Toch anders."))

    assert "<textarea" not in page
    assert "ligt vast" in page
    assert sent.status_code == 409
    assert answer_of(signed, "1.01").text == "Nu werken alle corporaties mee."


def test_late_is_kept_with_the_signature(
    opened: Round, aedes: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 7, 28))
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)

    submission = sign(opened, "aedes", aedes)

    assert submission.was_late
    assert RoundEvent.objects.get(step=Step.SIGN).payload["late"] is True


def test_a_partner_knows_nothing_of_a_round_that_is_not_open(
    clock: time_machine.Traveller, secretary: User, aedes: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    keeping.make_round(wish=wish(), by=secretary)

    assert SignedIn(aedes).get(MINE).status_code == 404
    assert "eerste halfjaar" not in SignedIn(aedes).get("/uitvraag/").content.decode()


def test_a_signature_on_an_outdated_page_is_not_given(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    seen = submission_of(opened, "aedes").version
    fill(opened, "1.04", aedes, text="Na het openen gewijzigd.")

    answer = SignedIn(aedes).post(f"{MINE}stap/", {"act": "ondertekenen", "version": seen})

    assert answer.status_code == 409
    assert submission_of(opened, "aedes").state == SubmissionState.BUSY


def test_recalling_makes_it_writable_again(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = submission_of(opened, "aedes")
    signing.ask_signature(submission=submission, version=submission.version, hand=Hand(by=aedes))
    assert SignedIn(aedes).post(ANSWER, whole(2, text="Anders.")).status_code == 409

    version = submission_of(opened, "aedes").version
    SignedIn(aedes).post(f"{MINE}stap/", {"act": "terughalen", "version": version})

    assert SignedIn(aedes).post(ANSWER, whole(2, text="Anders.")).status_code == 302


def test_after_signing_in_a_partner_sees_that_something_is_asked(
    opened: Round, aedes: User
) -> None:
    page = SignedIn(aedes).get("/dashboard/").content.decode()

    assert "Er wordt iets van Aedes gevraagd" in page
    assert "0 van 2 beantwoord" in page


def test_unchanged_first_keeps_what_was_typed(opened: Round, aedes: User) -> None:
    answer = SignedIn(aedes).post(f"{ANSWER}ongewijzigd/", whole(1, text="Toch iets nieuws."))

    assert answer.status_code == 422
    assert "zet het antwoord eerst terug" in answer.content.decode()
    assert answer_of(opened, "1.01").text == "Toch iets nieuws."


def test_unchanged_with_an_untouched_form_is_an_answer(opened: Round, aedes: User) -> None:
    sent = {**answer_of(opened, "1.01").content(), "version": "1"}

    SignedIn(aedes).post(f"{ANSWER}ongewijzigd/", sent)

    assert answer_of(opened, "1.01").state == "unchanged"


def test_why_nothing_changed_is_kept_as_the_note_by_whatever_button(
    opened: Round, aedes: User
) -> None:
    why = "Er was geen overleg."

    SignedIn(aedes).post(ANSWER, {"version": "1", "note": "", "unchanged_note": why})
    assert answer_of(opened, "1.01").note == why
    sent = {"version": "2", "note": why, "unchanged_note": f"{why} Wel in mei."}
    SignedIn(aedes).post(f"{ANSWER}ongewijzigd/", sent)

    assert answer_of(opened, "1.01").note == f"{why} Wel in mei."
    assert answer_of(opened, "1.01").state == "unchanged"


def test_putting_back_first_keeps_what_was_typed(opened: Round, aedes: User) -> None:
    SignedIn(aedes).post(f"{ANSWER}terug/", whole(1, text="Net getypt."))

    assert RoundEvent.objects.filter(payload__edit__text="Net getypt.").exists()
    assert answer_of(opened, "1.01").content() == answer_of(opened, "1.01").base


def test_putting_back_does_not_undo_what_somebody_else_wrote(opened: Round, aedes: User) -> None:
    sent = {**answer_of(opened, "1.01").content(), "version": "1"}
    fill(opened, "1.01", aedes, text="Van een collega.")

    answer = SignedIn(aedes).post(f"{ANSWER}terug/", sent)

    assert answer.status_code == 409
    assert "op een andere plek gewijzigd" in answer.content.decode()
    assert answer_of(opened, "1.01").text == "Van een collega."


@pytest.mark.parametrize("button", ["", "ongewijzigd/", "terug/"])
def test_what_was_typed_in_an_old_tab_is_shown_after_signing(
    signed: Round, aedes: User, button: str
) -> None:
    sent = whole(1, text="Uit een oude tab.", course="delayed", result_on="31-02-2027")

    answer = SignedIn(aedes).post(f"{ANSWER}{button}", sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dit is niet opgeslagen" in page
    assert "ligt vast" in page
    for text in ("Uit een oude tab.", "Vertraagd", "31-02-2027"):
        assert text in page
    # What is the same as what is kept need not be copied.
    assert page.count("<dt>Fase</dt>") == 1
    assert answer_of(signed, "1.01").text == "Nu werken alle corporaties mee."


def test_what_nobody_answered_before_is_not_called_an_answer(opened: Round, aedes: User) -> None:
    page = SignedIn(aedes).get(ANSWER).content.decode()

    assert "Nu bekend" in page
    assert "Vorig antwoord<" not in page
