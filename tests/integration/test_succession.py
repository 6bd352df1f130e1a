"""Splitting, merging, replacing, stopping and resuming; numbers and texts that stay."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from measures.models import Involvement, Measure, Pillar, Succession
from measures.services import succession
from measures.services.succession import NewMeasure, Wish, next_number, succeed
from measures.statuses import Decision, SuccessionKind
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn

DAY = date(2026, 3, 1)


def measure(number: str) -> Measure:
    return Measure.objects.get(number=number)


def new(number: str, title: str = "Nieuw") -> NewMeasure:
    pillar = Pillar.objects.current().get(number=int(number.split(".")[0]))
    return NewMeasure(number=number, pillar=pillar, short_title=title, official_text="Tekst.")


def decide(by: User, kind: SuccessionKind, **parts: object) -> Succession:
    fields = {"decided_on": DAY, "reason": "Besluit van de regiegroep.", **parts}
    return succeed(wish=Wish(kind=kind, **fields), by=by)  # type: ignore[arg-type]


def refused(by: User, kind: SuccessionKind, **parts: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        decide(by, kind, **parts)
    return refusal.value.message_dict


def test_a_split_ends_one_and_begins_two_with_its_partners(secretary: User) -> None:
    old = measure("3.01")
    decide(secretary, SuccessionKind.SPLIT, predecessors=(old,), new=(new("3.09"), new("3.10")))

    old.refresh_from_db()
    partners = set(old.involvements.values_list("partner__key", flat=True))
    assert old.decision == Decision.REPLACED
    for number in ("3.09", "3.10"):
        part = measure(number)
        assert part.decision == Decision.ACTIVE
        assert set(part.involvements.values_list("partner__key", flat=True)) == partners
        assert part.wordings.get().official_text == "Tekst."


def test_two_leads_do_not_make_one(secretary: User) -> None:
    lead = Involvement.objects.get(role="lead").measure
    Involvement.objects.filter(measure=measure("2.01"), partner__key="politie").update(role="lead")
    decide(
        secretary,
        SuccessionKind.MERGE,
        predecessors=(lead, measure("2.01")),
        new=(new("2.09"),),
    )

    assert not measure("2.09").involvements.filter(role="lead").exists()


def test_a_merge_into_one_that_goes_on(secretary: User) -> None:
    decide(
        secretary,
        SuccessionKind.MERGE,
        predecessors=(measure("3.02"),),
        successors=(measure("3.01"),),
    )

    assert measure("3.02").decision == Decision.MERGED
    assert measure("3.01").decision == Decision.ACTIVE


def test_stopped_can_be_resumed_and_stays_itself(secretary: User) -> None:
    decide(secretary, SuccessionKind.STOP, predecessors=(measure("1.02"),))
    assert measure("1.02").decision == Decision.LAPSED

    decide(secretary, SuccessionKind.RESUME, successors=(measure("1.02"),))
    assert measure("1.02").decision == Decision.ACTIVE


def test_a_circle_is_refused_in_one_sentence(secretary: User) -> None:
    one, two = measure("3.01"), measure("3.02")
    decide(secretary, SuccessionKind.REPLACE, predecessors=(one,), successors=(two,))

    (sentence,) = refused(
        secretary, SuccessionKind.REPLACE, predecessors=(two,), successors=(one,)
    )["kind"]

    assert sentence.startswith("Maatregel 3.01 is eerder opgegaan in 3.02. Zo ontstaat een kring.")
    itself = refused(secretary, SuccessionKind.REPLACE, predecessors=(two,), successors=(two,))
    assert "kan niet in zichzelf opgaan" in itself["kind"][0]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("3.01", "Nummer 3.01 is al gebruikt. Een nummer wordt nooit opnieuw gebruikt"),
        ("3.1", "Gebruik het nummer van de pijler"),
        ("3.009", "Gebruik het nummer van de pijler"),
    ],
)
def test_numbers_are_never_used_again(secretary: User, number: str, sentence: str) -> None:
    errors = refused(secretary, SuccessionKind.ADD, new=(new(number),))

    assert sentence in errors["new"][0]
    assert next_number(3) in errors["new"][0]


def test_every_fault_is_told_at_once(secretary: User) -> None:
    errors = refused(
        secretary,
        SuccessionKind.SPLIT,
        predecessors=(measure("3.01"),),
        reason=" ",
        decided_on=timezone.localdate() + timedelta(days=2),
    )

    assert set(errors) == {"kind", "reason", "decided_on"}


def test_an_ended_measure_cannot_end_again(secretary: User) -> None:
    decide(secretary, SuccessionKind.STOP, predecessors=(measure("1.02"),))

    errors = refused(secretary, SuccessionKind.STOP, predecessors=(measure("1.02"),))

    assert "1.02 (vervallen)" in errors["kind"][0]


def test_a_refusal_writes_nothing(secretary: User) -> None:
    before = Measure.objects.count()
    refused(
        secretary,
        SuccessionKind.SPLIT,
        predecessors=(measure("3.01"),),
        new=(new("3.09"), new("3.01")),
    )

    assert Measure.objects.count() == before
    assert not Succession.objects.exists()


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_decides(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        decide(request.getfixturevalue(name), SuccessionKind.STOP, predecessors=(measure("1.01"),))


def test_the_database_keeps_wording_number_and_decisions(secretary: User) -> None:
    decide(secretary, SuccessionKind.STOP, predecessors=(measure("1.02"),))

    attempts: list[Callable[[], int]] = [
        lambda: Measure.objects.filter(number="1.01").update(official_text="Anders"),
        lambda: Measure.objects.filter(number="1.01").update(number="1.99"),
        lambda: measure("1.01").wordings.update(official_text="Anders"),
        lambda: Succession.objects.update(reason="Anders"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_page_says_where_a_measure_went(secretary: User) -> None:
    client = SignedIn(secretary)
    form = {
        "kind": "split",
        "decided_on": DAY.isoformat(),
        "reason": "Landelijk en lokaal gaan apart verder.",
        "predecessors": ["3.01"],
        "number_1": "3.09",
        "title_1": "Kader, landelijk deel",
        "text_1": "Het landelijke deel.",
        "number_2": "3.10",
        "title_2": "Kader, lokaal deel",
        "text_2": "Het lokale deel.",
    }

    assert client.post(reverse("succession_new"), form).status_code == 302
    page = client.get(reverse("lineage", kwargs={"number": "3.01"})).content.decode()
    part = client.get(reverse("lineage", kwargs={"number": "3.10"})).content.decode()
    listed = client.get(reverse("successions")).content.decode()

    assert "Maatregel 3.01 is op 01-03-2026 gesplitst in 3.09 en 3.10." in page
    assert "<svg" in page
    assert "3.01" in part
    assert "Landelijk en lokaal gaan apart verder." in listed


def test_a_half_filled_new_measure_keeps_what_was_typed(secretary: User) -> None:
    form = {
        "kind": "add",
        "decided_on": DAY.isoformat(),
        "reason": "Er is meer nodig.",
        "number_1": "3.09",
        "title_1": "Een nieuwe maatregel",
    }

    answer = SignedIn(secretary).post(reverse("succession_new"), form)

    assert answer.status_code == 422
    assert "Vul ook dit in voor de nieuwe maatregel." in answer.content.decode()
    assert 'value="Een nieuwe maatregel"' in answer.content.decode()


def test_reachable_walks_the_whole_graph() -> None:
    onward = {1: {2, 3}, 2: {4}, 4: {5}}

    assert succession.reachable(1, onward) == {2, 3, 4, 5}
    assert succession.reachable(5, onward) == set()


@pytest.mark.parametrize("number", ["1.\u0660\u0669", "1.9\n", "\uff11.09", "1.09 "])
def test_only_plain_digits_make_a_number(secretary: User, number: str) -> None:
    """A number of other digits would fit no address; every list with it would break."""
    pillar = Pillar.objects.current().get(number=1)
    fresh = NewMeasure(number=number, pillar=pillar, short_title="X", official_text="Y")

    assert "past niet" in refused(secretary, SuccessionKind.ADD, new=(fresh,))["new"][0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Measure.objects.create(
            number=number, plan=pillar.plan, pillar=pillar, short_title="X", official_text="Y"
        )


def test_after_99_comes_100(secretary: User) -> None:
    decide(secretary, SuccessionKind.ADD, new=(new("1.99"),))

    assert next_number(1) == "1.100"
    decide(secretary, SuccessionKind.ADD, new=(new("1.100"),))
    assert next_number(1) == "1.101"


def test_a_resumed_measure_says_that_it_stopped_and_went_on(secretary: User) -> None:
    decide(secretary, SuccessionKind.STOP, predecessors=(measure("1.02"),))
    decide(secretary, SuccessionKind.RESUME, successors=(measure("1.02"),))

    page = SignedIn(secretary).get(reverse("lineage", kwargs={"number": "1.02"})).content.decode()

    assert "Maatregel 1.02 is op 01-03-2026 gestopt en op 01-03-2026 hervat." in page


def test_a_partner_is_told_nothing_of_measures_of_others(secretary: User, police: User) -> None:
    """Aedes' 1.01 goes on in 2.01: the police see that 2.01 is theirs, not where it came from."""
    decide(
        secretary,
        SuccessionKind.MERGE,
        predecessors=(measure("1.01"),),
        successors=(measure("2.01"),),
        reason="Geheime reden.",
    )

    page = SignedIn(police).get(reverse("lineage", kwargs={"number": "2.01"})).content.decode()

    assert "1.01" not in page
    assert "Geheime reden." not in page
