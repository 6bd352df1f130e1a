"""The target: what was true to say of it on three days, and pages that say it."""

from datetime import date, datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from incidents.models import Estimate, Observation, Target
from incidents.selectors.target import target_page, target_standing
from incidents.services.estimating import faulty_estimates, keep_estimates
from incidents.services.targets import set_target
from incidents.sight import Sight
from incidents.statistics.verdicts import Verdict
from incidents.wording import answer
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from reports.charts import rising
from reports.selectors.boards import figures_part
from reports.selectors.target import target_view
from tests.conftest import SignedIn
from tests.deliveries import accepted

EVERYBODY = Sight.public(datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Amsterdam")))


@pytest.mark.parametrize(
    ("day", "verdict", "headline"),
    [
        (
            date(2025, 7, 1),
            Verdict.TOO_EARLY,
            "Te vroeg om te zeggen: over 2025 is nog geen cijfer bekend.",
        ),
        (
            date(2025, 8, 1),
            Verdict.TOO_EARLY,
            (
                "Te vroeg om te zeggen of het doel van 2025 wordt gehaald: in januari t/m juni "
                "2025 zijn 678 aanslagen en pogingen geteld."
            ),
        ),
        (
            date(2025, 12, 19),
            Verdict.OFF_TRACK,
            (
                "Niet op koers voor het doel van 2025: in januari t/m oktober 2025 zijn 1.179 "
                "aanslagen en pogingen geteld."
            ),
        ),
        (
            date(2026, 1, 9),
            Verdict.NOT_MET_PROVISIONAL,
            (
                "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen, het doel was "
                "hoogstens 1.388."
            ),
        ),
    ],
)
def test_the_verdict_is_what_could_be_known_on_the_day(
    day: date, verdict: Verdict, headline: str, db: None
) -> None:
    standing = target_standing(day, EVERYBODY)

    assert standing is not None
    assert standing.verdict is verdict
    assert answer(standing).headline == headline


def test_half_a_year_of_unknown_maturity_is_refused_as_comparison(db: None) -> None:
    standing = target_standing(date(2025, 8, 1), EVERYBODY)

    assert standing is not None
    assert standing.pair is None
    assert standing.refusal is not None
    assert "niet te vergelijken" in standing.refusal.reason


def test_the_pair_of_the_ministry_is_compared_and_the_room_that_is_left_is_told(db: None) -> None:
    standing = target_standing(date(2025, 12, 19), EVERYBODY)
    assert standing is not None
    assert standing.pair is not None

    said = " ".join(answer(standing).sentences)

    assert (standing.pair.current.value, standing.pair.earlier.value) == (1179, 1161)
    assert "mogen er in 2025 nog hoogstens 209 bij komen" in said
    assert "geen 10% daling zien" in said


def test_the_outlook_of_one_method_has_an_interval_and_no_chance(db: None) -> None:
    view = target_view(2025, date(2025, 12, 19), EVERYBODY)

    assert view is not None
    assert "ongeveer 1.567 (95%-marge 1.507 tot 1.633)" in view.share
    assert "geen kans" in view.share_reason
    assert "twee leveringen" in view.share_marks[0]


def test_the_outlook_ends_when_the_year_is_known(db: None) -> None:
    view = target_view(2025, date(2026, 1, 9), EVERYBODY)

    assert view is not None
    assert view.share == ""


def test_other_readings_of_the_target_are_told_with_their_reason(db: None) -> None:
    page = target_page(2025, date(2026, 1, 9), EVERYBODY)

    assert page is not None
    (scope,) = page.variants
    assert (scope.baseline, scope.maximum) == (1503, 1352)
    assert "regel 84-85" in scope.why


def test_a_revised_baseline_stands_beside_the_pinned_one(figures_owner: User, head: User) -> None:
    text = "gebied;jaar;aantal\nNL;2024;1551\n"
    accepted(text, figures_owner, head, known_on=date(2026, 2, 1))

    page = target_page(2025, date(2026, 3, 1), EVERYBODY_LATER)

    assert page is not None
    assert page.standing.maximum == 1388
    assert page.variants[0].name == "Op herziene basis"
    assert (page.variants[0].baseline, page.variants[0].maximum) == (1551, 1395)


def test_parts_and_total_of_two_deliveries_are_not_in_one_picture(
    figures_owner: User, head: User
) -> None:
    text = "gebied;jaar;aantal\nNL;2024;1551\n"
    accepted(text, figures_owner, head, known_on=date(2026, 2, 1))

    view = target_view(2025, date(2026, 3, 1), EVERYBODY_LATER)
    board = figures_part(date(2026, 3, 1), EVERYBODY_LATER)

    assert view is not None
    assert (view.contribution, view.mix) == (None, "")
    assert board.objects is not None
    assert "In 2024 was woning het vaakst doelwit: 1.119. In 2023" in board.objects.finding


def test_the_picture_of_where_a_change_comes_from_names_the_source_of_its_totals(db: None) -> None:
    view = target_view(2025, date(2026, 1, 9), EVERYBODY)

    assert view is not None
    assert view.contribution is not None
    assert "De delen en het totaal van een jaar komen uit dezelfde" in view.contribution.source


def test_the_years_of_the_dashboard_are_compared_with_the_marks_of_the_guard(db: None) -> None:
    board = figures_part(date(2026, 1, 9), EVERYBODY)

    assert board.years is not None
    assert (
        "Dat zijn er 18 minder dan in 2024 (1.543). Ten minste een van de cijfers is voorlopig"
    ) in board.years.finding


EVERYBODY_LATER = Sight.public(datetime(2099, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam")))


def test_a_later_count_that_is_lower_leaves_the_line_rising(db: None) -> None:
    page = target_page(2025, date(2026, 1, 9), EVERYBODY)
    assert page is not None
    half, ten, year = page.course

    value = attrgetter("value")
    assert [k.value for k in rising(page.course, value)] == [678, 1179, 1525]
    assert rising([ten, half], value) == [half]
    assert rising([year, half, ten], value) == [half, ten]


def test_what_a_count_can_bear_is_told(db: None) -> None:
    view = target_view(2025, date(2026, 1, 9), EVERYBODY)

    assert view is not None
    assert "vanaf 10%, of vanaf 14%" in view.bears[0]
    assert "1.436" in view.bears[1]
    assert "1.305" in view.bears[2]
    assert "na ongeveer 50 weken te zien (101" in view.bears[3]
    assert "na ongeveer 12 weken (24)" in view.bears[3]


@pytest.mark.parametrize("key", ["pad", "afstand", "bijdragen"])
def test_every_picture_gives_its_numbers_as_a_file(key: str, db: None) -> None:
    found = Client().get("/doel/2025/", {"csv": key})

    assert found.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = found.content.decode("utf-8-sig").splitlines()
    assert head.endswith(";titel;bron")
    assert rows
    assert ["Bron:" in row for row in rows] == [True] * len(rows)
    assert ";'" not in found.content.decode()


def test_a_file_of_a_picture_that_is_not_there_does_not_exist(db: None) -> None:
    assert Client().get("/doel/2025/", {"csv": "anders"}).status_code == 404


def test_the_secretariat_sets_the_target_of_a_later_year(secretary: User) -> None:
    baseline = Observation.objects.get(
        release__code="politie-2026-01", definition__code="A", object_type="total"
    )

    target = set_target(
        year=2026, baseline=baseline, reduction_percent=10, locator="Kamerstuk", by=secretary
    )

    assert target.maximum == 1372
    standing = target_standing(date(2025, 12, 19), EVERYBODY)
    assert standing is not None
    assert standing.year == 2025


def test_a_target_is_set_once_and_never_changes(secretary: User) -> None:
    baseline = Target.objects.get().baseline

    with pytest.raises(ValidationError, match="ligt al vast"):
        set_target(year=2025, baseline=baseline, reduction_percent=5, locator="x", by=secretary)


def test_a_baseline_is_older_than_its_target(secretary: User) -> None:
    baseline = Observation.objects.get(release__code="politie-2026-01", definition__code="A")

    with pytest.raises(ValidationError, match="eerder jaar"):
        set_target(year=2025 + 0, baseline=baseline, reduction_percent=5, locator=" ", by=secretary)


def test_nobody_else_sets_a_target(head: User) -> None:
    baseline = Target.objects.get().baseline

    with pytest.raises(NotAllowed):
        set_target(year=2026, baseline=baseline, reduction_percent=5, locator="x", by=head)


def test_the_form_for_a_target_writes_it(secretary: User) -> None:
    baseline = Observation.objects.get(release__code="politie-2026-01", definition__code="A")
    form = {
        "year": "2026",
        "baseline": str(baseline.pk),
        "reduction_percent": "15",
        "locator": "Kamerstuk 28 684, nr. 900",
    }

    answer_ = SignedIn(secretary).post("/doel/nieuw/", form)

    assert answer_.headers["Location"] == "/doel/2026/"
    assert Target.objects.get(year=2026).set_by == secretary


def test_outcomes_are_kept_once_and_come_out_the_same(db: None) -> None:
    day = date(2025, 12, 19)

    first, second = keep_estimates(day, EVERYBODY), keep_estimates(day, EVERYBODY)

    assert first == second == Estimate.objects.count()
    assert {kept.method for kept in Estimate.objects.all()} == {"share_forecast", "funnel"}
    assert faulty_estimates() == []


def test_an_outcome_that_was_tampered_with_is_found(db: None) -> None:
    keep_estimates(date(2025, 12, 19), EVERYBODY)
    kept = Estimate.objects.get(method="share_forecast")
    forged = Estimate(
        method=kept.method,
        method_version=kept.method_version,
        input_sha256="0" * 64,
        as_of=kept.as_of,
        inputs=kept.inputs,
        result={**kept.result, "count": 1},
    )
    forged.save()

    assert faulty_estimates() == [forged]
