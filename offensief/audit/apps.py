"""App of the trail."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class AuditConfig(AppConfig):
    """The trail."""

    name = "offensief.audit"
    label = "audit"
    verbose_name = "spoor"

    def ready(self) -> None:
        """Let `check --deploy --database default` look at the account of the database."""
        checks.register(the_portal_owns_nothing, checks.Tags.database, deploy=True)


def the_portal_owns_nothing(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn when the portal works with an account that can rewrite what was said."""
    # Models are not there yet when this file is read.
    from offensief.audit.rights import rewritable

    tables = rewritable() if "default" in (databases or ()) else []
    if not tables:
        return []
    return [
        checks.Warning(
            f"The database account of the portal can rewrite {len(tables)} tables of history, "
            f"such as {tables[0]}.",
            hint="Run give_rights as the owner, and give the portal the account that it makes.",
            id="audit.W001",
        )
    ]
