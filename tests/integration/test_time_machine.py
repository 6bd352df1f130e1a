"""The plan as it was: pages, comparison and a frozen report say the same of a day."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Partner, Pillar, RegisterEntry
from measures.selectors.compare import compare
from measures.selectors.then import plan_as_of
from measures.services import cards, milestones, responsibility, succession
from measures.services.status import StatusChange, change_status
from measures.statuses import Course, Evidence, InvolvementRole, Phase, SuccessionKind
from offensief.accounts.models import User
from reports.services import asking, building
from reports.services.asking import EditionRequest
from tests.conftest import SignedIn
from tests.registers import change_entry

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, SECOND, THIRD = date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1)


@contextmanager
def on(day: date) -> Iterator[None]:
    """What happens inside, happens on this day; the clock of the machine is not ours to turn."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def say(number: str, by: User, phase: Phase, course: Course = Course.ON_TRACK) -> None:
    measure = Measure.objects.get(number=number)
    change = StatusChange(
        phase=phase, course=course, explanation="Zo staat het ervoor.", needed="Een besluit"
    )
    change_status(measure=measure, version=measure.version, change=change, by=by)


@pytest.fixture
def year(secretary: User) -> User:
    """A year of work on the plan."""
    with on(FIRST):
        say("1.01", secretary, Phase.UNDERWAY)
        milestones.add_milestone(
            measure=Measure.objects.get(number="1.01"),
            title="Clausule opgenomen",
            planned_on=date(2026, 9, 1),
            by=secretary,
        )
    with on(SECOND):
        say("1.01", secretary, Phase.UNDERWAY, Course.DELAYED)
        step = Measure.objects.get(number="1.01").milestones.get()
        milestones.move_milestone(
            milestone=step, version=1, to=date(2026, 12, 1), reason="Uitstel", by=secretary
        )
        responsibility.assign(
            measure=Measure.objects.get(number="1.01"),
            partner=Partner.objects.get(key="aedes"),
            role=InvolvementRole.LEAD,
            specifier="",
            valid_from=SECOND,
            by=secretary,
        )
    with on(THIRD):
        pillar = Pillar.objects.current().get(number=1)
        parts = tuple(
            succession.NewMeasure(
                number=number, pillar=pillar, short_title=title, official_text="Tekst."
            )
            for number, title in (("1.98", "Eerste deel"), ("1.99", "Tweede deel"))
        )
        succession.succeed(
            wish=succession.Wish(
                kind=SuccessionKind.SPLIT,
                decided_on=THIRD,
                reason="Twee sporen.",
                predecessors=(Measure.objects.get(number="1.02"),),
                new=parts,
            ),
            by=secretary,
        )
    return secretary


def test_each_day_shows_what_was_known_then(year: User) -> None:
    before, first, second, third = (
        plan_as_of(day) for day in (date(2025, 4, 15), FIRST, SECOND, THIRD)
    )

    assert plan_as_of(date(2025, 4, 14)).measures == ()
    assert {m.phase for m in before.measures} == {Phase.NOT_STARTED}
    for plan, course, lead, planned in (
        (first, Course.ON_TRACK, None, date(2026, 9, 1)),
        (second, Course.DELAYED, "aedes", date(2026, 12, 1)),
    ):
        measure = plan.measure("1.01")
        assert measure is not None
        assert measure.course == course
        leads = [i.partner.key for i in measure.present if i.role == "lead"]  # type: ignore[attr-defined]
        assert leads == ([lead] if lead else [])
        assert [s.current_on for s in measure.steps] == [planned]  # type: ignore[attr-defined]
    assert len(second.measures) == 31
    assert len(third.measures) == 33
    ended = third.measure("1.02")
    assert ended is not None
    assert ended.decision == "replaced"


def test_the_past_is_what_the_present_was(year: User) -> None:
    """Brought back for this moment, the trail gives the live plan itself."""
    plan = plan_as_of(timezone.localdate())

    for then in plan.measures:
        live = Measure.objects.get(number=then.number)
        for name in Measure.TRAIL:
            if name not in {"plan", "pillar", "section"}:
                assert getattr(then, name) == getattr(live, name), name
        assert then.pillar.number == live.pillar.number


def test_pages_look_back_with_a_banner(year: User) -> None:
    client = SignedIn(year)
    day = {"peildatum": SECOND.isoformat()}

    listed = client.get(reverse("measures"), day).content.decode()
    page = client.get(reverse("measure", kwargs={"number": "1.01"}), day).content.decode()
    board = client.get(reverse("dashboard"), day).content.decode()
    gone = client.get(reverse("measure", kwargs={"number": "1.98"}), day).content.decode()
    filtered = client.get(reverse("measures"), {**day, "koers": "delayed"}).content.decode()

    for text in (listed, page, board, gone):
        assert "U kijkt terug." in text
        assert "1 mei 2026" in text
    assert "31 van 31 maatregelen" in listed
    assert "1 van 31 maatregelen" in filtered
    assert "Vertraagd" in page
    assert "Status wijzigen" not in page
    assert "1 december 2026" in page or "01-12-2026" in page
    assert "Deze maatregel was er toen nog niet" in gone
    for name in ("planning", "gaps"):
        assert client.get(reverse(name), day).status_code == 200


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gisteren", "is geen datum"),
        ("2026-02-30", "is geen datum"),
        ("2999-01-01", "ligt in de toekomst"),
        ("\x00", "is geen datum"),
        ("<script>", "is geen datum"),
    ],
)
@pytest.mark.parametrize("name", ["dashboard", "measures", "planning", "gaps"])
def test_a_wrong_day_is_told(secretary: User, name: str, text: str, sentence: str) -> None:
    answer = SignedIn(secretary).get(reverse(name), {"peildatum": text})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def test_two_days_beside_each_other(year: User) -> None:
    numbers = set(Measure.objects.values_list("number", flat=True))

    found = compare(FIRST, THIRD, numbers=numbers)

    assert [m.number for m in found.added] == ["1.98", "1.99"]
    assert [m.number for m in found.ended] == ["1.02"]
    changed = {c.number: {d.name: (d.old, d.new) for d in c.differences} for c in found.changed}
    assert changed["1.01"]["Koers"] == ("Op schema", "Vertraagd")
    assert changed["1.01"]["Trekker"][0] == "Nog te beleggen"
    assert "1 december 2026" in changed["1.01"]["Mijlpaal 'Clausule opgenomen'"][1]
    assert compare(THIRD, timezone.localdate(), numbers=numbers).is_equal


def test_the_comparison_page_strikes_the_old_and_shows_the_new(year: User) -> None:
    client = SignedIn(year)
    url = reverse("comparison")

    page = client.get(url, {"van": FIRST.isoformat(), "tot": THIRD.isoformat()}).content.decode()
    wrong = client.get(url, {"van": THIRD.isoformat(), "tot": FIRST.isoformat()})

    assert "<del>Op schema</del>" in page
    assert "<ins>Vertraagd</ins>" in page
    assert wrong.status_code == 422
    assert "De eerste dag moet voor de tweede liggen" in wrong.content.decode()


def test_a_partner_sees_its_own_past_only(year: User, aedes: User) -> None:
    client = SignedIn(aedes)
    day = {"peildatum": FIRST.isoformat()}

    assert client.get(reverse("measure", kwargs={"number": "2.01"}), day).status_code == 404
    listed = client.get(reverse("measures"), day).content.decode()
    assert "/maatregelen/2.01/" not in listed
    assert "/maatregelen/1.01/" in listed


def report(day: date, by: User) -> dict[str, Any]:
    wish = EditionRequest(
        period_start=date(2026, 1, 1),
        period_end=day,
        figures_as_of=day,
        request_key=uuid.uuid4(),
    )
    edition = asking.request_edition(wish=wish, by=by)
    document: dict[str, Any] = json.loads(building.freeze(edition.pk).document)
    return document


def test_a_report_says_which_measures_ended(year: User) -> None:
    document = report(THIRD, year)

    assert [(e["number"], e["decision"]) for e in document["plan"]["ended"]] == [
        ("1.02", "Vervangen")
    ]
    assert document["summary"]["measures"] == 32
    assert not report(SECOND, year)["plan"]["ended"]


def test_a_report_over_a_day_holds_what_that_day_shows(year: User) -> None:
    document = report(SECOND, year)

    printed = {m["number"]: m for p in document["plan"]["pillars"] for m in p["measures"]}
    then = {m.number: m for m in plan_as_of(SECOND).measures}
    assert set(printed) == set(then)
    for number, measure in then.items():
        assert printed[number]["phase"] == measure.phase
        assert printed[number]["course"] == measure.course
        assert printed[number]["text"] == measure.official_text
        leads = [p.partner.short_name for p in measure.present if p.role == "lead"]  # type: ignore[attr-defined]
        assert printed[number]["lead"] == (leads[0] if leads else "")
    assert printed["1.01"]["lead"] == "Aedes"
    gaps = {g["sentence"]: g["numbers"] for g in document["summary"]["gaps"]}
    assert "29 maatregelen hebben nog geen trekker." in gaps


def test_the_card_and_what_was_learned_look_back_too(year: User) -> None:
    measure = Measure.objects.get(number="1.01")
    wish = cards.CardWish(
        mechanism="Verhuurders kunnen sneller optreden.",
        evidence=Evidence.PROMISING,
        source="Handreiking Aedes",
        cells=("perpetrator.execution",),
    )
    with on(SECOND):
        cards.save_card(measure=measure, version=0, wish=wish, by=year)
    client = SignedIn(year)
    url = reverse("measure", kwargs={"number": "1.01"})

    then = client.get(url, {"peildatum": SECOND.isoformat()}).content.decode()
    earlier = client.get(url, {"peildatum": (SECOND - timedelta(days=1)).isoformat()})

    assert "Er zijn aanwijzingen (Handreiking Aedes), maar geen bewijs" in then
    assert "Handreiking Aedes" not in earlier.content.decode()


def test_a_page_that_cannot_look_back_says_so(secretary: User) -> None:
    client = SignedIn(secretary)
    day = {"peildatum": SECOND.isoformat()}

    assert (
        "Deze pagina kan niet terugkijken" in client.get(reverse("coverage"), day).content.decode()
    )
    for name in ("measures", "dashboard", "gaps", "planning"):
        assert "kan niet terugkijken" not in client.get(reverse(name), day).content.decode()
    assert client.get(reverse("measures"), {"peildatum": "0025-01-01"}).status_code == 422


def test_every_field_of_an_entry_and_every_milestone_is_compared(year: User) -> None:
    with on(THIRD):
        for days in (10, 20):
            milestones.add_milestone(
                measure=Measure.objects.get(number="2.01"),
                title="Concept klaar",
                planned_on=THIRD + timedelta(days=days),
                by=year,
            )
    entry = RegisterEntry.objects.get(register="product", number=2)
    change_entry(entry, year, description="Andere omschrijving.", link="https://voorbeeld.example/")

    found = compare(SECOND, timezone.localdate(), numbers={"2.01"})

    (measure,) = found.changed
    (product,) = found.entries
    assert [d.name for d in measure.differences] == [
        "Mijlpaal 'Concept klaar'",
        "Mijlpaal 'Concept klaar' (2)",
    ]
    assert {d.name for d in product.differences} == {"Omschrijving", "Vindplaats"}
