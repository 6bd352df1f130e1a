"""Addresses of the dashboards and the editions."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_safe

from reports.views import (
    cover_letters,
    dashboards,
    editions,
    figures,
    finals,
    letters,
    partner,
    published,
    targets,
)

urlpatterns = [
    path("rondes/<slug:number>/bevriezen/", editions.round_freeze, name="round_freeze"),
    path(
        "uitvraag/<slug:number>/<slug:key>/bewijs/<int:event>/",
        editions.receipt,
        name="receipt",
    ),
    path("", login_not_required(dashboards.public_dashboard), name="public_dashboard"),
    path("doel/", login_not_required(figures.target_now), name="target_now"),
    path("doel/<int:year>/", login_not_required(figures.target), name="target"),
    path("gebieden/", login_not_required(figures.areas), name="areas"),
    path("gebieden/<slug:code>/", login_not_required(figures.area), name="area"),
    path("partners/<slug:key>/cijfers/", partner.figures_of_partner, name="partner_figures"),
    path("partners/<slug:key>/cijfers/<int:pk>/weg/", partner.scope_end, name="scope_end"),
    path("doel/nieuw/", targets.target_new, name="target_new"),
    path("toen-en-nu/", login_not_required(figures.hindsight), name="hindsight"),
    path("cijfers/werkbank/", figures.workbench, name="workbench"),
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("edities/", login_not_required(published.edition_index), name="public_editions"),
    path(
        "edities/feed/",
        login_not_required(require_safe(published.EditionFeed())),
        name="edition_feed",
    ),
    path(
        "edities/controleren/",
        login_not_required(published.edition_check),
        name="edition_check",
    ),
    path(
        "edities/<slug:number>/",
        login_not_required(published.edition_page),
        name="public_edition",
    ),
    path(
        "edities/<slug:number>/bestand/<slug:form>/",
        login_not_required(published.edition_download),
        name="edition_download",
    ),
    path(
        "edities/<slug:number>/herkomst/<str:code>/",
        login_not_required(published.edition_origin),
        name="edition_origin",
    ),
    path("rapportages/", editions.edition_list, name="editions"),
    path("rapportages/<slug:number>/", editions.edition_detail, name="edition"),
    path(
        "rapportages/<slug:number>/bestand/<slug:form>/",
        editions.edition_file,
        name="edition_file",
    ),
    path(
        "rapportages/<slug:number>/vaststellen/",
        finals.edition_establish,
        name="edition_establish",
    ),
    path("rapportages/<slug:number>/brief/", cover_letters.cover_letter, name="cover_letter"),
    path(
        "rapportages/<slug:number>/brief/docx/",
        cover_letters.cover_letter_file,
        name="cover_letter_file",
    ),
    path("rapportages/<slug:number>/verzenden/", finals.edition_send, name="edition_send"),
    path("rapportages/<slug:number>/verzetten/", finals.edition_move, name="edition_move"),
    path("rapportages/<slug:number>/kamerstuk/", finals.edition_refer, name="edition_refer"),
    path("rapportages/<slug:number>/corrigeren/", finals.edition_correct, name="edition_correct"),
    path("rapportages/<slug:number>/cijfercheck/", letters.letter_checks, name="letter_checks"),
    path(
        "rapportages/<slug:number>/cijfercheck/<int:pk>/",
        letters.letter_check,
        name="letter_check",
    ),
    path(
        "rapportages/<slug:number>/cijfercheck/<int:pk>/csv/",
        letters.letter_check_file,
        name="letter_check_file",
    ),
    path("rapportages/<slug:number>/opnieuw/", editions.edition_retry, name="edition_retry"),
]
