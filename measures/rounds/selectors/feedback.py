"""Terugkoppeling: what became of the answers of one partner, and how timely it was beside all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from measures.rounds.models import Answer, RoundEvent, Submission
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.states import AnswerState, Step, SubmissionState
from offensief.lib.dutch import date_long, plural
from offensief.lib.workdays import workdays_between


@dataclass(frozen=True, slots=True)
class Became:
    """One measure and what was done with the answer."""

    answer: Answer
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The page."""

    submission: Submission
    answers: tuple[Became, ...]
    timeliness: str
    beside_all: str
    sent: str


def feedback(submission: Submission) -> Feedback:
    """The answer to "wat is er met onze antwoorden gebeurd?" of one partner."""
    answers = answers_with_measures(submission)
    skipped = set(
        RoundEvent.objects.filter(submission=submission, step=Step.AGREE)
        .exclude(reason="")
        .values_list("answer_id", flat=True)
    )
    others = list(submission.round.submissions.all())
    return Feedback(
        submission=submission,
        answers=tuple(
            Became(a, _became(a, submission, was_skipped=a.pk in skipped)) for a in answers
        ),
        timeliness=_timeliness(submission),
        beside_all=_beside_all(others),
        sent=_sent(submission),
    )


def _became(answer: Answer, submission: Submission, *, was_skipped: bool) -> str:
    if submission.state == SubmissionState.MISSED:
        return "Niet ingediend. In de rapportage staat wat er het laatst bekend was."
    if was_skipped:
        return "Niet overgenomen: de maatregel liep niet meer toen u antwoordde."
    if answer.state != AnswerState.AGREED:
        return "Nog niet overgenomen."
    if answer.is_unchanged:
        return "Ongewijzigd bevestigd. De datum van de stand is bijgewerkt."
    if answer.marked_in:
        return "Na een vraag van het secretariaat aangevuld, en daarna overgenomen."
    return "Overgenomen zoals u het gaf."


def _timeliness(submission: Submission) -> str:
    """Against the day that held for this partner at its first signature."""
    if submission.first_signed_at is None:
        return "U hebt in deze ronde niet ingediend."
    signed = timezone.localdate(submission.first_signed_at)
    last = _last_day_then(submission)
    if signed > last:
        late = plural(workdays_between(last, signed), "werkdag", "werkdagen")
        return f"U diende in op {date_long(signed)}: {late} na uw uiterste dag."
    days = workdays_between(signed, last)
    if days == 0:
        return f"U diende in op {date_long(signed)}, op uw laatste dag: op tijd."
    early = plural(days, "werkdag", "werkdagen")
    return f"U diende in op {date_long(signed)}: {early} voor uw uiterste dag."


def _last_day_then(submission: Submission) -> date:
    """The last day as the first signature knew it: a later return gave another one."""
    event = submission.events.filter(step=Step.SIGN).order_by("pk").first()
    return date.fromisoformat(event.payload["last_day"]) if event else submission.last_day


def _beside_all(submissions: Sequence[Submission]) -> str:
    """All partners together, nobody by name."""
    signed = [s for s in submissions if s.first_signed_at is not None]
    on_time = sum(not s.was_late for s in signed)
    missed = sum(s.state == SubmissionState.MISSED for s in submissions)
    return (
        f"Van de {plural(len(submissions), 'partner', 'partners')} dienden er {on_time} op tijd "
        f"in, {len(signed) - on_time} te laat en {missed} niet."
    )


def _sent(submission: Submission) -> str:
    round_ = submission.round
    if round_.sent_on is None:
        return ""
    where = f" (Kamerstuk {round_.kamerstuk})" if round_.kamerstuk else ""
    return f"De rapportage is op {date_long(round_.sent_on)} naar de Tweede Kamer gestuurd{where}."
