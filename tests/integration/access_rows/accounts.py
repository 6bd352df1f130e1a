"""What signing in, the own account and the accounts of others answer to each role."""

from tests.integration.access_rows.row import LINK, Row, everyone

# A reader who also signs for Aedes, with a passkey.
PERSON = {"pk": "900001"}
PASSKEY = {"pk": "PASSKEY"}
NO_LINK = {"key": LINK["key"]}
SSO = {"provider_id": "sso"}

# fmt: off
#                                             anon out  edit aed  pol  read figs head secr adm
_KEPT = (401, 404, 404, 404, 404, 404, 404, 403, 404, 422)
_SEEN = (302, 404, 404, 404, 404, 404, 404, 200, 404, 200)
_OWN = (302, *[200] * 9)
_NO_GET = (302, *[405] * 9)
_NO_POST = (401, *[405] * 9)
ROWS = [
    Row("account_login", {}, "GET",           (200, *[302] * 9)),
    Row("account_login", {}, "POST",          (200, *[302] * 9)),
    Row("account_logout", {}, "GET",          everyone(405)),
    Row("account_logout", {}, "POST",         everyone(302)),
    Row("resume", {}, "GET",                  everyone(302)),
    Row("resume", {}, "POST",                 (401, *[302] * 9)),
    # Only between the password and the second factor.
    Row("mfa_authenticate", {}, "GET",        everyone(302)),
    Row("mfa_authenticate", {}, "POST",       everyone(302)),
    Row("mfa_login_webauthn", {}, "GET",      everyone(302)),
    Row("mfa_login_webauthn", {}, "POST",     everyone(302)),
    # Without single sign-on, as here, it exists for nobody.
    Row("openid_connect_login", SSO, "GET",   everyone(404)),
    Row("openid_connect_login", SSO, "POST",  everyone(404)),
    Row("openid_connect_callback", SSO, "GET", everyone(404)),
    Row("openid_connect_callback", SSO, "POST", everyone(404)),
    Row("mfa_index", {}, "GET",               _OWN),
    Row("mfa_index", {}, "POST",              _NO_POST),
    # Everybody has an app already, and it is the only second factor.
    Row("mfa_activate_totp", {}, "GET",       everyone(302)),
    Row("mfa_activate_totp", {}, "POST",      (401, *[302] * 9)),
    Row("mfa_deactivate_totp", {}, "GET",     _OWN),
    Row("mfa_deactivate_totp", {}, "POST",    (401, *[200] * 9)),
    Row("mfa_view_recovery_codes", {}, "GET", (302, *[404] * 9)),
    Row("mfa_view_recovery_codes", {}, "POST", _NO_POST),
    Row("mfa_generate_recovery_codes", {}, "GET", _OWN),
    Row("mfa_generate_recovery_codes", {}, "POST", (401, *[302] * 9)),
    Row("mfa_list_webauthn", {}, "GET",       _OWN),
    Row("mfa_list_webauthn", {}, "POST",      _NO_POST),
    Row("mfa_add_webauthn", {}, "GET",        _OWN),
    Row("mfa_add_webauthn", {}, "POST",       (401, *[200] * 9)),
    Row("mfa_remove_webauthn", PASSKEY, "GET", (302, *[404] * 9)),
    Row("mfa_remove_webauthn", PASSKEY, "POST", (401, *[404] * 9)),
    Row("mfa_edit_webauthn", PASSKEY, "GET",  (302, *[404] * 9)),
    Row("mfa_edit_webauthn", PASSKEY, "POST", (401, *[404] * 9)),
    Row("usersessions_list", {}, "GET",       _OWN),
    Row("usersessions_list", {}, "POST",      (401, *[302] * 9)),
    # Nobody here has a password: the code is the way to confirm.
    Row("account_reauthenticate", {}, "GET",  everyone(302)),
    Row("account_reauthenticate", {}, "POST", (401, *[302] * 9)),
    Row("mfa_reauthenticate", {}, "GET",      _OWN),
    Row("mfa_reauthenticate", {}, "POST",     (401, *[200] * 9)),
    Row("mfa_reauthenticate_webauthn", {}, "GET", everyone(302)),
    Row("mfa_reauthenticate_webauthn", {}, "POST", (401, *[302] * 9)),
    Row("password_change", {}, "GET",         _OWN),
    Row("password_change", {}, "POST",        (401, *[422] * 9)),
    Row("forgot", {}, "GET",                  everyone(200)),
    Row("forgot", {}, "POST",                 everyone(422)),
    Row("pass_without_secret", NO_LINK, "GET", everyone(404)),
    Row("pass_without_secret", NO_LINK, "POST", everyone(405)),
    Row("entry_pass", LINK, "GET",            everyone(404)),
    Row("entry_pass", LINK, "POST",           everyone(404)),
    Row("accounts", {}, "GET",                _SEEN),
    Row("accounts", {}, "POST",               _NO_POST),
    Row("accounts_csv", {}, "GET",            _SEEN),
    Row("accounts_csv", {}, "POST",           _NO_POST),
    Row("accounts_xlsx", {}, "GET",           _SEEN),
    Row("accounts_xlsx", {}, "POST",          _NO_POST),
    Row("account_new", {}, "GET",             (302, 404, 404, 404, 404, 404, 404, 403, 404, 200)),
    Row("account_new", {}, "POST",            _KEPT),
    Row("account", PERSON, "GET",             _SEEN),
    Row("account", {"pk": "999999"}, "GET",   (302, *[404] * 9)),
    Row("account", PERSON, "POST",            _NO_POST),
    Row("account_role", PERSON, "GET",        _NO_GET),
    Row("account_role", PERSON, "POST",       _KEPT),
    Row("account_act", {**PERSON, "act": "uitzetten"}, "GET", _NO_GET),
    Row("account_act", {**PERSON, "act": "uitzetten"}, "POST", _KEPT),
    Row("account_review", PERSON, "GET",      _NO_GET),
    Row("account_review", PERSON, "POST",     (401, 404, 404, 404, 404, 404, 404, 422, 404, 422)),
    Row("account_invite", PERSON, "GET",      _NO_GET),
    Row("account_invite", PERSON, "POST",     (401, 404, 404, 404, 404, 404, 404, 403, 403, 302)),
]
# fmt: on
