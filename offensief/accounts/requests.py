"""The request as views see it, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from offensief.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind the sign-in page: there is always a person."""

    user: User
    htmx: HtmxDetails
