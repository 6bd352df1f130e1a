"""Addresses of signing in and out, of the second factor and of sessions."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_http_methods

from offensief.accounts import sessions as own_sessions
from offensief.accounts import single_sign_on, views
from offensief.accounts.confirming import View, confirm_to_send, one_by_one

# The library would answer PUT as it does POST.
_page = require_http_methods(["GET", "HEAD", "POST"])


def _open(view: View) -> View:
    """A page for who has not signed in."""
    return login_not_required(_page(view))


_PASSKEYS = "account/passkeys/"

# The names are those by which django-allauth finds its own pages.
urlpatterns = [
    path("inloggen/", _open(views.SignInView.as_view()), name="account_login"),
    path("inloggen/verder/", views.resume, name="resume"),
    path(
        "inloggen/tweede-stap/",
        _open(views.SecondFactorView.as_view()),
        name="mfa_authenticate",
    ),
    path("inloggen/passkey/", _open(passkey.login_webauthn), name="mfa_login_webauthn"),
    # Without OIDC_SERVER there is no such provider, and these answer 404.
    path(
        "inloggen/oidc/<slug:provider_id>/login/",
        _open(views.start_single_sign_on),
        name="openid_connect_login",
    ),
    path(
        "inloggen/oidc/<slug:provider_id>/login/callback/",
        _open(single_sign_on.back_from_there),
        name="openid_connect_callback",
    ),
    path("uitloggen/", login_not_required(views.SignOutView.as_view()), name="account_logout"),
    path("inloggen/duur/", own_sessions.session_left, name="session_left"),
    path("account/", _page(factor.index), name="mfa_index"),
    path("account/app/", _page(app.activate_totp), name="mfa_activate_totp"),
    path(
        "account/app/weg/",
        _page(one_by_one(app.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/herstelcodes/", _page(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "account/herstelcodes/nieuw/",
        _page(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(_PASSKEYS, _page(passkey.list_webauthn), name="mfa_list_webauthn"),
    path(f"{_PASSKEYS}nieuw/", _page(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        f"{_PASSKEYS}<int:pk>/weg/",
        _page(one_by_one(views.RemovePasskeyView.as_view())),
        name="mfa_remove_webauthn",
    ),
    path(f"{_PASSKEYS}<int:pk>/naam/", _page(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "account/apparaten/",
        _page(confirm_to_send(sessions.list_usersessions)),
        name="usersessions_list",
    ),
    path("account/bevestigen/", _page(account.reauthenticate), name="account_reauthenticate"),
    path("account/bevestigen/code/", _page(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/bevestigen/passkey/",
        _page(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]
