"""Signing in and out, and going on where one was."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import RemoveWebAuthnView as PasskeyRemoval
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from offensief.accounts import second_factor, single_sign_on
from offensief.accounts.forms import SignInForm
from offensief.accounts.kept import forget, forget_of_others, keep, latest, remember
from offensief.web.visitor import page_before


class SignInView(LoginView):  # type: ignore[misc]
    """Address and password; adds going on with a kept text."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Somebody who signed in meanwhile in another tab does not lose the text of this one."""
        if request.user.is_authenticated and request.POST.get("kept"):
            return _go_on(request, request.POST["kept"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """The kept text waits in the session until the second factor was given too."""
        if form.cleaned_data["kept"]:
            remember(self.request, form.cleaned_data["kept"])
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Too many tries say so in the status, too."""
        context = self.get_context_data(form=form)
        return render(
            self.request, self.template_name, context, status=429 if form.is_refused else 200
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way to the sign-in page of the own organisation, where there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "single_sign_on": settings.OIDC_NAME}


def start_single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the sign-in page of the own organisation. Another site cannot send somebody in by it."""
    if settings.OIDC_NAME and request.headers.get("Sec-Fetch-Site") != "same-origin":
        return redirect("account_login")
    return single_sign_on.to_the_other_side(request, provider_id)


class SecondFactorView(AuthenticateView):  # type: ignore[misc]
    """The code or passkey after the password."""

    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the demo the page itself is the telephone."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        has_app = second_factor.has_demo_app(user)
        code = second_factor.demo_code(user) if has_app else ""
        return {**context, "has_demo_app": has_app, "demo_code": code}


class RemovePasskeyView(PasskeyRemoval):  # type: ignore[misc]
    """A passkey goes, unless it is the only second factor."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says so before the button is there."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_last": not get_adapter().can_delete_authenticator(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Asked again, for who sends the form in another way."""
        if not get_adapter().can_delete_authenticator(self.object):
            return render(self.request, self.template_name, self.get_context_data(), status=422)
        response: HttpResponse = super().form_valid(form)
        return response


class SignOutView(LogoutView):  # type: ignore[misc]
    """Signing out is a button, never a link: an address cannot sign somebody out."""

    http_method_names = ("post",)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The browser forgets what it kept of this person, for who sits down here next."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _go_on(request: HttpRequest, token: str) -> HttpResponseRedirect:
    remember(request, token)
    return HttpResponseRedirect(reverse("resume"))


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Shows the text that was typed before signing in again; a POST throws it away."""
    if request.method == "POST":
        forget(request, request.POST.get("name", ""))
        return redirect("resume")
    found = latest(request)
    if found is None:
        return _nothing_of_this_person(request)
    name, kept = found
    return render(request, "accounts/resume.html", {"kept": kept, "name": name})


def _nothing_of_this_person(request: HttpRequest) -> HttpResponse:
    if forget_of_others(request):
        messages.warning(
            request,
            "Er stond een tekst klaar van een ander account. Die is niet getoond en niet "
            "verstuurd. Is hij van u? Log dan in met het account waarmee u typte.",
        )
    return redirect("dashboard")


def ask_to_sign_in_and_keep(request: HttpRequest, token: str | None = None) -> HttpResponse:
    """The answer to a form sent without a session: sign in, the text goes along."""
    token = keep(request) if token is None else token
    form = SignInForm(request=request, initial={"kept": token})
    context = {
        "form": form,
        "was_typing": bool(token),
        "has_ended": True,
        # A form without text cannot be kept; its sender at least gets back where it stands.
        "page": "" if token else page_before(request),
        "single_sign_on": settings.OIDC_NAME,
    }
    return render(request, "accounts/sign_in.html", context, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from our own page with an outdated seal (signed in anew elsewhere) keeps its text.

    Only when the browser itself says that the form came from this portal; any other is refused.
    """
    own_origin = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own_origin:
        return render(request, "403_csrf.html", status=403)
    is_sign_in = request.path == reverse("account_login")
    token = request.POST.get("kept", "") if is_sign_in else keep(request)
    if not request.user.is_authenticated:
        return ask_to_sign_in_and_keep(request, token)
    if not token:
        return render(request, "403_csrf.html", status=403)
    return _go_on(request, token)
