"""Addresses of rounds: for partners, for who comes with a link, and for the secretariat."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from measures.rounds.views import keeping, links, messages, partner, reviewing, workbooks


class RoundNumber(StringConverter):
    """Only what can be a number of a round reaches the database."""

    regex = r"[0-9]{4}-[0-9]{1,3}"


register_converter(RoundNumber, "round_number")

_MINE = "uitvraag/<round_number:number>/<slug:key>/"
_ANSWER = f"{_MINE}<measure_number:measure>/"
_ROUND = "rondes/<round_number:number>/"

urlpatterns = [
    path("uitvraag/", partner.asked, name="asked"),
    path(_MINE, partner.submission, name="submission"),
    path(f"{_MINE}stap/", partner.submission_act, name="submission_act"),
    path(f"{_MINE}terugkoppeling/", partner.feedback_page, name="feedback"),
    path(f"{_MINE}werkboek.xlsx", workbooks.workbook, name="workbook"),
    path(f"{_MINE}werkboek/", workbooks.workbook_upload, name="workbook_upload"),
    path(f"{_MINE}werkboek/<int:pk>/", workbooks.workbook_preview, name="workbook_preview"),
    path(
        f"{_MINE}werkboek/<int:pk>/fouten.xlsx", workbooks.workbook_errors, name="workbook_errors"
    ),
    path(_ANSWER, partner.answer, name="answer"),
    path(f"{_ANSWER}ongewijzigd/", partner.answer_unchanged, name="answer_unchanged"),
    path(f"{_ANSWER}terug/", partner.answer_put_back, name="answer_put_back"),
    path("link/<uuid:key>/", links.link_without_secret, name="link_without_secret"),
    path("link/<uuid:key>/<key:secret>/", links.personal_link, name="personal_link"),
    path("link/klaar/", links.link_leave, name="link_leave"),
    path("rondes/", keeping.round_list, name="rounds"),
    path("rondes/nieuw/", keeping.round_new, name="round_new"),
    path(_ROUND, keeping.round_cockpit, name="round"),
    path(f"{_ROUND}wijzigen/", keeping.round_edit, name="round_edit"),
    path(f"{_ROUND}plannen/", keeping.round_planning, name="round_planning"),
    path(f"{_ROUND}stap/", keeping.round_act, name="round_act"),
    path(f"{_ROUND}berichten/", messages.round_messages, name="round_messages"),
    path(f"{_ROUND}herinneren/", messages.round_remind, name="round_remind"),
    path(f"{_ROUND}partners/<slug:key>/", reviewing.review, name="review"),
    path(f"{_ROUND}partners/<slug:key>/stap/", reviewing.review_act, name="review_act"),
    path(f"{_ROUND}partners/<slug:key>/links/nieuw/", reviewing.link_send, name="link_send"),
    path(
        f"{_ROUND}partners/<slug:key>/links/<int:pk>/intrekken/",
        reviewing.link_revoke,
        name="link_revoke",
    ),
]
