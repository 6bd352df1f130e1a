"""Pages of the secretariat about a round: planning, cockpit, review."""

from datetime import date

import time_machine

from measures.models import Measure, Partner
from measures.rounds.models import Arrangement, Round, RoundEvent
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services import keeping
from measures.rounds.states import ArrangementKind, RoundState, Step, SubmissionState
from measures.statuses import Certainty
from offensief.accounts.models import Role, User
from offensief.outbox.models import Message
from tests.conftest import SignedIn, make_person
from tests.rounds import (
    answer_of,
    fill,
    lead,
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


def test_a_round_with_days_out_of_order_says_which(
    clock: time_machine.Traveller, secretary: User
) -> None:
    days = {name: str(day) for name, day in wish().days().items()}
    sent = {**days, "title": "Ronde", "opens_time": "09:00", "deadline_on": "2027-07-01"}

    answer = SignedIn(secretary).post("/rondes/nieuw/", sent)

    assert answer.status_code == 422
    assert "Deze dag ligt niet na de opening." in answer.content.decode()
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
    assert "<del>De eerste afspraken zijn gemaakt.</del>" in page
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


def test_approving_with_a_question_on_the_page_is_refused(signed: Round, secretary: User) -> None:
    version = submission_of(signed, "aedes").version
    sent = {"act": "goedkeuren", "version": version, "question-1.04": "Klopt dit?"}

    answer = SignedIn(secretary).post(f"{REVIEW}stap/", sent)

    assert answer.status_code == 422
    assert "U stelt nog een vraag." in answer.content.decode()
    assert submission_of(signed, "aedes").state == SubmissionState.SUBMITTED


def test_a_question_that_was_typed_counts_without_a_tick(signed: Round, secretary: User) -> None:
    sent = {
        "act": "terugsturen",
        "version": submission_of(signed, "aedes").version,
        "reason": "Graag preciezer.",
        "due_on": "2027-07-30",
        "question-1.04": "Klopt dit?",
    }

    SignedIn(secretary).post(f"{REVIEW}stap/", sent)

    assert answer_of(signed, "1.04").question == "Klopt dit?"


def test_a_reader_sees_no_draft_and_no_note(
    opened: Round, aedes: User, reader: User, secretary: User
) -> None:
    fill(opened, "1.01", aedes, text="Nog niet af.", note="Alleen voor u.")
    seen = SignedIn(reader).get(REVIEW).content.decode()
    assert "Nog niet af." not in seen
    assert "Nog niet af." in SignedIn(secretary).get(REVIEW).content.decode()

    fill(opened, "1.04", aedes)
    sign(opened, "aedes", aedes)

    seen = SignedIn(reader).get(REVIEW).content.decode()
    assert "Nog niet af." in seen
    assert "Alleen voor u." not in seen


def test_reloading_a_page_that_shows_a_fault_leads_back(signed: Round, secretary: User) -> None:
    browser = SignedIn(secretary)

    assert browser.get(f"{REVIEW}stap/")["Location"] == REVIEW
    assert browser.get(f"{ROUND}stap/")["Location"] == ROUND


def test_a_partner_that_is_gone_on_without_is_told(
    opened: Round, police: User, secretary: User
) -> None:
    version = submission_of(opened, "politie").version
    sent = {"act": "zonder", "version": version, "reason": "Geen capaciteit."}

    SignedIn(secretary).post(f"{ROUND}partners/politie/stap/", sent)

    page = SignedIn(police).get("/uitvraag/2027-1/politie/").content.decode()
    assert "De ronde gaat verder zonder uw antwoord" in page
    assert "U hebt nog" not in page
    assert Message.objects.filter(kind="round-missed", recipient=police).exists()
