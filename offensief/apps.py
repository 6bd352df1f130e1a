"""The portal as a whole: commands and template tags."""

from django.apps import AppConfig


class OffensiefConfig(AppConfig):
    """Holds what belongs to no single room."""

    name = "offensief"
