"""Errors of the API as application/problem+json (RFC 9457), every one of them, in Dutch."""

import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"

_TITLES = {
    400: "De vraag is niet goed gesteld",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
    415: "Deze vorm kunnen we niet lezen",
    429: "Te veel vragen",
    500: "Er ging iets mis bij ons",
    503: "De dienst is even niet bereikbaar",
}
_DETAILS = {
    404: "Deze bron bestaat niet. Kijk in openapi.json welke adressen er zijn.",
    405: "Deze bron kan alleen worden gelezen. Gebruik GET, HEAD of OPTIONS.",
    406: "Deze bron is er alleen als application/json. Pas de Accept-header aan.",
    429: "Wacht een minuut en probeer het dan opnieuw.",
    500: "De fout is vastgelegd. Probeer het later opnieuw.",
    503: "Probeer het over een halve minuut opnieuw.",
}


def body(
    status: int, detail: str = "", errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The members of a problem document. `errors` holds every fault of the question at once."""
    problem: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "title": _TITLES.get(status, "Fout"),
        "detail": detail or _DETAILS.get(status, _TITLES.get(status, "Fout")),
    }
    if errors:
        problem["fouten"] = errors
    return problem


def response(status: int, detail: str = "") -> JsonResponse:
    """A problem outside Django REST framework, such as an unknown address."""
    return JsonResponse(
        body(status, detail),
        status=status,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Django REST framework's errors as problems; unknown ones travel up to a 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    status = error.status_code
    if isinstance(error, exceptions.ValidationError):
        problem = body(status, "Een of meer onderdelen van de vraag kloppen niet.", _faults(error))
    else:
        problem = body(status)
    answer = Response(problem, status=status, content_type=CONTENT_TYPE)
    if isinstance(error, exceptions.MethodNotAllowed):
        answer["Allow"] = ", ".join(context["view"].allowed_methods)
    seconds = getattr(error, "wait", None)
    if seconds is not None:
        answer["Retry-After"] = str(math.ceil(seconds))
    return answer


def _faults(error: exceptions.ValidationError) -> list[dict[str, str]]:
    details = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    return [
        {"onderdeel": str(name), "uitleg": str(text)}
        for name, texts in details.items()
        for text in (texts if isinstance(texts, list) else [texts])
    ]
