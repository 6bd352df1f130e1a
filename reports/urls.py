"""Addresses of the dashboards and the editions."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from reports.views import dashboards, editions, figures

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
    path("toen-en-nu/", login_not_required(figures.hindsight), name="hindsight"),
    path("cijfers/werkbank/", figures.workbench, name="workbench"),
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("rapportages/", editions.edition_list, name="editions"),
    path("rapportages/<slug:number>/", editions.edition_detail, name="edition"),
    path("rapportages/<slug:number>/pdf/", editions.edition_pdf, name="edition_pdf"),
    path("rapportages/<slug:number>/document/", editions.edition_document, name="edition_document"),
    path(
        "rapportages/<slug:number>/vaststellen/",
        editions.edition_establish,
        name="edition_establish",
    ),
    path("rapportages/<slug:number>/opnieuw/", editions.edition_retry, name="edition_retry"),
]
