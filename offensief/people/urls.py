"""Addresses of accounts and of choosing a password."""

from django.urls import path

from offensief.people.views import accounts, entrance

_PERSON = "mensen/<int:pk>/"

urlpatterns = [
    path("wachtwoord-vergeten/", entrance.forgot, name="forgot"),
    path("toegang/<uuid:key>/", entrance.pass_without_secret, name="pass_without_secret"),
    path("toegang/<uuid:key>/<key:secret>/", entrance.entry_pass, name="entry_pass"),
    path("account/wachtwoord/", entrance.password_change, name="password_change"),
    path("mensen/", accounts.account_list, name="accounts"),
    path("mensen/nieuw/", accounts.account_new, name="account_new"),
    path("mensen/toegang.csv", accounts.account_export, {"kind": "csv"}, name="accounts_csv"),
    path("mensen/toegang.xlsx", accounts.account_export, {"kind": "xlsx"}, name="accounts_xlsx"),
    path(_PERSON, accounts.account_detail, name="account"),
    path(f"{_PERSON}rol/", accounts.account_role, name="account_role"),
    path(f"{_PERSON}uitnodigen/", accounts.account_invite, name="account_invite"),
    path(f"{_PERSON}beoordeling/", accounts.account_review, name="account_review"),
    path(f"{_PERSON}<slug:act>/", accounts.account_act, name="account_act"),
]
