"""Who may see and make editions."""

from datetime import datetime

from incidents.permissions import may_see_desk
from incidents.sight import Sight
from measures.models import Partner
from measures.permissions import may_see_measures, may_see_whole_plan
from offensief.accounts.models import Person, Role, User, holds
from reports.models import Edition


def may_see_editions(person: Person) -> bool:
    """Concepts, and final editions before they are public, are for the bureau and its readers."""
    return holds(person, Role.SECRETARY, Role.HEAD, Role.READER)


def may_read_edition(person: Person, edition: Edition) -> bool:
    """What is public is for everybody; before that it does not exist for others."""
    return edition.is_public or may_see_editions(person)


def may_request_edition(person: Person) -> bool:
    """The secretariat asks for a report."""
    return holds(person, Role.SECRETARY)


def may_check_letter(person: Person) -> bool:
    """The cijfercheck of a letter: whoever writes it and whoever establishes the edition."""
    return holds(person, Role.SECRETARY, Role.HEAD)


def sight_of(person: Person, now: datetime) -> Sight:
    """Through whose eyes this person sees figures on a dashboard."""
    if may_see_desk(person):
        return Sight.desk(now)
    return Sight.partners(now) if may_see_measures(person) else Sight.public(now)


def may_see_partner_figures(person: Person, partner: Partner) -> bool:
    """The page with a partner's own figures: its people, and whoever follows the whole plan."""
    if may_see_whole_plan(person):
        return True
    return (
        isinstance(person, User)
        and person.is_active
        and partner.memberships.filter(user=person, ended_at=None).exists()
    )


def may_set_partner_figures(person: Person) -> bool:
    """The secretariat says which figures are a partner's own."""
    return holds(person, Role.SECRETARY)
