"""Settling what is missing before a round is planned: accepted, or mended for this round only."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from measures.models import Measure, Partner
from measures.rounds import permissions
from measures.rounds.models import Arrangement, Round
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services.fresh import fresh_round
from measures.rounds.services.keeping import ONLY_SECRETARIAT
from measures.rounds.states import ArrangementKind, RoundState
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import require


@recorded
def let_answer(*, round_: Round, who: Mapping[Measure, Partner | None], by: User) -> int:
    """For measures without a lead: this partner of it answers in this round, or nobody (None).

    Gives how many were settled anew. Raises ValidationError for a partner that is not of the
    measure; then nothing is written.
    """
    round_ = _draft(round_, by)
    holes = {hole.measure: hole for hole in holes_of(round_).unanswered}
    settled = 0
    for measure, partner in who.items():
        hole = holes.get(measure)
        if hole is None:
            continue
        if partner is not None and partner not in hole.candidates:
            raise ValidationError(
                f"{partner.name} hoort niet bij maatregel {measure.number}. Kies een andere."
            )
        if hole.is_settled and hole.partner == partner:
            continue
        kind = ArrangementKind.ANSWERS if partner else ArrangementKind.NO_ANSWER
        Arrangement.objects.update_or_create(
            round=round_,
            measure=measure,
            defaults={"kind": kind, "partner": partner, "made_by": by},
        )
        _told(round_, kind, measure.number, partner.key if partner else "", by)
        settled += 1
    return settled


@recorded
def accept_no_signer(*, round_: Round, partner: Partner, by: User) -> None:
    """The round goes on although nobody at this partner can sign yet."""
    round_ = _draft(round_, by)
    _require_hole(round_, ArrangementKind.NO_SIGNER, partner)
    _accept(round_, ArrangementKind.NO_SIGNER, partner, by)


@recorded
def accept_short_time(*, round_: Round, by: User) -> None:
    """The round goes on although partners have little time."""
    round_ = _draft(round_, by)
    _require_hole(round_, ArrangementKind.SHORT_TIME)
    _accept(round_, ArrangementKind.SHORT_TIME, None, by)


def _draft(round_: Round, by: User) -> Round:
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    found = fresh_round(round_)
    if found.state != RoundState.CONCEPT:
        raise Refused("Deze ronde is geen concept meer. Zet haar eerst terug naar concept.")
    return found


def _require_hole(round_: Round, kind: ArrangementKind, partner: Partner | None = None) -> None:
    """It has to be missing still; somebody may have mended it meanwhile."""
    holes = holes_of(round_).other_holes
    if not any(hole.kind == kind and hole.partner == partner for hole in holes):
        raise Refused("Hier ontbreekt niets meer. Open de pagina opnieuw.")


def _accept(round_: Round, kind: ArrangementKind, partner: Partner | None, by: User) -> None:
    _, is_new = Arrangement.objects.get_or_create(
        round=round_, kind=kind, partner=partner, measure=None, defaults={"made_by": by}
    )
    if is_new:
        _told(round_, kind, "", partner.key if partner else "", by)


def _told(round_: Round, kind: ArrangementKind, measure: str, partner: str, by: User) -> None:
    after = {"afspraak": kind.label, "maatregel": measure, "partner": partner}
    deed = Deed(
        action="afspraak gemaakt",
        subject=round_,
        subject_id=round_.trail_id,
        before={},
        after={name: value for name, value in after.items() if value},
    )
    record(deed, by=by)
