"""A delivery on the desk: offered, read, explained, released by another; or thrown away."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from incidents.models import (
    Audience,
    Clearance,
    Observation,
    Release,
    ReleaseKind,
    Upload,
    UploadContent,
    UploadState,
)
from incidents.services import claims, desk, working
from incidents.services.desk import ReleaseWish
from incidents.sight import Sight
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from offensief.lib.rules import EditConflict
from tests.conftest import make_person
from tests.deliveries import HALF_YEAR, explain_all, offer, read, release, wish

NATION = {"country": Audience.PUBLIC}


@pytest.fixture
def owner(figures_owner: User) -> User:
    """Delivers figures."""
    return figures_owner


def test_what_is_offered_is_read_and_is_no_figure_yet(owner: User) -> None:
    before = Observation.objects.count()

    upload = read(HALF_YEAR, owner)

    assert upload.state == UploadState.READY
    assert upload.outcome["figures"] == 7
    assert upload.outcome["levels"] == {"country": 6, "unit": 1}
    assert Observation.objects.count() == before
    assert not Release.objects.filter(uploaded_by=owner).exists()


def test_another_person_releases_and_then_the_figures_are_there(owner: User, head: User) -> None:
    upload = read(HALF_YEAR, owner)
    explain_all(upload, owner)

    made = release(upload, head)

    figure = made.observations.get(area__code="NL", object_type="total")
    assert (figure.value, figure.period_start, figure.period_end) == (
        600,
        date(2026, 1, 1),
        date(2026, 7, 1),
    )
    assert (made.uploaded_by, made.released_by) == (owner, head)
    assert made.known_until == date(2026, 7, 10)
    seen = Observation.objects.filter(release=made).visible(Sight.public(timezone.now()))
    assert seen.count() == 7


def test_nobody_releases_what_they_offered(owner: User) -> None:
    upload = read(HALF_YEAR, owner)

    with pytest.raises(NotAllowed):
        release(upload, owner)


def test_the_database_itself_wants_two_people(owner: User) -> None:
    upload = read(HALF_YEAR, owner)

    with pytest.raises(IntegrityError, match="upload_is_released_by_another_person"):
        Upload.objects.filter(pk=upload.pk).update(released_by=owner)


def test_who_explained_a_finding_does_not_release(owner: User, head: User) -> None:
    colleague = make_person("lfct2@test.example", "Tweede Cijfer", Role.FIGURES_OWNER)
    first = read(HALF_YEAR, owner)
    explain_all(first, owner)
    release(first, head)
    upload = read(HALF_YEAR.replace("600", "900"), owner, known_on=date(2026, 8, 10))
    assert upload.outcome["findings"]
    explain_all(upload, colleague)

    with pytest.raises(NotAllowed):
        release(upload, colleague)


@pytest.mark.parametrize("who", ["secretary", "reader", "police", "outsider"])
def test_only_the_head_and_figures_owners_release(
    who: str, owner: User, request: pytest.FixtureRequest
) -> None:
    upload = read(HALF_YEAR, owner)
    explain_all(upload, owner)

    with pytest.raises(NotAllowed):
        release(upload, request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["head", "reader", "police", "outsider"])
def test_only_the_secretariat_and_figures_owners_offer(
    who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        offer(HALF_YEAR, request.getfixturevalue(who))


def test_a_file_with_faults_lists_them_and_goes_no_further(owner: User, head: User) -> None:
    upload = read("gebied;periode;aantal\nAtlantis;2025;ca. 600\n", owner)

    assert upload.state == UploadState.FAULTY
    assert "staat 1 fout" in upload.error
    assert upload.outcome["faults"][0][:2] == [2, "aantal"]
    with pytest.raises(Refused, match="wacht niet op vrijgave"):
        release(upload, head)


def test_a_merged_municipality_is_named_with_the_one_it_went_into(owner: User) -> None:
    upload = read("gemeente;jaar;aantal\nBrielle;2024;3\n", owner)

    (fault,) = upload.outcome["faults"]
    assert "Brielle is per 1 januari 2023 opgegaan in Voorne aan Zee" in fault[2]


def test_a_name_that_may_be_two_kinds_of_area_is_asked_about(owner: User) -> None:
    upload = read("gebied;jaar;aantal\nRotterdam;2024;3\n", owner)

    (fault,) = upload.outcome["faults"]
    assert "kan een gemeente of een politie-eenheid zijn" in fault[2]


def test_the_form_tells_what_kind_of_areas_there_are(owner: User) -> None:
    upload = read("gebied;jaar;aantal\nRotterdam;2024;3\n", owner, level="unit")

    assert upload.outcome["levels"] == {"unit": 1}


def test_a_file_about_people_is_refused_and_wiped(owner: User) -> None:
    upload = read("gebied;jaar;aantal;kenteken\nNL;2024;3;AB-12-CD\n", owner)

    assert upload.state == UploadState.REFUSED
    assert not UploadContent.objects.filter(upload=upload).exists()
    told = Entry.objects.filter(object_id=str(upload.pk), object_type="incidents.upload")
    assert "AB-12-CD" not in "".join(str(entry.after) for entry in told)


def test_the_same_file_is_recognised(owner: User) -> None:
    offer(HALF_YEAR, owner)

    with pytest.raises(Refused, match="Dit bestand ligt hier al"):
        offer(HALF_YEAR, owner, title="Nog eens")


def test_what_was_taken_back_may_be_offered_again(owner: User) -> None:
    upload = read(HALF_YEAR, owner)
    desk.take_back(upload=upload, version=upload.version, reason="Verkeerde peildatum.", by=owner)

    again = read(HALF_YEAR, owner, known_on=date(2026, 7, 11))

    assert again.state == UploadState.READY


def test_the_preview_tells_what_changes(owner: User, head: User) -> None:
    release(read(HALF_YEAR, owner), head)

    upload = read(
        HALF_YEAR.replace("totaal;600", "totaal;606").replace("woning;400", "woning;406"),
        owner,
        known_on=date(2026, 8, 10),
    )

    assert upload.outcome["counts"] == {"new": 0, "changed": 2, "gone": 0}
    assert upload.outcome["same"] == 5
    assert {(c["old"], c["new"]) for c in upload.outcome["changes"]} == {(600, 606), (400, 406)}


def test_an_unusual_change_asks_for_a_word_before_release(owner: User, head: User) -> None:
    release(read(HALF_YEAR, owner), head)
    upload = read(
        HALF_YEAR.replace("woning;400", "woning;800").replace("totaal;600", "totaal;1000"),
        owner,
        known_on=date(2026, 8, 10),
    )

    with pytest.raises(Refused, match="Nog niet alles is uitgelegd"):
        release(upload, head)

    explain_all(upload, owner)
    assert release(upload, head).observations.count() == 7


def test_figures_that_are_no_longer_delivered_ask_for_a_word(owner: User, head: User) -> None:
    release(read(HALF_YEAR, owner), head)
    shorter = HALF_YEAR.replace("Nederland;land;2026-H1;overige;15\n", "")

    upload = read(shorter, owner, known_on=date(2026, 8, 10))

    (finding,) = [f for f in upload.outcome["findings"] if f["kind"] == "gone"]
    assert finding["text"].startswith("1 cijfer uit de vorige levering")


def test_a_comparison_that_was_overtaken_is_made_anew(owner: User, head: User) -> None:
    first = read(HALF_YEAR, owner)
    second = read(HALF_YEAR.replace("600", "601").replace("400", "401"), owner)
    release(first, head)

    with pytest.raises(Refused, match="Intussen is een andere levering vrijgegeven"):
        release(second, head)

    desk.read_again(upload=second, version=second.version, by=owner)
    working.work(second.pk)
    left = Upload.objects.get(pk=second.pk)
    explain_all(left, owner)
    assert release(left, head).observations.count() == 7


def test_a_form_that_was_overtaken_releases_nothing(owner: User, head: User) -> None:
    upload = read(HALF_YEAR, owner)

    with pytest.raises(EditConflict):
        desk.ask_release(
            upload=upload,
            version=upload.version - 1,
            wish=ReleaseWish(embargo_until=None, opened_for=NATION),
            by=head,
        )


def test_an_embargo_keeps_figures_from_everybody_until_its_moment(owner: User, head: User) -> None:
    moment = timezone.now() + timedelta(days=2)
    upload = read(HALF_YEAR, owner)
    made = release(upload, head, embargo_until=moment)

    figures = Observation.objects.filter(release=made)

    for sight in (Sight.public, Sight.partners, Sight.parliament, Sight.desk):
        assert not figures.visible(sight(moment - timedelta(seconds=1))).exists()
        assert figures.visible(sight(moment)).exists()


@pytest.mark.parametrize(
    ("audience", "sees"),
    [
        (Audience.PUBLIC, {"public", "partners", "parliament", "desk"}),
        (Audience.PARTNERS, {"partners", "desk"}),
        (Audience.PARLIAMENT, {"parliament", "desk"}),
        (None, {"desk"}),
    ],
)
def test_a_level_is_seen_by_whom_it_is_opened_for(
    audience: Audience | None, sees: set[str], owner: User, head: User
) -> None:
    opened = {"country": audience} if audience else {}
    made = release(read(HALF_YEAR, owner), head, opened_for=opened)
    now = timezone.now()

    nation = Observation.objects.filter(release=made, area__code="NL")

    sights = {
        "public": Sight.public(now),
        "partners": Sight.partners(now),
        "parliament": Sight.parliament(now),
        "desk": Sight.desk(now),
    }
    assert {name for name, sight in sights.items() if nation.visible(sight).exists()} == sees
    assert Clearance.objects.filter(release=made).count() == len(opened)


def test_a_confidential_figure_is_for_the_desk_only(owner: User, head: User) -> None:
    text = "gebied;periode;aantal;niet openbaar\nNL;2026-H1;1600;nee\nNL;2026-K1;9;ja\n"
    made = release(read(text, owner), head)

    seen = Observation.objects.filter(release=made).visible(Sight.parliament(timezone.now()))

    assert [figure.value for figure in seen] == [1600]


def test_withdrawing_marks_every_cell_and_leaves_the_past_as_it_was(
    owner: User, head: User
) -> None:
    made = release(read(HALF_YEAR, owner), head)
    upload = desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=owner)
    correction = release(upload, head)

    sight = Sight.desk(timezone.now())
    cell = {"area__code": "NL", "object_type": "total", "period_end": date(2026, 7, 1)}
    today = Observation.objects.as_of(timezone.localdate(), sight).get(**cell)
    then = Observation.objects.as_of(date(2026, 7, 10), sight).get(**cell)

    assert correction.kind == ReleaseKind.CORRECTION
    assert (today.value, today.printed) == (None, "ingetrokken")
    assert then.value == 600


def test_a_withdrawal_is_asked_once_and_says_why(owner: User, head: User) -> None:
    made = release(read(HALF_YEAR, owner), head)
    with pytest.raises(ValidationError, match="waarom"):
        desk.offer_withdrawal(release=made, reason=" ", by=owner)
    desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=owner)

    with pytest.raises(Refused, match="al gevraagd"):
        desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=owner)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"known_on": date(2999, 1, 1)}, "known_on"),
        ({"kind": ReleaseKind.CORRECTION}, "reason"),
        ({"kind": ReleaseKind.UPDATE}, "supersedes"),
        ({"period_start": date(2026, 1, 1)}, "period_end"),
        ({"period_start": date(2026, 1, 1), "period_end": date(2025, 1, 1)}, "period_end"),
        ({"title": " \u200b"}, "title"),
        ({"note": "x" * 10_001}, "note"),
    ],
)
def test_a_form_that_is_not_right_says_where(
    changes: dict[str, object], field: str, owner: User
) -> None:
    with pytest.raises(ValidationError) as refusal:
        desk.receive(wish=wish(**changes), data=b"x", name="telling.csv", by=owner)

    assert field in refusal.value.message_dict


def test_a_killed_worker_leaves_nothing_and_the_next_one_does_it(owner: User, head: User) -> None:
    upload = read(HALF_YEAR, owner)
    desk.ask_release(
        upload=upload,
        version=upload.version,
        wish=ReleaseWish(embargo_until=None, opened_for=NATION),
        by=head,
    )
    killed = claims.take(upload.pk)
    assert killed is not None
    assert claims.take(upload.pk) is None
    assert not Release.objects.filter(uploaded_by=owner).exists()
    Upload.objects.filter(pk=upload.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    working.work(upload.pk)
    with pytest.raises(claims.LostLease):
        claims.advance(killed, "te laat")

    upload.refresh_from_db()
    assert upload.state == UploadState.RELEASED
    assert Release.objects.filter(uploaded_by=owner).count() == 1


def test_work_that_is_done_is_not_done_again(owner: User, head: User) -> None:
    upload = read(HALF_YEAR, owner)
    made = release(upload, head)

    working.work(upload.pk)

    assert made.observations.count() == 7
    assert Release.objects.filter(uploaded_by=owner).count() == 1


def test_a_file_that_breaks_its_worker_five_times_is_given_up(owner: User) -> None:
    upload = offer(HALF_YEAR, owner)
    Upload.objects.filter(pk=upload.pk).update(attempts=claims.TRIES)

    working.work(upload.pk)

    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert "vijf keer" in upload.error


def test_what_was_done_is_in_the_trail(owner: User, head: User) -> None:
    upload = read(HALF_YEAR, owner)
    release(upload, head)

    told = Entry.objects.filter(object_type="incidents.upload", object_id=str(upload.pk))

    assert [entry.action for entry in told.order_by("pk")] == [
        "levering aangeboden",
        "levering gelezen: wacht op vrijgave",
        "levering vrijgegeven",
        "levering vastgelegd: 7 cijfers",
    ]
