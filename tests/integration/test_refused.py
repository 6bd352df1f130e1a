"""Refused attempts stand in the trail, whoever refuses them, and never as a flood."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from measures.models import Measure, MembershipRole, Partner, RegisterEntry
from measures.registers import Register
from measures.rounds.models import PersonalLink, Round
from measures.rounds.services import links
from measures.selectors.history import entry_history
from measures.services import attachments
from measures.services.members import make_member
from measures.views import attachments as page
from offensief.accounts.models import User
from offensief.audit import chain, refused
from offensief.audit.models import Entry, Result
from offensief.audit.origin import coming_from
from offensief.audit.refused import Attempt, record_refusal
from offensief.outbox.sealed import sealed_path
from tests.conftest import SignedIn
from tests.documents import add_file
from tests.rounds import link_for, submission_of

ATTEMPT = Attempt(
    action="poging geweigerd", object_type="adres", object_id="login", object_label="POST /x/"
)


def _refused() -> list[Entry]:
    return list(Entry.objects.filter(result=Result.REFUSED).order_by("pk"))


def test_a_write_that_may_not_be_done_is_kept_with_all_that_is_asked(reader: User) -> None:
    answer = SignedIn(reader).post(reverse("status_change", args=["1.01"]), REMOTE_ADDR="192.0.2.7")

    (entry,) = _refused()
    assert answer.status_code == 403
    assert entry.action == "poging geweigerd"
    assert (entry.object_type, entry.object_id) == ("adres", "status_change")
    assert entry.object_label == "POST /maatregelen/1.01/status/"
    assert (entry.result, entry.origin) == (Result.REFUSED, "web 192.0.2.7")
    assert (entry.actor_id, entry.actor_label) == (reader.pk, "Lars Lezer")
    assert entry.after == {"gevraagd": "POST /maatregelen/1.01/status/", "antwoord": 403}
    assert chain.verify().broken is None


def test_a_write_to_a_thing_of_somebody_else_is_kept(aedes: User) -> None:
    assert SignedIn(aedes).post(reverse("comment_add", args=["2.01"])).status_code == 404

    assert [e.object_id for e in _refused()] == ["comment_add"]


def test_who_looks_for_a_thing_of_somebody_else_is_in_the_log(
    aedes: User, caplog: pytest.LogCaptureFixture
) -> None:
    SignedIn(aedes).get(reverse("measure", args=["2.01"]))
    Client().get(reverse("public_edition", args=["1999-1"]))
    SignedIn(aedes).get("/bestaat/niet/")

    lines = [r.getMessage() for r in caplog.records if r.name == "offensief.audit.middleware"]
    assert lines == [f"nothing at measure for account {aedes.pk}"]
    assert not _refused()


def test_a_page_that_may_not_be_seen_is_kept_and_one_that_is_not_there_is_not(
    reader: User,
) -> None:
    browser = SignedIn(reader)

    assert browser.get(reverse("bulk_edit")).status_code == 403
    assert browser.get(reverse("trail")).status_code == 404
    assert browser.post("/bestaat-niet/").status_code == 404

    assert [e.object_id for e in _refused()] == ["bulk_edit"]


def test_who_is_not_in_is_asked_to_sign_in_and_leaves_no_line(db: None) -> None:
    Client().post(reverse("status_change", args=["1.01"]))
    Client().post(reverse("edition_download", args=["2026-9", "pdf"]))

    assert not _refused()


def test_what_only_a_service_refuses_is_told_with_the_thing_and_the_reason(
    signed: Round, secretary: User, aedes: User
) -> None:
    """Four eyes: somebody of the partner itself does not approve it."""
    make_member(
        user=secretary,
        partner=Partner.objects.get(key="aedes"),
        role=MembershipRole.EDITOR,
        by=None,
    )
    submission = submission_of(signed, "aedes")
    form = {"act": "goedkeuren", "version": str(submission.version)}

    address = reverse("review_act", args=[signed.number, "aedes"])
    answer = SignedIn(secretary).post(address, form)

    (entry,) = _refused()
    assert answer.status_code == 422
    assert entry.object_type == "rounds.submission"
    assert entry.object_id == submission.trail_id
    assert entry.reason
    assert entry.after == {"gevraagd": f"POST {address}", "antwoord": 422}


def test_a_personal_link_of_another_partner_names_its_person_but_no_secret(
    opened: Round, aedes: User
) -> None:
    link: PersonalLink = link_for(submission_of(opened, "aedes"), aedes)
    browser = Client()
    browser.post(sealed_path(links.path_of(link)))

    assert browser.post(reverse("submission_act", args=["2027-1", "politie"])).status_code == 404

    (entry,) = _refused()
    assert entry.actor_label == "Aron Aedes"


def test_a_refused_attempt_is_no_history_of_the_thing_for_its_partner(
    secretary: User, aedes: User
) -> None:
    entry = RegisterEntry.objects.get(register=Register.PRODUCT, number=12)
    file = add_file(entry, secretary)
    before = entry_history(entry, aedes)
    attempt = Attempt(
        action="poging geweigerd",
        object_type="measures.attachment",
        object_id=str(file.pk),
        object_label="brief.pdf",
    )

    assert record_refusal(attempt, by=aedes) is not None

    assert entry_history(entry, aedes) == before


def test_a_service_that_no_view_catches_gives_a_page_and_no_fault(
    secretary: User, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view forgot to ask: the service still does, and the trail has it once."""
    monkeypatch.setattr(page, "check_may_keep", lambda request: None)
    measure = Measure.objects.get(number="1.01")
    file = add_file(measure, secretary)

    address = reverse("attachment_withdraw", args=[file.pk])
    answer = SignedIn(reader).post(address, {"reason": "Zomaar."})

    assert answer.status_code == 403
    assert attachments._ONLY_SECRETARIAT in answer.content.decode()  # noqa: SLF001
    (entry,) = _refused()
    assert (entry.object_type, entry.object_id) == ("measures.attachment", str(file.pk))


def test_a_flood_of_one_person_ends_in_one_line(reader: User, secretary: User) -> None:
    with time_machine.travel("2026-11-20 10:00", tick=False) as clock:
        for _ in range(100):
            record_refusal(ATTEMPT, by=reader)
        record_refusal(ATTEMPT, by=secretary)
        clock.shift(timedelta(minutes=1, seconds=1))
        record_refusal(ATTEMPT, by=reader)

    of_reader = [e.action for e in _refused() if e.actor_id == reader.pk]
    assert of_reader == [
        *["poging geweigerd"] * refused.MOST_PER_PERSON,
        "en meer pogingen",
        "poging geweigerd",
    ]
    assert [e for e in _refused() if e.actor_id == secretary.pk]


def test_a_flood_of_nobody_ends_per_address_and_in_all(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refused, "MOST_OF_NOBODY", 40)
    with time_machine.travel("2026-11-20 10:00", tick=False):
        for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
            with coming_from(f"web {address}"):
                for _ in range(50):
                    record_refusal(ATTEMPT, by=None)

    assert [e.origin for e in _refused()].count("web 192.0.2.1") == refused.MOST_PER_PERSON + 1
    assert len(_refused()) == 41


def test_signs_that_a_database_cannot_hold_are_taken_out(db: None) -> None:
    attempt = Attempt(
        action="poging geweigerd",
        object_type="adres",
        object_id="x",
        object_label="POST /a\x00b\x1b[31m\u202e/",
    )

    entry = record_refusal(attempt, by=None)

    assert entry is not None
    assert entry.object_label.isprintable()
