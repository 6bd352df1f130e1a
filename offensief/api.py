"""Addresses of the API, version 1 (NL API Design Rules)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from incidents.api.comparisons import ComparisonViewSet
from incidents.api.figures import ObservationViewSet
from measures.api import MeasureViewSet, PillarViewSet
from offensief.web import problem
from reports.api import EditionViewSet


class OpenApiRenderer(OpenApiJsonRenderer2):
    """openapi.json is plain JSON to every reader."""

    media_type = "application/json"


class OpenApiView(SpectacularAPIView):
    """The OpenAPI document, for everybody."""

    renderer_classes = [OpenApiRenderer]


@csrf_exempt
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address of the API that does not exist."""
    return problem.response(404)


router = SimpleRouter(trailing_slash=False, use_regex_path=True)
router.register("pijlers", PillarViewSet, basename="api-pijler")
router.register("maatregelen", MeasureViewSet, basename="api-maatregel")
router.register("cijfers", ObservationViewSet, basename="api-cijfer")
router.register("edities", EditionViewSet, basename="api-editie")
router.register("vergelijkingen", ComparisonViewSet, basename="api-vergelijking")

_public = [*router.urls, path("openapi.json", OpenApiView.as_view(), name="openapi")]
for _pattern in _public:
    # What LoginRequiredMiddleware reads; the decorator would do no more.
    _pattern.callback.login_required = False  # type: ignore[union-attr]

urlpatterns = [
    path("", include(_public)),
    path("", login_not_required(unknown), name="api-root"),
    path("<path:rest>", login_not_required(unknown), name="api-unknown"),
]
