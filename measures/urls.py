"""Addresses of the plan."""

from django.urls import path

from measures import views

urlpatterns = [
    path("maatregelen/", views.measure_list, name="measures"),
    path("maatregelen/<str:number>/", views.measure_detail, name="measure"),
    path("maatregelen/<str:number>/status/", views.status_change, name="status_change"),
]
