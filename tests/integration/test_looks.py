"""Card, coverage, radar, calendar and trail on screen."""

import csv
import io
import itertools
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from measures.gaps import GapKind
from measures.models import CalendarFeed, LearningNote, Measure, Milestone
from measures.selectors import radar
from measures.selectors.then import plan_as_of
from measures.services import cards, feeds, milestones
from measures.statuses import Evidence, Verdict
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.rules import EditConflict
from tests.conftest import SignedIn

TODAY = timezone.localdate()


@pytest.fixture
def measure(db: None) -> Measure:
    return Measure.objects.get(number="3.01")


@pytest.fixture
def milestone(measure: Measure, secretary: User) -> Milestone:
    return milestones.add_milestone(
        measure=measure,
        title="Kader; vastgesteld, \\ rond",
        planned_on=TODAY + timedelta(days=30),
        by=secretary,
    )


CARD = {
    "version": "0",
    "mechanism": "Gemeenten weten wat zij kunnen doen.",
    "cells": ["perpetrator.aftermath", "client.motive"],
    "objects_aimed": ["home"],
    "evidence": "unknown",
    "source": "",
}


def test_a_card_is_filled_in_and_shows_in_the_matrix(measure: Measure, secretary: User) -> None:
    client = SignedIn(secretary)
    url = reverse("card", kwargs={"number": "3.01"})

    assert client.post(url, CARD).status_code == 302
    assert (
        "Of dat zo werkt, is niet onderzocht."
        in client.get(measure.get_absolute_url()).content.decode()
    )
    matrix = client.get(reverse("coverage")).content.decode()
    assert "18 leeg" in matrix
    assert "witte vlek" in matrix
    assert matrix.count('href="/maatregelen/3.01/"') == 2


def test_evidence_needs_a_source_and_keeps_what_was_typed(
    measure: Measure, secretary: User
) -> None:
    url = reverse("card", kwargs={"number": "3.01"})

    answer = SignedIn(secretary).post(url, {**CARD, "evidence": "proven"})

    assert answer.status_code == 422
    assert "is een bron nodig" in answer.content.decode()
    assert "Gemeenten weten wat zij kunnen doen." in answer.content.decode()
    assert answer.content.decode().count(" checked") == 3


def test_of_two_who_fill_in_a_card_the_second_sees_the_first(
    measure: Measure, secretary: User
) -> None:
    client = SignedIn(secretary)
    url = reverse("card", kwargs={"number": "3.01"})
    client.post(url, CARD)

    answer = client.post(url, {**CARD, "mechanism": "Mijn eigen tekst."})

    assert answer.status_code == 409
    assert "Mijn eigen tekst." in answer.content.decode()
    assert "Gemeenten weten wat zij kunnen doen." in answer.content.decode()
    again = client.post(url, {**CARD, "mechanism": "Mijn eigen tekst.", "version": "1"})
    assert again.status_code == 302
    with pytest.raises(EditConflict):
        cards.save_card(
            measure=measure, version=1, wish=cards.CardWish(mechanism="x"), by=secretary
        )


def test_cells_outside_the_grid_are_refused(measure: Measure, secretary: User) -> None:
    wish = cards.CardWish(mechanism="x", cells=("hacker.motive",), evidence=Evidence.UNKNOWN)

    with pytest.raises(ValidationError):
        cards.save_card(measure=measure, version=0, wish=wish, by=secretary)


def test_what_was_learned_stays(measure: Measure, secretary: User) -> None:
    url = reverse("lesson", kwargs={"number": "3.01"})
    client = SignedIn(secretary)
    form = {"les-verdict": "fails", "les-text": "Te traag.", "les-noted_on": TODAY.isoformat()}

    assert client.post(url, {**form, "les-text": ""}).status_code == 422
    assert client.post(url, form).status_code == 302
    assert "Te traag." in client.get(measure.get_absolute_url()).content.decode()
    assert LearningNote.objects.get().verdict == Verdict.FAILS
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningNote.objects.update(text="Toch niet.")


def test_the_radar_is_the_same_live_and_from_the_trail(
    milestone: Milestone, secretary: User
) -> None:
    live = radar.live(Measure.objects.all(), today=TODAY)
    then = radar.then(plan_as_of(TODAY), Measure.objects.values_list("number", flat=True))

    assert live == then
    assert "3.01" not in [gap.number for gap in live.of_kind(GapKind.NO_DATE)]


def test_each_gap_leads_to_where_it_is_mended(secretary: User, reader: User) -> None:
    mine = SignedIn(secretary).get(reverse("gaps")).content.decode()
    others = SignedIn(reader).get(reverse("gaps")).content.decode()

    assert "/maatregelen/3.01/partners/" in mine
    assert "/maatregelen/3.01/mijlpalen/" in mine
    assert "/maatregelen/3.01/partners/" not in others
    assert "Geen trekker" in others


def test_the_calendar_shows_the_owner_what_the_owner_may_see(
    milestone: Milestone, secretary: User, aedes: User
) -> None:
    anonymous = Client()
    tokens = {person: feeds.make_feed(by=person) for person in (secretary, aedes)}

    answer = anonymous.get(reverse("feed_file", kwargs={"token": tokens[secretary]}))
    theirs = anonymous.get(reverse("feed_file", kwargs={"token": tokens[aedes]}))

    events = Calendar.from_ical(answer.content).walk("VEVENT")
    titles = [str(event["summary"]) for event in events]
    assert "3.01: Kader; vastgesteld, \\ rond" in titles
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert b"3.01" not in theirs.content


def test_a_calendar_address_can_be_withdrawn_and_renewed(secretary: User) -> None:
    client = SignedIn(secretary)
    found = re.search(r"/agenda/([\w-]+)\.ics", client.post(reverse("feed")).content.decode())
    assert found
    first = found[1]
    assert CalendarFeed.objects.get().token_sha256 == feeds.digest(first)
    assert first not in client.get(reverse("feed")).content.decode()

    client.post(reverse("feed"))
    assert Client().get(f"/agenda/{first}.ics").status_code == 404
    client.post(reverse("feed"), {"withdraw": "1"})
    assert not CalendarFeed.objects.filter(revoked_at=None).exists()
    assert not feeds.revoke_feed(by=secretary)


def test_the_calendar_of_somebody_who_left_is_gone(secretary: User) -> None:
    token = feeds.make_feed(by=secretary)
    secretary.is_active = False
    secretary.save()

    assert Client().get(f"/agenda/{token}.ics").status_code == 404


def test_the_trail_reads_in_dutch(milestone: Milestone, secretary: User) -> None:
    client = SignedIn(secretary)

    everything = client.get(reverse("trail")).content.decode()
    one = client.get(
        reverse("trail_of_object", kwargs={"kind": "measures.milestone", "key": str(milestone.pk)})
    ).content.decode()
    person = client.get(reverse("trail_of_person", kwargs={"pk": secretary.pk})).content.decode()

    for page in (everything, one, person):
        assert "Mijlpaal gepland" in page
        assert "Sanne Secretaris" in page
        assert "Eerst gepland op" in page
    assert f"{milestone.first_on:%d-%m-%Y}" in one


def test_an_auditor_can_follow_the_chain_in_the_export(
    milestone: Milestone, secretary: User
) -> None:
    answer = SignedIn(secretary).get(reverse("trail_export"))
    text = answer.getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert len(lines) == Entry.objects.count()
    for earlier, later in itertools.pairwise(lines):
        assert later["Vorige hash"] == earlier["Hash"]
    assert lines[-1]["Handeling"] == "mijlpaal gepland"
    assert SignedIn(secretary).get(reverse("trail_export"), {"van": "x"}).status_code == 422


def test_the_trail_can_be_narrowed_to_days(secretary: User) -> None:
    client = SignedIn(secretary)
    tomorrow_is_refused = {"tot": (TODAY + timedelta(days=1)).isoformat()}

    assert client.get(reverse("trail"), {"tot": "2020-01-01"}).status_code == 200
    assert (
        "Geen regels gevonden"
        in client.get(reverse("trail"), {"tot": "2020-01-01"}).content.decode()
    )
    assert client.get(reverse("trail"), tomorrow_is_refused).status_code == 422
