"""All addresses of the portal."""

from django.urls import include, path

from offensief.web import pages

handler500 = "offensief.web.outage.server_error"

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("measures.urls")),
    path("", include("measures.rounds.urls")),
    path("", include("incidents.urls")),
    path("", include("offensief.outbox.urls")),
    path("", include("offensief.accounts.urls")),
    path("", include("offensief.people.urls")),
    path("api/v1/", include("offensief.api")),
    path("api/", pages.static_page("pages/api.html"), name="api_page"),
    path("toegankelijkheid/", pages.static_page("pages/accessibility.html"), name="accessibility"),
    path("privacy/", pages.static_page("pages/privacy.html"), name="privacy"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("robots.txt", pages.robots_txt, name="robots_txt"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
]
