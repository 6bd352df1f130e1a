"""Who may see and bring figures."""

from offensief.accounts.models import Person, Role, holds


def may_see_deliveries(person: Person) -> bool:
    """The list of deliveries with their history; released figures themselves are public."""
    return holds(person, Role.SECRETARY, Role.HEAD, Role.FIGURES_OWNER, Role.READER)
