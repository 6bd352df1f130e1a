"""When the trail turns out to be tampered with, people hear it the same night."""

import logging

from offensief.accounts.models import Role, User
from offensief.audit.checking import check_trail
from offensief.audit.models import TrailCheck
from offensief.outbox import services
from offensief.outbox.models import Message

logger = logging.getLogger(__name__)

# Whoever runs the portal, and whoever answers for it.
_TOLD = (Role.ADMINISTRATOR, Role.HEAD)


def watch_trail() -> list[Message]:
    """Walk along the trail; the messages that are to go when it is broken.

    The line in the log has the last hash: kept on another machine, it shows what the database alone
    could hide.
    """
    check = check_trail()
    if check.is_whole:
        logger.info("the trail is whole: %s entries, head %s", check.entries, check.head)
        return []
    logger.critical(
        "THE TRAIL IS BROKEN after %s entries, head %s: %s", check.entries, check.head, check.why
    )
    return [_message(check, person) for person in _people()]


def _people() -> list[User]:
    holding = User.objects.filter(
        is_active=True, role_grants__role__in=_TOLD, role_grants__ended_at=None
    )
    return list(holding.distinct())


def _message(check: TrailCheck, person: User) -> Message:
    return services.queue(
        to=person,
        kind="trail-broken",
        kind_label="het spoor klopt niet",
        subject="Het spoor van handelingen klopt niet",
        body=(
            f"De controle van vannacht vond een fout in het spoor.\n\n{check.why}\n\n"
            f"De {check.entries} regels daarvoor kloppen. Iemand heeft mogelijk buiten het portaal "
            "om gegevens gewijzigd. Verander niets en bel de beheerder van de database."
        ),
        link="/spoor/",
        dedupe_key=f"trail-broken:{check.pk}:{person.pk}",
    )
