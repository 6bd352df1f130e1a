"""Addresses of the dashboards and the editions."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from reports import views

urlpatterns = [
    path("rondes/<slug:number>/bevriezen/", views.round_freeze, name="round_freeze"),
    path(
        "uitvraag/<slug:number>/<slug:key>/bewijs/<int:event>/",
        views.receipt,
        name="receipt",
    ),
    path("", login_not_required(views.public_dashboard), name="public_dashboard"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("rapportages/", views.edition_list, name="editions"),
    path("rapportages/<slug:number>/", views.edition_detail, name="edition"),
    path("rapportages/<slug:number>/pdf/", views.edition_pdf, name="edition_pdf"),
    path("rapportages/<slug:number>/document/", views.edition_document, name="edition_document"),
    path(
        "rapportages/<slug:number>/vaststellen/", views.edition_establish, name="edition_establish"
    ),
    path("rapportages/<slug:number>/opnieuw/", views.edition_retry, name="edition_retry"),
]
