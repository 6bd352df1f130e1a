"""App of the reporting rounds."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """A room of its own inside the plan: it knows the plan, the plan does not know it."""

    name = "measures.rounds"
    label = "rounds"
    verbose_name = "uitvragen"
