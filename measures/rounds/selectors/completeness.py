"""What still has to be done before a partner can sign."""

from collections.abc import Sequence
from datetime import date

from measures.rounds import answer_rules
from measures.rounds.models import Answer
from measures.rounds.states import ANSWERED, AnswerState

_ANSWER_THE_QUESTION = (
    "Beantwoord de vraag van het secretariaat: pas het antwoord aan, of schrijf in de notitie "
    "waarom het zo klopt."
)
NOT_YET = "Geef antwoord: wijzig wat er anders is, of kies 'Ongewijzigd'."


def lacking(answers: Sequence[Answer], *, today: date) -> dict[str, answer_rules.Faults]:
    """By the number of the measure: a sentence for each field that needs something.

    Asked anew at the signature: a milestone may have passed since the answer was given.
    """
    repeated = answer_rules.unchanged_before(answers)
    found = {}
    for answer in answers:
        wrong = _lacks(answer, repeated=answer.measure_id in repeated, today=today)
        if wrong:
            found[answer.measure.number] = wrong
    return found


def _lacks(answer: Answer, *, repeated: bool, today: date) -> answer_rules.Faults:
    content = answer.content()
    if answer.state == AnswerState.QUESTION:
        return {"note": _ANSWER_THE_QUESTION}
    if answer.is_unchanged:
        why = answer_rules.why_not_unchanged(
            answer, content, note=answer.note, repeated=repeated, today=today
        )
        return {"text": why} if why else {}
    wrong = answer_rules.faults(answer.measure, content, base=answer.base, today=today)
    if not wrong and answer.state not in ANSWERED:
        return {"text": NOT_YET}
    return wrong
