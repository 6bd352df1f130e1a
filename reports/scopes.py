"""Which figures are a partner's own. Every write leaves a trail."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.models import Area, ObjectType
from measures.models import Partner
from offensief.accounts.models import User
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.rules import require
from reports.models import PartnerScope
from reports.permissions import may_set_partner_figures

NOT_YOURS = "Alleen het secretariaat bepaalt welke cijfers van een partner zijn."


@recorded
def add_scope(
    *, partner: Partner, area: Area | None, object_type: str, by: User | None
) -> PartnerScope:
    """Add an area or a type of object. Raises ValidationError; the same twice is one."""
    if by is not None:
        require(may_set_partner_figures(by), NOT_YOURS)
    if (area is None) == (not object_type):
        raise ValidationError("Kies een gebied of een soort object, en niet allebei.")
    if object_type == ObjectType.TOTAL:
        raise ValidationError("Kies een soort object. Het totaal ziet iedere partner al.")
    present = PartnerScope.objects.filter(
        partner=partner, area=area, object_type=object_type, ended_at=None
    ).first()
    if present:
        return present
    scope = PartnerScope.objects.create(partner=partner, area=area, object_type=object_type)
    record(made(scope, "eigen cijfers toegevoegd"), by=by)
    return scope


@recorded
def end_scope(*, scope: PartnerScope, by: User) -> PartnerScope:
    """Take one away; it stays as history."""
    require(may_set_partner_figures(by), NOT_YOURS)
    scope = PartnerScope.objects.select_for_update().get(pk=scope.pk)
    if scope.ended_at is None:
        was = facts(scope)
        scope.ended_at = timezone.now()
        scope.save(update_fields=["ended_at"])
        record(changed(scope, was, "eigen cijfers weggehaald"), by=by)
    return scope
