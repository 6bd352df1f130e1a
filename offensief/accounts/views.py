"""Signing in and out, and going on where one was."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from offensief.accounts.forms import SignInForm
from offensief.accounts.kept import forget, keep, latest, open_kept, remember


class SignInView(auth_views.LoginView):
    """Django's own sign-in page; it only adds going on with a kept text."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Somebody who signed in meanwhile in another tab does not lose the text of this one."""
        if request.user.is_authenticated and request.POST.get("kept"):
            return _go_on(request, request.POST["kept"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """Sign in; with a kept text, first show it."""
        response = super().form_valid(form)
        token = form.cleaned_data["kept"]
        return _go_on(self.request, token) if token else response


def _go_on(request: HttpRequest, token: str) -> HttpResponseRedirect:
    """To the kept text, when it is of the person who is signed in now."""
    kept = open_kept(token)
    if kept is not None and kept.owner_id == request.user.pk:
        remember(request, token)
        return HttpResponseRedirect(reverse("resume"))
    if kept is not None:
        messages.warning(
            request,
            "Er stond een tekst klaar van een ander account. Die is niet getoond en niet "
            "verstuurd. Is hij van u? Log dan in met het account waarmee u typte.",
        )
    return HttpResponseRedirect(reverse("dashboard"))


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Shows the text that was typed before signing in again; a POST throws it away."""
    if request.method == "POST":
        forget(request, request.POST.get("name", ""))
        return redirect("resume")
    found = latest(request)
    if found is None:
        return redirect("dashboard")
    name, kept = found
    return render(request, "accounts/resume.html", {"kept": kept, "name": name})


def ask_to_sign_in_and_keep(request: HttpRequest, token: str | None = None) -> HttpResponse:
    """The answer to a form sent without a session: sign in, the text goes along."""
    token = keep(request) if token is None else token
    form = SignInForm(request, initial={"kept": token})
    context = {"form": form, "was_typing": bool(token), "has_ended": True}
    return render(request, "accounts/sign_in.html", context, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from our own page with an outdated seal (signed in anew elsewhere) keeps its text.

    Only when the browser itself says that the form came from this portal; any other is refused.
    """
    own_origin = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own_origin:
        return render(request, "403_csrf.html", status=403)
    is_sign_in = request.path == reverse("login")
    token = request.POST.get("kept", "") if is_sign_in else keep(request)
    if not request.user.is_authenticated:
        return ask_to_sign_in_and_keep(request, token)
    if not token:
        return render(request, "403_csrf.html", status=403)
    return _go_on(request, token)
