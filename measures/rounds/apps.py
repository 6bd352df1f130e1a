"""App of the reporting rounds."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """A room of its own inside the plan: it knows the plan, the plan does not know it."""

    name = "measures.rounds"
    label = "rounds"
    verbose_name = "uitvragen"

    def ready(self) -> None:
        """Register what ends when somebody leaves."""
        from measures.rounds.services.links import end_links_of
        from offensief.people import ties

        ties.add_farewell(end_links_of)
