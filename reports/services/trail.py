"""What the trail tells of an edition."""

from offensief.accounts.models import User
from offensief.audit.services import Deed, record
from reports.models import Edition


def record_edition(
    edition: Edition, action: str, *, after: dict[str, str | int | None], by: User | None
) -> None:
    """Write down what was done to an edition."""
    deed = Deed(action=action, subject=edition, subject_id=edition.number, before={}, after=after)
    record(deed, by=by)
