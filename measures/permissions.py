"""Who may see and do what with the plan. Pages, API, exports and tasks ask here."""

from measures.models import Measure, MeasureQuerySet
from offensief.accounts.models import Person, Role, User, holds

# These roles follow the whole plan; people of a partner see the measures of that partner.
_SEE_ALL = (Role.SECRETARY, Role.HEAD, Role.READER)


def may_see_whole_plan(person: Person) -> bool:
    """Every measure with its status."""
    return holds(person, *_SEE_ALL)


def visible_measures(person: Person) -> MeasureQuerySet:
    """Measures whose status this person may know; a measure outside does not exist for them."""
    if may_see_whole_plan(person):
        return Measure.objects.all()
    if isinstance(person, User) and person.is_active:
        return Measure.objects.of_partners_of(person.pk)
    return Measure.objects.none()


def may_see_measures(person: Person) -> bool:
    """True when there is a list to show at all."""
    return may_see_whole_plan(person) or visible_measures(person).exists()


def may_change_status(person: Person) -> bool:
    """The secretariat changes the live measure; partners speak through a round."""
    return holds(person, Role.SECRETARY)
