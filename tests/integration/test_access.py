"""Every address, every role, every method that matters: as the access table says."""

import uuid
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from incidents.models import Discrepancy
from measures.models import (
    ContactPerson,
    Involvement,
    Measure,
    Membership,
    MembershipRole,
    Milestone,
    Partner,
    RegisterEntry,
    SavedFilter,
)
from measures.registers import Register
from measures.rounds.models import PersonalLink
from measures.services import agenda, attachments
from offensief.accounts.models import Role, User
from offensief.accounts.services import grant_role
from offensief.outbox.models import Message, MessageFile, MessageState
from reports.canonical import canonical_text, digest
from reports.models import Artefact, Edition, EditionState, Format, Job, JobState
from reports.scopes import add_scope
from tests import deliveries, workbooks
from tests.documents import add_file
from tests.integration.access_table import ROLES, TABLE, Row
from tests.letters import letter_check
from tests.rounds import NOW, link_for, played_round, submission_of
from tests.unit.edition_documents import progress_document


@pytest.fixture
def cast(
    outsider: User, aedes: User, police: User, reader: User, head: User, secretary: User
) -> dict[str, User | None]:
    people = (None, outsider, aedes, police, reader, head, secretary)
    return dict(zip(ROLES, people, strict=True))


@pytest.fixture
def edition(secretary: User) -> Edition:
    """A frozen concept whose file is there, and a job that failed (so that retry is possible)."""
    document = canonical_text(progress_document())
    edition = Edition.objects.create(
        number="2026-1",
        title="Voortgangsrapportage",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        figures_as_of=date(2026, 6, 30),
        requested_by=secretary,
        request_key=uuid.uuid4(),
        state=EditionState.FROZEN,
        frozen_at="2026-07-01T12:00:00+02:00",
        document=document,
        sha256=digest(document),
    )
    Job.objects.create(edition=edition, state=JobState.FAILED)
    Artefact.objects.create(edition=edition, format=Format.PDF, content=b"%PDF", sha256="1" * 64)
    return edition


@pytest.fixture
def link(secretary: User, aedes: User, police: User) -> PersonalLink:
    """An open round with a link for Aedes."""
    with time_machine.travel(NOW, tick=False) as clock:
        round_ = played_round(clock, secretary, aedes, police)
        submission = submission_of(round_, "aedes")
        return link_for(submission, aedes)


@pytest.fixture
def made_here(secretary: User, link: PersonalLink, edition: Edition) -> dict[str, str]:
    """Keys of rows that no file brings, by the word that stands for them in the table."""
    meeting = RegisterEntry.objects.get(register=Register.MEETING, number=1)
    point = agenda.add_point(
        meeting=meeting, version=1, wish=agenda.PointWish(title="Opening"), by=secretary
    )
    measure = Measure.objects.get(number="1.01")
    file, gone = (add_file(measure, secretary, name=name) for name in ("een.pdf", "twee.pdf"))
    attachments.withdraw_attachment(attachment=gone, reason="Verkeerd.", by=secretary)
    return {
        "POINT": str(point.pk),
        "FILE": str(file.pk),
        "WITHDRAWN": str(gone.pk),
        "LINK": str(link.pk),
        "SCOPE": str(
            add_scope(
                partner=Partner.objects.get(key="aedes"),
                area=None,
                object_type="home",
                by=secretary,
            ).pk
        ),
        "DISCREPANCY": str(Discrepancy.objects.earliest("pk").pk),
        "UPLOAD": str(deliveries.read("gebied;jaar;aantal\nNL;2025;x\n", secretary).pk),
        "CHECK": str(letter_check(edition, secretary).pk),
        "WORKBOOK": str(workbooks.with_an_error(link.submission, link.person).pk),
    }


@pytest.fixture
def message(police: User) -> Message:
    """A message to the police that failed (so that retry is possible), with known numbers."""
    now = timezone.now()
    message = Message.objects.create(
        pk=900001,
        recipient=police,
        kind="mention",
        kind_label="u bent genoemd",
        subject="U bent genoemd",
        body="Kijk eens.",
        link="/maatregelen/2.01/",
        dedupe_key="mention:1",
        due_at=now,
        next_try_at=now,
        state=MessageState.FAILED,
    )
    MessageFile.objects.create(
        pk=900001,
        message=message,
        name="brief.pdf",
        media_type="application/pdf",
        size=4,
        data=b"%PDF",
    )
    return message


@pytest.fixture
def parts(link: PersonalLink) -> None:
    """A milestone, a role and a contact of 1.01, a person with a trail, with known numbers."""
    measure, partner = Measure.objects.get(number="1.01"), Partner.objects.get(key="nfi")
    day = date(2026, 1, 1)
    Milestone.objects.create(pk=900001, measure=measure, title="Stap", first_on=day, current_on=day)
    Involvement.objects.create(
        pk=900001, measure=measure, partner=partner, role="involved", valid_from=day
    )
    ContactPerson.objects.create(
        pk=900001,
        measure=measure,
        partner=partner,
        role="main",
        name="Cas",
        email="cas@test.example",
        valid_from=day,
    )
    person = User.objects.create(pk=900001, email="spoor@test.example", name="Sporen Maker")
    grant_role(user=person, role=Role.READER, by=person)
    aedes = Partner.objects.get(key="aedes")
    Membership.objects.create(pk=900001, user=person, partner=aedes, role=MembershipRole.SIGNER)


@pytest.fixture
def saved_filter(police: User) -> SavedFilter:
    """A filter of the police, with a known number."""
    return SavedFilter.objects.create(pk=1, user=police, name="Mijn lijst", query="pijler=2")


@pytest.mark.usefixtures("edition", "message", "parts", "saved_filter")
@pytest.mark.parametrize("row", TABLE, ids=lambda r: f"{r.method} {r.name} {r.kwargs or ''}")
def test_each_role_gets_what_the_table_says(
    row: Row, cast: dict[str, User | None], made_here: dict[str, str]
) -> None:
    url = reverse(row.name, kwargs={k: made_here.get(v, v) for k, v in row.kwargs.items()})

    for role, code in zip(ROLES, row.codes, strict=True):
        client = Client()
        person = cast[role]
        if person is not None:
            client.force_login(person)
        assert client.generic(row.method, url).status_code == code, role


def _names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= _names(pattern.url_patterns)
        else:
            found.add(pattern.name or str(pattern.pattern))
    return found


def test_every_address_has_a_row() -> None:
    assert _names(get_resolver().url_patterns) == {row.name for row in TABLE}


def test_the_list_counts_only_what_this_person_may_see(aedes: User) -> None:
    client = Client()
    client.force_login(aedes)

    page = client.get(reverse("measures")).content.decode()

    assert "4 van 4 maatregelen" in page
    assert "Landelijke regie" not in page


def test_a_search_does_not_find_a_hidden_measure(aedes: User) -> None:
    client = Client()
    client.force_login(aedes)

    page = client.get(reverse("measures"), {"woorden": "heterdaadaanpak"}).content.decode()

    assert "0 van 4 maatregelen" in page


def test_a_deactivated_person_sees_nothing(secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    secretary.is_active = False
    secretary.save()

    assert client.get(reverse("dashboard")).status_code == 302
