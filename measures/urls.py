"""Addresses of the plan."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from measures.views import measures as views


class MeasureNumber(StringConverter):
    """Only what can be a number reaches the database: a NUL sign there is an error."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}"


register_converter(MeasureNumber, "measure_number")

urlpatterns = [
    path("maatregelen/", views.measure_list, name="measures"),
    path("maatregelen/<measure_number:number>/", views.measure_detail, name="measure"),
    path("maatregelen/<measure_number:number>/status/", views.status_change, name="status_change"),
]
