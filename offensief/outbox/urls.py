"""Addresses of the messages."""

from django.urls import path

from offensief.outbox import views

urlpatterns = [
    path("berichten/", views.message_list, name="messages"),
    path("berichten/mijn/", views.my_messages, name="my_messages"),
    path("berichten/mijn/herinneringen/", views.digests, name="digests"),
    path("berichten/<int:message_id>/", views.message_detail, name="message"),
    path("berichten/<int:message_id>/opnieuw/", views.message_retry, name="message_retry"),
    path(
        "berichten/<int:message_id>/bijlagen/<int:file_id>/",
        views.message_file,
        name="message_file",
    ),
    path("postvak/", views.demo_mailbox, name="demo_mailbox"),
    path("postvak/<int:message_id>/", views.demo_mail, name="demo_mail"),
    path(
        "postvak/<int:message_id>/bijlagen/<int:file_id>/",
        views.demo_mail_file,
        name="demo_mail_file",
    ),
]
