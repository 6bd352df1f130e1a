"""Addresses of the figures."""

from django.urls import path

from incidents import views

urlpatterns = [
    path("cijfers/", views.release_list, name="releases"),
    path("cijfers/<slug:code>/", views.release_detail, name="release"),
]
