"""A plan a hundred times as large, to see what pages do then."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from measures.models import Involvement, Measure, Milestone, Partner, Pillar, Plan, Wording
from measures.models.measure import WORDING
from measures.rounds.models import Answer, Round, Submission
from measures.rounds.services.opening import bases_of
from measures.rounds.states import AnswerState, RoundState
from offensief.audit.services import record_all
from offensief.audit.traced import all_made

PARTNERS, EACH, ROUNDS = 60, 31, 12
_TEXT = (
    "Gemeenten, politie en woningcorporaties spreken af hoe zij na een explosie samenwerken, wie "
    "het eerste aanspreekpunt is en hoe bewoners worden geholpen. Het gaat om deel {}."
)


def fill(total: int) -> None:
    """Add measures, each with partners, a milestone and their trail, until there are `total`."""
    missing = total - Measure.objects.count()
    plan = Plan.objects.latest("offered_on")
    pillars = list(Pillar.objects.current())
    measures = Measure.objects.bulk_create(
        Measure(
            number=f"{pillars[n % len(pillars)].number}.{100 + n // len(pillars)}",
            plan=plan,
            pillar=pillars[n % len(pillars)],
            short_title=f"Maatregel op schaal {n}",
            official_text=_TEXT.format(n),
            wave="phased",
            plan_lines="1",
        )
        for n in range(missing)
    )
    Wording.objects.bulk_create(
        Wording(measure=m, plan=plan, **{name: getattr(m, name) for name in WORDING})
        for m in measures
    )
    partners = list(Partner.objects.all()[:3])
    parts = Involvement.objects.bulk_create(
        Involvement(measure=m, partner=p, role="executor", valid_from=plan.offered_on)
        for m in measures
        for p in partners
    )
    day = timezone.localdate() + timedelta(days=30)
    steps = Milestone.objects.bulk_create(
        Milestone(measure=m, title="Stap", first_on=day, current_on=day) for m in measures
    )
    known_at = timezone.make_aware(datetime.combine(plan.offered_on, time()))
    for things in (measures, parts, steps):
        record_all(all_made(things, "geladen", known_at=known_at), by=None)


def fill_rounds(first: Round) -> None:
    """Sixty partners with 31 measures each, in this round and in eleven before it."""
    fill(PARTNERS * EACH)
    missing = PARTNERS - Partner.objects.count()
    Partner.objects.bulk_create(
        Partner(key=f"p-{n}", name=f"Partner {n}", short_name=f"P{n}", kind="x", is_member=True)
        for n in range(missing)
    )
    partners = [Partner.objects.get(key="aedes"), *Partner.objects.exclude(key="aedes")][:PARTNERS]
    measures = list(Measure.objects.order_by("number"))
    bases = bases_of(measures)
    for back in range(ROUNDS):
        round_ = first if back == 0 else earlier_round(first, back)
        there = {s.partner_id: s for s in round_.submissions.all()}
        new = [Submission(round=round_, partner=p) for p in partners if p.pk not in there]
        there |= {s.partner_id: s for s in Submission.objects.bulk_create(new)}
        answered = set(round_.answers.values_list("measure_id", flat=True))
        Answer.objects.bulk_create(
            Answer(
                round=round_,
                measure=measure,
                submission=there[partners[n % PARTNERS].pk],
                state=AnswerState.OPEN,
                base=bases[measure.pk],
                adopted_at=timezone.now() if back else None,
                phase=measure.phase,
            )
            for n, measure in enumerate(measures)
            if measure.pk not in answered
        )


def earlier_round(first: Round, back: int) -> Round:
    """A closed round, this many half years before."""
    fields = {f.name: getattr(first, f.name) for f in Round._meta.fields if f.name != "id"}
    months = timedelta(days=180 * back)
    days = {n: v - months for n, v in fields.items() if n.endswith("_on") and v is not None}
    return Round.objects.create(
        **{
            **fields,
            **days,
            "number": f"{first.period_start.year - back}-1",
            "period_start": first.period_start - months,
            "period_end": first.period_end - months,
            "figures_as_of": first.figures_as_of - months,
            "state": RoundState.CLOSED,
        }
    )
