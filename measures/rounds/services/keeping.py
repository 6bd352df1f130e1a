"""A round from its first draft to what was sent: the secretariat plans, opens, closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import Measure
from measures.rounds import permissions
from measures.rounds.models import Round, Submission
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services import notices, steps
from measures.rounds.services.fresh import fresh_round
from measures.rounds.services.opening import ask_everybody
from measures.rounds.states import SETTLED, RoundState, Step
from measures.services.rules import wrong_past, wrong_planned
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import made
from offensief.lib import kamerstuk as kamerstukken
from offensief.lib.dutch import enumerate_nl
from offensief.lib.refusals import Refused
from offensief.lib.rules import missing, require, too_long

ONLY_SECRETARIAT = "Alleen het secretariaat houdt rondes."
# What partners were told when it opened; only these may still move afterwards.
_MAY_CHANGE_WHEN_OPEN = frozenset(
    {"title", "question", "deadline_on", "closes_on", "figures_as_of"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWish:
    """What the secretariat wants of a round."""

    title: str
    question: str
    period_start: date
    period_end: date
    announces_on: date
    opens_on: date
    opens_time: time
    deadline_on: date
    closes_on: date
    figures_as_of: date
    # None: all measures that count when it opens.
    scope: tuple[Measure, ...] = ()

    def days(self) -> dict[str, date]:
        """The days, by their name."""
        return {
            "period_start": self.period_start,
            "period_end": self.period_end,
            "announces_on": self.announces_on,
            "opens_on": self.opens_on,
            "deadline_on": self.deadline_on,
            "closes_on": self.closes_on,
            "figures_as_of": self.figures_as_of,
        }


_ORDER = (
    (
        "period_start",
        "period_end",
        False,
        "period_end",
        "Deze dag ligt voor het begin van de periode.",
    ),
    ("announces_on", "opens_on", False, "announces_on", "Deze dag ligt na de opening."),
    ("opens_on", "deadline_on", True, "deadline_on", "Deze dag ligt niet na de opening."),
    ("deadline_on", "closes_on", False, "closes_on", "Deze dag ligt voor de uiterste dag."),
    (
        "period_end",
        "figures_as_of",
        False,
        "figures_as_of",
        "Deze dag ligt voor het einde van de periode.",
    ),
    (
        "figures_as_of",
        "closes_on",
        False,
        "figures_as_of",
        "Deze dag ligt na het sluiten van de ronde.",
    ),
)


def check_wish(wish: RoundWish) -> None:
    """Raises ValidationError with a sentence for each day that is out of order."""
    errors = missing({"title": wish.title}, {"title": "Geef de ronde een titel."})
    errors |= too_long({"question": wish.question})
    days = wish.days()
    errors |= {name: wrong for name, day in days.items() if (wrong := wrong_planned(day))}
    for before, after, strict, field, sentence in _ORDER:
        if days[before] > days[after] or (strict and days[before] == days[after]):
            errors.setdefault(field, f"{sentence} Kies een andere dag.")
    if errors:
        raise ValidationError(errors)


@recorded
def make_round(*, wish: RoundWish, by: User) -> Round:
    """A new round, as a draft nobody but the secretariat knows of."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    check_wish(wish)
    round_ = Round.objects.create(
        number=_next_number(wish.period_end.year),
        title=wish.title,
        question=wish.question,
        opens_time=wish.opens_time,
        **wish.days(),
    )
    round_.scope.set(wish.scope)
    record(made(round_, "ronde gemaakt"), by=by)
    return round_


def _next_number(year: int) -> str:
    """Counted on within the year of the period; recorded services come one at a time."""
    taken = Round.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(n.split('-')[1]) for n in taken), default=0) + 1}"


@recorded
def change_round(*, round_: Round, version: int, wish: RoundWish, by: User) -> Round:
    """Change a round. Once it is open only its texts and last days still move."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    check_wish(wish)
    fields: dict[str, Any] = {
        "title": wish.title,
        "question": wish.question,
        "opens_time": wish.opens_time,
        **wish.days(),
    }
    if round_.state == RoundState.OPEN:
        _check_only_what_may_change(round_, fields, wish.scope)
    steps.to_round(round_, Step.CHANGE, by=by, scope=wish.scope, **fields)
    return round_


def _check_only_what_may_change(
    round_: Round, fields: dict[str, Any], scope: Sequence[Measure]
) -> None:
    fixed = {
        name: "Dit ligt vast: de ronde is open."
        for name, value in fields.items()
        if name not in _MAY_CHANGE_WHEN_OPEN and value != getattr(round_, name)
    }
    if set(scope) != set(round_.scope.all()):
        fixed["scope"] = "De maatregelen liggen vast: de ronde is open."
    if fixed:
        raise ValidationError(fixed)


@recorded
def plan_round(*, round_: Round, version: int, by: User) -> Round:
    """From draft to planned: it opens by itself at its moment. Every hole is mended or accepted."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    if round_.opens_at <= timezone.now():
        raise ValidationError({"opens_on": "De dag van openen is al geweest. Kies een latere dag."})
    open_holes = [hole for hole in holes_of(round_).holes if not hole.is_settled]
    if open_holes:
        raise Refused(
            "Er is nog iets niet geregeld. Herstel of accepteer eerst: "
            f"{enumerate_nl([hole.what for hole in open_holes[:5]])}."
        )
    return steps.to_round(round_, Step.PLAN, by=by)


@recorded
def unplan_round(*, round_: Round, version: int, by: User) -> Round:
    """Back to draft, to change it."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    return steps.to_round(fresh_round(round_, version), Step.UNPLAN, by=by)


@recorded
def open_round(*, round_: Round, by: User | None) -> Round:
    """Open a planned round: who is expected to answer what is written down and prefilled.

    `by` is None when the portal does it at the planned moment. Doing it again changes nothing.
    """
    if by is not None:
        require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_)
    if round_.state not in {RoundState.CONCEPT, RoundState.PLANNED, RoundState.WITHDRAWN}:
        return round_
    steps.to_round(round_, Step.OPEN, by=by)
    ask_everybody(round_, by=by)
    notices.tell_opened(round_)
    return round_


@recorded
def close_round(*, round_: Round, version: int, by: User) -> Round:
    """No more answers. Every submission is approved, or called missing with a reason."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    left = unsettled(round_)
    if left:
        names = enumerate_nl([submission.partner.name for submission in left[:8]])
        raise Refused(
            f"De ronde kan nog niet sluiten: {names}. Keur goed wat er is, of leg vast waarom er "
            "niets komt."
        )
    return steps.to_round(round_, Step.CLOSE, by=by)


def unsettled(round_: Round) -> list[Submission]:
    """Submissions that are neither approved nor called missing."""
    return list(round_.submissions.exclude(state__in=SETTLED).select_related("partner", "round"))


@recorded
def reopen_round(*, round_: Round, version: int, reason: str, by: User) -> Round:
    """Take answers again, as long as nothing was frozen. What was approved stays approved."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    _check_reason(reason, "Schrijf waarom de ronde weer open moet.")
    return steps.to_round(round_, Step.REOPEN, by=by, reason=reason)


@recorded
def freeze_round(*, round_: Round, version: int, by: User) -> Round:
    """The answers become part of an edition. Whoever makes that edition asks for this
    (reports.services.rounds), after its own checks on the figures."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = steps.to_round(fresh_round(round_, version), Step.FREEZE, by=by)
    notices.tell_frozen(round_)
    return round_


@recorded
def thaw_round(*, round_: Round, version: int, reason: str, by: User) -> Round:
    """Undo the freezing, until the head has established it. The frozen edition is kept."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    _check_reason(reason, "Schrijf waarom de bevriezing wordt teruggedraaid.")
    return steps.to_round(round_, Step.THAW, by=by, reason=reason)


@recorded
def establish_round(*, round_: Round, version: int, by: User) -> Round:
    """The head establishes what was frozen."""
    require(permissions.may_establish(by), "Alleen het hoofd stelt vast.")
    return steps.to_round(fresh_round(round_, version), Step.ESTABLISH, by=by)


@recorded
def send_round(*, round_: Round, version: int, sent_on: date, kamerstuk: str, by: User) -> Round:
    """It went to parliament on this day, under this reference when it is known. Said again it is a
    correction; partners get their message once.

    Raises ValidationError when the day lies ahead or the reference is no reference.
    """
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    established = _established_on(round_)
    errors = {"sent_on": wrong} if (wrong := wrong_past(sent_on, earliest=established)) else {}
    reference = kamerstuk.strip()
    if reference:
        try:
            reference = kamerstukken.parse(reference).text
        except kamerstukken.BadReference as error:
            errors["kamerstuk"] = str(error)
    if errors:
        raise ValidationError(errors)
    is_first = round_.state != RoundState.SENT
    round_ = steps.to_round(round_, Step.SEND, by=by, sent_on=sent_on, kamerstuk=reference)
    if is_first:
        notices.tell_sent(round_)
    return round_


def _established_on(round_: Round) -> date:
    """The day it was established last; before that nothing can have been sent."""
    event = round_.events.filter(step=Step.ESTABLISH).order_by("-pk").first()
    return timezone.localdate(event.at) if event else round_.closes_on


@recorded
def withdraw_round(*, round_: Round, version: int, reason: str, by: User) -> Round:
    """The round does not go on. What partners wrote stays readable."""
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    round_ = fresh_round(round_, version)
    _check_reason(reason, "Schrijf waarom de ronde wordt ingetrokken.")
    round_ = steps.to_round(round_, Step.WITHDRAW, by=by, reason=reason)
    notices.tell_withdrawn(round_, reason)
    return round_


def _check_reason(reason: str, sentence: str) -> None:
    errors = missing({"reason": reason}, {"reason": sentence}) | too_long({"reason": reason})
    if errors:
        raise ValidationError(errors)
