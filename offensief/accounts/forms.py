"""Signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.forms import CharField, EmailField, EmailInput, HiddenInput

from offensief.accounts.models import User


class SignInForm(AuthenticationForm):
    """E-mail address and password; one answer to every failure, so nobody learns who exists."""

    # Browsers would mark an untouched field as wrong; the server says what is missing.
    use_required_attribute = False

    username = EmailField(
        label="E-mailadres",
        widget=EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    kept = CharField(required=False, widget=HiddenInput)

    error_messages = {
        "invalid_login": "Dit e-mailadres en wachtwoord horen niet bij elkaar. "
        "Controleer beide en probeer het opnieuw.",
        "inactive": "Dit e-mailadres en wachtwoord horen niet bij elkaar. "
        "Controleer beide en probeer het opnieuw.",
    }

    def confirm_login_allowed(self, user: User) -> None:
        """A deactivated account answers like a wrong password."""
        if not user.is_active:
            raise ValidationError(self.error_messages["inactive"], code="inactive")
