"""Choosing a password: with an invitation, when it was forgotten, or another one."""

import uuid

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from offensief.accounts.confirming import confirm_to_open
from offensief.accounts.requests import SignedInRequest
from offensief.outbox import tasks as outbox
from offensief.people import passes
from offensief.people.forms import ChangePasswordForm, ChoosePasswordForm, ForgotForm
from offensief.web.limits import limited


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("forgot")
def forgot(request: HttpRequest) -> HttpResponse:
    """Ask for a new password. Says the same, and takes as long, whoever has an account."""
    form = ForgotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.saved(
        lambda: passes.ask(email=form.cleaned_data["email"])
    ):
        return render(request, "people/forgot_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "people/forgot.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invitation")
def entry_pass(request: HttpRequest, key: uuid.UUID, secret: str) -> HttpResponse:
    """Choose a password. Opening the address does nothing: programs that check mail do that too."""
    try:
        entry = passes.find(key=key, secret=secret)
        form = ChoosePasswordForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.saved(
            lambda: passes.use(key=key, secret=secret, password=form.cleaned_data["password"])
        ):
            # Somebody else may be signed in here, who would otherwise go on under that name.
            logout(request)
            messages.success(request, "Uw wachtwoord is bewaard. Log er nu mee in.")
            return redirect("account_login")
    except passes.PassRefused as refusal:
        return _refused(request, str(refusal))
    context = {"entry": entry, "form": form, "path": request.path}
    return render(request, "people/entry_pass.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def pass_without_secret(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The end of the address was lost, for example in a mail program that breaks lines."""
    why = "Deze link is niet compleet. Open hem in de mail zelf, of kopieer hem helemaal."
    return _refused(request, why)


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "people/pass_refused.html", {"why": why}, status=404)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited("change_password")
def password_change(request: SignedInRequest) -> HttpResponse:
    """Another password; other devices are signed out.

    A form that waits for confirming is kept in the session, and this one holds passwords: it asks
    for the present one instead, and who has none begins again.
    """
    if request.method != "POST":
        return confirm_to_open(_password_page)(request)
    has_one = request.user.has_usable_password()
    if not has_one and is_reauthentication_required(request, app="account"):
        return redirect("password_change")
    return _password_page(request)


def _password_page(request: SignedInRequest) -> HttpResponse:
    form = ChangePasswordForm(
        request.POST if request.method == "POST" else None,
        has_one=request.user.has_usable_password(),
    )
    sent: list[int] = []
    if request.method == "POST" and form.saved(
        lambda: sent.append(
            passes.change_password(
                user=request.user,
                present=form.cleaned_data.get("present_password", ""),
                password=form.cleaned_data["password"],
                session_key=request.session.session_key or "",
            ).pk
        )
    ):
        # Otherwise the seal of this very session would be broken too.
        update_session_auth_hash(request, request.user)
        outbox.ring_after_commit(sent)
        messages.success(
            request, "Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd."
        )
        return redirect("mfa_index")
    return render(
        request, "people/password_change.html", {"form": form}, status=422 if form.errors else 200
    )
