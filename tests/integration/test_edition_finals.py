"""From concept to parliament: establishing, sending, the embargo, making public, corrections."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from incidents.models import Audience, HiddenFigure, HidingReason, Observation
from incidents.services.opening import open_figures
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from reports.models import Edition, EditionEvent, EditionKind, EditionStep
from reports.selectors.editions import standing_of
from reports.services import asking, building, finals, numbering
from reports.services.cover_letters import write_letter
from tests import deliveries, editions
from tests.conftest import SignedIn, make_person

pytestmark = pytest.mark.django_db


def test_establishing_changes_nothing_but_number_status_and_approval(
    secretary: User, head: User
) -> None:
    read = editions.concept(secretary)

    final = finals.establish(edition=read, sha256=read.sha256, version=1, by=head)

    before, after = json.loads(read.document), json.loads(final.document)
    assert {key for key in after if after[key] != before[key]} == {"edition", "approvals"}
    assert after["edition"] == {
        **before["edition"],
        "number": f"{timezone.localdate().year}-1",
        "status": "VASTGESTELD",
    }
    assert after["approvals"][0]["concept_sha256"] == read.sha256
    assert head.name not in final.document
    assert final.concept == read
    assert Entry.objects.filter(action="editie vastgesteld", object_id=final.number).exists()


def test_only_the_head_establishes_and_only_what_was_read(secretary: User, head: User) -> None:
    read = editions.concept(secretary)

    with pytest.raises(NotAllowed):
        finals.establish(edition=read, sha256=read.sha256, version=1, by=secretary)
    with pytest.raises(Refused, match="niet het document dat u las"):
        finals.establish(edition=read, sha256="0" * 64, version=1, by=head)
    final = finals.establish(edition=read, sha256=read.sha256, version=1, by=head)
    with pytest.raises(Refused, match="al vastgesteld"):
        finals.establish(edition=read, sha256=read.sha256, version=1, by=head)
    with pytest.raises(Refused, match="Alleen een concept"):
        finals.establish(edition=final, sha256=final.sha256, version=1, by=head)


def test_an_edition_without_figures_for_the_goal_is_not_established(
    secretary: User, head: User
) -> None:
    early = editions.concept(secretary, as_of=date(2024, 1, 1))

    with pytest.raises(Refused, match="geen vrijgegeven cijfer"):
        finals.establish(edition=early, sha256=early.sha256, version=1, by=head)


def test_numbers_count_on_within_the_year_and_corrections_take_letters(
    secretary: User, head: User
) -> None:
    year = timezone.localdate().year
    first = editions.published(secretary, head)
    second = editions.established(secretary, head)

    assert [first.number, second.number] == [f"{year}-1", f"{year}-2"]
    assert numbering.next_concept(year) == f"{year}-concept-3"
    assert numbering.next_correction(first) == f"{year}-1a"
    concept = finals.correct(edition=first, correction=editions.correction(), by=secretary)
    concept = editions.ready(concept)
    fixed = finals.establish(edition=concept, sha256=concept.sha256, version=1, by=head)
    assert fixed.number == f"{year}-1a"
    assert numbering.next_correction(fixed) == f"{year}-1b"
    assert numbering.next_final(year) == f"{year}-3"


def test_what_is_not_ready_or_wrong_is_not_sent(secretary: User, head: User) -> None:
    read = editions.concept(secretary)
    final = finals.establish(edition=read, sha256=read.sha256, version=1, by=head)
    with pytest.raises(Refused, match="nog niet allemaal gemaakt"):
        finals.send(edition=final, sending=editions.sending(), by=secretary)
    editions.with_files(final)

    with pytest.raises(Refused, match="vastgestelde editie"):
        finals.send(edition=read, sending=editions.sending(), by=secretary)
    with pytest.raises(NotAllowed):
        finals.send(edition=final, sending=editions.sending(), by=head)
    late = finals.Sending(
        sent_on=timezone.localdate() + timedelta(days=1),
        public_at=timezone.now() - timedelta(days=2),
        reference="onzin",
    )
    with pytest.raises(ValidationError) as wrong:
        finals.send(edition=final, sending=late, by=secretary)
    assert set(wrong.value.message_dict) == {"sent_on", "public_at", "reference"}
    assert not EditionEvent.objects.exists()


def test_what_was_sent_is_sent_once_and_never_undone(secretary: User, head: User) -> None:
    final = editions.sent(secretary, head)

    with pytest.raises(Refused, match="al verzonden"):
        finals.send(edition=final, sending=editions.sending(), by=secretary)
    for gone in (Edition.objects.filter(pk=final.pk), EditionEvent.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            gone.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionEvent.objects.update(public_at=timezone.now())


YEAR = """gebied;soort gebied;periode;object;aantal
Nederland;land;2025;totaal;1530
"""


def test_figures_that_are_not_public_keep_an_edition_back(secretary: User, head: User) -> None:
    owner = make_person("eigenaar@test.example", "Olaf Owner", Role.FIGURES_OWNER)
    upload = deliveries.read(YEAR, owner, title="Heel 2025")
    deliveries.explain_all(upload, owner)
    released = deliveries.release(upload, head, opened_for={"country": Audience.PARLIAMENT})
    final = editions.established(secretary, head)
    in_two_days, in_four_days = (timezone.now() + timedelta(days=days) for days in (2, 4))
    early = editions.sending(public_at=in_two_days)

    with pytest.raises(ValidationError, match="nog niet openbaar"):
        finals.send(edition=final, sending=early, by=secretary)
    open_figures(
        release=released, level="country", audience=Audience.PUBLIC, opens_at=in_four_days, by=head
    )
    with pytest.raises(ValidationError, match="nog niet openbaar"):
        finals.send(edition=final, sending=early, by=secretary)
    finals.send(edition=final, sending=editions.sending(public_at=in_four_days), by=secretary)


def test_an_edition_waits_when_a_figure_was_hidden_after_sending(
    secretary: User, head: User
) -> None:
    final = editions.sent(secretary, head)
    code = json.loads(final.document)["provenance"][0]["release"]
    for shown in Observation.objects.filter(release__code=code):
        HiddenFigure.objects.create(observation=shown, reason=HidingReason.values[0])

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert finals.publish_due(timezone.now()) == []
        page = SignedIn(secretary).get(final.get_absolute_url()).content.decode()
    assert "dit is nog niet openbaar: C1" in page


def test_the_number_of_the_paper_may_come_later_and_be_corrected(
    secretary: User, head: User
) -> None:
    final = editions.established(secretary, head)
    with pytest.raises(Refused, match="nog niet verzonden"):
        finals.refer(edition=final, reference="28684-816", by=secretary)
    finals.send(edition=final, sending=editions.sending(reference=""), by=secretary)

    for reference in ("", "onzin"):
        with pytest.raises(ValidationError):
            finals.refer(edition=final, reference=reference, by=secretary)
    finals.refer(edition=final, reference="28684-815", by=secretary)
    finals.refer(edition=final, reference="28684-816", by=secretary)

    assert standing_of(final).reference == "28 684, nr. 816"


def test_a_correction_is_a_new_edition_and_the_old_one_stays(secretary: User, head: User) -> None:
    wrong = editions.published(secretary, head)
    reason = "In hoofdstuk 3 stond een verkeerd jaar."
    concept = finals.correct(
        edition=wrong, correction=editions.correction(reason=reason), by=secretary
    )
    concept = editions.ready(concept)
    right = finals.establish(edition=concept, sha256=concept.sha256, version=1, by=head)
    editions.with_files(right)

    document = json.loads(right.document)
    assert document["edition"]["corrects"] == {
        "number": wrong.number,
        "sha256": wrong.sha256,
        "reason": reason,
    }
    assert document["changes"]["since"]["number"] == wrong.number
    # Before the correction is public, nobody outside knows of it.
    outside = Client()
    assert right.number not in outside.get(f"/edities/{wrong.number}/").content.decode()
    assert outside.get(f"/api/v1/edities/{wrong.number}").json()["isGeldend"] is True

    finals.send(edition=right, sending=editions.sending(public_at=timezone.now()), by=secretary)
    finals.publish_due(timezone.now())

    old = outside.get(f"/edities/{wrong.number}/").content.decode()
    assert "Deze editie is gecorrigeerd" in old
    assert f"/edities/{right.number}/" in old
    listed = outside.get("/api/v1/edities").json()["resultaten"]
    told = {edition["nummer"]: edition for edition in listed}
    assert (told[wrong.number]["isGeldend"], told[right.number]["isGeldend"]) == (False, True)
    assert told[wrong.number]["gecorrigeerdDoor"] == right.number
    feed = outside.get("/edities/feed/").content.decode()
    assert f"De geldende editie is {right.number}." in feed
    with pytest.raises(Refused, match="al gecorrigeerd"):
        finals.correct(edition=wrong, correction=editions.correction(), by=secretary)


def test_only_what_was_sent_is_corrected_and_with_a_reason(secretary: User, head: User) -> None:
    final = editions.established(secretary, head)

    with pytest.raises(Refused, match="verzonden"):
        finals.correct(edition=final, correction=editions.correction(), by=secretary)
    finals.send(edition=final, sending=editions.sending(), by=secretary)
    with pytest.raises(NotAllowed):
        finals.correct(edition=final, correction=editions.correction(), by=head)
    with pytest.raises(ValidationError, match="wat er fout was"):
        finals.correct(edition=final, correction=editions.correction(reason=" "), by=secretary)
    assert Edition.objects.filter(kind=EditionKind.CONCEPT).count() == 1


def test_the_same_form_twice_asks_for_one_correction(secretary: User, head: User) -> None:
    final = editions.sent(secretary, head)
    wish = editions.correction()

    first = finals.correct(edition=final, correction=wish, by=secretary)
    second = finals.correct(edition=final, correction=wish, by=secretary)

    assert first == second


def test_a_correction_without_changes_says_so(secretary: User, head: User) -> None:
    final = editions.sent(secretary, head)
    concept = finals.correct(edition=final, correction=editions.correction(), by=secretary)

    document = json.loads(building.freeze(concept.pk).document)

    kinds = ("statuses", "milestones", "decisions", "figures", "registers")
    assert {kind: document["changes"][kind] for kind in kinds} == {kind: [] for kind in kinds}


def test_only_the_secretariat_asks_for_a_concept(head: User) -> None:
    with pytest.raises(NotAllowed):
        editions.concept(head)
    assert not Edition.objects.exists()
    assert asking.TITLE


def test_steps_of_an_edition_tell_their_own_facts(secretary: User, head: User) -> None:
    final = editions.established(secretary, head)

    with pytest.raises(DatabaseError), transaction.atomic():
        EditionEvent.objects.create(edition=final, step=EditionStep.SENT)


def test_no_edition_tells_of_one_that_is_not_public_yet(secretary: User, head: User) -> None:
    first = editions.sent(secretary, head)
    second = editions.established(secretary, head)

    with pytest.raises(ValidationError, match="openbaar vanaf"):
        finals.send(
            edition=second, sending=editions.sending(public_at=timezone.now()), by=secretary
        )
    late = timezone.now() + timedelta(hours=3)
    finals.send(edition=second, sending=editions.sending(public_at=late), by=secretary)
    finals.move(edition=first, public_at=late + timedelta(hours=1), by=secretary)

    with time_machine.travel(late, tick=False):
        assert finals.publish_due(timezone.now()) == []
    with time_machine.travel(late + timedelta(hours=1), tick=False):
        assert finals.publish_due(timezone.now()) == [first, second]


def test_a_correction_is_not_public_before_what_it_corrects(secretary: User, head: User) -> None:
    wrong = editions.sent(secretary, head)
    asked = finals.correct(edition=wrong, correction=editions.correction(), by=secretary)
    concept = editions.ready(asked)
    right = finals.establish(edition=concept, sha256=concept.sha256, version=1, by=head)
    editions.with_files(right)

    with pytest.raises(ValidationError, match="openbaar vanaf"):
        finals.send(edition=right, sending=editions.sending(public_at=timezone.now()), by=secretary)


def test_a_concept_from_before_the_last_letter_is_not_established(
    secretary: User, head: User
) -> None:
    old = editions.concept(secretary)
    sent = editions.sent(secretary, head)

    with pytest.raises(Refused, match=f"editie {sent.number} verzonden"):
        finals.establish(edition=old, sha256=old.sha256, version=1, by=head)


def test_only_what_was_sent_counts_as_the_letter_before(secretary: User, head: User) -> None:
    editions.established(secretary, head)

    document = json.loads(editions.concept(secretary).document)

    assert document["changes"]["since"]["kind"] == "plan"


def test_the_moment_can_be_moved_until_it_has_come(secretary: User, head: User) -> None:
    final = editions.established(secretary, head)
    soon = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused, match="nog niet verzonden"):
        finals.move(edition=final, public_at=soon, by=secretary)
    far = editions.sending(public_at=timezone.now() + timedelta(days=400))
    with pytest.raises(ValidationError, match="meer dan een jaar"):
        finals.send(edition=final, sending=far, by=secretary)
    later = timezone.now() + timedelta(days=300)
    finals.send(edition=final, sending=editions.sending(public_at=later), by=secretary)
    with pytest.raises(NotAllowed):
        finals.move(edition=final, public_at=soon, by=head)

    finals.move(edition=final, public_at=soon, by=secretary)

    assert standing_of(final).public_at == soon
    with time_machine.travel(soon, tick=False):
        assert finals.publish_due(timezone.now()) == [final]
    with pytest.raises(Refused, match="al openbaar"):
        finals.move(edition=final, public_at=later, by=secretary)


def test_the_letter_of_the_concept_goes_along(secretary: User, head: User) -> None:
    read = editions.concept(secretary)
    text = f"Hierbij editie {read.number}."
    write_letter(edition=read, version=0, text=text, by=secretary)

    final = finals.establish(edition=read, sha256=read.sha256, version=1, by=head)

    assert [letter.text for letter in final.cover_letters.all()] == [
        f"Hierbij editie {final.number}."
    ]
