"""Pages of a round: what people see, send, and get back when something is wrong."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from measures.models import Measure, MembershipRole, Milestone, Partner
from measures.rounds.hands import Hand
from measures.rounds.models import Arrangement, Round, RoundEvent
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services import keeping, signing
from measures.rounds.states import ArrangementKind, RoundState, Step, SubmissionState
from measures.services import members
from measures.statuses import Certainty
from offensief.accounts.models import Role, User
from tests.conftest import SignedIn, make_person
from tests.rounds import (
    NOW,
    answer_of,
    fill,
    lead,
    leads,
    milestone,
    played_round,
    sign,
    submission_of,
    wish,
)

MINE = "/uitvraag/2027-1/aedes/"
ANSWER = f"{MINE}1.01/"
ROUND = "/rondes/2027-1/"
REVIEW = f"{ROUND}partners/aedes/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def opened(clock: time_machine.Traveller, secretary: User, aedes: User, police: User) -> Round:
    return played_round(clock, secretary, aedes, police)


@pytest.fixture
def signed(opened: Round, aedes: User) -> Round:
    fill(opened, "1.01", aedes, text="Nu werken alle corporaties mee.")
    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)
    return opened


def whole(version: int, **differences: str) -> dict[str, str]:
    sent = {
        "version": str(version),
        "phase": "underway",
        "course": "on_track",
        "text": "Nu werken alle corporaties mee.",
        "needed": "",
    }
    return {**sent, **differences}


# --- the partner ----------------------------------------------------------------------------


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


# --- the secretariat -------------------------------------------------------------------------


def test_a_round_with_days_out_of_order_says_which(
    clock: time_machine.Traveller, secretary: User
) -> None:
    days = {name: str(day) for name, day in wish().days().items()}
    sent = {**days, "title": "Ronde", "opens_time": "09:00", "deadline_on": "2027-07-01"}

    answer = SignedIn(secretary).post("/rondes/nieuw/", sent)

    assert answer.status_code == 422
    assert "De uiterste dag ligt na de opening." in answer.content.decode()
    assert not Round.objects.exists()


def test_holes_are_settled_before_a_round_is_planned(
    clock: time_machine.Traveller, secretary: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    lead("2.01", "politie", secretary)
    round_ = keeping.make_round(wish=wish(deadline_on=date(2027, 7, 9)), by=secretary)
    browser = SignedIn(secretary)
    kinds = {hole.kind for hole in holes_of(round_).holes}
    assert kinds == {
        ArrangementKind.NO_ANSWER,
        ArrangementKind.NO_SIGNER,
        ArrangementKind.SHORT_TIME,
    }

    refused = browser.post(f"{ROUND}stap/", {"act": "plannen", "version": 1}, follow=True)
    assert "Er is nog iets niet geregeld" in refused.content.decode()
    browser.post(f"{ROUND}plannen/", {"act": "no_answer", "answer-1.01": "aedes"})
    browser.post(f"{ROUND}plannen/", {"act": "nobody"})
    browser.post(f"{ROUND}plannen/", {"act": "short_time"})
    for key in ("politie", "aedes"):
        browser.post(f"{ROUND}plannen/", {"act": "no_signer", "partner": key})
    browser.post(f"{ROUND}stap/", {"act": "plannen", "version": 1})

    round_.refresh_from_db()
    assert round_.state == RoundState.PLANNED
    assert Arrangement.objects.get(measure__number="1.01").partner == Partner.objects.get(
        key="aedes"
    )
    keeping.open_round(round_=round_, by=secretary)
    assert answer_of(round_, "1.04").state == "not_asked"


def test_a_partner_that_is_not_of_the_measure_cannot_answer(
    clock: time_machine.Traveller, secretary: User
) -> None:
    keeping.make_round(wish=wish(), by=secretary)

    answer = SignedIn(secretary).post(
        f"{ROUND}plannen/", {"act": "no_answer", "answer-1.01": "politie"}
    )

    assert answer.status_code == 422
    assert "hoort niet bij maatregel 1.01" in answer.content.decode()


def test_the_cockpit_says_per_partner_what_to_do(signed: Round, secretary: User) -> None:
    page = SignedIn(secretary).get(ROUND).content.decode()

    assert "0 van 2 partners afgerond" in page
    assert "Ingediend: 1" in page
    assert "Niet bekeken: 1" in page
    assert "Beoordelen" in page


def test_what_was_looked_at_and_who_is_late_shows(
    opened: Round, secretary: User, police: User, clock: time_machine.Traveller
) -> None:
    SignedIn(police).get("/uitvraag/2027-1/politie/")
    clock.move_to(date(2027, 7, 27))

    page = SignedIn(secretary).get(ROUND).content.decode()

    assert "Bekeken" in page
    assert "4 dagen te laat" in page
    assert "Herinneren, uitstel geven of zonder verder gaan" in page


def test_the_review_shows_what_changed_and_copies_it_on_approval(
    signed: Round, secretary: User
) -> None:
    browser = SignedIn(secretary)
    page = browser.get(REVIEW).content.decode()
    assert "<del>De</del><ins>Nu</ins>" in page
    assert "Het hele antwoord" in page

    version = submission_of(signed, "aedes").version
    sent = {"act": "goedkeuren", "version": version, "certainty-1.01": "checked"}
    done = browser.post(f"{REVIEW}stap/", sent, follow=True)

    assert "Goedgekeurd en overgenomen" in done.content.decode()
    assert Measure.objects.get(number="1.01").certainty == Certainty.CHECKED
    assert Measure.objects.get(number="1.04").certainty == Certainty.STATED


def test_a_return_without_a_question_is_refused_and_nothing_is_lost(
    signed: Round, secretary: User
) -> None:
    version = submission_of(signed, "aedes").version
    sent = {
        "act": "terugsturen",
        "version": version,
        "reason": "Graag preciezer, met aantallen.",
        "due_on": "2027-07-30",
        "marked": "1.01",
        "question-1.01": "",
    }

    answer = SignedIn(secretary).post(f"{REVIEW}stap/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf uw vraag bij maatregel 1.01." in page
    assert "Graag preciezer, met aantallen." in page


def test_after_a_return_the_review_shows_the_change_since_the_first_submission(
    signed: Round, secretary: User, aedes: User
) -> None:
    browser = SignedIn(secretary)
    sent = {
        "act": "terugsturen",
        "version": submission_of(signed, "aedes").version,
        "reason": "Graag preciezer.",
        "due_on": "2027-07-30",
        "marked": "1.01",
        "question-1.01": "Hoeveel corporaties?",
    }
    browser.post(f"{REVIEW}stap/", sent)
    assert "Hoeveel corporaties?" in SignedIn(aedes).get(MINE).content.decode()
    fill(signed, "1.01", aedes, text="Nu werken twaalf corporaties mee.")
    sign(signed, "aedes", aedes)

    page = browser.get(REVIEW).content.decode()

    assert "Gewijzigd sinds de eerste inzending" in page
    assert "<del>alle</del><ins>twaalf</ins>" in page


def test_two_approvals_at_once_are_one(signed: Round, secretary: User) -> None:
    version = submission_of(signed, "aedes").version
    sent = {"act": "goedkeuren", "version": version}

    first, second = (SignedIn(secretary).post(f"{REVIEW}stap/", sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert RoundEvent.objects.filter(step=Step.APPROVE).count() == 1


def test_the_secretariat_writes_down_what_a_partner_said_and_a_colleague_approves(
    opened: Round, secretary: User
) -> None:
    browser = SignedIn(secretary)
    page = browser.get("/uitvraag/2027-1/politie/").content.decode()
    assert "U legt vast namens Politie" in page
    browser.post("/uitvraag/2027-1/politie/2.01/", whole(1))
    version = submission_of(opened, "politie").version
    sent = {"act": "ondertekenen", "version": version}
    refused = browser.post("/uitvraag/2027-1/politie/stap/", sent)
    assert "Schrijf hoe de partner dit heeft doorgegeven." in refused.content.decode()
    browser.post("/uitvraag/2027-1/politie/stap/", {**sent, "heard": "Per telefoon, 12 juli."})

    mine = browser.get(f"{ROUND}partners/politie/").content.decode()
    assert "Een collega keurt dit goed" in mine
    assert "Goedkeuren en overnemen" not in mine
    colleague = make_person("secretaris2@test.example", "Samir Secretaris", Role.SECRETARY)
    theirs = SignedIn(colleague).get(f"{ROUND}partners/politie/").content.decode()
    assert "Goedkeuren en overnemen" in theirs
    assert "namens Politie" in theirs


def test_an_extension_has_a_reason_and_a_later_day(opened: Round, secretary: User) -> None:
    browser = SignedIn(secretary)
    version = submission_of(opened, "politie").version
    sent = {"act": "uitstel", "version": version, "reason": "Vakantie.", "due_on": "2027-07-20"}
    where = f"{ROUND}partners/politie/stap/"

    assert "Kies een latere dag" in browser.post(where, sent).content.decode()
    assert (
        "De ronde sluit op"
        in browser.post(where, {**sent, "due_on": "2027-09-01"}).content.decode()
    )
    browser.post(where, {**sent, "due_on": "2027-07-30"})

    assert submission_of(opened, "politie").last_day == date(2027, 7, 30)


def test_late_is_kept_with_the_signature(
    opened: Round, aedes: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(date(2027, 7, 28))
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)

    submission = sign(opened, "aedes", aedes)

    assert submission.was_late
    assert RoundEvent.objects.get(step=Step.SIGN).payload["late"] is True


def test_a_reader_sees_the_round_and_gets_no_buttons(opened: Round, reader: User) -> None:
    browser = SignedIn(reader)

    for path in (ROUND, REVIEW):
        page = browser.get(path).content.decode()
        main = page.split("<main")[1].split("</main")[0]
        assert "<button" not in main


def test_a_withdrawn_round_is_gone_for_partners(
    opened: Round, secretary: User, aedes: User
) -> None:
    keeping.withdraw_round(round_=opened, version=opened.version, reason="Te vroeg.", by=secretary)

    assert SignedIn(aedes).get(MINE).status_code == 404
    assert "Er wordt nu niets van u gevraagd" in SignedIn(aedes).get("/uitvraag/").content.decode()


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
