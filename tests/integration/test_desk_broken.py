"""When work on a delivery breaks off, or is larger than usual."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.models import Observation, Upload
from incidents.selectors.figures import same_period
from incidents.selectors.target import target_standing
from incidents.services import checking, claims, desk, releasing
from incidents.services.targets import set_target
from incidents.sight import Sight
from incidents.wording import answer
from offensief.accounts.models import User
from tests.deliveries import accepted, explain_all, read, release

QUARTER = "gebied;periode;aantal\nNL;2026-K1;{}\n"


def broken(upload: Upload) -> Upload:
    """As it is after five workers died over it."""
    Upload.objects.filter(pk=upload.pk).update(attempts=claims.TRIES)
    assert claims.take(upload.pk) is None
    upload.refresh_from_db()
    return upload


def test_whoever_released_in_vain_can_release_again(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)
    explain_all(upload, figures_owner)
    wish = desk.ReleaseWish(embargo_until=None, opened_for={})
    desk.ask_release(upload=upload, version=upload.version, wish=wish, by=head)
    upload = broken(upload)
    again = desk.read_again(upload=upload, version=upload.version, by=head)

    assert again.released_by is None
    assert "Het werk aan deze levering is vijf keer afgebroken." in upload.error


def test_the_longest_part_of_a_year_is_compared_whatever_came_later(
    figures_owner: User, head: User
) -> None:
    text = "gebied;soort gebied;periode;aantal\n"
    early = text + "Nederland;land;2025-H1;500\nNederland;land;2026-H1;480\n"
    accepted(early, figures_owner, head, known_on=date(2026, 7, 10))
    month = text + "Nederland;land;2025-07;90\nNederland;land;2026-07;80\n"
    accepted(month, figures_owner, head, known_on=date(2026, 8, 10))

    pair = same_period(2026, date(2026, 9, 1), Sight.public(timezone.now()))

    assert pair is not None
    assert (pair.current.value, pair.earlier.value) == (480, 500)


def test_a_withdrawal_of_many_figures_is_written_in_blocks(
    figures_owner: User, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"NL;2026-W{week:02};{20 + week}\n" for week in range(1, 8))
    made = accepted(f"gebied;periode;aantal\n{rows}", figures_owner, head)
    asked = desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=figures_owner)
    monkeypatch.setattr(releasing, "_BLOCK", 3)

    with CaptureQueriesContext(connection) as asked_of_the_database:
        taken_back = release(asked, head, opened_for={})

    inserts = [
        query
        for query in asked_of_the_database.captured_queries
        if query["sql"].startswith('INSERT INTO "incidents_observation"')
    ]
    assert len(inserts) == 3
    assert taken_back.observations.count() == 7


def test_checking_may_think_longer_than_an_idle_connection_lives(db: None) -> None:
    with CaptureQueriesContext(connection) as asked_of_the_database:
        checking.check_store()

    statements = [query["sql"] for query in asked_of_the_database.captured_queries]
    assert "SET LOCAL idle_in_transaction_session_timeout = 0" in statements


def test_a_remainder_is_told_with_the_peildatum_of_its_own_count(
    figures_owner: User, head: User, secretary: User
) -> None:
    text = "gebied;soort gebied;periode;aantal\n"
    pair = text + "Nederland;land;2025-H1;500\nNederland;land;2026-H1;480\n"
    accepted(pair, figures_owner, head, known_on=date(2026, 7, 10))
    alone = "gebied;soort gebied;vanaf;tot en met;aantal\n"
    alone += "Nederland;land;2026-01-01;2026-09-30;700\n"
    accepted(alone, figures_owner, head, known_on=date(2026, 10, 12))
    baseline = Observation.objects.get(
        release__code="politie-2026-01", definition__code="A", object_type="total"
    )
    set_target(year=2026, baseline=baseline, reduction_percent=10, locator="x", by=secretary)

    standing = target_standing(date(2026, 10, 20), Sight.public(timezone.now()), year=2026)

    assert standing is not None
    room = next(s for s in answer(standing).sentences if "nog hoogstens" in s)
    assert "(peildatum: 12 oktober 2026)" in room
