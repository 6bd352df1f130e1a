"""Asking for, freezing and building a report."""

import json
import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.services import checking
from measures.models import Measure
from measures.services.status import StatusChange, change_status
from measures.statuses import Course, Phase
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from reports import jobs
from reports.canonical import canonical_text, digest
from reports.models import Artefact, Edition, EditionState, Format, Job, JobState
from reports.services import asking, building
from reports.services.asking import EditionRequest
from reports.text.report import read
from tests.deliveries import contradiction_that_says


def wish(key: uuid.UUID | None = None) -> EditionRequest:
    return EditionRequest(
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        figures_as_of=date(2026, 6, 30),
        request_key=key or uuid.uuid4(),
    )


@pytest.fixture
def job(secretary: User) -> Job:
    return asking.request_edition(wish=wish(), by=secretary).job


def test_editions_are_numbered_within_the_year(secretary: User) -> None:
    year = timezone.localdate().year

    first = asking.request_edition(wish=wish(), by=secretary)
    second = asking.request_edition(wish=wish(), by=secretary)

    assert first.number == f"{year}-concept-1"
    assert second.number == f"{year}-concept-2"


def test_two_clicks_are_one_request(secretary: User) -> None:
    key = uuid.uuid4()

    first = asking.request_edition(wish=wish(key), by=secretary)
    second = asking.request_edition(wish=wish(key), by=secretary)

    assert first == second
    assert Edition.objects.count() == 1


def test_only_the_secretariat_asks_for_a_report(reader: User) -> None:
    with pytest.raises(NotAllowed):
        asking.request_edition(wish=wish(), by=reader)


def test_a_frozen_document_holds_the_plan_and_the_figures(job: Job) -> None:
    edition = building.freeze(job.edition_id)

    document = json.loads(edition.document)
    target = document["figures"]["target"]
    measures = [m for p in document["plan"]["pillars"] for m in p["measures"]]
    assert len(measures) == 31
    assert (target["baseline"]["value"], target["maximum"]) == (1543, 1388)
    assert target["current"]["value"] == 1525
    assert target["headline"] == (
        "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen, "
        "het doel was hoogstens 1.388."
    )
    assert target["ratio"] == {"ratio": "0.988334", "low": "0.920201", "high": "1.061504"}
    by_object = {
        c["object"]: c["value"] for c in document["figures"]["objects"] if c["year"] == 2024
    }
    assert by_object == {
        "home": 1119,
        "business": 230,
        "vehicle": 154,
        "other": 39,
        "infrastructure": 1,
    }
    codes = {entry["code"] for entry in document["provenance"]}
    assert target["baseline"]["code"] in codes
    assert edition.sha256 == digest(edition.document)
    assert edition.document == canonical_text(document)


def test_freezing_twice_gives_the_same_document(job: Job) -> None:
    first = building.freeze(job.edition_id)
    second = building.freeze(job.edition_id)

    assert first.document == second.document


def test_a_later_change_is_not_in_a_frozen_document(job: Job, secretary: User) -> None:
    before = building.freeze(job.edition_id).document
    change_status(
        measure=Measure.objects.get(number="3.01"),
        version=1,
        change=StatusChange(
            phase=Phase.UNDERWAY, course=Course.ON_TRACK, explanation="Na het bevriezen."
        ),
        by=secretary,
    )

    edition = Edition.objects.get(pk=job.edition_id)

    assert edition.document == before
    assert "Na het bevriezen." not in edition.document


def test_the_database_refuses_to_change_a_frozen_edition(job: Job) -> None:
    building.freeze(job.edition_id)

    with pytest.raises(DatabaseError, match="Cannot update"):
        Edition.objects.filter(pk=job.edition_id).update(document="{}")


def test_a_report_as_of_an_earlier_day_uses_what_was_known_then(secretary: User) -> None:
    early = EditionRequest(
        period_start=date(2025, 1, 1),
        period_end=date(2025, 12, 31),
        figures_as_of=date(2025, 12, 31),
        request_key=uuid.uuid4(),
    )
    edition = asking.request_edition(wish=early, by=secretary)

    document = json.loads(building.freeze(edition.pk).document)

    assert document["figures"]["target"]["current"] is None
    assert document["figures"]["target"]["verdict"] == "niet op koers"
    assert "1.179" in document["figures"]["target"]["headline"]


def test_one_worker_at_a_time_holds_a_job(job: Job) -> None:
    first = jobs.take(job.pk)
    second = jobs.take(job.pk)

    assert first is not None
    assert second is None


def test_a_worker_that_was_overtaken_can_write_nothing(job: Job) -> None:
    first = jobs.take(job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = jobs.take(job.pk)

    assert first is not None
    assert second is not None
    with pytest.raises(jobs.LostLease):
        jobs.advance(first, step=2, label="te laat")
    with pytest.raises(jobs.LostLease):
        jobs.finish(first)
    jobs.finish(second)


def test_a_job_that_keeps_dying_fails_with_a_sentence(job: Job) -> None:
    for _ in range(jobs.TRIES):
        assert jobs.take(job.pk) is not None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert jobs.take(job.pk) is None
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "beheerder" in job.error


def test_a_failed_job_can_be_tried_again(job: Job, secretary: User) -> None:
    claim = jobs.take(job.pk)
    assert claim is not None
    jobs.fail(claim, error="Mislukt.")

    again = asking.retry(job=job, by=secretary)

    assert again.state == JobState.WAITING
    with pytest.raises(Refused):
        asking.retry(job=job, by=secretary)


def test_building_makes_every_file_once(job: Job) -> None:
    building.build(job.pk)
    building.build(job.pk)

    kept = {artefact.format: artefact for artefact in Artefact.objects.all()}
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert set(kept) == set(Format)
    assert Artefact.objects.count() == len(Format)
    assert all(a.sha256 == digest(bytes(a.content)) for a in kept.values())
    assert all("weasyprint" in a.made_with for a in kept.values())
    assert bytes(kept[Format.JSON].content).decode() == job.edition.document
    assert bytes(kept[Format.PDF].content).startswith(b"%PDF")
    inspected = json.loads(kept[Format.PDF].inspection)
    assert {check["name"] for check in inspected} >= {"PDF/UA-1", "PDF/A-2a", "Bladwijzers"}
    assert [check for check in inspected if not check["is_right"]] == []
    actions = Entry.objects.filter(object_type="reports.edition").order_by("pk")
    assert [entry.action for entry in actions] == [
        "rapportage gevraagd",
        "rapportage bevroren",
        *(f"{form.label} gemaakt" for form in Format),
    ]


def test_what_an_earlier_attempt_kept_is_not_made_again(job: Job) -> None:
    edition = building.freeze(job.edition_id)
    Artefact.objects.create(edition=edition, format=Format.PDF, content=b"%PDF", sha256="0" * 64)

    building.build(job.pk)

    assert bytes(edition.artefacts.get(format=Format.PDF).content) == b"%PDF"
    assert edition.artefacts.count() == len(Format)


def test_a_wish_for_the_future_comes_back_with_a_sentence(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    answer = client.post(
        reverse("editions"),
        {
            "request_key": str(uuid.uuid4()),
            "period_start": "2099-01-01",
            "period_end": "2098-01-01",
            "figures_as_of": "x",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "De periode eindigt voor hij begint." in page
    assert "Deze datum bestaat niet." in page
    assert Edition.objects.filter(state=EditionState.ASKED).count() == 0


def _say(number: str, explanation: str, by: User, **said: Any) -> None:
    measure = Measure.objects.get(number=number)
    change = StatusChange(
        **{
            "phase": Phase.UNDERWAY,
            "course": Course.ON_TRACK,
            "explanation": explanation,
            **said,
        }
    )
    change_status(measure=measure, version=measure.version, change=change, by=by)


def _document(secretary: User, end: date, as_of: date) -> Any:
    past = EditionRequest(
        period_start=date(2025, 1, 1),
        period_end=end,
        figures_as_of=as_of,
        request_key=uuid.uuid4(),
    )
    edition = asking.request_edition(wish=past, by=secretary)
    return json.loads(building.freeze(edition.pk).document)


def test_a_report_over_the_past_knows_nothing_that_was_said_later(secretary: User) -> None:
    _say("3.01", "Vandaag gezegd.", secretary)

    document = _document(secretary, date(2025, 6, 30), date(2025, 6, 30))

    (measure,) = [
        m for p in document["plan"]["pillars"] for m in p["measures"] if m["number"] == "3.01"
    ]
    assert (measure["phase"], measure["course"]) == ("not_started", "not_assessed")
    assert measure["updates"] == []
    assert document["summary"]["courses"] == [31, 0, 0, 0, 0]


def test_a_target_is_not_answered_before_its_baseline_was_known(secretary: User) -> None:
    document = _document(secretary, date(2025, 3, 1), date(2025, 3, 1))

    assert document["figures"]["target"] is None
    assert 1543 not in {c["value"] for c in document["figures"]["years"]}


def test_every_update_of_the_period_is_printed(secretary: User) -> None:
    _say("3.01", "Eerste woord.", secretary)
    _say("3.01", "Tweede woord.", secretary, course=Course.DELAYED, needed="Tijd.")

    printed = read(_document(secretary, timezone.localdate(), timezone.localdate()))

    (measure,) = [m for p in printed.pillars for m in p.measures if m.number == "3.01"]
    assert [told.explanation for told in measure.told] == ["Tweede woord.", "Eerste woord."]
    assert measure.told[0].needed == "Tijd."


def test_the_same_form_with_other_days_is_refused(secretary: User) -> None:
    key = uuid.uuid4()
    asking.request_edition(wish=wish(key), by=secretary)
    other = EditionRequest(
        period_start=date(2025, 1, 1),
        period_end=date(2025, 6, 30),
        figures_as_of=date(2025, 6, 30),
        request_key=key,
    )

    with pytest.raises(Refused, match="een andere inhoud"):
        asking.request_edition(wish=other, by=secretary)


def test_a_year_typed_short_is_refused(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    answer = client.post(
        reverse("editions"),
        {
            "request_key": str(uuid.uuid4()),
            "period_start": "0025-01-01",
            "period_end": "0025-06-30",
            "figures_as_of": "2026-06-30",
        },
    )

    assert answer.status_code == 422
    assert "Kies een dag vanaf 2020." in answer.content.decode()


def test_an_edition_tells_contradictions_known_on_its_day_with_their_explanation(
    job: Job, secretary: User
) -> None:
    found = contradiction_that_says("1.293 tot en met 1.310")
    checking.explain(discrepancy=found, text="Een eerdere stand.", is_explained=True, by=secretary)

    document = json.loads(building.freeze(job.edition_id).document)

    told = {c["sentence"]: c for c in document["contradictions"]}
    assert len(told) == 15
    (line_798,) = (told[sentence] for sentence in told if "1.293 tot en met 1.310" in sentence)
    assert line_798["state"] == "explained"
    assert line_798["explanation"] == "Een eerdere stand."
    assert "goed om te weten" not in {c["severity_label"].lower() for c in told.values()}


def test_an_edition_says_nothing_of_contradictions_that_came_later(secretary: User) -> None:
    early = replace(wish(), figures_as_of=date(2024, 6, 30), period_end=date(2024, 6, 30))
    early = replace(early, period_start=date(2024, 1, 1))
    edition = asking.request_edition(wish=early, by=secretary)

    document = json.loads(building.freeze(edition.pk).document)

    (told,) = document["contradictions"]
    assert told["check"] == "shares_that_do_not_fit"
    assert [figure["printed"] for figure in told["figures"]] == ["1.017", "309"]
