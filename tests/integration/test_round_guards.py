"""What the database itself refuses, whoever asks."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, IntegrityError, transaction

from measures.models import Measure, Partner
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.states import RoundState
from tests.rounds import answer_of, submission_of


def test_a_partner_hands_in_once_per_round(signed: Round) -> None:
    with pytest.raises(IntegrityError, match="partner_hands_in_once_per_round"):
        Submission.objects.create(round=signed, partner=Partner.objects.get(key="aedes"))


def test_a_measure_is_answered_once_per_round(signed: Round) -> None:
    measure = Measure.objects.get(number="1.01")
    submission = submission_of(signed, "aedes")

    with pytest.raises(IntegrityError, match="measure_is_answered_once_per_round"):
        Answer.objects.create(round=signed, measure=measure, submission=submission, state="open")


def test_what_is_signed_cannot_be_written_by_any_way(signed: Round) -> None:
    with pytest.raises(Error, match="locked"):
        Answer.objects.filter(measure__number="1.01", round=signed).update(text="Stiekem anders.")


def test_what_is_not_signed_yet_is_written_until_the_round_closes(signed: Round) -> None:
    mine = Answer.objects.filter(measure__number="2.01", round=signed)
    mine.update(note="Nog bezig.")
    Round.objects.filter(pk=signed.pk).update(state=RoundState.CLOSED)

    with pytest.raises(Error, match="locked"):
        mine.update(note="Na sluiting.")


@pytest.mark.parametrize("model", [Round, Submission, Answer, RoundEvent])
def test_nothing_of_a_round_is_deleted(
    signed: Round, model: type[Round | Submission | Answer | RoundEvent]
) -> None:
    rows = model.objects.all()

    with pytest.raises(Error), transaction.atomic():
        rows._raw_delete(rows.db)  # noqa: SLF001 -- past Django's own protection
    assert model.objects.exists()


def test_an_event_never_changes(signed: Round) -> None:
    with pytest.raises(Error, match="only added"):
        RoundEvent.objects.update(reason="Anders.")


def test_what_was_asked_never_changes(signed: Round) -> None:
    with pytest.raises(Error):
        Answer.objects.filter(pk=answer_of(signed, "2.01").pk).update(base={})


@pytest.mark.parametrize(
    "changes",
    [
        {"deadline_on": date(2027, 7, 4)},
        {"closes_on": date(2027, 7, 22)},
        {"announces_on": date(2027, 7, 6)},
        {"figures_as_of": date(2027, 6, 29)},
        {"figures_as_of": date(2027, 8, 7)},
        {"period_start": date(2027, 7, 1)},
    ],
)
def test_the_days_of_a_round_stay_in_order(signed: Round, changes: dict[str, date]) -> None:
    with pytest.raises(IntegrityError, match="round_days_are_in_order"):
        Round.objects.filter(pk=signed.pk).update(**changes)


def test_a_given_answer_with_a_bad_course_says_what_is_needed(signed: Round) -> None:
    with pytest.raises(IntegrityError, match="answer_with_a_bad_course_says_what_is_needed"):
        Answer.objects.filter(pk=answer_of(signed, "2.01").pk).update(
            state="filled", text="Tekst.", course="blocked"
        )


def test_verify_rounds_finds_a_state_that_no_event_tells(signed: Round) -> None:
    said = StringIO()
    call_command("verify_rounds", stdout=said)
    assert "Alles klopt: 1 rondes" in said.getvalue()
    Submission.objects.filter(round=signed, partner__key="politie").update(state="busy")

    with pytest.raises(CommandError, match="staat op"):
        call_command("verify_rounds")


def test_verify_rounds_finds_a_text_that_no_event_tells(signed: Round) -> None:
    Answer.objects.filter(round=signed, measure__number="2.01").update(note="Erbij gezet.")

    with pytest.raises(CommandError, match="inhoud is anders"):
        call_command("verify_rounds")
