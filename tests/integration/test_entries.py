"""Keeping the registers: rules, numbers, conflict, trail."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import Measure, Partner, RegisterEntry
from measures.registers import SPECS, EntryKind, EntryState, Register
from measures.services import entries, entry_rules, ranking
from offensief.accounts.models import User
from offensief.audit.history import states_at
from offensief.audit.models import Entry
from offensief.audit.traced import facts
from offensief.lib import rules
from offensief.lib.refusals import NotAllowed
from tests.registers import change_entry, make_entry, wish_for

ALL = list(Register)


@pytest.mark.parametrize("register", ALL)
def test_an_entry_is_added_and_told_whole(register: Register, secretary: User) -> None:
    measure = Measure.objects.get(number="3.01")

    entry = make_entry(register, secretary, measures=(measure,), description="Waarom dit telt.")

    told = Entry.objects.filter(object_type="measures.registerentry").latest("pk")
    assert told.object_id == entry.code
    assert told.after["measures"] == ["3.01"]
    assert told.actor_label == "Sanne Secretaris"


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_keeps_the_registers(
    name: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        make_entry(Register.PRODUCT, request.getfixturevalue(name))


def test_numbers_count_on_within_a_register(secretary: User) -> None:
    first = make_entry(Register.PRODUCT, secretary)
    other = make_entry(Register.BOTTLENECK, secretary)
    second = make_entry(Register.PRODUCT, secretary)

    assert second.number == first.number + 1
    assert other.code.startswith("K-")


@pytest.mark.parametrize("register", ALL)
def test_every_move_of_every_register_can_be_made(register: Register, secretary: User) -> None:
    spec = SPECS[register]
    meeting = make_entry(Register.MEETING, secretary)
    for start, ends in spec.moves.items():
        for end in ends:
            more: dict[str, Any] = {"meeting": meeting} if "meeting" in spec.fields else {}
            entry = make_entry(register, secretary, state=start, outcome="Zo ging het.", **more)
            wanted = wish_for(register, state=end, **more)
            settled, outcome = wanted.settled_on, wanted.outcome or "Zo ging het."

            changed = change_entry(entry, secretary, state=end, settled_on=settled, outcome=outcome)

            assert (changed.state, changed.version) == (end, 2)


@pytest.mark.parametrize("register", ALL)
def test_the_trail_alone_brings_back_every_register(register: Register, secretary: User) -> None:
    entry = make_entry(register, secretary)
    spec = SPECS[register]
    end = sorted(spec.moves[EntryState(entry.state)])[0]
    more = wish_for(register, state=end)
    change_entry(
        entry,
        secretary,
        state=end,
        settled_on=more.settled_on,
        outcome="Dit kwam eruit.",
        title="Een andere titel",
        measures=(Measure.objects.get(number="1.01"), Measure.objects.get(number="2.05")),
    )

    states = states_at(timezone.now(), RegisterEntry)[RegisterEntry]

    assert states == {row.trail_id: facts(row) for row in RegisterEntry.objects.all()}
    assert states[entry.code]["measures"] == ["1.01", "2.05"]


def test_the_second_of_two_writers_is_refused(secretary: User) -> None:
    entry = make_entry(Register.PRODUCT, secretary)
    change_entry(entry, secretary, title="Van de eerste")

    with pytest.raises(rules.EditConflict):
        change_entry(entry, secretary, title="Van de tweede")

    assert RegisterEntry.objects.get(pk=entry.pk).title == "Van de eerste"


def test_a_change_without_a_version_is_a_conflict(secretary: User) -> None:
    entry = make_entry(Register.PRODUCT, secretary)

    with pytest.raises(rules.EditConflict):
        entries.save_entry(
            register=Register.PRODUCT,
            entry=entry,
            version=None,
            wish=wish_for(Register.PRODUCT),
            by=secretary,
        )


def test_saving_without_a_difference_writes_nothing(secretary: User) -> None:
    entry = make_entry(Register.PRODUCT, secretary)
    told = Entry.objects.count()

    same = change_entry(entry, secretary)

    assert same.version == 1
    assert Entry.objects.count() == told


def test_all_broken_rules_are_said_at_once(secretary: User) -> None:
    with pytest.raises(ValidationError) as error:
        make_entry(
            Register.COMMITMENT,
            secretary,
            title=" ",
            kind="",
            reference="negen",
            link="voorbeeld",
            state=EntryState.SETTLED,
            settled_on=None,
            outcome=" ",
            due_on=date(25, 1, 1),
        )

    assert set(error.value.message_dict) == {
        "title",
        "kind",
        "reference",
        "link",
        "settled_on",
        "outcome",
        "due_on",
    }


@pytest.mark.parametrize(
    ("register", "said", "field", "sentence"),
    [
        (Register.PRODUCT, {"title": "x" * 301}, "title", "heeft 301 tekens"),
        (Register.PRODUCT, {"description": "x" * 10_001}, "description", "heeft 10001 tekens"),
        (Register.PRODUCT, {"state": EntryState.WANTED}, "state", "kent deze stand niet"),
        (Register.PRODUCT, {"kind": EntryKind.MOTION}, "kind", "hoort niet bij 'Producten'"),
        (Register.PRODUCT, {"reference": "28684-740"}, "reference", "heeft dit veld niet"),
        (Register.PRODUCT, {"settled_on": date(2025, 1, 1)}, "settled_on", "stand is 'te maken'"),
        (Register.PRODUCT, {"link": "javascript:alert(1)"}, "link", "geen internetadres"),
        (Register.BOTTLENECK, {"raised_by": None}, "raised_by", "aangedragen door"),
        (
            Register.BOTTLENECK,
            {"state": EntryState.ON_AGENDA},
            "meeting",
            "Vul 'voor welke bijeenkomst' in.",
        ),
    ],
)
def test_a_broken_rule_is_said_at_its_field(
    register: Register, said: dict[str, Any], field: str, sentence: str, secretary: User
) -> None:
    with pytest.raises(ValidationError) as error:
        make_entry(register, secretary, **said)

    assert sentence in error.value.message_dict[field][0]


def test_a_day_to_come_cannot_be_the_day_it_was_settled(secretary: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="toekomst"):
        make_entry(Register.STUDY, secretary, state=EntryState.COMPLETED, settled_on=tomorrow)


def test_a_move_that_skips_a_state_is_refused(secretary: User) -> None:
    study = make_entry(Register.STUDY, secretary, state=EntryState.AWAITING)

    with pytest.raises(ValidationError, match="niet in één stap"):
        change_entry(study, secretary, state=EntryState.RUNNING)


def test_a_meeting_has_to_be_a_meeting(secretary: User) -> None:
    product = make_entry(Register.PRODUCT, secretary)

    with pytest.raises(ValidationError, match="Kies een bijeenkomst"):
        make_entry(Register.BOTTLENECK, secretary, meeting=product)


def test_a_paper_of_parliament_is_kept_in_one_way_of_writing(secretary: User) -> None:
    motion = make_entry(Register.COMMITMENT, secretary, reference="kst-28684-740")

    assert motion.reference == "28 684, nr. 740"


def test_what_the_plan_gives_no_day_for_can_still_be_renamed(secretary: User) -> None:
    entry = make_entry(Register.PRODUCT, secretary, state=EntryState.ISSUED)
    RegisterEntry.objects.filter(pk=entry.pk).update(settled_on=None)
    entry.refresh_from_db()

    assert change_entry(entry, secretary, title="Nieuwe naam").title == "Nieuwe naam"


def test_a_known_day_cannot_be_emptied_again(secretary: User) -> None:
    entry = make_entry(Register.PRODUCT, secretary, state=EntryState.ISSUED)

    with pytest.raises(ValidationError, match="afgedaan op"):
        change_entry(entry, secretary, settled_on=None)


@pytest.fixture
def studies(secretary: User) -> list[RegisterEntry]:
    """Three wanted studies, after those of the plan are out of the way."""
    for entry in ranking.ranked():
        change_entry(
            entry,
            secretary,
            state=EntryState.DROPPED,
            settled_on=timezone.localdate(),
            outcome="Niet nodig.",
        )
    return [make_entry(Register.WANTED_STUDY, secretary, title=f"Vraag {n}") for n in (1, 2, 3)]


def _titles() -> list[str]:
    live = ranking.ranked()
    assert [study.rank for study in live] == list(range(1, len(live) + 1))
    return [study.title[-1] for study in live]


def _numbers() -> list[int]:
    return [study.number for study in ranking.ranked()]


def test_a_new_ranking_is_written_and_told(studies: list[RegisterEntry], secretary: User) -> None:
    first, second, third = studies

    moved = ranking.rank_studies(order=[third, first, second], seen=_numbers(), by=secretary)

    assert (_titles(), moved) == (["3", "1", "2"], 3)
    states = states_at(timezone.now(), RegisterEntry)[RegisterEntry]
    assert states[third.code]["rank"] == 1


@pytest.mark.parametrize(
    ("places", "sentence"),
    [([0, 0, 1], "meer dan één keer"), ([0, 1], "ontbreekt")],
)
def test_each_study_stands_in_the_order_once(
    places: list[int], sentence: str, studies: list[RegisterEntry], secretary: User
) -> None:
    order = [studies[place] for place in places]

    with pytest.raises(ValidationError, match=sentence):
        ranking.rank_studies(order=order, seen=_numbers(), by=secretary)

    assert _titles() == ["1", "2", "3"]


def test_something_else_cannot_be_ranked(studies: list[RegisterEntry], secretary: User) -> None:
    product = make_entry(Register.PRODUCT, secretary)

    with pytest.raises(ValidationError, match="niet \\(meer\\) gewenst"):
        ranking.rank_studies(order=[*studies, product], seen=_numbers(), by=secretary)


def test_only_the_secretariat_ranks(studies: list[RegisterEntry], head: User) -> None:
    with pytest.raises(NotAllowed):
        ranking.rank_studies(order=studies, seen=_numbers(), by=head)


def test_who_saw_another_order_is_told_so(studies: list[RegisterEntry], secretary: User) -> None:
    seen = _numbers()
    ranking.rank_studies(order=studies[::-1], seen=seen, by=secretary)

    with pytest.raises(rules.EditConflict):
        ranking.rank_studies(order=studies, seen=seen, by=secretary)

    assert _titles() == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ([1, 1, 3], "meer dan één keer gebruikt: plaats 1; niet gebruikt: plaats 2"),
        ([1, None, 2], "zonder plaats: W-"),
        ([1, 2, 9], "bestaat niet: plaats 9"),
    ],
)
def test_wrong_places_are_named(
    places: list[int | None], sentence: str, studies: list[RegisterEntry]
) -> None:
    with pytest.raises(ValidationError) as error:
        ranking.order_of(dict(zip(studies, places, strict=True)))

    assert sentence in error.value.messages[0]


def test_closing_a_wanted_study_closes_the_gap(
    studies: list[RegisterEntry], secretary: User
) -> None:
    gone = change_entry(
        studies[0],
        secretary,
        state=EntryState.COMMISSIONED,
        settled_on=timezone.localdate(),
        outcome="Uitgezet bij het WODC.",
    )

    assert (_titles(), gone.rank) == (["2", "3"], None)
    back = change_entry(gone, secretary, state=EntryState.WANTED, settled_on=None)
    assert (_titles(), back.rank) == (["2", "3", "1"], 3)
    states = states_at(timezone.now(), RegisterEntry)[RegisterEntry]
    assert states == {row.trail_id: facts(row) for row in RegisterEntry.objects.all()}


def test_a_field_has_the_name_of_its_register() -> None:
    assert entry_rules.label_of(Register.STUDY, "owner") == "Opdrachtgever"
    assert entry_rules.label_of(Register.STUDY, "title") == "Titel"


def test_the_longest_texts_are_those_of_the_table() -> None:
    for name, most in entry_rules.LONGEST.items():
        assert RegisterEntry._meta.get_field(name).max_length == most  # type: ignore[union-attr]


def test_every_field_and_need_of_a_register_exists() -> None:
    columns = {field.name for field in RegisterEntry._meta.get_fields()}
    for spec in SPECS.values():
        assert set(spec.fields) <= columns
        assert set(spec.required) <= set(spec.fields)
        for needed in spec.needs.values():
            assert set(needed) <= {*spec.fields, "settled_on"}


def test_a_partner_can_be_at_turn(secretary: User) -> None:
    vng = Partner.objects.get(key="vng")

    entry = make_entry(Register.BOTTLENECK, secretary, owner=vng)

    assert RegisterEntry.objects.of(Register.BOTTLENECK).still_open().get(owner=vng) == entry


def test_a_button_pressed_twice_adds_one_entry(secretary: User) -> None:
    first = make_entry(Register.PRODUCT, secretary, title="Kaart met signalen")

    with pytest.raises(ValidationError, match=f"Dit is net al toegevoegd, als {first.code}"):
        make_entry(Register.PRODUCT, secretary, title="kaart met signalen")
