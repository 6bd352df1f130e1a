"""From a round to its edition: freezing, with its guards."""

import uuid

from django.utils import timezone

from measures.rounds.models import Round
from measures.rounds.services import keeping
from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib.refusals import NotAllowed, Refused
from reports import permissions
from reports.models import Edition
from reports.selectors.guards import figures_refuse
from reports.services.asking import EditionRequest, request_edition


@recorded
def freeze_round(*, round_: Round, version: int, by: User) -> Edition:
    """Freeze a closed round and ask for its edition, together.

    Raises Refused when the figures are not there yet or contradict themselves, or when the round
    is not closed; EditConflict when somebody changed the round meanwhile.
    """
    if not permissions.may_request_edition(by):
        raise NotAllowed("Alleen het secretariaat bevriest een ronde.")
    day = round_.figures_as_of
    if why := figures_refuse(day, today=timezone.localdate(), at=timezone.now()):
        raise Refused(why)
    round_ = keeping.freeze_round(round_=round_, version=version, by=by)
    wish = EditionRequest(
        period_start=round_.period_start,
        period_end=round_.period_end,
        figures_as_of=day,
        request_key=uuid.uuid4(),
        round=round_,
    )
    return request_edition(wish=wish, by=by, is_frozen=True)
