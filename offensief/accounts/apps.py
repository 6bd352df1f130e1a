"""App of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "offensief.accounts"
    label = "accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        """Every session begins with its moment, whoever asks first."""
        from offensief.accounts import sessions  # noqa: F401 -- importing connects
