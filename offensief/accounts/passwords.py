"""Rules for passwords, where Django's own have no Dutch sentence."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence is missing from the Dutch translation."""

    def get_error_message(self) -> str:
        """What to do."""
        return f"Dit wachtwoord is te kort. Kies er een van ten minste {self.min_length} tekens."

    def get_help_text(self) -> str:
        """The rule."""
        return f"Uw wachtwoord heeft ten minste {self.min_length} tekens."
