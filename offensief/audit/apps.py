"""App of the trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail."""

    name = "offensief.audit"
    label = "audit"
    verbose_name = "spoor"
