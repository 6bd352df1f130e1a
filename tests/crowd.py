"""A plan a hundred times as large, to see what pages do then."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from measures.models import Involvement, Measure, Milestone, Partner, Pillar, Plan, Wording
from measures.models.measure import WORDING
from offensief.audit.services import record_all
from offensief.audit.traced import all_made

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
