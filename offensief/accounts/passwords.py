"""Rules for passwords, where Django's own have no Dutch sentence or know no words of this work."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

# What somebody who attacks this portal would try first.
_WORDS = (
    "offensief",
    "explosie",
    "aanslag",
    "actieplan",
    "portaal",
    "politie",
    "ministerie",
    "justitie",
    "veiligheid",
    "welkom",
    "wachtwoord",
    "password",
    "cobra",
)
_LEAST_BESIDE = 8


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence is missing from the Dutch translation."""

    def get_error_message(self) -> str:
        """What to do."""
        return f"Dit wachtwoord is te kort. Kies er een van ten minste {self.min_length} tekens."

    def get_help_text(self) -> str:
        """The rule."""
        return f"Uw wachtwoord heeft ten minste {self.min_length} tekens."


class NotOfThisWork:
    """A password is more than words of this work with a year behind them."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError when too little is left beside such words and digits."""
        left = password.lower()
        for word in _WORDS:
            left = left.replace(word, "")
        if left != password.lower() and len(re.sub(r"[\d\W_]", "", left)) < _LEAST_BESIDE:
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden: het bestaat vooral uit woorden die bij dit "
                "portaal horen. Kies een zin van een paar woorden die er niets mee te maken heeft.",
                code="password_of_this_work",
            )

    def get_help_text(self) -> str:
        """The rule."""
        return "Gebruik geen woorden die bij dit portaal horen, zoals Offensief of Welkom."
