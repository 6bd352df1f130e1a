"""The room of accounts, roles and invitations."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Listens to what happens at the door."""

    name = "offensief.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from offensief.people import watch  # noqa: F401 -- importing connects
