"""Signing in, proving again who one is, and the second factor."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.forms import CharField, EmailField, EmailInput, HiddenInput, PasswordInput, TextInput
from django.http import HttpResponse
from django.urls import reverse

from offensief.accounts import second_factor
from offensief.accounts.attempts import Attempt, refused

_CODE_HELP = "De zes cijfers die de app op uw telefoon nu laat zien."


def _password_field() -> CharField:
    return CharField(
        label="Wachtwoord",
        widget=PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=1000,
        error_messages={"required": "Vul uw wachtwoord in."},
    )


def _code_field(label: str = "Code", help_text: str = _CODE_HELP) -> CharField:
    box = TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return CharField(label=label, help_text=help_text, max_length=20, widget=box)


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password; one answer to every failure, so nobody learns who exists."""

    # Browsers would mark an untouched field as wrong; the server says what is missing.
    use_required_attribute = False

    kept = CharField(required=False, widget=HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = EmailInput(attrs={"autocomplete": "username", "autofocus": True})
        self.fields["login"] = EmailField(
            label="E-mailadres",
            widget=box,
            max_length=254,
            error_messages={"required": "Vul uw e-mailadres in."},
        )
        self.fields["password"] = _password_field()
        self.fields["code"] = _code_field(label="Code van uw tweede stap")
        self.fields["code"].required = False
        # Only asked for after many tries (offensief.accounts.attempts).
        self.asks_code = False
        self.is_refused = False

    def clean(self) -> dict[str, Any]:
        """Count the try, and look at the cheap code before the costly password."""
        if self.errors:
            return dict(self.cleaned_data)
        attempt = Attempt.of(self.request, self.cleaned_data["login"])
        try:
            if attempt.needs_code():
                self._require_code(attempt)
            cleaned: dict[str, Any] = super().clean()
        except forms.ValidationError:
            refused.send(sender=SignInForm, attempt=attempt)
            raise
        return cleaned

    def _require_code(self, attempt: Attempt) -> None:
        self.asks_code = self.is_refused = self.fields["code"].required = True
        code = self.cleaned_data.get("code", "")
        # Who gives none has tried none: a flood without codes uses up nobody's tries.
        if code and not attempt.may_try_code():
            raise get_adapter().validation_error("too_many_login_attempts")
        user = second_factor.owner_of(attempt.email, code) if code else None
        if user is None:
            raise forms.ValidationError(
                "Er is net vaak geprobeerd om in te loggen, met dit e-mailadres of vanaf uw "
                "netwerk. Vul daarom bij uw wachtwoord ook meteen de code van uw tweede stap in. "
                "Hebt u een passkey? Daarmee kunt u altijd inloggen."
            )
        second_factor.note_given(self.request, user)
        self.is_refused = False

    def login(self, request: Any, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the second factor; with a kept text, to that text after it."""
        if self.cleaned_data["kept"]:
            redirect_url = reverse("resume")
        if second_factor.was_given(request, self.user):
            record_authentication(request, self.user, "mfa", type=Authenticator.Type.TOTP)
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        return response


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that cannot be taken back."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password_field()


class _OnceMixin:
    """A code works once, also in the minute that it stays valid."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(
            help_text=f"{_CODE_HELP} Of een van uw herstelcodes van acht cijfers."
        )

    def clean_code(self) -> str:
        """Raises ValidationError for a wrong code, and for one that was used."""
        code: str = super().clean_code()  # type: ignore[misc]
        found: Authenticator = self.authenticator  # type: ignore[attr-defined]
        is_app = found.type == Authenticator.Type.TOTP
        if is_app and second_factor.was_used(found.user_id, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceMixin, factor_forms.AuthenticateForm):  # type: ignore[misc]
    """The code after the password: the only thing to do on its page, so one can type at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # After a fault the summary of faults takes the focus.
        if not self.is_bound:
            self.fields["code"].widget.attrs["autofocus"] = True


class ConfirmCodeForm(_OnceMixin, factor_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code before something that cannot be taken back."""


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code shows that the app has the secret."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(label="Code uit de app")


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name to recognise the passkey by; the browser fills in the rest."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = CharField(
            label="Naam van deze passkey",
            max_length=60,
            required=False,
            help_text="Bijvoorbeeld: werktelefoon, of blauwe sleutel.",
        )
        # A passkey that signs in by itself asks for a PIN or a finger; that is two factors.
        self.fields["passwordless"] = forms.BooleanField(
            label="Hiermee wil ik ook zonder wachtwoord inloggen",
            required=False,
            initial=True,
        )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = CharField(label="Naam van deze passkey", max_length=60)
