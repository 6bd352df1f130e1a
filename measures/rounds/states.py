"""States of a round, of the submission of a partner and of each answer, and the steps between them.

Source: product.md 2. What happened is a step in an event; the state follows from the steps alone
(measures.rounds.lifecycle), never from the day of today.
"""

from collections.abc import Mapping

from django.db.models import TextChoices


class RoundState(TextChoices):
    """Where a round is."""

    CONCEPT = "concept", "Concept"
    PLANNED = "planned", "Gepland"
    OPEN = "open", "Open"
    CLOSED = "closed", "Gesloten"
    FROZEN = "frozen", "Bevroren"
    ESTABLISHED = "established", "Vastgesteld"
    SENT = "sent", "Verzonden"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class SubmissionState(TextChoices):
    """Where what a partner hands in is."""

    NOT_STARTED = "not_started", "Niet gestart"
    BUSY = "busy", "Bezig"
    TO_SIGN = "to_sign", "Ter ondertekening"
    SUBMITTED = "submitted", "Ingediend"
    RETURNED = "returned", "Teruggestuurd"
    RESUBMITTED = "resubmitted", "Opnieuw ingediend"
    APPROVED = "approved", "Goedgekeurd"
    MISSED = "missed", "Niet ingediend"


class AnswerState(TextChoices):
    """Where the answer about one measure is."""

    OPEN = "open", "Open"
    FILLED = "filled", "Ingevuld"
    UNCHANGED = "unchanged", "Ongewijzigd bevestigd"
    AGREED = "agreed", "Akkoord"
    QUESTION = "question", "Vraag"
    # In scope, but nobody was asked: no lead, and accepted so when the round was planned.
    NOT_ASKED = "not_asked", "Niet gevraagd"


class Step(TextChoices):
    """What can happen, in the words of the history."""

    # To a round.
    PLAN = "plan", "Ronde gepland"
    UNPLAN = "unplan", "Terug naar concept"
    OPEN = "open", "Ronde geopend"
    CLOSE = "close", "Ronde gesloten"
    REOPEN = "reopen", "Ronde heropend"
    FREEZE = "freeze", "Ronde bevroren"
    THAW = "thaw", "Bevriezing teruggedraaid"
    ESTABLISH = "establish", "Ronde vastgesteld"
    SEND = "send", "Ronde verzonden"
    WITHDRAW = "withdraw", "Ronde ingetrokken"
    CHANGE = "change", "Ronde gewijzigd"
    # To a submission.
    EXPECT = "expect", "Gevraagd om te antwoorden"
    SEE = "see", "Voor het eerst bekeken"
    BEGIN = "begin", "Begonnen"
    ASK_SIGNATURE = "ask_signature", "Ter ondertekening gelegd"
    RECALL = "recall", "Teruggehaald"
    DECLINE = "decline", "Ondertekening geweigerd"
    SIGN = "sign", "Ondertekend"
    RETURN = "return", "Teruggestuurd"
    APPROVE = "approve", "Goedgekeurd"
    EXTEND = "extend", "Uitstel gegeven"
    MISS = "miss", "Niet ingediend"
    UNMISS = "unmiss", "Alsnog gevraagd"
    # To an answer.
    ASK = "ask", "Gevraagd"
    SKIP = "skip", "Niemand gevraagd"
    EDIT = "edit", "Antwoord gewijzigd"
    COMPLETE = "complete", "Antwoord ingevuld"
    CONFIRM = "confirm", "Ongewijzigd bevestigd"
    QUESTION = "question", "Vraag gesteld"
    AGREE = "agree", "Akkoord gegeven"


class Via(TextChoices):
    """By which way something was done."""

    PAGE = "page", "pagina"
    LINK = "link", "persoonlijke link"
    EXCEL = "excel", "Excel-bestand"
    PORTAL = "portal", "portaal"


class ArrangementKind(TextChoices):
    """What was arranged before a round was planned."""

    ANSWERS = "answers", "Antwoordt in deze ronde"
    NO_ANSWER = "no_answer", "Niemand antwoordt"
    NO_SIGNER = "no_signer", "Geen ondertekenaar"
    SHORT_TIME = "short_time", "Weinig werkdagen"


class Threshold(TextChoices):
    """At what distance from its last day a partner that has not handed in is reminded."""

    BEFORE = "before", "3 werkdagen voor de laatste dag"
    AFTER = "after", "De eerste werkdag na de laatste dag"
    WEEK_1 = "week_1", "Een week te laat"
    WEEK_2 = "week_2", "Twee weken te laat"
    WEEK_3 = "week_3", "Drie weken te laat"


type Moves[S] = Mapping[Step, Mapping[S, S]]

_R = RoundState
ROUND_STEPS: Moves[RoundState] = {
    Step.PLAN: {_R.CONCEPT: _R.PLANNED},
    Step.UNPLAN: {_R.PLANNED: _R.CONCEPT},
    Step.OPEN: {_R.PLANNED: _R.OPEN},
    Step.CLOSE: {_R.OPEN: _R.CLOSED},
    # Until the answers are frozen into an edition they may still be asked for.
    Step.REOPEN: {_R.CLOSED: _R.OPEN},
    Step.FREEZE: {_R.CLOSED: _R.FROZEN},
    Step.THAW: {_R.FROZEN: _R.CLOSED},
    Step.ESTABLISH: {_R.FROZEN: _R.ESTABLISHED},
    # Again for a correction: the number of the paper is often known later.
    Step.SEND: {_R.ESTABLISHED: _R.SENT, _R.SENT: _R.SENT},
    Step.WITHDRAW: dict.fromkeys((_R.CONCEPT, _R.PLANNED, _R.OPEN, _R.CLOSED), _R.WITHDRAWN),
    Step.CHANGE: {s: s for s in (_R.CONCEPT, _R.PLANNED, _R.OPEN)},
}

_S = SubmissionState
_GIVEN = (_S.SUBMITTED, _S.RESUBMITTED)
# After a return the same steps lead to the states of the second time (lifecycle).
SUBMISSION_STEPS: Moves[SubmissionState] = {
    Step.SEE: {s: s for s in SubmissionState},
    Step.BEGIN: {_S.NOT_STARTED: _S.BUSY},
    Step.ASK_SIGNATURE: {_S.BUSY: _S.TO_SIGN, _S.RETURNED: _S.TO_SIGN},
    Step.RECALL: {_S.TO_SIGN: _S.BUSY},
    Step.DECLINE: {_S.TO_SIGN: _S.BUSY},
    Step.SIGN: {
        _S.BUSY: _S.SUBMITTED,
        _S.TO_SIGN: _S.SUBMITTED,
        _S.RETURNED: _S.RESUBMITTED,
    },
    Step.RETURN: dict.fromkeys((*_GIVEN, _S.APPROVED), _S.RETURNED),
    Step.APPROVE: dict.fromkeys(_GIVEN, _S.APPROVED),
    Step.EXTEND: {s: s for s in (_S.NOT_STARTED, _S.BUSY, _S.TO_SIGN, _S.RETURNED)},
    # What was signed is approved or sent back; it cannot be called missing.
    Step.MISS: dict.fromkeys((_S.NOT_STARTED, _S.BUSY, _S.TO_SIGN, _S.RETURNED), _S.MISSED),
    Step.UNMISS: {_S.MISSED: _S.BUSY},
}

_A = AnswerState
_HELD = (_A.OPEN, _A.FILLED, _A.UNCHANGED, _A.QUESTION)
ANSWER_STEPS: Moves[AnswerState] = {
    # Something is still missing, or was taken away again.
    Step.EDIT: {s: _A.QUESTION if s == _A.QUESTION else _A.OPEN for s in _HELD},
    Step.COMPLETE: dict.fromkeys(_HELD, _A.FILLED),
    Step.CONFIRM: dict.fromkeys(_HELD, _A.UNCHANGED),
    Step.QUESTION: dict.fromkeys((_A.FILLED, _A.UNCHANGED, _A.AGREED), _A.QUESTION),
    Step.AGREE: dict.fromkeys((_A.FILLED, _A.UNCHANGED, _A.AGREED), _A.AGREED),
}

# Nothing more comes from the partner by itself.
GIVEN = frozenset({*_GIVEN, SubmissionState.APPROVED})
SETTLED = frozenset({SubmissionState.APPROVED, SubmissionState.MISSED})
# The partner may type.
WRITABLE = frozenset({SubmissionState.NOT_STARTED, SubmissionState.BUSY, SubmissionState.RETURNED})
ANSWERED = frozenset({AnswerState.FILLED, AnswerState.UNCHANGED, AnswerState.AGREED})
