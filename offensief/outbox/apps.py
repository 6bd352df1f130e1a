"""App of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages to people, by mail."""

    name = "offensief.outbox"
    label = "outbox"
    verbose_name = "berichten"
