"""Waking the queue for what a service put in the outbox."""

from measures.services import notices
from offensief.outbox.tasks import ring_after_commit


def ring_for(deed: str) -> int:
    """Ring for the messages of this deed (a name that `notices` gives); how many there are."""
    told = notices.queued(deed)
    ring_after_commit(told)
    return len(told)
