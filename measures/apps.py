"""The room of the plan."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Tells the room of accounts who speaks for which partner."""

    name = "measures"

    def ready(self) -> None:
        """Register the question."""
        from measures.selectors.speakers import ties_of
        from offensief.people import ties

        ties.add_question(ties_of)
