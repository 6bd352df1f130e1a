"""Signing in and out, and going on where one was."""

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from offensief.accounts.forms import SignInForm
from offensief.accounts.kept import keep, open_kept

_SESSION_KEY = "kept"


class SignInView(auth_views.LoginView):
    """Django's own sign-in page; it only adds going on with a kept text."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """Sign in; with a kept text, first show it."""
        response = super().form_valid(form)
        token = form.cleaned_data["kept"]
        if open_kept(token) is None:
            return response
        self.request.session[_SESSION_KEY] = token
        return HttpResponseRedirect(reverse("resume"))


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Shows the text that was typed before signing in again, ready to be sent."""
    kept = open_kept(request.session.get(_SESSION_KEY, ""))
    if kept is None:
        return redirect("dashboard")
    return render(request, "accounts/resume.html", {"kept": kept})


def ask_to_sign_in_and_keep(request: HttpRequest) -> HttpResponse:
    """The answer to a form sent without a session: sign in, the text goes along."""
    form = SignInForm(request, initial={"kept": keep(request)})
    return render(request, "accounts/sign_in.html", {"form": form, "was_typing": True}, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from our own page with an outdated seal (signed in anew elsewhere) keeps its text.

    Only when the browser itself says that the form came from this portal; any other is refused.
    """
    own_origin = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own_origin or request.path == reverse("login"):
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return ask_to_sign_in_and_keep(request)
    request.session[_SESSION_KEY] = keep(request)
    return redirect("resume")
