"""Who may see, bring and open figures."""

from datetime import datetime

from incidents.models import Upload
from incidents.sight import Sight
from offensief.accounts.models import Person, Role, RoleGrant, User, holds

_DESK = (Role.SECRETARY, Role.HEAD, Role.FIGURES_OWNER)
_RELEASERS = (Role.HEAD, Role.FIGURES_OWNER)


def may_see_deliveries(person: Person) -> bool:
    """The list of deliveries with their history; released figures themselves are public."""
    return holds(person, *_DESK, Role.READER)


def sight_of_deliveries(person: Person, now: datetime) -> Sight:
    """Through whose eyes the list of deliveries is read: the desk sees those under embargo too, a
    reader sees what partners see."""
    return Sight.everything() if may_see_desk(person) else Sight.partners(now)


def may_see_desk(person: Person) -> bool:
    """Offered deliveries, figures under embargo, and contradictions. Not the administrator."""
    return holds(person, *_DESK)


def may_deliver(person: Person) -> bool:
    """Offer a delivery, explain what is found in it, and take it back."""
    return holds(person, Role.SECRETARY, Role.FIGURES_OWNER)


def may_release(person: Person, upload: Upload) -> bool:
    """Release an offered delivery: never who offered it or explained what was found in it."""
    if not isinstance(person, User) or not holds(person, *_RELEASERS):
        return False
    explained = {note.by_id for note in upload.notes.all()}
    return person.pk != upload.uploaded_by_id and person.pk not in explained


def people_who_release(upload: Upload) -> list[User]:
    """Everybody who may release it: `may_release` asked from the other side."""
    grants = RoleGrant.objects.filter(role__in=_RELEASERS, ended_at=None)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True)
    return [person for person in people if may_release(person, upload)]


def may_open_figures(person: Person) -> bool:
    """Open figures of a released delivery for more people."""
    return holds(person, *_RELEASERS)


def may_see_discrepancies(person: Person) -> bool:
    """Contradictions between figures this person may see (`sight_of_deliveries`)."""
    return may_see_deliveries(person)


def may_explain_discrepancies(person: Person) -> bool:
    """Say why figures contradict each other, or that it is still open."""
    return holds(person, Role.SECRETARY, Role.FIGURES_OWNER)


def may_set_targets(person: Person) -> bool:
    """Write down the target of a later year."""
    return holds(person, Role.SECRETARY)


def may_look_as_others(person: Person) -> bool:
    """Look at pages of figures through the eyes of others, to check what they see."""
    return may_see_desk(person)
