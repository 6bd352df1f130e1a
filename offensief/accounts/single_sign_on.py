"""Single sign-on: the other side is believed only when its seal and its name are right."""

import logging
from typing import Any

import jwt
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from requests.exceptions import RequestException

logger = logging.getLogger(__name__)

_WELL_KNOWN = "/.well-known/openid-configuration"
# Seals with two keys, of which only the other side has the one that makes them.
_ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Looks at what the standard lets a client leave out when TLS brought the token."""

    @property
    def did_fetch_access_token(self) -> bool:
        """The library looks at the seal of a token only when it did not fetch it itself."""
        return False

    @did_fetch_access_token.setter
    def did_fetch_access_token(self, value: bool) -> None:
        pass

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the other side says of itself, which must be what is configured here."""
        told: dict[str, Any] = super().openid_config
        configured = self.get_provider().server_url.removesuffix(_WELL_KNOWN)
        if told["issuer"].rstrip("/") != configured.rstrip("/"):
            raise OAuth2Error(f"{configured} calls itself otherwise")
        return told

    def look_at_its_name(self) -> None:
        """Raises OAuth2Error when the other side is not who was configured."""
        _ = self.openid_config

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            algorithm = jwt.get_unverified_header(id_token)["alg"]
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("not a token") from error
        if algorithm not in _ALGORITHMS:
            raise OAuth2Error(f"{algorithm} is no seal that is accepted")
        claims: dict[str, Any] = super()._decode_id_token(app, id_token)
        return claims


def to_the_other_side(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the sign-in page of the organisation."""
    return _answer(OAuth2LoginView, request, provider_id)


def back_from_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The answer of that page."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        adapter = StrictAdapter(request, provider_id)
        # The way there is made by the library's own adapter, which does not look at the name.
        adapter.look_at_its_name()
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (RequestException, OAuth2Error) as error:
        logger.warning("single sign-on: %s", type(error).__name__)
        answer = render_authentication_error(request, provider_id, exception=error)
    return answer
