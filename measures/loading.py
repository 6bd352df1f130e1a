"""Writes a checked plan file into the database. What is already there is never altered."""

from django.db import transaction

from measures.models import Involvement, Measure, Partner, Pillar, Plan, Section
from measures.plan_file import MeasureEntry, PlanFile
from offensief.audit.services import Deed, record
from offensief.lib.refusals import Refused


@transaction.atomic
def load_plan(entry: PlanFile) -> int:
    """Load a plan version; gives the number of new measures, 0 when it was loaded before.

    Raises Refused when the version is there with another content: wording never changes inside a
    version, so a changed text is a new version with a key of its own.
    """
    plan, is_new = Plan.objects.get_or_create(
        key=entry.key,
        defaults={"title": entry.title, "offered_on": entry.offered_on, "sha256": entry.sha256},
    )
    if not is_new:
        if plan.sha256 != entry.sha256:
            raise Refused(
                f"Planversie {entry.key} is al geladen met een andere inhoud. "
                "Geef het gewijzigde plan een nieuwe versie."
            )
        return 0
    partners = _load_partners(entry)
    for measure in entry.measures:
        _load_measure(plan, measure, partners, entry)
    deed = Deed(
        action="plan geladen",
        subject=plan,
        subject_id=plan.key,
        before={},
        after={"maatregelen": len(entry.measures), "hash": entry.sha256},
    )
    record(deed, by=None)
    return len(entry.measures)


def _load_partners(entry: PlanFile) -> dict[str, Partner]:
    for partner in entry.partners:
        Partner.objects.get_or_create(
            key=partner.key,
            defaults={
                "name": partner.name,
                "short_name": partner.short_name,
                "kind": partner.kind,
                "is_member": partner.is_member,
                "plan_lines": partner.lines,
            },
        )
    return {partner.key: partner for partner in Partner.objects.all()}


def _load_measure(
    plan: Plan, entry: MeasureEntry, partners: dict[str, Partner], file: PlanFile
) -> None:
    pillar, section = _place(plan, entry, file)
    measure = Measure.objects.create(
        number=entry.number,
        plan=plan,
        pillar=pillar,
        section=section,
        short_title=entry.short_title,
        official_text=entry.text,
        wave=entry.wave,
        plan_lines=entry.lines,
    )
    Involvement.objects.bulk_create(
        Involvement(
            measure=measure,
            partner=partners[part.partner],
            role=part.role,
            specifier=part.specifier,
            plan_lines=part.lines,
            valid_from=file.offered_on,
        )
        for part in entry.involvements
    )


def _place(plan: Plan, entry: MeasureEntry, file: PlanFile) -> tuple[Pillar, Section | None]:
    """Pillar and section of a measure, made when they are first met; empty pillars do not occur."""
    titles = {pillar.number: pillar for pillar in file.pillars}
    pillar, is_new = Pillar.objects.get_or_create(
        plan=plan, number=entry.pillar, defaults={"title": titles[entry.pillar].title}
    )
    if is_new:
        Section.objects.bulk_create(
            Section(pillar=pillar, number=section.number, title=section.title)
            for section in titles[entry.pillar].sections
        )
    return pillar, Section.objects.filter(pillar=pillar, number=entry.section).first()
