"""Rules for passwords, where Django's own have no Dutch sentence or know no words of this work."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

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
# From 0 to 4, which stands at least ten thousand million guesses.
_LEAST_SCORE = 4
# The estimate looks no further than this, and a longer password is no easier.
_MOST_SIGNS = 72


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence is missing from the Dutch translation."""

    def get_error_message(self) -> str:
        """What to do."""
        return f"Dit wachtwoord is te kort. Kies er een van ten minste {self.min_length} tekens."

    def get_help_text(self) -> str:
        """The rule."""
        return f"Uw wachtwoord heeft ten minste {self.min_length} tekens."


class HardToGuess:
    """No usual password, name, row of keys or date, nor words of this work with a year behind."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError when somebody who tries would soon find it."""
        own = _words_of(user)
        if _is_made_of(password.lower(), [*_WORDS, *own]):
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden: het bestaat vooral uit woorden die bij dit "
                "portaal of bij u horen. Kies een zin van een paar woorden die er niets mee te "
                "maken heeft.",
                code="password_of_this_work",
            )
        if zxcvbn(password[:_MOST_SIGNS], user_inputs=own)["score"] < _LEAST_SCORE:
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden: het lijkt op wat veel mensen kiezen, of het "
                "herhaalt steeds hetzelfde. Kies een zin van een paar woorden.",
                code="password_easy_to_guess",
            )

    def get_help_text(self) -> str:
        """The rule."""
        return "Gebruik geen woorden die bij dit portaal of bij u horen, zoals Welkom of uw naam."


def _is_made_of(password: str, words: list[str]) -> bool:
    left = password
    for word in words:
        left = left.replace(word, "")
    return left != password and len(re.sub(r"[\d\W_]", "", left)) < _LEAST_BESIDE


def _words_of(user: AbstractBaseUser | None) -> list[str]:
    """Of whom the password is: name and address, in parts."""
    told = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}"
    return re.findall(r"\w{3,}", told.lower())
