"""Addresses of signing in and out, of the second factor and of sessions."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from offensief.accounts import views

_PASSKEYS = "account/passkeys/"

# The names are those by which django-allauth finds its own pages.
urlpatterns: list[URLPattern | URLResolver] = [
    path("inloggen/", login_not_required(views.SignInView.as_view()), name="account_login"),
    path("inloggen/verder/", views.resume, name="resume"),
    path(
        "inloggen/tweede-stap/",
        login_not_required(views.SecondFactorView.as_view()),
        name="mfa_authenticate",
    ),
    path(
        "inloggen/passkey/", login_not_required(passkey.login_webauthn), name="mfa_login_webauthn"
    ),
    # Without OIDC_SERVER there is no such provider, and these answer 404.
    path("inloggen/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("uitloggen/", login_not_required(views.SignOutView.as_view()), name="account_logout"),
    path("account/", factor.index, name="mfa_index"),
    path("account/app/", app.activate_totp, name="mfa_activate_totp"),
    path("account/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/herstelcodes/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(_PASSKEYS, passkey.list_webauthn, name="mfa_list_webauthn"),
    path(f"{_PASSKEYS}nieuw/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path(
        f"{_PASSKEYS}<int:pk>/weg/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"
    ),
    path(f"{_PASSKEYS}<int:pk>/naam/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/apparaten/", sessions.list_usersessions, name="usersessions_list"),
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/bevestigen/passkey/",
        passkey.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
]
