"""The contribution card of a measure, and what was learned."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from measures import permissions
from measures.coverage import CELLS
from measures.models import ContributionCard, LearningNote, Measure
from measures.services.rules import wrong_past
from measures.statuses import EVIDENCE_THAT_NEEDS_A_SOURCE, Aim, Evidence, Verdict
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.rules import missing, require, same_version, too_long


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWish:
    """What a person fills in on the card."""

    mechanism: str
    objects_aimed: tuple[Aim, ...] = ()
    region: str = ""
    cells: tuple[str, ...] = ()
    evidence: Evidence = Evidence.UNKNOWN
    source: str = ""


@recorded
def save_card(*, measure: Measure, version: int, wish: CardWish, by: User) -> ContributionCard:
    """Write the card; `version` is 0 for the first one. Raises EditConflict or ValidationError."""
    require(permissions.may_keep_plan(by), "Alleen het secretariaat wijzigt de bijdragekaart.")
    card = ContributionCard.objects.filter(measure=measure).first()
    same_version(version, card.version if card else 0, what="deze kaart")
    _check(wish)
    was = facts(card) if card else {}
    card = card or ContributionCard(measure=measure, version=0)
    card.mechanism, card.region = wish.mechanism.strip(), wish.region.strip()
    card.objects_aimed, card.cells = list(wish.objects_aimed), sorted(wish.cells)
    card.evidence, card.source = wish.evidence, wish.source.strip()
    card.version += 1
    card.save()
    deed = changed(card, was, "bijdragekaart gewijzigd") if was else made(card, "kaart gemaakt")
    record(deed, by=by)
    return card


def _check(wish: CardWish) -> None:
    errors = missing(
        {"mechanism": wish.mechanism}, {"mechanism": "Schrijf hoe de maatregel zou werken."}
    )
    errors |= too_long({"mechanism": wish.mechanism})
    if wish.evidence in EVIDENCE_THAT_NEEDS_A_SOURCE and not wish.source.strip():
        errors["source"] = (
            f"Voor '{wish.evidence.label.lower()}' is een bron nodig: welk onderzoek toont dit? "
            "Weet u het niet, kies dan 'onbekend'."
        )
    if set(wish.cells) - set(CELLS):
        errors["cells"] = "Kies rollen en fasen uit het rooster."
    if errors:
        raise ValidationError(errors)


@recorded
def add_lesson(
    *, measure: Measure, verdict: Verdict, text: str, noted_on: date, by: User
) -> LearningNote:
    """Write down what practice taught. It stays; a new insight is a new note."""
    require(permissions.may_keep_plan(by), "Alleen het secretariaat schrijft leernotities.")
    errors = missing({"text": text}, {"text": "Schrijf wat er is geleerd."})
    errors |= too_long({"text": text})
    if wrong := wrong_past(noted_on):
        errors["noted_on"] = wrong
    if errors:
        raise ValidationError(errors)
    lesson = LearningNote.objects.create(
        measure=measure, verdict=verdict, text=text.strip(), noted_on=noted_on, made_by=by
    )
    record(made(lesson, "leernotitie geschreven"), by=by)
    return lesson
