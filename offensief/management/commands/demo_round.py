"""Plays a round in the demo up to the point where partners answer. Marked DEMO in every text."""

from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from measures.models import Involvement, Measure, Partner
from measures.rounds.models import Round
from measures.rounds.selectors.holes import RoundPlan, holes_of
from measures.rounds.services import arranging, keeping
from measures.services import milestones, responsibility, status
from measures.statuses import Course, InvolvementRole, Phase
from offensief.accounts.models import User
from offensief.audit.origin import coming_from
from offensief.lib.workdays import add_workdays

MARK = "DEMO:"
# Who leads what in the demo: an example, no fact. The plan itself names one lead only.
LEADS = {
    "1.01": "aedes",
    "1.04": "aedes",
    "2.01": "politie",
    "2.02": "om",
    "3.03": "vng",
    "5.06": "vng",
}
ASSESSED = ("1.01", "1.04", "2.01", "3.03")


class Command(BaseCommand):
    """Safe to run again: with a round there it changes nothing."""

    help = "Zet in de demo een voorbeeldronde open (alleen met DEBUG=1 en DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Leads, a first status, and a round that is open."""
        if not settings.DEMO:
            raise CommandError("Een voorbeeldronde bestaat alleen met DEBUG=1 en DEMO=1.")
        if Round.objects.exists():
            return
        secretary = User.objects.get(email="secretaris@demo.example")
        with coming_from("opdracht demo_round"):
            for number, key in LEADS.items():
                _lead(Measure.objects.get(number=number), key, secretary)
            for number in ASSESSED:
                _assess(Measure.objects.get(number=number), secretary)
            milestones.add_milestone(
                measure=Measure.objects.get(number="1.01"),
                title=f"{MARK} voorbeeldclausule verspreid",
                planned_on=timezone.localdate() + timedelta(days=60),
                by=secretary,
            )
            round_ = _planned(secretary)
            keeping.open_round(round_=round_, by=secretary)
        self.stdout.write(f"Ronde '{round_.title}' staat open.")


def _lead(measure: Measure, key: str, by: User) -> None:
    partner = Partner.objects.get(key=key)
    if Involvement.objects.filter(measure=measure, role=InvolvementRole.LEAD).exists():
        return
    responsibility.assign(
        measure=measure,
        partner=partner,
        role=InvolvementRole.LEAD,
        specifier=f"{MARK} voorbeeld",
        valid_from=timezone.localdate(),
        by=by,
    )


def _assess(measure: Measure, by: User) -> None:
    if measure.course != Course.NOT_ASSESSED:
        return
    change = status.StatusChange(
        phase=Phase.UNDERWAY,
        course=Course.ON_TRACK,
        explanation=f"{MARK} de eerste afspraken zijn gemaakt. Daarna volgt de uitwerking per "
        "regio.",
    )
    status.change_status(measure=measure, version=measure.version, change=change, by=by)


def _planned(by: User) -> Round:
    """About the half year that ended last, so that it can be played to its end today."""
    today = timezone.localdate()
    first_half = today.month > 6
    year = today.year if first_half else today.year - 1
    start, end = (
        (date(year, 1, 1), date(year, 6, 30))
        if first_half
        else (date(year, 7, 1), date(year, 12, 31))
    )
    half = "eerste" if first_half else "tweede"
    wish = keeping.RoundWish(
        title=f"{MARK} voortgang {half} halfjaar {year}",
        question="Hoe gaat het met uw maatregelen? Dit is een voorbeeld: probeer gerust alles uit.",
        period_start=start,
        period_end=end,
        announces_on=today,
        opens_on=today + timedelta(days=1),
        opens_time=time(9),
        deadline_on=add_workdays(today, 15),
        closes_on=add_workdays(today, 25),
        figures_as_of=today,
    )
    round_ = keeping.make_round(wish=wish, by=by)
    _settle(round_, holes_of(round_), by)
    return keeping.plan_round(round_=round_, version=round_.version, by=by)


def _settle(round_: Round, plan: RoundPlan, by: User) -> None:
    nobody = {hole.measure: None for hole in plan.unanswered if hole.measure is not None}
    arranging.let_answer(round_=round_, who=nobody, by=by)
    for hole in plan.other_holes:
        if hole.partner is not None:
            arranging.accept_no_signer(round_=round_, partner=hole.partner, by=by)
