"""App of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and sign-in."""

    name = "offensief.accounts"
    label = "accounts"
    verbose_name = "accounts"
