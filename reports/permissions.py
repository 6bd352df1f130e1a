"""Who may see and make editions."""

from offensief.accounts.models import Person, Role, holds


def may_see_editions(person: Person) -> bool:
    """Concept editions are for the bureau and its readers; nothing is published yet."""
    return holds(person, Role.SECRETARY, Role.HEAD, Role.READER)


def may_request_edition(person: Person) -> bool:
    """The secretariat asks for a report."""
    return holds(person, Role.SECRETARY)
