"""Who may see and make editions."""

from datetime import datetime

from incidents.permissions import may_see_desk
from incidents.sight import Sight
from measures.permissions import may_see_measures
from offensief.accounts.models import Person, Role, holds


def may_see_editions(person: Person) -> bool:
    """Concept editions are for the bureau and its readers; nothing is published yet."""
    return holds(person, Role.SECRETARY, Role.HEAD, Role.READER)


def may_request_edition(person: Person) -> bool:
    """The secretariat asks for a report."""
    return holds(person, Role.SECRETARY)


def sight_of(person: Person, now: datetime) -> Sight:
    """Through whose eyes this person sees figures on a dashboard."""
    if may_see_desk(person):
        return Sight.desk(now)
    return Sight.partners(now) if may_see_measures(person) else Sight.public(now)
