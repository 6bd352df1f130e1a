"""To whom the messages of a partner go: present people, deputies when needed, never nobody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.models import MembershipRole, Partner
from measures.selectors.speakers import Speakers, speakers_of
from measures.services.members import end_member, set_away
from offensief.accounts.models import User
from tests.people import member

EDITOR, SIGNER = MembershipRole.EDITOR, MembershipRole.SIGNER


@pytest.fixture
def nfi(db: None) -> Partner:
    """A partner for whom nobody speaks yet."""
    return Partner.objects.get(key="nfi")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def speakers(partner: Partner) -> Speakers:
    return speakers_of([partner], today=timezone.localdate())[partner.pk]


def names(people: tuple[User, ...]) -> list[str]:
    return [person.name for person in people]


def test_messages_go_to_editors_and_signers_who_are_there(nfi: Partner, today: date) -> None:
    member(nfi, "Eva", EDITOR)
    member(nfi, "Sem", SIGNER)
    member(nfi, "Dirk", SIGNER, is_deputy=True)
    away = member(nfi, "Abel", EDITOR)
    set_away(membership=away, until=today, by=away.user)

    found = speakers(nfi)

    assert names(found.recipients) == ["Eva", "Sem"]
    assert names(found.editors) == ["Abel", "Eva"]
    assert names(found.signers) == ["Dirk", "Sem"]
    assert names(found.deputies) == ["Dirk"]


def test_deputies_hear_it_when_no_signer_is_there(nfi: Partner, today: date) -> None:
    member(nfi, "Eva", EDITOR)
    member(nfi, "Dirk", EDITOR, is_deputy=True)
    assert names(speakers(nfi).recipients) == ["Dirk", "Eva"]
    assert not speakers(nfi).has_signer

    signer = member(nfi, "Sem", SIGNER)
    assert names(speakers(nfi).recipients) == ["Eva", "Sem"]
    set_away(membership=signer, until=today, by=signer.user)
    assert names(speakers(nfi).recipients) == ["Dirk", "Eva"]
    assert speakers(nfi).has_signer


def test_when_all_are_away_everybody_hears_it(nfi: Partner, today: date) -> None:
    for part in (member(nfi, "Eva", EDITOR), member(nfi, "Dirk", SIGNER, is_deputy=True)):
        set_away(membership=part, until=today, by=part.user)

    assert names(speakers(nfi).recipients) == ["Dirk", "Eva"]


def test_being_away_is_over_on_the_next_day(nfi: Partner, today: date) -> None:
    member(nfi, "Dirk", SIGNER, is_deputy=True)
    signer = member(nfi, "Sem", SIGNER)
    set_away(membership=signer, until=today, by=signer.user)

    tomorrow = speakers_of([nfi], today=today + timedelta(days=1))[nfi.pk]

    assert names(speakers(nfi).recipients) == ["Dirk"]
    assert names(tomorrow.recipients) == ["Sem"]


def test_a_person_with_two_roles_is_one_person(nfi: Partner) -> None:
    """Also when the person is a deputy in one of them only."""
    member(nfi, "Sem", EDITOR)
    member(nfi, "Sem", SIGNER, is_deputy=True)

    found = speakers(nfi)

    assert names(found.recipients) == names(found.editors) == names(found.signers) == ["Sem"]
    assert found.deputies == ()


def test_who_left_or_was_deactivated_does_not_speak(nfi: Partner, secretary: User) -> None:
    end_member(membership=member(nfi, "Eva", EDITOR), by=secretary)
    inactive = member(nfi, "Ina", SIGNER).user
    User.objects.filter(pk=inactive.pk).update(is_active=False)

    found = speakers(nfi)

    assert found == Speakers(nfi, (), (), (), ())
    assert not found.has_signer


def test_speakers_of_all_partners_take_one_query(
    nfi: Partner, aedes: User, police: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    partners = list(Partner.objects.all())

    with django_assert_num_queries(1):
        found = speakers_of(partners, today=timezone.localdate())
        heard = [user for partner in partners for user in found[partner.pk].recipients]

    assert set(found) == {partner.pk for partner in partners}
    assert set(heard) == {aedes, police}
