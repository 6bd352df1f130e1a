"""Mistakes of good people that must not reach the front page."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Audience, FigureStatus, Observation, UploadState
from incidents.services import desk, working
from incidents.sight import Sight
from offensief.accounts.models import User
from offensief.lib.refusals import Refused
from tests.deliveries import accepted, explain_all, read, release

QUARTER = "gebied;periode;aantal\nNL;2026-K1;{}\n"
# All municipalities of the region Amsterdam-Amstelland, which is the whole police unit.
TOWNS = "gemeente;jaar;aantal\nAmsterdam;2025;230\nAmstelveen;2025;12\nAalsmeer;2025;9\n"
TOWNS += "Ouder-Amstel;2025;8\nUithoorn;2025;6\nDiemen;2025;3\n"
UNIT = "politie-eenheid;jaar;aantal\nAmsterdam;2025;268\n"


def public() -> dict[str, int | None]:
    """What everybody can read of 2025 now, per area."""
    sight = Sight.public(timezone.now() + timedelta(days=400))
    found = Observation.objects.as_of(
        timezone.localdate(), sight, definition__code="A", period_start=date(2025, 1, 1)
    ).with_hiding(sight)
    return {o.area.code: None if o.is_hidden else o.value for o in found}


def test_a_withdrawal_is_seen_by_everybody_who_saw_the_figure(
    figures_owner: User, head: User
) -> None:
    made = accepted(QUARTER.format(380), figures_owner, head)
    asked = desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=figures_owner)
    release(asked, head, opened_for={})

    seen = Observation.objects.as_of(
        timezone.localdate(),
        Sight.public(timezone.now()),
        definition__code="A",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 4, 1),
    ).get()

    assert (seen.status, seen.value) == (FigureStatus.WITHDRAWN, None)


def test_a_withdrawn_figure_of_an_area_says_so_with_the_reason(
    figures_owner: User, head: User
) -> None:
    made = accepted(UNIT, figures_owner, head, known_on=date(2026, 2, 1))
    asked = desk.offer_withdrawal(release=made, reason="Dubbel geteld.", by=figures_owner)
    release(asked, head, opened_for={})

    text = Client().get("/gebieden/PE-AMSTERDAM/").content.decode()

    assert "2025: ingetrokken" in text
    assert "Reden: Dubbel geteld." in text
    assert "niet openbaar" not in text


def test_a_withdrawal_leaves_a_later_correction_alone(figures_owner: User, head: User) -> None:
    text = "gebied;periode;aantal\nNL;2026-K1;{}\nNL;2026-K2;300\n"
    first = accepted(text.format(140), figures_owner, head, known_on=date(2026, 7, 10))
    accepted(QUARTER.format(155), figures_owner, head, known_on=date(2026, 8, 10))

    asked = desk.offer_withdrawal(release=first, reason="Verkeerd register.", by=figures_owner)
    made = release(asked, head)

    assert [o.period_end for o in made.observations.all()] == [date(2026, 7, 1)]


def test_a_delivery_that_was_replaced_whole_has_nothing_to_withdraw(
    figures_owner: User, head: User
) -> None:
    first = accepted(QUARTER.format(140), figures_owner, head, known_on=date(2026, 7, 10))
    accepted(QUARTER.format(155), figures_owner, head, known_on=date(2026, 8, 10))

    with pytest.raises(Refused, match="geen cijfers die nog gelden"):
        desk.offer_withdrawal(release=first, reason="Verkeerd.", by=figures_owner)


def test_a_figure_is_held_against_what_is_known_whoever_said_so(figures_owner: User) -> None:
    upload = read("gebied;jaar;aantal\nNederland;2024;714\n", figures_owner, organisation="LFCT")

    (found,) = [f for f in upload.outcome["findings"] if f["kind"] == "outlier"]
    assert "van 1.543 naar 714" in found["text"]
    assert "Aanslagen 2024 in het actieplan" in found["text"]


def test_what_is_known_later_already_is_told(figures_owner: User, head: User) -> None:
    accepted(QUARTER.format(155), figures_owner, head, known_on=date(2026, 8, 10))

    upload = read(QUARTER.format(150), figures_owner, known_on=date(2026, 7, 10))

    assert any(f["kind"] == "overtaken" for f in upload.outcome["findings"])


def test_totals_that_come_later_do_not_give_a_town_away(figures_owner: User, head: User) -> None:
    accepted(TOWNS, figures_owner, head, known_on=date(2026, 2, 1))
    assert public()["GM0384"] is None
    upload = read(UNIT, figures_owner, known_on=date(2026, 3, 1))
    explain_all(upload, figures_owner)

    with pytest.raises(Refused, match="het kleine aantal van Diemen te berekenen"):
        release(upload, head)

    assert release(upload, head, opened_for={}).observations.count() == 1


def test_totals_under_embargo_count_as_known(figures_owner: User, head: User) -> None:
    unit = read(UNIT, figures_owner, known_on=date(2026, 2, 1))
    explain_all(unit, figures_owner)
    release(unit, head, embargo_until=timezone.now() + timedelta(days=5))

    accepted(TOWNS, figures_owner, head, known_on=date(2026, 2, 2))

    shown = public()
    hidden = [code for code, value in shown.items() if value is None]
    assert shown["PE-AMSTERDAM"] == 268
    assert len(hidden) > 1


def test_one_hopeless_town_hides_no_town_elsewhere(figures_owner: User, head: User) -> None:
    accepted(TOWNS, figures_owner, head, known_on=date(2026, 2, 1))
    text = "gemeente;jaar;aantal\nMaastricht;2025;50\nHeerlen;2025;40\nVenlo;2025;33\n"
    accepted(text, figures_owner, head, known_on=date(2026, 3, 1))

    shown = public()

    assert (shown["GM0935"], shown["GM0917"], shown["GM0983"]) == (50, 40, 33)


def test_a_value_that_was_seen_before_is_no_secret_to_lean_on(
    figures_owner: User, head: User
) -> None:
    accepted(TOWNS.replace("Diemen;2025;3", "Diemen;2025;13"), figures_owner, head)
    accepted(TOWNS, figures_owner, head, known_on=date(2026, 8, 1), title="later")

    shown = public()

    assert shown["GM0358"] == 9
    assert shown["GM0384"] is None


def test_the_desk_reads_its_own_delivery_under_embargo(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)
    explain_all(upload, figures_owner)
    made = release(upload, head, embargo_until=timezone.now() + timedelta(days=5))
    client = Client()
    client.force_login(head)

    assert "Embargo tot" in client.get(f"/cijfers/{made.code}/").content.decode()


def test_an_embargo_of_thousands_of_years_is_refused(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)

    with pytest.raises(Refused, match="hoogstens een jaar"):
        release(upload, head, embargo_until=timezone.now() + timedelta(days=4000))


def test_the_head_has_an_overtaken_delivery_read_again(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)

    desk.read_again(upload=upload, version=upload.version, by=head)
    working.work(upload.pk)

    upload.refresh_from_db()
    assert upload.state == UploadState.READY


@pytest.mark.parametrize(
    "address",
    ["/cijfers/werkbank/?definitie=%00", "/cijfers/balie/aanbieden/?na=%00", "/gebieden/?naam=%00"],
)
def test_nonsense_in_an_address_is_answered(address: str, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)

    assert client.get(address).status_code in {200, 404}


def test_nonsense_in_a_form_is_answered(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)
    client = Client()
    client.force_login(figures_owner)

    explained = client.post(
        f"/cijfers/balie/{upload.pk}/uitleg/", {"finding": "x\0", "text": "y\0"}
    )
    offered = client.post("/cijfers/balie/aanbieden/", {"period_last": "9999-12-31"})

    assert explained.status_code == 422
    assert offered.status_code == 422


def test_a_second_press_on_release_is_no_error(figures_owner: User, head: User) -> None:
    upload = read(QUARTER.format(380), figures_owner)
    client = Client()
    client.force_login(head)
    form = {"version": str(upload.version), "open_country": Audience.PUBLIC.value}

    first = client.post(f"/cijfers/balie/{upload.pk}/vrijgeven/", form)
    second = client.post(f"/cijfers/balie/{upload.pk}/vrijgeven/", form)

    assert first.status_code == second.status_code == 302
