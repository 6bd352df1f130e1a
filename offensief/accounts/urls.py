"""Addresses of signing in and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from offensief.accounts import views

urlpatterns = [
    path("inloggen/", login_not_required(views.SignInView.as_view()), name="login"),
    path("inloggen/verder/", views.resume, name="resume"),
    path("uitloggen/", login_not_required(LogoutView.as_view()), name="logout"),
]
