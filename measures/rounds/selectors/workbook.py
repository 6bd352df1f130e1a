"""What stands in the workbook of a partner when it is downloaded."""

from collections.abc import Callable, Sequence

from measures.rounds import answer_rules
from measures.rounds.content import order, step_field
from measures.rounds.models import Answer, Submission
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.words import words_for
from measures.rounds.workbook.layout import Book, Line, Part

type WhyLocked = Callable[[Answer, Submission], str]


def book_of(submission: Submission, *, why_locked: WhyLocked) -> Book:
    """Every answer of this submission, with the choices there are now."""
    answers = answers_with_measures(submission)
    places = answer_rules.places_of([answer.measure for answer in answers])
    return Book(
        round_number=submission.round.number,
        round_title=submission.round.title,
        partner_key=submission.partner.key,
        partner_name=submission.partner.name,
        last_day=submission.last_day,
        parts=tuple(
            _part(answer, submission, places[answer.measure_id], why_locked) for answer in answers
        ),
    )


def _part(
    answer: Answer,
    submission: Submission,
    places: Sequence[tuple[str, str]],
    why_locked: WhyLocked,
) -> Part:
    is_open = answer.is_open_to_partner(submission)
    return Part(
        number=answer.measure.number,
        title=answer.measure.short_title,
        version=answer.version,
        why_locked="" if is_open else why_locked(answer, submission),
        question=answer.question if is_open else "",
        places=tuple(places),
        lines=_lines(answer, places),
    )


def _lines(answer: Answer, places: Sequence[tuple[str, str]]) -> tuple[Line, ...]:
    """The same fields as in the form: of milestones only those that are still open."""
    content = answer.content()
    words = words_for(answer.measure.milestones.all(), places)
    still_open = {step.pk for step in answer_rules.open_steps(answer.measure, content)}
    names = []
    for name in order(content):
        step = step_field(name)
        if step is None or step.is_new or step.number in still_open:
            names.append(name)
    return tuple(
        Line(
            name=name,
            label=words.label(name),
            before=words.value(name, answer.base.get(name, "")),
            value=content[name],
        )
        for name in names
    )
