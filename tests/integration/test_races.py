"""Two people press the same button at the same moment, over connections of their own: one wins."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import resolve, reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from incidents.models import Audience, Release
from incidents.services import desk, working
from incidents.services.desk import ReleaseWish
from measures.models import Measure, MembershipRole, Partner
from measures.rounds.models import Round, RoundEvent
from measures.rounds.services import keeping, reviewing
from measures.rounds.states import RoundState, Step
from offensief.accounts.models import SECOND_FACTORS, Role, User
from offensief.audit import chain
from offensief.lib.refusals import Refused
from offensief.outbox.sealed import sealed_path
from offensief.people import passes
from reports.models import Edition, EditionEvent, EditionStep
from reports.services import finals
from tests import deliveries, editions
from tests.conftest import SignedIn, give_app, make_person
from tests.integration.scratch import scratch_database
from tests.integration.threads import at_once
from tests.people import member
from tests.rounds import NOW, fill, planned_round, played_round, sign

MANY = 4


@pytest.fixture
def really(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written here is committed, in a database of its own."""
    with django_db_blocker.unblock(), scratch_database():
        yield


@pytest.fixture
def people(really: None) -> dict[str, User]:
    """Two of each who can press a button at once."""
    found = {
        "secretary": make_person("s1@test.example", "Sanne Secretaris", Role.SECRETARY),
        "secretary2": make_person("s2@test.example", "Samir Secretaris", Role.SECRETARY),
        "head": make_person("h1@test.example", "Hanna Hoofd", Role.HEAD),
        "figures": make_person("c1@test.example", "Lotte Cijfer", Role.FIGURES_OWNER),
    }
    for key in ("aedes", "politie"):
        partner = Partner.objects.get(key=key)
        found[key] = member(partner, f"Piet{key}", MembershipRole.EDITOR).user
    return found


@pytest.fixture
def halfway(people: dict[str, User]) -> Iterator[Round]:
    """The played round, on a clock that stands still."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield played_round(clock, people["secretary"], people["aedes"], people["politie"])


def _won(work: Callable[[], Any], count: int = MANY) -> int:
    """How many of these that begin together got through; the others were refused in words."""

    def one() -> bool:
        try:
            work()
        except Refused:
            return False
        return True

    return sum(at_once(count, one))


def test_of_approvals_at_once_one_counts(halfway: Round, people: dict[str, User]) -> None:
    fill(halfway, "1.01", people["aedes"], text="Nu werken alle corporaties mee.")
    fill(halfway, "1.04", people["aedes"])
    submission = sign(halfway, "aedes", people["aedes"])
    before = Measure.objects.get(number="1.01").version

    def approve() -> None:
        reviewing.approve(
            submission=submission,
            version=submission.version,
            certainty={},
            by=people["secretary2"],
        )

    assert _won(approve) == 1
    assert RoundEvent.objects.filter(step=Step.APPROVE).count() == 1
    assert Measure.objects.get(number="1.01").version == before + 1
    assert chain.verify().broken is None


def test_a_round_that_is_opened_at_once_by_beat_and_by_hand_opens_once(
    people: dict[str, User],
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        played_round(clock, people["secretary"], people["aedes"], people["politie"])
        Round.objects.filter(number="2027-1").update(state=RoundState.WITHDRAWN)
        clock.move_to(NOW.replace(month=6, day=14))
        planned = planned_round(people["secretary"])
        clock.move_to(NOW)

        _won(lambda: keeping.open_round(round_=planned, by=None))

    events = RoundEvent.objects.filter(round=planned, step=Step.OPEN)
    assert events.filter(submission=None).count() == 1
    partners = planned.submissions.values_list("partner_id", flat=True)
    assert len(set(partners)) == len(partners) == 2


def test_an_edition_that_is_established_at_once_gets_one_number(people: dict[str, User]) -> None:
    concept = editions.concept(people["secretary"])

    def establish() -> None:
        finals.establish(edition=concept, sha256=concept.sha256, version=1, by=people["head"])

    _won(establish)

    assert Edition.objects.filter(concept=concept).count() == 1


def test_an_edition_that_is_sent_at_once_is_sent_once(people: dict[str, User]) -> None:
    final = editions.established(people["secretary"], people["head"])
    sending = editions.sending()

    won = _won(lambda: finals.send(edition=final, sending=sending, by=people["secretary"]))

    assert won == 1
    assert EditionEvent.objects.filter(edition=final, step=EditionStep.SENT).count() == 1


def test_an_edition_that_becomes_public_at_once_does_so_once(people: dict[str, User]) -> None:
    final = editions.established(people["secretary"], people["head"])
    now = timezone.now()
    finals.send(edition=final, sending=editions.sending(public_at=now), by=people["secretary"])

    at_once(MANY, lambda: finals.publish_due(timezone.now()))

    assert EditionEvent.objects.filter(edition=final, step=EditionStep.PUBLISHED).count() == 1


def test_a_delivery_that_is_released_at_once_is_released_once(people: dict[str, User]) -> None:
    upload = deliveries.read(deliveries.HALF_YEAR, people["figures"])
    deliveries.explain_all(upload, people["figures"])
    upload.refresh_from_db()
    opened = dict.fromkeys(upload.outcome["levels"], Audience.PUBLIC)
    known = Release.objects.count()

    def release() -> None:
        desk.ask_release(
            upload=upload,
            version=upload.version,
            wish=ReleaseWish(embargo_until=None, opened_for=opened),
            by=people["head"],
        )

    assert _won(release) == 1
    at_once(MANY, lambda: working.work(upload.pk))
    assert Release.objects.count() == known + 1


def test_the_copy_is_gone_afterwards(django_db_blocker: DjangoDbBlocker, db: None) -> None:
    assert not User.objects.filter(email="s1@test.example").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%scratch'")
        assert cursor.fetchone() == (0,)


def test_an_address_to_choose_a_password_opens_once_also_for_two_at_once(really: None) -> None:
    keeper = make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)
    person = make_person("twee@test.example", "Twee")
    link = sealed_path(passes.invite(user=person, by=keeper).link)
    way = resolve(link).kwargs
    choices = iter([f"een eigen lang wachtwoord {n}" for n in range(MANY)])

    assert _won(lambda: passes.use(**way, password=next(choices))) == 1


def _with_two(person: User) -> list[str]:
    """Give an app and a passkey; the addresses at which each is taken away."""
    own = Authenticator.objects.filter(user=person)
    own.delete()
    give_app(person)
    data = {"name": "Laptop", "credential": {}}
    passkey = own.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
    return [
        reverse("mfa_deactivate_totp"),
        reverse("mfa_remove_webauthn", args=[passkey.pk]),
    ]


def test_of_two_second_factors_that_are_removed_at_once_one_stays(really: None) -> None:
    person = make_person("twee@test.example", "Twee")

    for _ in range(MANY):
        turns = iter([(SignedIn(person), way) for way in _with_two(person)])

        def remove(turns: Iterator[tuple[SignedIn, str]] = turns) -> None:
            client, way = next(turns)
            client.post(way)

        at_once(2, remove)

        assert Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).count() == 1
